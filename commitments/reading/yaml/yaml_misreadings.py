"""Finds where PyYAML silently reads something else than YAML 1.2 means. Builds no value.

Between brackets PyYAML reads `?x` as a question mark and the text `x`, where YAML 1.2 has the text `?x`. It
also takes a `#` right behind a bracket, a comma or a quote for the beginning of a comment.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import NamedTuple

_QUESTION = rb"\?(?<=[\s\[{,]\?)(?=\S)"
_COMMENT = rb"#(?<=[,\]}\"'\[{]#)"
_RARE_FORMS = (re.compile(_QUESTION), re.compile(_COMMENT))
_QUESTIONS, _COMMENTS = (re.compile(form.decode()) for form in (_QUESTION, _COMMENT))
_IN_COMMENT = re.compile(r"(?:\A|[ \t])#")

Span = tuple[int, int]
"""Where a scalar begins and ends, in characters."""


class Misreading(NamedTuple):
    """A sign in a text that must be written in another way, and why."""

    offset: int
    cause: str
    sign: str


def may_misread(data: bytes) -> bool:
    """Whether a text holds one of the rare forms that `find_misreadings` looks for."""
    return any(form.search(data) for form in _RARE_FORMS)


def find_misreadings(text: str, scalars: Sequence[Span]) -> Iterator[Misreading]:
    """Yields what PyYAML misreads in a text; `scalars` are the spans of its scalars, in order."""
    starts = {start for start, end in scalars if end > start}
    for match in _QUESTIONS.finditer(text):
        if match.end() in starts:
            yield Misreading(match.start(), "sign-first", "?")
    by_line = groupby(_comment_signs(text, scalars), lambda offset: text.count("\n", 0, offset))
    yield from (Misreading(next(indices), "comment-tight", "#") for _, indices in by_line)


def _comment_signs(text: str, scalars: Sequence[Span]) -> Iterator[int]:
    """Yields the offset of each `#` behind such a sign that stands neither in a scalar nor in a comment."""
    spans = iter(scalars)
    start, end, previous_end = 0, 0, 0
    for match in _COMMENTS.finditer(text):
        offset = match.start()
        while end <= offset:
            previous_end = end
            start, end = next(spans, (len(text), len(text) + 1))
        gap_start = max(previous_end, text.rfind("\n", 0, offset) + 1)
        if offset < start and not _IN_COMMENT.search(text[gap_start:offset]):
            yield offset
