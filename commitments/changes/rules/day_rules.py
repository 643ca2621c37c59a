"""Judges whether what a change says to have happened had happened by its day. It reads no clock."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import NamedTuple

from commitments.changes.change_set import ChangeSet, Record, RecordEdit
from commitments.changes.evidence import held_value
from commitments.changes.field_names import child_field_name
from commitments.changes.list_entries import Fields, begins_after, shown_value
from commitments.model.calendar.dates import parse_date
from commitments.model.problem import Finding, Pointer


class _Day(NamedTuple):
    """A day on which something happened, as a record says."""

    field: str
    """The name of the field without the keys of items: `milestones.met_on`."""
    pointer: Pointer
    value: object

    def key(self) -> tuple[str, object]:
        """What a day is known by, wherever in its list it stands."""
        span = parse_date(self.value)
        return self.field, (span.earliest, span.latest) if span else None


def date_in_future(edit: RecordEdit, change_set: ChangeSet) -> Iterator[Finding]:
    """A change says that something happened on a day after the day of the change."""
    if edit.after is None:
        return
    future = [day for day in _happened_days(edit.after) if begins_after(day.value, change_set.day)]
    if not future:
        return
    earlier = Counter(day.key() for day in _happened_days(edit.before or {}))
    for day in future:
        if earlier[day.key()] > 0:
            earlier[day.key()] -= 1
        else:
            values = {"field": day.field, "date": shown_value(day.value)}
            yield Finding("date-in-future", day.pointer, values)


_ENTRY_LISTS = ("updates", "evidence", "due_changes")


def _happened_days(record: Record) -> Iterator[_Day]:
    """Yields the days of news in a record, its milestones, its occurrences and its term."""
    yield from _days_of_holder(record, "", ())
    closing = record.get("closing")
    if isinstance(closing, dict) and "date" in closing:
        yield _Day("closing.date", ("closing", "date"), closing["date"])
    holders = (
        ("milestones", ("milestones",), record.get("milestones")),
        ("repeats.held", ("repeats", "held"), held_value(record)),
    )
    for name, at, parts in holders:
        for place, part in enumerate(parts if isinstance(parts, list) else ()):
            if isinstance(part, dict):
                yield from _days_of_holder(part, name, (*at, place))
    term = record.get("in_force")
    if isinstance(term, dict):
        yield from _entry_days(term, "changes", "in_force", ("in_force",))


def _days_of_holder(holder: Fields, name: str, at: Pointer) -> Iterator[_Day]:
    if "met_on" in holder:
        yield _Day(child_field_name(name, "met_on"), (*at, "met_on"), holder["met_on"])
    for entries in _ENTRY_LISTS:
        yield from _entry_days(holder, entries, name, at)


def _entry_days(holder: Fields, entries: str, name: str, at: Pointer) -> Iterator[_Day]:
    value = holder.get(entries)
    for place, entry in enumerate(value if isinstance(value, list) else ()):
        if isinstance(entry, dict) and "date" in entry:
            field = child_field_name(child_field_name(name, entries), "date")
            yield _Day(field, (*at, entries, place, "date"), entry["date"])
