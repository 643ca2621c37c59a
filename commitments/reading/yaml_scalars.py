"""What a plain scalar of YAML stands for, by the core schema of YAML 1.2.2. Reads no document.

So `NO` is a text, and a date stays the text that it is.
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
"""The words that are no texts."""

NOT_TEXT = frozenset(["", *"0123456789-+.~ntfNTF"])
"""How a scalar begins that may be something else than text; for all others nobody need be asked."""

_INTEGER = re.compile(r"[-+]?[0-9]{1,300}")
_BASED = re.compile(r"0o[0-7]{1,300}|0x[0-9a-fA-F]{1,300}")
_FLOAT = re.compile(r"(?=.*[.eE])[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?")


@lru_cache(maxsize=16384)
def resolve(text: str) -> Any:
    """The value of a plain scalar; what no number can hold stays text."""
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
