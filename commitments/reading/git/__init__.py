"""Asks git for commits, files and the state of a working tree. Judges no record."""
