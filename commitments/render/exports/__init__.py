"""The register as files for other programs, each format a row of one table."""
