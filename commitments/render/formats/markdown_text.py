"""Writes an answer as Markdown for a comment on a code host. Chooses no column."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
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


def markdown_table(columns: Columns, rows: Callable[[], Iterable[Record]]) -> Callable[[Screen], str]:
    """A function that writes rows as a Markdown table with these columns."""

    def text(screen: Screen) -> str:
        lines = chain(
            (f"| {' | '.join(map(markdown, columns))} |", f"|{' --- |' * len(columns)}"),
            (_markdown_row(row, columns.values()) for row in rows()),
        )
        return bounded_markdown(
            lines, screen.words.say("More rows were left out; narrow the question by a filter.")
        )

    return text


def _markdown_row(row: Record, columns: Iterable[Callable[[Record], Any]]) -> str:
    cells = (markdown(str(cell_value(value(row)))) for value in columns)
    return f"| {' | '.join(cells)} |"
