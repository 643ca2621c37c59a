"""Completes words in a shell."""
