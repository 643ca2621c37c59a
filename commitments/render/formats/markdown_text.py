"""Writes an answer as Markdown for a comment on a code host. Chooses no column."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import chain
from typing import Any

from commitments.render.answer import Answer, Record, Screen
from commitments.render.formats.csv_text import cell_value
from commitments.render.safe import bounded_markdown, markdown

Columns = Mapping[str, Callable[[Record], Any]]
"""The columns of a table: by heading, the function that reads a row."""


def as_markdown(answer: Answer, screen: Screen) -> str:
    """A table of the main columns, or a document, for a comment on a code host."""
    return answer.markdown(screen)


def _no_lines(screen: Screen) -> Iterable[str]:
    return ()


def markdown_table(
    columns: Columns,
    rows: Callable[[], Iterable[Record]],
    head: Callable[[Screen], Iterable[str]] = _no_lines,
) -> Callable[[Screen], str]:
    """A function that writes rows as a Markdown table with these columns, below the lines of `head`."""

    def text(screen: Screen) -> str:
        values = ([cell_value(read(row)) for read in columns.values()] for row in rows())
        return bounded_markdown(
            chain(head(screen), markdown_rows(list(columns), values)),
            screen.words.say("More rows were left out; narrow the question with a filter."),
        )

    return text


def markdown_rows(heads: Sequence[str], rows: Iterable[Sequence[Any]]) -> Iterator[str]:
    """The lines of a Markdown table."""
    yield f"| {' | '.join(map(markdown, heads))} |"
    yield f"|{' --- |' * len(heads)}"
    for cells in rows:
        yield f"| {' | '.join(markdown(str(cell)) for cell in cells)} |"
