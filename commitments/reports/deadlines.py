"""Follows each deadline through the changes of a history. It must not judge or count anything.

A deadline moves when a commit replaces its days by other days. Setting a first date is no move, and neither
is dropping a date; setting another date later is one. Other words for the same days are no move.
"""

from __future__ import annotations

import json
import re
from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any, NamedTuple

from commitments.changes.change import Change, ChangeKind
from commitments.changes.field_names import item_field_name
from commitments.model.calendar.dates import parse_date
from commitments.model.outline import Outline
from commitments.model.revision import Revision


class Move(NamedTuple):
    """What one commit did to a deadline; an empty date means that there is none."""

    at: Revision | None
    """None where no change shows it: the date stood before the first change, or stands only now."""
    before: str
    """The last date before, even where it was dropped since."""
    after: str

    @property
    def days(self) -> int | None:
        """The number of days from last day to last day; None where either date has none."""
        return days_between(self.before, self.after)


def days_between(before: str, after: str) -> int | None:
    """The number of days from the last day of one date to that of another; None where either has none."""
    first, second = parse_date(before), parse_date(after)
    if not (first and second and first.latest and second.latest):
        return None
    return second.last_ordinal - first.last_ordinal


def days_meant(text: str) -> tuple[date | None, date | None] | str:
    """The first and the last day of a date, however it is written; the text itself where it is no date."""
    span = parse_date(text)
    return (span.earliest, span.latest) if span else text


@dataclass(slots=True)
class DeadlineTrack:
    """One deadline through time."""

    first: str = ""
    """The first date; empty for none."""
    last: str = ""
    """The last date, even where it was dropped since."""
    now: str = ""
    """The date as it stands; empty for none."""
    events: list[Move] = field(default_factory=list)
    """Every setting, move and dropping, oldest first."""
    first_settings: int = 0
    """1 where it got its first date after its record or milestone was there; else 0."""
    liftings: int = 0
    """How often a commit took the date out and left the record or the milestone."""

    @property
    def moves(self) -> list[Move]:
        """The events from one date to another."""
        return [event for event in self.events if event.before and event.after]

    def put(self, at: Revision | None, value: object) -> None:
        """Record the value that a commit left; a value that is no date counts as none."""
        span = parse_date(value)
        after = span.text if span else ""
        if not after and self.now:
            self.events.append(Move(at, self.now, ""))
        elif after and days_meant(self.last) != days_meant(after):
            self.events.append(Move(at, self.last, after))
        self.first = self.first or after
        self.last = after or self.last
        self.now = after

    def change(self, at: Revision, old: object, new: object) -> None:
        """Record what a commit found and left; with no earlier event, what it found stood before."""
        if not self.events:
            self.put(None, old)
        first, before = self.first, self.now
        self.put(at, new)
        self.first_settings += bool(self.now and not first)
        self.liftings += bool(before and not self.now)


_MILESTONE_FIELD = re.compile(r"(milestones\[(?:[^\]\\]|\\.)*\])(\.due)?", re.DOTALL)
"""A milestone or its deadline, as `changes.field_names` names them."""


@dataclass(slots=True)
class RecordDeadlines:
    """The deadlines of one record through time."""

    own: DeadlineTrack = field(default_factory=DeadlineTrack)
    milestones: dict[str, DeadlineTrack] = field(default_factory=lambda: defaultdict(DeadlineTrack))
    """Those of its milestones, by the name of their field."""

    def replace(self, at: Revision, data: Mapping[str, Any]) -> None:
        """Record a whole record as a commit left it."""
        self.own.put(at, data.get("due"))
        self._set_milestones(at, data.get("milestones"))

    def change(self, row: Change) -> None:
        """Record one field as a commit found and left it."""
        if row.field == "due":
            self.own.change(row.at, json.loads(row.old), json.loads(row.new))
        elif row.field == "milestones":
            if not self.milestones:
                self._set_milestones(None, json.loads(row.old))
            self._set_milestones(row.at, json.loads(row.new))
        elif match := _MILESTONE_FIELD.fullmatch(row.field):
            old, new = (
                value if match[2] else _due_of(value) for value in map(json.loads, (row.old, row.new))
            )
            self.milestones[match[1]].change(row.at, old, new)

    def _set_milestones(self, at: Revision | None, milestones: object) -> None:
        due_by_milestone = dict(_due_by_milestone(milestones))
        for field_name in dict.fromkeys([*self.milestones, *due_by_milestone]):
            self.milestones[field_name].put(at, due_by_milestone.get(field_name))


def milestone_field(id: str) -> str:
    """The field of a milestone: its key in `RecordDeadlines.milestones`."""
    return item_field_name("milestones", id, 1)


def _due_by_milestone(value: object) -> Iterator[tuple[str, object]]:
    """The field and the deadline of each milestone; the first of several with one id comes last."""
    for milestone in reversed(value if isinstance(value, list) else []):
        if isinstance(milestone, dict) and isinstance(milestone.get("id"), str):
            yield milestone_field(milestone["id"]), _due_of(milestone)


def _due_of(value: object) -> object:
    return value.get("due") if isinstance(value, dict) else None


class DeadlineHistory:
    """The deadlines of some records; a record that is removed and comes back stays one record."""

    def __init__(self, ids: Collection[str]) -> None:
        self._ids = ids
        self._present: dict[tuple[str, str], RecordDeadlines] = {}
        self._removed: dict[str, RecordDeadlines] = {}
        self._latest: dict[str, RecordDeadlines] = {}

    def add(self, row: Change) -> None:
        """Take in one change, after all older ones."""
        if row.id not in self._ids:
            return
        deadlines = self._deadlines_of_row(row)
        if row.kind in (ChangeKind.ADDED, ChangeKind.READABLE):
            deadlines.replace(row.at, _record_of(row.new))
        elif row.kind == ChangeKind.REMOVED:
            deadlines.replace(row.at, {})
            self._removed[row.id] = self._present.pop((row.id, row.path))
        elif row.kind == ChangeKind.CHANGED:
            deadlines.change(row)

    def _deadlines_of_row(self, row: Change) -> RecordDeadlines:
        key = (row.id, row.path)
        deadlines = self._present.get(key)
        if row.kind == ChangeKind.RENAMED and (before := (row.id, json.loads(row.old))) in self._present:
            deadlines = self._present.pop(before)
        elif deadlines is None and row.id in self._removed:
            deadlines = self._removed.pop(row.id)
        self._present[key] = self._latest[row.id] = deadlines or RecordDeadlines()
        return self._present[key]

    def deadlines_of(self, record: Outline) -> RecordDeadlines:
        """The deadlines of a record; those of its id where no change names its file."""
        return self._present.get((record.id, record.path)) or self._latest.get(record.id) or RecordDeadlines()


def _record_of(text: str) -> Mapping[str, Any]:
    """A record from its JSON; empty where the text holds no deadline."""
    value = json.loads(text) if '"due"' in text else {}
    return value if isinstance(value, dict) else {}
