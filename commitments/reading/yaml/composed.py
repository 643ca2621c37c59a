"""Brings texts into Unicode's composed form (NFC) and tells whether a file can be. Writes nothing."""

from __future__ import annotations

import unicodedata
from typing import Any

from commitments.reading.yaml.yaml_text import Parsed, parse


def compose_value(value: Any) -> Any:
    """Returns a value with every text in it composed, keys too."""
    if isinstance(value, str):
        return unicodedata.normalize("NFC", value)
    if isinstance(value, dict):
        return {compose_value(key): compose_value(inner) for key, inner in value.items()}
    if isinstance(value, list):
        return [compose_value(item) for item in value]
    return value


def composing_obstacle(parsed: Parsed) -> str:
    """Returns why a file cannot be composed by a program, `errors` or `meaning`; empty where it can be."""
    if parsed.faults or not isinstance(parsed.value, dict):
        return "errors"
    reparsed = parse(unicodedata.normalize("NFC", parsed.text).encode())
    return "meaning" if reparsed.faults or reparsed.value != compose_value(parsed.value) else ""
