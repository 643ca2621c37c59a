"""Keeps the last steps of edits and saves, so that they can be taken back. Changes no file of a workspace."""
