"""How bytes become values: disk, YAML, schema, settings. Faults are findings, never exceptions."""
