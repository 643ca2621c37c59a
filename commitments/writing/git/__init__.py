"""What is done with git on request: commits, their undoing, settings of a clone. Writes no record."""
