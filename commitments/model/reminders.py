"""Finds in a record when its lead was reminded, and whether a request was answered. It knows no clock."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

from commitments.model.calendar.dates import parse_date
from commitments.model.lifecycle import Kind, Status, UpdateTopic


class Reminders(NamedTuple):
    """The letters that urged the lead of a record."""

    days: tuple[int, ...] = ()
    """The ordinal of the day of each, earliest first."""

    @property
    def latest(self) -> int:
        """The day of the latest one; 0 where there is none."""
        return self.days[-1] if self.days else 0

    @property
    def total(self) -> int:
        """How many there are."""
        return len(self.days)


NO_REMINDERS = Reminders()


def reminders(record: Mapping[str, Any], today: int) -> Reminders:
    """The reminders of a record up to the day with the ordinal `today`.

    A date counts once it has begun, as the earlier of its last day and today.
    """
    days = []
    for update in _updates_about(record, UpdateTopic.REMINDER):
        span = parse_date(update.get("date"))
        if span and (not span.earliest or span.earliest.toordinal() <= today):
            days.append(min(span.last_ordinal or today, today))
    return Reminders(tuple(sorted(days)))


def is_unanswered(record: Mapping[str, Any]) -> bool:
    """Whether a record is a request that is only put forward, with no answer among its updates."""
    is_open_request = record.get("kind") == Kind.REQUEST and record.get("status") == Status.PROPOSED
    return is_open_request and not any(_updates_about(record, UpdateTopic.ANSWER))


def _updates_about(record: Mapping[str, Any], topic: UpdateTopic) -> Iterator[Mapping[str, Any]]:
    updates = record.get("updates")
    entries = updates if isinstance(updates, list) else []
    return (entry for entry in entries if isinstance(entry, dict) and entry.get("about") == topic)
