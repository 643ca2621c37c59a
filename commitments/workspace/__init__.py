"""A workspace opened: its files read, examined and remembered. Prints nothing; asks for no day."""
