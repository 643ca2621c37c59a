"""Dates, durations and recurrence, as values. Knows no clock and no record."""
