"""The register as an Excel workbook: its sheets planned as plain data, then written."""
