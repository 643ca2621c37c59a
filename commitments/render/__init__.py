"""How answers are written: an answer in, text out. Opens nothing and counts nothing."""
