"""What is asked on a terminal, and of whom. Writes no record."""
