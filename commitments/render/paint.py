"""Lays out coloured text with rich. Takes only `Text`, so that no data is read as markup."""

from __future__ import annotations

import io
from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from commitments.model.lifecycle import Kind, Status, Timeliness
from commitments.render.answer import Screen
from commitments.render.names.labels import TIMELINESS
from commitments.render.words import Words

if TYPE_CHECKING:
    from rich.text import Text

    from commitments.reports.status import JudgedRecord

SIGNS: Mapping[str, str] = {
    Timeliness.OVERDUE: "✗",
    Timeliness.DUE_SOON: "◔",
    Timeliness.ON_TRACK: "○",
    Timeliness.AWAITING: "◌",
    Timeliness.UNDATED: "·",
    Timeliness.SUSPENDED: "‖",
    Timeliness.DONE_ON_TIME: "✓",
    Timeliness.DONE_LATE: "◐",
    Timeliness.DONE: "✓",
    Timeliness.CLOSED: "–",
}
"""A sign for each timeliness, so that colour is never the only difference."""

STYLES: Mapping[str, str] = {
    Timeliness.OVERDUE: "bold red",
    Timeliness.DUE_SOON: "yellow",
    Timeliness.ON_TRACK: "green",
    Timeliness.AWAITING: "blue",
    Timeliness.UNDATED: "cyan",
    Timeliness.SUSPENDED: "magenta",
    Timeliness.DONE_ON_TIME: "green",
    Timeliness.DONE_LATE: "yellow",
    Timeliness.DONE: "green",
    Timeliness.CLOSED: "dim",
}

_UNCUT = 100_000
"""A width and a height, in cells, that cut nothing."""


def timeliness_label(timeliness: str, words: Words) -> str:
    """The sign and the word of a timeliness."""
    return f"{SIGNS[timeliness]} {words.say(TIMELINESS[timeliness])}"


def state_label(row: JudgedRecord, words: Words) -> str:
    """The sign and the word of a record's state; a meeting is held, not done."""
    if row.outline.kind == Kind.MEETING and row.outline.status == Status.FULFILLED:
        return f"{SIGNS[row.timeliness]} {words.say('held')}"
    return timeliness_label(row.timeliness, words)


def text(content: str, style: str = "") -> Text:
    """A piece of text for rich, without markup."""
    from rich.text import Text

    return Text(content, style=style)


Piece = tuple[str, str]
"""A text and its style."""


def paint_pieces(lines: Iterable[Sequence[Piece]], screen: Screen) -> str:
    """Lines of pieces as they stand: none is wrapped or cut, so that ids can be copied."""
    if not screen.color:
        return "".join(f"{''.join(content for content, _ in line).rstrip()}\n" for line in lines)
    from rich.color import ColorSystem
    from rich.style import Style

    def painted(content: str, style: str) -> str:
        return Style.parse(style).render(content, color_system=ColorSystem.STANDARD) if style else content

    return "".join(f"{''.join(painted(*piece) for piece in line if piece[0])}\n" for line in lines)


def paint_line(line: str, screen: Screen) -> str:
    """A line of prose, wrapped at the edge of the screen."""
    return f"{line}\n" if screen.width is None else paint([text(line)], screen)


def paint(parts: Iterable[Any], screen: Screen) -> str:
    """The text that rich makes of the parts, for this screen."""
    from rich.console import Console

    buffer = io.StringIO()
    console = Console(
        file=buffer,
        width=screen.width or _UNCUT,
        height=_UNCUT,  # else rich reads the variables of the environment, whatever they hold
        force_terminal=screen.color,
        color_system="standard" if screen.color else None,
        no_color=not screen.color,
        legacy_windows=False,
        emoji=False,
        markup=False,
        highlight=False,
    )
    for part in parts:
        console.print(part)
    return "".join(f"{line.rstrip()}\n" for line in buffer.getvalue().splitlines())
