"""Compares states of records and judges what changed. Opens nothing: the caller supplies the states."""
