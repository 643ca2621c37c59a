"""Compares the occurrences that two states of a recurring record owe. It judges no change."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from itertools import islice
from typing import Any

from commitments.changes.change_set import Record
from commitments.changes.list_entries import text_or_empty
from commitments.model.calendar.dates import parse_date
from commitments.model.calendar.recurrence import RecurrenceRule, occurrences, read_rule

_YEARS_AHEAD = 30
"""How many years after the day occurrences are compared one by one; endless rules have no last one."""

_MOST = 2_000
"""The most occurrences that are compared; a longer list with another rule counts as another list."""


def drops_occurrences(before: Record, after: Record, day: date) -> bool:
    """Whether an occurrence up to the day differs, or one owed later is gone. A first start drops nothing."""
    old, new = (_recurrence(record) for record in (before, after))
    old_rule = read_rule(old[0])
    if old_rule is None or old == new:
        return False
    new_rule = read_rule(new[0])
    if new_rule is None:
        return True
    if old[1] is None:
        new = (new[0], None)  # without a start no occurrence can be missed: only the rules compare
    horizon = date(day.year + _YEARS_AHEAD, 12, 31)
    owed_before, owed_after = (
        list(islice(_owed(rule, starts, record, day, horizon), _MOST + 1))
        for (rule, starts), record in ((old, before), (new, after))
    )
    if max(len(owed_before), len(owed_after)) > _MOST:
        return True
    standing = set(owed_after)
    if any(span not in standing for span in owed_before):
        return True
    known = set(owed_before)
    begun = [span for span in owed_after if span[0] <= day.isoformat()] if old[1] is not None else []
    if any(span not in known for span in begun):
        return True
    return _ends_earlier(old_rule, new_rule, horizon)


def _recurrence(record: Record) -> tuple[str, Any]:
    """The rule and the start of a record; an empty rule where nothing recurs."""
    repeats = record.get("repeats")
    if not isinstance(repeats, dict):
        return "", None
    return text_or_empty(repeats.get("rule")), repeats.get("starts")


_Days = tuple[str, str]


def _owed(rule: str, starts: Any, record: Record, day: date, horizon: date) -> Iterator[_Days]:
    """Yields the first and the last day of each occurrence that is owed, up to the horizon."""
    made_on = parse_date(record.get("made_on"))
    owed_from = made_on.earliest if made_on else None
    start = parse_date(starts) if starts is not None else parse_date(f"{day.year}-01-01")
    if start is None:
        return
    for span in occurrences(rule, start, horizon):
        if span.earliest and span.latest and not (owed_from and span.latest < owed_from):
            yield span.earliest.isoformat(), span.latest.isoformat()


def _ends_earlier(old: RecurrenceRule, new: RecurrenceRule, horizon: date) -> bool:
    """Whether a rule that went on beyond the horizon ends now, or ends earlier than it did."""
    if old.count is not None or (old.until is not None and old.until <= horizon):
        return False
    if old.until is None:
        return new.until is not None or new.count is not None
    return new.until is not None and new.until < old.until
