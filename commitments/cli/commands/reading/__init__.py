"""The commands that answer, one a file, each with a function `run`. They write no record."""
