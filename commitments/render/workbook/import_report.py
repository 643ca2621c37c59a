"""Lays out the lines of the report on a workbook that came back. Words nothing."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from commitments.render.answer import Screen
from commitments.render.paint import paint, text


class ReportLine(NamedTuple):
    """One line of a report."""

    indent: int
    pieces: tuple[tuple[str, str], ...]
    """Each text with its style."""


def lay_out(lines: Sequence[ReportLine], screen: Screen) -> str:
    """The lines for a screen; in a pipe none is broken."""
    if screen.width is None and not screen.color:
        plain_lines = (" " * line.indent + "".join(piece for piece, _ in line.pieces) for line in lines)
        return "".join(f"{line_text.rstrip()}\n" for line_text in plain_lines)
    from rich.padding import Padding

    parts = [
        Padding(text("").join(text(*piece) for piece in line.pieces), (0, 0, 0, line.indent))
        for line in lines
    ]
    return paint(parts, screen)
