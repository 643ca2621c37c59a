"""A record's text with some of its values changed, or written anew, and every other byte as it was."""
