"""Holds the table of formats: name, function `answer, screen -> text`, endings. Writes no file."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence

from commitments.render.answer import Answer, Screen
from commitments.render.formats.csv_text import as_csv
from commitments.render.formats.json_text import as_json, as_jsonl
from commitments.render.formats.markdown_text import as_markdown
from commitments.render.safe import inert


def as_table(answer: Answer, screen: Screen) -> str | Iterator[str]:
    """The table for a person, on a terminal or in a pipe."""
    text = answer.table(screen)
    return inert(text) if isinstance(text, str) else map(inert, text)


Format = Callable[[Answer, Screen], str | Iterator[str]]
"""A text, or an iterator of its pieces, since an answer about all of history is large."""

FORMATS: Mapping[str, Format] = {
    "table": as_table,
    "json": as_json,
    "jsonl": as_jsonl,
    "csv": as_csv,
    "md": as_markdown,
}
"""The formats of every command."""

_PART = 256 * 1024
"""Characters from which a write pays."""


def write_chunks(text: str | Iterator[str]) -> Iterator[str]:
    """A text unchanged; pieces joined until a write pays."""
    if isinstance(text, str):
        yield text
        return
    part: list[str] = []
    letters = 0
    for piece in text:
        part.append(piece)
        letters += len(piece)
        if letters >= _PART:
            yield "".join(part)
            part, letters = [], 0
    yield "".join(part)


PLAIN_ENDINGS = ("txt", "log")
"""The endings of plain text, which promise no format."""

ENDINGS: Mapping[str, Sequence[str]] = {
    "table": PLAIN_ENDINGS,
    "json": ("json",),
    "jsonl": ("jsonl", "ndjson"),
    "csv": ("csv",),
    "md": ("md", "markdown"),
    "github": PLAIN_ENDINGS,
    "gitlab": ("json",),
    "sarif": ("sarif", "json"),
    "junit": ("xml",),
}
"""The endings of the files of each format; an ending alone means the first format that has it."""
