"""How fast the tracker is, beside bare floors and other tools. Runs the tracker, never imports it."""
