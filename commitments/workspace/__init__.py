"""A workspace opened: its files read, examined and remembered. Prints nothing and knows no clock."""
