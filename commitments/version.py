"""The version of the program, in one place. Imports nothing."""

__version__ = "0.1.0"
