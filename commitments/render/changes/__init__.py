"""Writes changes: as a story, in sentences, in rows. Compares nothing."""
