"""Writes the dates of a register as a calendar (RFC 5545). Judges nothing, and asks for no time.

A date is an event of a whole day, which takes no time of whoever sees it. Its UID stays when it moves, and
SEQUENCE counts the moves in git; the times are those of commits.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import UTC, date, datetime
from typing import NamedTuple

from commitments.model.lifecycle import Status, Timeliness
from commitments.model.members import id_in_member, member_of
from commitments.model.names import Prose
from commitments.model.outline import Outline
from commitments.render.calendar.content_lines import day_lines, escaped, folded, text_line, time_text
from commitments.render.calendar.date_sentences import DateWords
from commitments.render.exports.exported_register import ExportedRegister
from commitments.render.records.record_words import RecordWords
from commitments.render.safe import one_line
from commitments.reports.calendar_dates import CalendarDate, calendar_dates, dates_of_withdrawn
from commitments.reports.date_history import DateHistory
from commitments.version import __version__

CANCELLED_DAYS = 90
"""How long the dates of a withdrawn record are shown as cancelled, so that every calendar learns of it."""

UNNAMED = "commitments"
"""What stands in a UID for a register without an id."""

_COLOR = "steelblue"
"""A name of CSS 3, as RFC 7986 asks for."""

_UNKNOWN_TIME = datetime(1970, 1, 1, tzinfo=UTC)
"""The time of a record that neither git nor its own dates tell the age of."""

_NO_EVENT = (
    "BEGIN:VTIMEZONE\r\nTZID:UTC\r\nBEGIN:STANDARD\r\nDTSTART:19700101T000000\r\n"
    "TZOFFSETFROM:+0000\r\nTZOFFSETTO:+0000\r\nEND:STANDARD\r\nEND:VTIMEZONE\r\n"
)
"""A calendar holds at least one component (RFC 5545, 3.6)."""


class _Entry(NamedTuple):
    """One date, and the record that it is of."""

    outline: Outline
    shown: CalendarDate
    state: str
    """The value of STATUS."""


def build(register: ExportedRegister) -> bytes:
    """The calendar of the dates of the open records, and of those withdrawn of late."""
    entries = sorted(
        _entries(register), key=lambda entry: (entry.shown.day, entry.outline.id, entry.shown.key)
    )
    events = "".join(map(_Events(register).event, entries))
    text = f"{''.join(_head(register))}{events or _NO_EVENT}END:VCALENDAR\r\n"
    return text.encode()


def _entries(register: ExportedRegister) -> Iterator[_Entry]:
    for row in register.rows:
        is_tentative = row.timeliness in (Timeliness.AWAITING, Timeliness.SUSPENDED)
        state = "TENTATIVE" if is_tentative else "CONFIRMED"
        for shown in calendar_dates(row, row.clock.today):
            yield _Entry(row.outline, shown, state)
    yield from _cancelled_entries(register)


def _cancelled_entries(register: ExportedRegister) -> Iterator[_Entry]:
    # the day of closing is news of a record, so that one without late news was not withdrawn of late
    withdrawn = {
        row.outline.path: row
        for row in register.rows
        if row.outline.status == Status.WITHDRAWN and row.outline.heard_last >= row.today - CANCELLED_DAYS
    }
    for commitment in register.commitments(list(withdrawn)):
        row, closed_on = withdrawn[commitment.path], commitment.closed_on()
        if closed_on is None or not closed_on.latest:
            continue
        if closed_on.last_ordinal >= row.today - CANCELLED_DAYS:
            for shown in dates_of_withdrawn(commitment, closed_on.latest):
                yield _Entry(row.outline, shown, "CANCELLED")


def _head(register: ExportedRegister) -> Iterator[str]:
    words, name = register.words, _name(register)
    state, time = register.about(), register.state.time()
    yield "BEGIN:VCALENDAR\r\nVERSION:2.0\r\n"
    yield text_line("PRODID", f"-//commitments//commitments {__version__}//{words.lang.upper()}")
    yield "CALSCALE:GREGORIAN\r\nMETHOD:PUBLISH\r\n"
    yield text_line("NAME", name)
    yield text_line("X-WR-CALNAME", name)
    if state:
        yield text_line("DESCRIPTION", state)
        yield text_line("X-WR-CALDESC", state)
    if time is not None:
        yield f"LAST-MODIFIED:{time_text(time)}\r\n"
    yield f"COLOR:{_COLOR}\r\n"


def _name(register: ExportedRegister) -> str:
    parts = (register.words.say("Deadlines"), register.id, *register.bodies)
    return " · ".join(one_line(part) for part in parts if part)


class EventIds:
    """Gives each date the id by which calendars know it again: `ID.WHAT@REGISTER`.

    A date of a member of a roof has the id that the member's own calendar gives it. Where the member has no
    register id, or one that another member has too, its name stands before the id of the record, and the id
    of the roof behind.
    """

    def __init__(self, register: ExportedRegister) -> None:
        self._own = escaped(register.id or UNNAMED)
        ids = Counter(part.register for part in register.parts)
        self._by_member = {
            part.names.member: escaped(part.register)
            for part in register.parts
            if part.register and ids[part.register] == 1
        }

    def of_date(self, id: str, key: str) -> str:
        """The id of a date of a record."""
        register = self._by_member.get(member := member_of(id))
        if member is None or register is None:
            return f"{escaped(id)}.{escaped(key)}@{self._own}"
        return f"{escaped(id_in_member(id))}.{escaped(key)}@{register}"


class _Events:
    """Writes the events of one calendar."""

    def __init__(self, register: ExportedRegister) -> None:
        self._event_ids = EventIds(register)
        self._lang = register.words.lang
        self._history = DateHistory(register.bare_changes())
        self._milestones = register.milestone_titles()
        self._words = DateWords(
            RecordWords(register.words, register.clock, register.registry, register.events)
        )
        self._times: dict[str, str] = {}

    def event(self, entry: _Entry) -> str:
        """The event of one date."""
        outline, shown, state = entry
        time, words = self._time_of(outline, shown), self._words
        summary = words.summary(outline, shown, self._milestone(outline, shown))
        return (
            f"BEGIN:VEVENT\r\n{folded(f'UID:{self._event_ids.of_date(outline.id, shown.key)}')}"
            f"DTSTAMP:{time}\r\nLAST-MODIFIED:{time}\r\n"
            f"SEQUENCE:{self._history.moves(outline, shown)}\r\n"
            f"{day_lines(shown.day)}"
            f"{folded(f'SUMMARY:{summary}')}"
            f"{folded(f'DESCRIPTION:{words.description(outline, shown)}')}"
            f"{folded(f'CATEGORIES:{words.label(outline, shown)}')}"
            f"STATUS:{state}\r\nTRANSP:TRANSPARENT\r\nEND:VEVENT\r\n"
        )

    def _milestone(self, outline: Outline, shown: CalendarDate) -> str:
        """The title of the milestone that a date is of, else its id."""
        if not shown.milestone:
            return ""
        title = self._milestones.get(outline.path, {}).get(shown.milestone, Prose())
        return title.in_language(self._lang) or shown.milestone

    def _time_of(self, outline: Outline, shown: CalendarDate) -> str:
        """When a commit last changed what is said of a date; without one, the day the record was made."""
        revision = self._history.last_change(outline, shown)
        if revision is None:
            return time_text(_made_time(outline))
        if revision.id not in self._times:
            self._times[revision.id] = time_text(revision.moment())
        return self._times[revision.id]


def _made_time(outline: Outline) -> datetime:
    """The day a record was made, else the day its source was published."""
    if not outline.silent_from:
        return _UNKNOWN_TIME
    return datetime.combine(date.fromordinal(outline.silent_from), datetime.min.time(), UTC)
