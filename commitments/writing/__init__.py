"""How files change: bytes to bytes, written whole or not at all. Never dumps anybody's YAML."""
