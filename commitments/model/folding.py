"""Folds texts for search: drops case and Vietnamese marks. It knows no word of a language."""

from __future__ import annotations

import re
import unicodedata

_VIETNAMESE = re.compile("[ăđơưĂĐƠƯạ-ỹẠ-Ỹ]")
"""Letters that few languages beside Vietnamese have; French has `ê` and `à` too."""


def fold(text: str) -> str:
    """Folds a text: `Đề nghị` becomes `de nghi`."""
    if text.isascii():
        return text.casefold()
    letters = unicodedata.normalize("NFD", text.casefold().replace("đ", "d"))
    return "".join(letter for letter in letters if not unicodedata.combining(letter))


def is_vietnamese(text: str) -> bool:
    """Whether a text has letters of Vietnamese alone; a text without its marks is not known for it."""
    return not text.isascii() and _VIETNAMESE.search(unicodedata.normalize("NFC", text)) is not None
