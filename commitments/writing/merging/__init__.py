"""Two texts of a record merged into one, field by field, or left to git's own conflict."""
