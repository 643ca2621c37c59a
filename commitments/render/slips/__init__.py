"""How moved deadlines read."""
