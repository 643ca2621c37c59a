"""Help, its examples, and what is said of a wrong command line."""
