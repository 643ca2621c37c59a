"""Where PyYAML reads something else than YAML 1.2 has there, without a word. Builds no value.

Between brackets it takes the question mark of `?x` for a sign of its own and the text for `x`, where
YAML 1.2 has the text `?x`; and it takes a `#` that follows a bracket, a comma or a quote for the beginning
of a comment.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import NamedTuple

_QUESTION = rb"\?(?<=[\s\[{,]\?)(?=\S)"
_COMMENT = rb"#(?<=[,\]}\"'\[{]#)"
_RARE = (re.compile(_QUESTION), re.compile(_COMMENT))
_QUESTIONS, _COMMENTS = (re.compile(form.decode()) for form in (_QUESTION, _COMMENT))
_IN_COMMENT = re.compile(r"(?:\A|[ \t])#")

Span = tuple[int, int]
"""Where a scalar begins and ends, in characters."""


class Misread(NamedTuple):
    """What is to be written in another way."""

    offset: int
    cause: str
    sign: str


def may_misread(data: bytes) -> bool:
    """Whether a text is so rare that `misread` must look at it."""
    return any(form.search(data) for form in _RARE)


def misread(text: str, scalars: Sequence[Span]) -> Iterator[Misread]:
    """What the parser got wrong of a text whose scalars stand there, in their order."""
    starts = {start for start, end in scalars if end > start}
    for match in _QUESTIONS.finditer(text):
        if match.end() in starts:
            yield Misread(match.start(), "sign-first", "?")
    by_line = groupby(_outside(text, scalars), lambda offset: text.count("\n", 0, offset))
    yield from (Misread(next(indices), "comment-tight", "#") for _, indices in by_line)


def _outside(text: str, scalars: Sequence[Span]) -> Iterator[int]:
    """Each such `#` that stands neither in a scalar nor in a comment."""
    spans = iter(scalars)
    start, end, before = 0, 0, 0
    for match in _COMMENTS.finditer(text):
        offset = match.start()
        while end <= offset:
            before = end
            start, end = next(spans, (len(text), len(text) + 1))
        begin = max(before, text.rfind("\n", 0, offset) + 1)
        if offset < start and not _IN_COMMENT.search(text[begin:offset]):
            yield offset
