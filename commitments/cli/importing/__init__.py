"""The table, the recipe and the request of an import, for the commands. Must not write a record."""
