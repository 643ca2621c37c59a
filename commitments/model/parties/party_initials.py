"""Finds the parties whose names a text abbreviates: `Bộ KH&CN`, `MOST`. It must not choose between them."""

from __future__ import annotations

import re
from collections.abc import Iterable

from commitments.model.folding import fold
from commitments.model.parties.party import Party

_INITIALS = re.compile(r"[^\W\d_a-z]{2,}(?:(?:[&.,-] ?| )[^\W\d_a-z]+)*")
_SMALL_WORDS = frozenset({"va", "and", "of", "the", "for", "in", "cua", "ve"})
_FEWEST_LETTERS = 3
"""Letters without a word before them that are taken for a body, not for a person."""


def abbreviated_parties(text: str, parties: Iterable[Party], with_word: bool = True) -> list[str]:
    """The ids of the parties with a name that a text abbreviates by initials.

    `with_word` asks for a word before the initials, as in `Bộ TC`: letters alone may be those of a person.
    """
    words = text.strip().rstrip(".").split()
    heads = [1] if with_word else [1, 0]
    forms = [
        (tuple(map(fold, words[:head])), initials)
        for head in heads
        if len(words) > head and (initials := _initials_in(" ".join(words[head:]), head))
    ]
    if not forms:
        return []
    return list(
        dict.fromkeys(
            party.id
            for party in parties
            for name in party.names()
            if any(_abbreviates(head, initials, name) for head, initials in forms)
        )
    )


def _initials_in(text: str, head: int) -> str:
    """The letters of a text that is nothing but initials; empty for any other."""
    if text != text.upper() or not _INITIALS.fullmatch(text):
        return ""
    letters = "".join(re.findall(r"[^\W\d_]", fold(text)))
    return letters if head or len(letters) >= _FEWEST_LETTERS else ""


def _abbreviates(head: tuple[str, ...], initials: str, name: str) -> bool:
    """Whether first words and initials are those of a name; small words may lack theirs."""
    words = re.findall(r"[^\W\d_]+", fold(name))
    rest = words[len(head) :]
    if tuple(words[: len(head)]) != head or len(rest) < 2:
        return False
    pattern = "".join(f"{word[0]}?" if word in _SMALL_WORDS else word[0] for word in rest)
    return re.fullmatch(pattern, initials) is not None
