"""Changes values in a record's text, or writes a new text. Leaves every other byte as it was."""
