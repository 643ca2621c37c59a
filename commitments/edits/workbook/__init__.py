"""The workbook on its way back: what its sheets hold, and what a changed cell asks of a record."""
