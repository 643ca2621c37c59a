"""Defines what a commitment is: values, dates, recurrence, timeliness. Reads and shows nothing."""
