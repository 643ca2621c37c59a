"""Writes an answer as text, one format a file. Asks for no answer."""
