"""Plans the rows of the sheets of the workbook from judged records. Must not lay out a sheet."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date, tzinfo
from typing import Any

from commitments.changes.list_entries import mappings
from commitments.model.calendar.dates import Span, parse_date
from commitments.model.commitment import Commitment
from commitments.model.events import EventRegistry
from commitments.model.lifecycle import Role, Timeliness
from commitments.model.outline import first_due
from commitments.model.owed_occurrences import missed_occurrences, next_occurrence
from commitments.model.record import read_prose
from commitments.model.revision import Revision
from commitments.render.names.labels import MILESTONE_STATUS, TIMELINESS, status_label
from commitments.render.words import Words
from commitments.render.workbook.party_cells import PartyCells
from commitments.render.workbook.plan import PlannedCell, date_cell, fitted_text
from commitments.reports.slips import SlipRow
from commitments.reports.status import JudgedRecord

RecordCells = Mapping[str, PlannedCell]
"""The cells of a row that are not empty, by the keys of their columns."""


class RowPlanner:
    """Plans rows in one language, on one day."""

    def __init__(
        self, parties: PartyCells, events: EventRegistry, today: date, zone: tzinfo | None, words: Words
    ) -> None:
        self._parties = parties
        self._events = events
        self._today = today
        self._zone = zone
        self._words = words

    def commitment(self, record: Commitment, row: JudgedRecord) -> RecordCells:
        """The cells of a record."""
        words, kind = self._words, record.kind.value
        roles = {
            role.value: self._parties.cell(party.party for party in record.parties if party.role is role)
            for role in Role
        }
        return {
            "id": record.id,
            "title": fitted_text(record.title.in_language(words.lang)),
            **roles,
            "first_due": date_cell(first_due(record.due, record.due_changes), words),
            "due": date_cell(record.due, words) or self._event_name(record),
            "status": status_label(record.status.value, kind, words),
            "state": self._state(row),
            "heard_on": date.fromordinal(row.heard) if row.heard else None,
            "last_news": fitted_text(_last_news(record.data, words.lang)),
            "silent_days": row.silent_days,
        }

    def _event_name(self, record: Commitment) -> PlannedCell:
        """The event that a deadline without a date waits for."""
        if record.due_event is None or not record.is_open:
            return None
        return fitted_text(self._events.name(record.due_event.event, self._words.lang))

    def _state(self, row: JudgedRecord) -> str:
        words, state = self._words, row.timeliness
        if state is Timeliness.OVERDUE and row.days_late:
            return words.distance(-row.days_late)
        label = words.say(TIMELINESS[state])
        return f"{label}, {words.distance(row.days_left)}" if row.days_left is not None else label

    def milestones(self, record: Commitment) -> Iterator[tuple[str, RecordCells]]:
        """The id and the cells of each milestone."""
        title = fitted_text(record.title.in_language(self._words.lang))
        for milestone in record.milestones:
            if milestone.id:
                yield (
                    milestone.id,
                    {
                        "id": record.id,
                        "item": milestone.id,
                        "record": title,
                        "title": fitted_text(milestone.title.in_language(self._words.lang)),
                        "first_due": date_cell(first_due(milestone.due, milestone.due_changes), self._words),
                        "due": date_cell(milestone.due, self._words),
                        "status": self._words.say(MILESTONE_STATUS[milestone.status]),
                        "met_on": date_cell(milestone.met_on, self._words),
                    },
                )

    def occurrences(self, record: Commitment, row: JudgedRecord) -> Iterator[tuple[str, RecordCells]]:
        """The occurrence, as records hold it, and the cells of each occurrence held, missed or next."""
        if record.repeats is None:
            return
        title = fitted_text(record.title.in_language(self._words.lang))
        for span, state, met_on in sorted(self._occurrence_states(record, row), key=_first_day):
            yield (
                span.text,
                {
                    "id": record.id,
                    "item": date_cell(span, self._words),
                    "record": title,
                    "state": state,
                    "met_on": date_cell(met_on, self._words),
                },
            )

    def _occurrence_states(
        self, record: Commitment, row: JudgedRecord
    ) -> Iterator[tuple[Span, str, Span | None]]:
        words, today = self._words, row.today
        for held in record.repeats.held if record.repeats else ():
            if held.occurrence is not None:
                state = words.say("let go") if held.is_lapsed else words.say("held")
                yield held.occurrence, state, held.met_on
        for missed in missed_occurrences(row.outline, today):
            yield missed, words.say("missed"), None
        coming = next_occurrence(row.outline, today)
        if coming is not None:
            yield coming, words.say("to come"), None

    def moves(self, row: SlipRow) -> Iterator[RecordCells]:
        """The moves of the deadlines of a record, as git has them."""
        milestones = [(self._words.say("milestone {id}", id=id), slip) for id, slip in row.milestones]
        for what, slip in [(self._words.say("the commitment"), row.own), *milestones]:
            for move in slip.moves:
                yield {
                    "id": row.outline.id,
                    "record": fitted_text(row.outline.title(self._words.lang)),
                    "what": fitted_text(what),
                    "moved_on": self._move_day(move.at),
                    "before": date_cell(parse_date(move.before), self._words),
                    "after": date_cell(parse_date(move.after), self._words),
                    "days": move.days,
                }

    def _move_day(self, revision: Revision | None) -> date | None:
        """The day of a commit; the working tree is of today."""
        return revision and (revision.day(self._zone) if revision.id else self._today)


def _first_day(entry: tuple[Span, str, Span | None]) -> date:
    return entry[0].earliest or date.min


def _last_news(record: Mapping[str, Any], lang: str) -> str:
    """The text of the latest update; of several on a day, the last one."""
    latest, text = date.min, ""
    for update in mappings(record.get("updates")):
        span = parse_date(update.get("date"))
        if span and span.latest and span.latest >= latest:
            latest, text = span.latest, read_prose(update.get("note")).in_language(lang)
    return text


def used_roles(record: Commitment) -> Iterator[str]:
    """The roles that somebody has in a record."""
    return (party.role.value for party in record.parties if party.role is not None)
