"""What changed between states of a record, and what it is called. Pure: the caller supplies the states."""
