"""Picks what waits for a decision: recommendations, and requests without an answer. It asks for no day."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

from commitments.model.calendar.dates import parse_date
from commitments.model.commitment import Commitment
from commitments.model.lifecycle import UpdateTopic
from commitments.model.names import Prose
from commitments.model.outline import Outline
from commitments.model.record import read_prose
from commitments.model.reminders import is_unanswered
from commitments.reports.status import JudgedRecord


class Recommendation(NamedTuple):
    """A recommendation in an open record that no answer followed."""

    row: JudgedRecord
    date: str
    by: str | None
    note: Prose


class UnansweredRequest(NamedTuple):
    """A request that nobody accepted and nobody answered."""

    row: JudgedRecord
    days: int | None
    """Since it was made, else since its source was published; None where neither is known."""


@dataclass(frozen=True, slots=True)
class Decisions:
    """What waits for a decision; the reviews and the notices stand in `this_week.ThisWeek`."""

    recommendations: Sequence[Recommendation]
    """Oldest first."""
    unanswered: Sequence[UnansweredRequest]
    """The longest waiting first; last those of which nobody knows since when."""


ReadRecord = Callable[[Outline], Commitment | None]
"""Gives the whole record of an outline; None where it cannot be read."""


def decisions(rows: Iterable[JudgedRecord], read_record: ReadRecord) -> Decisions:
    """What of some judged records waits for a decision."""
    recommendations: list[Recommendation] = []
    unanswered: list[UnansweredRequest] = []
    for row in rows:
        commitment = read_record(row.outline) if row.outline.is_open and row.outline.counts else None
        if commitment is None:
            continue
        updates = _updates(commitment)
        recommendations += _open_recommendations(row, updates)
        if is_unanswered(commitment.data):
            unanswered.append(UnansweredRequest(row, _days_waiting(row)))
    return Decisions(
        sorted(recommendations, key=lambda item: _day(item.date)),
        sorted(unanswered, key=lambda item: -1 if item.days is None else item.days, reverse=True),
    )


def _days_waiting(row: JudgedRecord) -> int | None:
    return max(0, row.today - row.outline.silent_from) if row.outline.silent_from else None


def _updates(commitment: Commitment) -> list[Mapping[str, Any]]:
    updates = commitment.data.get("updates")
    return [update for update in updates if isinstance(update, dict)] if isinstance(updates, list) else []


def _answers(updates: Iterable[Mapping[str, Any]]) -> list[int]:
    """The day of each answer."""
    return [_day(update.get("date")) for update in updates if update.get("about") == UpdateTopic.ANSWER]


def _open_recommendations(
    row: JudgedRecord, updates: Sequence[Mapping[str, Any]]
) -> Iterator[Recommendation]:
    last_answer = max(_answers(updates), default=0)
    for update in updates:
        if update.get("about") == UpdateTopic.RECOMMENDATION and _day(update.get("date")) > last_answer:
            by = update.get("by")
            yield Recommendation(
                row, str(update.get("date") or ""), str(by) if by else None, read_prose(update.get("note"))
            )


_LAST = 10_000_000
"""A number after the ordinal of every day."""


def _day(value: object) -> int:
    """The last day of a date; a value that is none, or has none, comes after all days."""
    span = parse_date(value)
    return (span.last_ordinal if span else 0) or _LAST
