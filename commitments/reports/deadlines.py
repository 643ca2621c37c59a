"""What became of each deadline through time, told row by row. Pure; judges nothing and counts nothing.

A deadline moves when a commit leaves other days in the place of those it found. Setting a first one is
no move, nor is dropping one; setting another after that is. The same days written otherwise are no move.
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
from commitments.changes.field_names import item
from commitments.model.dates import parse
from commitments.model.outline import Outline
from commitments.model.revision import Revision


class Move(NamedTuple):
    """What one commit did to a deadline; an empty date stands for none."""

    at: Revision | None
    """None where no row tells of it: it stood before them, or stands only now."""
    before: str
    """The latest date that it ever had, even where it was dropped since."""
    after: str

    @property
    def days(self) -> int | None:
        """From last day to last day; None where either has none."""
        return days_between(self.before, self.after)


def days_between(before: str, after: str) -> int | None:
    """From the last day of one date to that of another; None where either has none."""
    one, other = parse(before), parse(after)
    return other.last_ordinal - one.last_ordinal if one and other and one.latest and other.latest else None


def meaning(text: str) -> tuple[date | None, date | None] | str:
    """The days that a date means, however it is written; of what is no date, the text."""
    span = parse(text)
    return (span.earliest, span.latest) if span else text


@dataclass(slots=True)
class Track:
    """One deadline."""

    first: str = ""
    """The first date it had."""
    last: str = ""
    """The latest date it had, even where it was dropped since."""
    now: str = ""
    events: list[Move] = field(default_factory=list)
    """Every setting, move and dropping, oldest first."""

    @property
    def moves(self) -> list[Move]:
        """From one date to another."""
        return [event for event in self.events if event.before and event.after]

    def put(self, at: Revision | None, value: object) -> None:
        """What a commit left; what is no date is as none."""
        span = parse(value)
        after = span.text if span else ""
        if not after and self.now:
            self.events.append(Move(at, self.now, ""))
        elif after and meaning(self.last) != meaning(after):
            self.events.append(Move(at, self.last, after))
        self.first = self.first or after
        self.last = after or self.last
        self.now = after

    def change(self, at: Revision, old: object, new: object) -> None:
        """What a commit found and left; where nothing earlier is told, what it found stood before."""
        if not self.events:
            self.put(None, old)
        self.put(at, new)


_STEP = re.compile(r"(milestones\[(?:[^\]\\]|\\.)*\])(\.due)?", re.DOTALL)
"""A milestone, or its deadline, as `changes.fields` names them."""


@dataclass(slots=True)
class Story:
    """The deadlines of one record."""

    own: Track = field(default_factory=Track)
    steps: dict[str, Track] = field(default_factory=lambda: defaultdict(Track))
    """Its milestones, by the name of their field."""

    def become(self, at: Revision, data: Mapping[str, Any]) -> None:
        """The whole record as a commit left it."""
        self.own.put(at, data.get("due"))
        self._have(at, data.get("milestones"))

    def change(self, row: Change) -> None:
        """One field, as a commit found and left it."""
        if row.field == "due":
            self.own.change(row.at, json.loads(row.old), json.loads(row.new))
        elif row.field == "milestones":
            if not self.steps:
                self._have(None, json.loads(row.old))
            self._have(row.at, json.loads(row.new))
        elif named := _STEP.fullmatch(row.field):
            old, new = (value if named[2] else _due(value) for value in map(json.loads, (row.old, row.new)))
            self.steps[named[1]].change(row.at, old, new)

    def _have(self, at: Revision | None, milestones: object) -> None:
        found = dict(_steps(milestones))
        for name in dict.fromkeys([*self.steps, *found]):
            self.steps[name].put(at, found.get(name))


def step_name(id: str) -> str:
    """The field that a milestone is in `Story.steps`."""
    return item("milestones", id, 1)


def _steps(value: object) -> Iterator[tuple[str, object]]:
    """The milestones of a record by name, the first of several with one id last, so that it stands."""
    for entry in reversed(value if isinstance(value, list) else []):
        if isinstance(entry, dict) and isinstance(entry.get("id"), str):
            yield step_name(entry["id"]), _due(entry)


def _due(value: object) -> object:
    return value.get("due") if isinstance(value, dict) else None


class Stories:
    """The records that are asked about; one that is removed and comes back under its id is the same."""

    def __init__(self, ids: Collection[str]) -> None:
        self._ids = ids
        self._here: dict[tuple[str, str], Story] = {}
        self._gone: dict[str, Story] = {}
        self._latest: dict[str, Story] = {}

    def tell(self, row: Change) -> None:
        """One row, after all older ones."""
        if row.id not in self._ids:
            return
        story = self._story(row)
        if row.kind in (ChangeKind.ADDED, ChangeKind.READABLE):
            story.become(row.at, _whole(row.new))
        elif row.kind == ChangeKind.REMOVED:
            story.become(row.at, {})
            self._gone[row.id] = self._here.pop((row.id, row.path))
        elif row.kind == ChangeKind.CHANGED:
            story.change(row)

    def _story(self, row: Change) -> Story:
        key = (row.id, row.path)
        found = self._here.get(key)
        if row.kind == ChangeKind.RENAMED and (before := (row.id, json.loads(row.old))) in self._here:
            found = self._here.pop(before)
        elif found is None and row.id in self._gone:
            found = self._gone.pop(row.id)
        self._here[key] = self._latest[row.id] = found or Story()
        return self._here[key]

    def of(self, record: Outline) -> Story:
        """What is known of a record; of one whose file no row tells of, what is known of its id."""
        return self._here.get((record.id, record.path)) or self._latest.get(record.id) or Story()


def _whole(text: str) -> Mapping[str, Any]:
    """A whole record; one that holds no deadline at all need not be read."""
    value = json.loads(text) if '"due"' in text else {}
    return value if isinstance(value, dict) else {}
