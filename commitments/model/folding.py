"""Folds texts for search: drops case and Vietnamese marks. It knows no language."""

from __future__ import annotations

import unicodedata


def fold(text: str) -> str:
    """Folds a text: `Đề nghị` becomes `de nghi`."""
    if text.isascii():
        return text.casefold()
    letters = unicodedata.normalize("NFD", text.casefold().replace("đ", "d"))
    return "".join(letter for letter in letters if not unicodedata.combining(letter))
