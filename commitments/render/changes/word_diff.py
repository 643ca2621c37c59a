"""Says which words of a long text changed: `“two ports” → “three ports”`. It judges no change."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher

LONG_TEXT = 80
"""Characters from which a text is told by the words that changed; a shorter one stands whole."""

_MOST_PLACES = 4
"""Places that are told; the others are counted."""
_MOST_WORDS = 400
"""Changed words that are compared, since a comparison takes their square."""
_LARGEST_SHARE = 0.6
"""Share of the words from which a text counts as written anew."""
_NEIGHBOURS = 1
"""Equal words shown at each side of a change, so that a reader finds the place."""
_QUIET_GAP = 2
"""Equal words between two changes that are told as one place."""

_Place = tuple[int, int, int, int]
"""The words from and to which a place runs, in the old text and in the new one."""


def changed_words(old: str, new: str) -> tuple[list[str], int] | None:
    """The first places where two texts differ, and how many further ones there are.

    Returns None where the texts are short, or so different that their words say nothing.
    """
    if max(len(old), len(new)) <= LONG_TEXT:
        return None
    before, after = old.split(), new.split()
    places = _places(before, after)
    if not places or sum(end - start for start, end, _, _ in places) > _LARGEST_SHARE * len(before):
        return None
    texts = [_place_text(before, after, place) for place in places[:_MOST_PLACES]]
    return texts, len(places) - len(texts)


def _places(before: Sequence[str], after: Sequence[str]) -> list[_Place]:
    """The places that differ; none where too many words would have to be compared."""
    head = _common_length(before, after)
    tail = _common_length(before[head:][::-1], after[head:][::-1])
    middle, new_middle = before[head : len(before) - tail], after[head : len(after) - tail]
    if max(len(middle), len(new_middle)) > _MOST_WORDS:
        return []
    places: list[_Place] = []
    for kind, start, end, new_start, new_end in SequenceMatcher(
        None, middle, new_middle, autojunk=False
    ).get_opcodes():
        if kind == "equal":
            continue
        if places and head + start - places[-1][1] <= _QUIET_GAP:
            start, new_start = places[-1][0] - head, places.pop()[2] - head
        places.append((head + start, head + end, head + new_start, head + new_end))
    return places


def _common_length(words: Sequence[str], others: Sequence[str]) -> int:
    """The number of words that two texts begin with alike."""
    pairs = zip(words, others, strict=False)
    return next(
        (index for index, (word, other) in enumerate(pairs) if word != other), min(len(words), len(others))
    )


def _place_text(before: Sequence[str], after: Sequence[str], place: _Place) -> str:
    start, end, new_start, new_end = place
    if start == end:
        return f"+“{' '.join(_with_neighbours(after, new_start, new_end))}”"
    if new_start == new_end:
        return f"−“{' '.join(before[start:end])}”"
    old_words, new_words = _with_neighbours(before, start, end), _with_neighbours(after, new_start, new_end)
    return f"“{' '.join(old_words)}” → “{' '.join(new_words)}”"


def _with_neighbours(words: Sequence[str], start: int, end: int) -> Iterator[str]:
    yield from words[max(0, start - _NEIGHBOURS) : end + _NEIGHBOURS]
