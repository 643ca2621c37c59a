"""Forms of issues that become edits: which there are, and how a filled one is read."""
