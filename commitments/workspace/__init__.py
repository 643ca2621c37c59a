"""Opens a workspace: reads, examines and remembers its files. Prints nothing and asks for no day."""
