"""Brings texts into Unicode's composed form (NFC) and tells whether a file can be. Writes nothing."""

from __future__ import annotations

import unicodedata
from typing import Any

from commitments.reading.yaml_text import Parsed, parse


def composed(value: Any) -> Any:
    """Returns a value with every text in it composed, keys too."""
    if isinstance(value, str):
        return unicodedata.normalize("NFC", value)
    if isinstance(value, dict):
        return {composed(key): composed(inner) for key, inner in value.items()}
    if isinstance(value, list):
        return [composed(item) for item in value]
    return value


def obstacle(parsed: Parsed) -> str:
    """Returns why a file cannot be composed by a program, `errors` or `meaning`; empty where it can be."""
    if parsed.faults or not isinstance(parsed.value, dict):
        return "errors"
    reparsed = parse(unicodedata.normalize("NFC", parsed.text).encode())
    return "meaning" if reparsed.faults or reparsed.value != composed(parsed.value) else ""
