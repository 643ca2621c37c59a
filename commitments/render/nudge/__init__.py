"""How the answer of `nudge` reads, and the letters that it writes."""
