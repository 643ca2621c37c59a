"""Writes moved deadlines. Computes no move."""
