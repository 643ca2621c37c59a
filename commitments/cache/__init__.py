"""Remembers results between runs. Safe to delete; decides no answer."""
