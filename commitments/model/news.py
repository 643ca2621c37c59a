"""Finds the dates at which something was heard of a commitment, from its record alone. It knows no clock.

Editing a title, a tag or a locator is no news, and neither is a letter that urges.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from typing import Any

from commitments.model.calendar.dates import parse_date
from commitments.model.events import moves_by_event
from commitments.model.lifecycle import UNHEARD_TOPICS

_ALWAYS_BEGUN, _NEVER_OVER = 1, date.max.toordinal()

NewsDays = tuple[int, int]
"""The first and the last day that the date of some news can mean, as ordinals."""


def news_days(record: Mapping[str, Any]) -> list[NewsDays]:
    """The dates of all news of a record that can be the latest on some day, earliest first.

    Each begins and ends later than the one before it.
    """
    spans = (parse_date(value) for value in _news_dates(record))
    days = sorted(
        (
            span.earliest.toordinal() if span.earliest else _ALWAYS_BEGUN,
            span.last_ordinal or _NEVER_OVER,
        )
        for span in spans
        if span
    )
    latest: list[NewsDays] = []
    for first, last in days:
        if latest and last <= latest[-1][1]:
            continue
        if latest and first == latest[-1][0]:
            latest.pop()
        latest.append((first, last))
    return latest


def latest_news(days: Iterable[NewsDays], today: int) -> int:
    """The latest day, up to today, at which something was heard; 0 for none.

    A date counts once it has begun, as the earlier of its last day and today.
    """
    return max((min(last, today) for first, last in days if first <= today), default=0)


def _news_dates(record: Mapping[str, Any]) -> Iterator[Any]:
    for update in _mappings(record.get("updates")):
        if str(update.get("about")) not in _UNHEARD:
            yield update.get("date")
    closing = record.get("closing")
    if isinstance(closing, dict):
        yield closing.get("date")
    repeats = record.get("repeats")
    held = repeats.get("held") if isinstance(repeats, dict) else None
    for part in (record, *_mappings(record.get("milestones")), *_mappings(held)):
        yield part.get("met_on")
        yield from (document.get("date") for document in _mappings(part.get("evidence")))
        yield from (
            move.get("date") for move in _mappings(part.get("due_changes")) if not moves_by_event(part, move)
        )


_UNHEARD = frozenset(topic.value for topic in UNHEARD_TOPICS)


def _mappings(value: Any) -> Iterator[Mapping[str, Any]]:
    return (entry for entry in value if isinstance(entry, dict)) if isinstance(value, list) else iter(())
