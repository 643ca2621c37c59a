"""git, step by step: what became of the records, and what a change means. Prints nothing."""
