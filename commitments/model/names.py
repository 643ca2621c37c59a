"""What things are called: ids, and texts by language. Knows nothing of what is called so."""

from __future__ import annotations

from typing import NamedTuple, NewType

CommitmentId = NewType("CommitmentId", str)
PartyId = NewType("PartyId", str)


class Prose(NamedTuple):
    """A text by language; at least one of the two stands."""

    en: str | None = None
    vi: str | None = None

    def in_language(self, lang: str) -> str:
        """The text in `lang`, else in the other language, else empty."""
        first, second = (self.vi, self.en) if lang == "vi" else (self.en, self.vi)
        return first or second or ""


def stem(path: str) -> str:
    """The id that a record file's name stands for."""
    return path.rpartition("/")[2].removesuffix(".yaml")
