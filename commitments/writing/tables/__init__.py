"""How a table becomes records: planned, judged together, written file by file."""
