"""Resolves plain scalars by the core schema of YAML 1.2.2. Reads no document.

By this schema `NO` is a text, and so is a date.
"""

from __future__ import annotations

import math
import re
from functools import lru_cache
from typing import Any

WORDS: dict[str, Any] = {
    **dict.fromkeys(("", "~", "null", "Null", "NULL")),
    **dict.fromkeys(("true", "True", "TRUE"), True),
    **dict.fromkeys(("false", "False", "FALSE"), False),
}
"""The values of the words that are not texts."""

NOT_TEXT = frozenset(["", *"0123456789-+.~ntfNTF"])
"""The first characters of scalars that may be no text; every other scalar is a text."""

_INTEGER = re.compile(r"[-+]?[0-9]{1,300}")
_BASED = re.compile(r"0o[0-7]{1,300}|0x[0-9a-fA-F]{1,300}")
_FLOAT = re.compile(r"(?=.*[.eE])[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?")


@lru_cache(maxsize=16384)
def resolve(text: str) -> Any:
    """The value of a plain scalar; a number that is too large stays text."""
    if text in WORDS:
        return WORDS[text]
    if _INTEGER.fullmatch(text):
        return int(text)
    if _BASED.fullmatch(text):
        return int(text, 0)
    if _FLOAT.fullmatch(text):
        number = float(text)
        return number if math.isfinite(number) else text
    return text
