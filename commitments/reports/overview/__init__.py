"""Answers what the page and the paper for a meeting ask, one question a file. It must not ask for the day."""
