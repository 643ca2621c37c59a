"""How fast the tracker is against a bare floor of the same work. Runs the tracker, never imports it."""
