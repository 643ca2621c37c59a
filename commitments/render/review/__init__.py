"""Writes a review: what a change means, then what is wrong with it. Judges nothing."""
