"""Writes an import, row by row. Imports nothing itself."""
