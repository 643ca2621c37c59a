"""How answers about records read: lists, counts, one record whole."""
