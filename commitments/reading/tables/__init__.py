"""Turns CSV, Excel, OpenDocument and Markdown files into rows of cells. Gives no cell a meaning."""
