"""Turns bytes into values: disk, git, YAML, schema, tables. A fault in data is never an exception."""
