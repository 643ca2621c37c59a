"""The questions on a terminal, and the parties as people name them. Must not write a record."""
