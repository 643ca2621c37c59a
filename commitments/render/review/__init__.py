"""How a review reads: what a change means, then what is wrong with it."""
