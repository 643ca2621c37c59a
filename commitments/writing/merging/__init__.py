"""Merges two texts of a record field by field, or leaves them to git's own conflict. Drops no line."""
