"""How the paper for a meeting reads."""
