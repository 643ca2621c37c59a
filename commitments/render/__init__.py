"""Writes answers: an answer in, text out. Opens no file and counts nothing."""
