"""One command a file, thin: each has a function `run`."""
