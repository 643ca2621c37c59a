"""Turns the bytes of a record into values and marks. Knows neither schema nor fields."""
