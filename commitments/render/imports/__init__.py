"""How an import reads, row by row."""
