"""One question a file, answered from outlines. Pure: the caller supplies records, parties and the day."""
