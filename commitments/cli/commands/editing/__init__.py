"""The commands that write records, one a file, each with a function `run`."""
