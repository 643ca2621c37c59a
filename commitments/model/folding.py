"""Text as a search sees it: without case and without Vietnamese marks. Knows no language."""

from __future__ import annotations

import unicodedata


def fold(text: str) -> str:
    """`Đề nghị` as `de nghi`."""
    if text.isascii():
        return text.casefold()
    parts = unicodedata.normalize("NFD", text.casefold().replace("đ", "d"))
    return "".join(part for part in parts if not unicodedata.combining(part))
