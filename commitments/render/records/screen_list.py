"""Lays out a list of records for a terminal, in groups under headings. It judges and sorts no record.

Lines are broken between words; an id is never broken, so that it can be copied.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import NamedTuple

from commitments.errors import N_
from commitments.render.answer import Screen
from commitments.render.columns import display_width
from commitments.render.names.distances import due_soon_label
from commitments.render.paint import SIGNS, Piece, paint_pieces, state_label
from commitments.render.records.record_words import BY_SILENCE, RecordWords
from commitments.render.safe import one_line
from commitments.render.wrapped import wrap_lines
from commitments.reports.status import JudgedRecord
from commitments.reports.urgency import ListGroup

HEADINGS: Mapping[ListGroup, str] = {
    ListGroup.OVERDUE: N_("Overdue"),
    ListGroup.ATTENTION: N_("Due for a look, notice to give, or term over"),
    ListGroup.ON_TRACK: N_("On track"),
    ListGroup.AWAITING: N_("Awaiting an answer"),
    ListGroup.UNDATED: N_("No deadline"),
    ListGroup.SUSPENDED: N_("Suspended"),
    ListGroup.DONE_ON_TIME: N_("Done on time"),
    ListGroup.DONE_LATE: N_("Done late"),
    ListGroup.DONE: N_("Done, in time or late unknown"),
    ListGroup.CLOSED: N_("Closed"),
    ListGroup.MEETING: N_("Meetings"),
}

_STYLES: Mapping[ListGroup, str] = {
    ListGroup.OVERDUE: "bold red",
    ListGroup.DUE_SOON: "bold yellow",
    ListGroup.ATTENTION: "bold yellow",
}
_SIGNS: Mapping[str, str] = {**SIGNS, ListGroup.ATTENTION: "◷", ListGroup.MEETING: "▪"}

_LEAST_OVERDUE = 10
"""Overdue records that are shown however small the screen is."""

_WIDE = 100
"""Columns of a terminal from which the lead has a column of its own."""

_UNBROKEN = 100_000
"""Columns where nothing is broken."""

Line = Sequence[Piece]


class ListText(NamedTuple):
    """A list as text."""

    text: str
    hidden: Mapping[ListGroup, int]
    """The number of records of each group that did not fit."""


@dataclass(frozen=True, slots=True)
class _Layout:
    """The columns of a list."""

    distance: int
    title: int
    lead: int
    """0 where the lead has no column of its own."""


def screen_list(
    rows: Sequence[JudgedRecord], words: RecordWords, screen: Screen, room: int | None
) -> ListText:
    """The records in their groups, as many as fit into `room` lines; None for all.

    The last groups are cut first, and of those that are overdue at least ten are shown. `rows` are in the
    order of urgency.
    """
    lines: list[Line] = []
    hidden: dict[ListGroup, int] = {}
    for group, grouped in groupby(rows, key=lambda row: row.group):
        members = list(grouped)
        head = _heading(group, len(members), words, screen, bool(lines))
        layout = _layout(members if room is None else members[:room], words, screen)
        body: list[Line] = []
        shown = 0
        for row in members:
            block = list(_block(row, words, layout, screen))
            must_show = group is ListGroup.OVERDUE and shown < _LEAST_OVERDUE
            if hidden or not (must_show or room is None or len(lines + head + body + block) <= room):
                break
            body += block
            shown += 1
        if shown:
            lines += [*head, *body]
        if shown < len(members):
            hidden[group] = len(members) - shown
    return ListText(paint_pieces(lines, screen), hidden)


def flat_list(rows: Sequence[JudgedRecord], words: RecordWords, screen: Screen) -> str:
    """The records in the order given, each with its state, without headings."""
    layout = _layout(rows, words, screen)
    return paint_pieces(
        [line for row in rows for line in _block(row, words, layout, screen, with_state=True)], screen
    )


def _heading(group: ListGroup, count: int, words: RecordWords, screen: Screen, with_gap: bool) -> list[Line]:
    label = f"{_SIGNS[group]} {group_name(group, words)}: {words.words.number(count)}"
    if group in BY_SILENCE:
        label += f" ({words.words.say('days without news')})"
    lines = wrap_lines(label, screen.width or _UNBROKEN).split("\n")
    return [*([[("", "")]] if with_gap else []), *([(line, _STYLES.get(group, "bold"))] for line in lines)]


def group_name(group: ListGroup, words: RecordWords) -> str:
    """The heading of a group."""
    if group is ListGroup.DUE_SOON:
        return due_soon_label(words.clock, words.words)
    return words.words.say(HEADINGS[group])


def _layout(rows: Sequence[JudgedRecord], words: RecordWords, screen: Screen) -> _Layout:
    width = screen.width or _UNBROKEN
    distance = max((display_width(words.distance(row)) for row in rows), default=0)
    distance = distance + 2 if distance else 0
    lead = 0
    if _WIDE <= width < _UNBROKEN and any(words.lead(row.outline) for row in rows):
        lead = max(24, min(44, width // 4))
    return _Layout(distance, width - 2 - distance - (lead + 2 if lead else 0), lead)


def _block(
    row: JudgedRecord, words: RecordWords, layout: _Layout, screen: Screen, with_state: bool = False
) -> Iterator[Line]:
    state = state_label(row, words.words) if with_state else ""
    return _card(row, words, screen, state) if screen.narrow else _table_row(row, words, layout, state)


def _table_row(row: JudgedRecord, words: RecordWords, layout: _Layout, state: str) -> Iterator[Line]:
    title = wrap_lines(one_line(row.outline.title(words.words.lang)), layout.title).split("\n")
    lead = words.lead(row.outline)
    lead_lines = wrap_lines(lead, layout.lead).split("\n") if layout.lead and lead else []
    first_pieces = [state, lead if not layout.lead else ""]
    pieces = [*filter(None, first_pieces), *words.details(row)]
    details = _joined(pieces, layout.title, unbroken=one_line(row.outline.id))
    left = [*((line, "") for line in title), *((line, "dim") for line in details)]
    distance = words.distance(row)
    for index in range(max(len(left), len(lead_lines))):
        first = f"  {_pad(distance if index == 0 else '', layout.distance)}"
        content, style = left[index] if index < len(left) else ("", "")
        if index < len(lead_lines):
            yield [(first, ""), (_pad(content, layout.title + 2), style), (lead_lines[index], "")]
        else:
            yield [(first, ""), (content, style)]


def _card(row: JudgedRecord, words: RecordWords, screen: Screen, state: str) -> Iterator[Line]:
    width = screen.width or _UNBROKEN
    for line in wrap_lines(one_line(row.outline.title(words.words.lang)), width).split("\n"):
        yield [(line, "")]
    pieces = [state, words.distance(row), words.lead(row.outline), *words.details(row)]
    for line in _joined([piece for piece in pieces if piece], width - 2):
        yield [(f"  {line}", "dim")]
    yield [(f"  {one_line(row.outline.id)}", "dim")]


def _joined(pieces: Sequence[str], width: int, unbroken: str = "") -> list[str]:
    """Pieces side by side, with a dot between; one that is too long alone is broken between words.

    `unbroken` stands before them and is never broken.
    """
    lines = [unbroken] if unbroken else []
    for piece in pieces:
        longer = f"{lines[-1]} · {piece}" if lines else ""
        if longer and display_width(longer) <= width:
            lines[-1] = longer
        else:
            lines += wrap_lines(piece, width).split("\n")
    return lines


def _pad(content: str, width: int) -> str:
    return content + " " * max(0, width - display_width(content))
