"""Defines ids and texts by language. It knows nothing of what they name."""

from __future__ import annotations

import re
from typing import NamedTuple, NewType

CommitmentId = NewType("CommitmentId", str)
PartyId = NewType("PartyId", str)


class Prose(NamedTuple):
    """A text by language."""

    en: str | None = None
    vi: str | None = None

    def in_language(self, lang: str) -> str:
        """The text in `lang`, else in the other language, else empty."""
        first, second = (self.vi, self.en) if lang == "vi" else (self.en, self.vi)
        return first or second or ""


_REGISTER_ID = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
_MOST_ID_LETTERS = 64


def is_register_id(text: str) -> bool:
    """Whether a text may be the id of a register: the letters of a record's id, and as many."""
    return len(text) <= _MOST_ID_LETTERS and _REGISTER_ID.fullmatch(text) is not None


def id_from_path(path: str) -> str:
    """The id that the name of a record file means."""
    return path.rpartition("/")[2].removesuffix(".yaml")
