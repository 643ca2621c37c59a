"""One command a file, each with a function `run`. Must not hold what two commands share."""
