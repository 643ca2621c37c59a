"""Turns what people ask of a record into steps over plain values. It must not open files or know a clock."""
