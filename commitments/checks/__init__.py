"""Checks what must hold of records beyond their schema. Takes values, yields findings, opens nothing."""
