"""The register as tables for other engines, by the standard Data Package 2."""
