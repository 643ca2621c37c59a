"""Texts in Unicode's composed form (NFC), and whether a file can be brought into it. Writes nothing."""

from __future__ import annotations

import unicodedata
from typing import Any

from commitments.reading.yaml_text import Parsed, parse


def composed(value: Any) -> Any:
    """A value with every text in it composed, keys too."""
    if isinstance(value, str):
        return unicodedata.normalize("NFC", value)
    if isinstance(value, dict):
        return {composed(key): composed(entry) for key, entry in value.items()}
    if isinstance(value, list):
        return [composed(item) for item in value]
    return value


def obstacle(parsed: Parsed) -> str:
    """Why a file is not composed without a person; empty where it can be."""
    if parsed.faults or not isinstance(parsed.value, dict):
        return "errors"
    after = parse(unicodedata.normalize("NFC", parsed.text).encode())
    return "meaning" if after.faults or after.value != composed(parsed.value) else ""
