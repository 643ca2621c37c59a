"""Turns CSV and Excel files into rows of cells. Gives no cell a meaning."""
