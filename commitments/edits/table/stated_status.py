"""Reads what cells state of a status and its day, and finds the column of notes that states statuses.

A column of notes is one of statuses where most of its cells are words of one. Where only some are, the rows
of these are faults, since no record may stay open in silence. It must not know a record.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any, NamedTuple

from commitments.changes.rules.status_rules import OWING_STATUSES
from commitments.edits.dates.written_dates import AGAINST_ORDER, TWO_DAYS
from commitments.edits.table.cells import CellReader, is_blank, one_line_text
from commitments.edits.table.columns import Columns
from commitments.edits.table.header_rows import TableRow
from commitments.edits.unclear import Unclear, unclear
from commitments.errors import N_, ShellWord
from commitments.model.fields import Tense
from commitments.model.lifecycle import OPEN_STATUSES, Status

_SIGNS = " ,;:()[]–—-."
_DAY_WORDS = re.compile(r"(?:on|in|at|since|as of|kể từ ngày|từ ngày|vào ngày|ngày|vào|từ)\s+", re.IGNORECASE)
_YEAR_AT_END = re.compile(r"(?:19|20)[0-9]{2}\b|[0-9]{2}$")
_CLAUSE_END = re.compile(r"[.,;:(]|\s[–—-]\s")
_MOST_WORDS = 8
"""Words that a status has at most."""

_MOST = 0.5
"""The share of words of a status above which a column of notes is one of statuses."""

_BEFORE_WORK = frozenset({Status.PROPOSED, Status.AGREED})
"""What a row without a status becomes, so that a word for it may be lost."""


class StatedStatus(NamedTuple):
    """A status, and the day that stands behind it."""

    status: str
    day: str | int | Unclear | None = None
    """None where no day stands there, or why it can be read in two ways."""

    @property
    def reading(self) -> str | Unclear:
        """The status, or why its day cannot be read."""
        return self.day if isinstance(self.day, Unclear) else self.status


def stated_status(value: object, reader: CellReader) -> StatedStatus | None:
    """The status that a whole cell states, as `Completed on 12 May 2026` does; None for any other text."""
    value = reader.own_word(value)
    if (status := reader.known_choice("status", value)) is not None:
        return StatedStatus(status)
    words = one_line_text(value).split(" ") if isinstance(value, str) else []
    for end in range(min(len(words) - 1, _MOST_WORDS), 0, -1):
        status = reader.known_choice("status", " ".join(words[:end]).strip(_SIGNS))
        day = _day(" ".join(words[end:]), reader) if status is not None else None
        if status is not None and day is not None:
            return StatedStatus(status, day)
    return None


def _day(text: str, reader: CellReader) -> str | int | Unclear | None:
    """The day of a text; None where it is none, or one that hangs on today."""
    day_text = _DAY_WORDS.sub("", text.strip(_SIGNS), count=1)
    if not _YEAR_AT_END.search(day_text):
        return None
    day = reader.date(day_text, Tense.HAPPENED)
    return None if isinstance(day, Unclear) and day.message not in (TWO_DAYS, AGAINST_ORDER) else day


def day_field(status: str) -> str:
    """The field that takes the day of a status."""
    if status in OWING_STATUSES["met_on"]:
        return "met_on"
    return "closing.date" if status in OWING_STATUSES["closing"] else "updates.date"


def settle_day(values: dict[str, Any], stated: StatedStatus | None) -> Unclear | None:
    """Give a row the day of its status; returns why not, where another column says another one."""
    if stated is None or stated.day is None or isinstance(stated.day, Unclear):
        return None
    other = values.setdefault(day_field(stated.status), stated.day)
    if other == stated.day:
        return None
    return unclear(
        N_("The status names the day {day}, and another column {other}"),
        N_("Correct one of the two."),
        day=str(stated.day),
        other=str(other),
    )


def with_status_column(
    columns: Columns, rows: Sequence[TableRow], reader: CellReader, has_status: bool
) -> Columns:
    """The columns, where one of notes whose cells are mostly statuses is that of the status.

    `has_status` says that the status is given otherwise. What `--map` names stays what it is.
    """
    if "status" in columns.fields:
        return columns
    notes = {
        name: column
        for name, column in columns.fields.items()
        if name.startswith(("updates.note", "deliverable")) and column not in columns.mapped
    }
    shares = {name: _share(column, rows[columns.header :], reader) for name, column in notes.items()}
    name = max(shares, key=lambda name: shares[name], default="")
    if not name or shares[name] <= _MOST:
        return columns if has_status else replace(columns, unsure=frozenset(notes))
    fields = {"status" if other == name else other: column for other, column in columns.fields.items()}
    return replace(columns, fields=fields, as_status=columns.fields[name])


def _share(column: int, rows: Sequence[TableRow], reader: CellReader) -> float:
    """The share of the cells of a column that state a status."""
    values = [row[column] for row in rows if column < len(row) and not is_blank(row[column])]
    return sum(stated_status(value, reader) is not None for value in values) / max(1, len(values))


def lost_status(name: str, value: object, columns: Columns, reader: CellReader) -> Unclear | None:
    """Why a cell of notes cannot be only that: it states a status, which no column takes."""
    if name not in columns.unsure or not isinstance(value, str):
        return None
    stated = stated_status(value, reader)
    if stated is None:
        clause = stated_status(_CLAUSE_END.split(one_line_text(value), maxsplit=1)[0], reader)
        stated = clause if clause and _ends(clause.status) else None
    if stated is None or stated.status in _BEFORE_WORK:
        return None
    heading = columns.headings[columns.fields[name]]
    return unclear(
        N_("The column “{heading}” says “{word}”, and no column is the status"),
        N_("Say what the column is, with --map {status} or --map {note}."),
        heading=heading,
        word=one_line_text(value),
        status=ShellWord(f"{heading}=status"),
        note=ShellWord(f"{heading}={name}"),
    )


def _ends(status: str) -> bool:
    return status == Status.SUSPENDED or status not in OPEN_STATUSES


def lost_statuses(columns: Columns, rows: Sequence[TableRow], reader: CellReader) -> Mapping[str, int]:
    """How many cells of each column of notes state a status that no column takes."""
    counts = {
        name: sum(
            lost_status(name, row[columns.fields[name]], columns, reader) is not None
            for row in rows
            if columns.fields[name] < len(row)
        )
        for name in sorted(columns.unsure)
    }
    return {name: count for name, count in counts.items() if count}
