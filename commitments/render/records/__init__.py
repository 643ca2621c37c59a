"""Writes records: lists, counts, one record with its history. Judges nothing."""
