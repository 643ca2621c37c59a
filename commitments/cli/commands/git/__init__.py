"""The commands that git runs once `commit git-setup` has configured it."""
