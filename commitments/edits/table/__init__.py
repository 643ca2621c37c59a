"""What a table says of records: its columns, its cells, and what each row asks of a record."""
