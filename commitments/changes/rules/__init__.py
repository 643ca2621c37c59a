"""The rules of change: one table, and the functions that judge an edit. Shows nothing."""
