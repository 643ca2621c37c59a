"""Answers one question a file from outlines. It must not open files or ask for the day."""
