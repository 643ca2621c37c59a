"""Finds the words of records that a filter could name. It picks no record."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from commitments.model.nearest import nearest_words
from commitments.model.outline import Outline
from commitments.model.parties.party import Registry
from commitments.model.timeliness import Clock
from commitments.reports.status import judge

_MOST_NEAR = 3


def words_near(
    option: str, word: str, outlines: Sequence[Outline], registry: Registry, clock: Clock
) -> tuple[str, ...]:
    """The words of records that are most like a word; all in use, where their list is closed."""
    words = sorted(set(_words_in_use(option, outlines, registry, clock)))
    if option in _CLOSED:
        return tuple(words)
    return tuple(nearest_words(word.replace("*", ""), words, _MOST_NEAR))


_CLOSED = frozenset({"--status", "--timeliness", "--kind", "--role", "--country"})


def _words_in_use(
    option: str, outlines: Sequence[Outline], registry: Registry, clock: Clock
) -> Iterator[str]:
    for outline in outlines:
        match option:
            case "ID":
                yield outline.id
            case "--status":
                yield outline.status
            case "--timeliness" if outline.counts:
                yield judge(outline, clock).timeliness.value
            case "--kind":
                yield outline.kind
            case "--tag":
                yield from outline.items(outline.tags)
            case "--party":
                yield from (party for party, _ in outline.roles())
            case "--lead":
                yield from outline.leads()
            case "--role":
                yield from (role for _, role in outline.roles() if role)
            case "--country":
                yield from registry.countries(party for party, _ in outline.roles())
