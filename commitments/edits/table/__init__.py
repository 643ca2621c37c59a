"""Reads tables of records: their columns, their cells, and the steps of each row. It must not open a file."""
