"""How changes read: as a story, in sentences, in rows."""
