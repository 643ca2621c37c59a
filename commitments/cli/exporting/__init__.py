"""What goes into an export or a page, gathered from the session of a command."""
