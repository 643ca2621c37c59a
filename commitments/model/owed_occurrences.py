"""Finds the occurrences of a recurring commitment that are owed: missed, or next. It knows no clock.

An occurrence is answered by an entry in `held`, which says that it took place or was let go.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from itertools import islice
from typing import TYPE_CHECKING, Any, Protocol

from commitments.model.calendar.dates import Span, parse_date

if TYPE_CHECKING:
    from commitments.model.commitment import Recurrence

MISSED_LISTED = 100
"""How many missed occurrences of one record are listed."""

_SEPARATOR = "\x1f"
"""Stands between the parts of a recurrence as text; no readable record contains it."""


class RecurringOutline(Protocol):
    """What an outline says of a recurrence."""

    @property
    def repeats(self) -> str:
        """The recurrence as `repeats_text` writes it; empty where no occurrence can be missed."""

    @property
    def missed(self) -> int:
        """The ordinal of the last day of the first occurrence that is not answered; 0 for none."""


def repeats_text(repeats: Recurrence, owed_from: int) -> str:
    """The rule, the start, the ordinal of the first day owed, and the answered occurrences, as one text."""
    starts = repeats.starts.text if repeats.starts else ""
    answered = [held.occurrence.text for held in repeats.held if held.occurrence]
    return _SEPARATOR.join([repeats.rule, starts, str(owed_from), *answered])


def first_unanswered_day(repeats: Recurrence, owed_from: int) -> int:
    """The ordinal of the last day of the first occurrence that is not answered; 0 where there is none."""
    first = next(_unanswered_occurrences(repeats_text(repeats, owed_from), None), None)
    return first.last_ordinal if first else 0


def _unanswered_occurrences(text: str, until: date | None) -> Iterator[Span]:
    from commitments.model.calendar.recurrence import occurrences  # few records recur

    rule, starts, owed_from, *answered = text.split(_SEPARATOR)
    start = parse_date(starts)
    if start is None:
        return
    answered_days = {_first_and_last_day(parse_date(answer)) for answer in answered}
    for occurrence in occurrences(rule, start, until):
        if _first_and_last_day(occurrence) not in answered_days and occurrence.last_ordinal >= int(owed_from):
            yield occurrence


def _first_and_last_day(span: Span | None) -> tuple[Any, Any] | None:
    return (span.earliest, span.latest) if span else None


def missed_occurrences(outline: RecurringOutline, today: int, most: int | None = MISSED_LISTED) -> list[Span]:
    """The earliest occurrences whose last day is past and that are not answered; None means all of them."""
    return list(islice(_all_missed_occurrences(outline, today), most))


def has_more_missed(outline: RecurringOutline, today: int) -> bool:
    """Whether more occurrences were missed than are listed; a count of the list is then a lower bound."""
    return next(islice(_all_missed_occurrences(outline, today), MISSED_LISTED, None), None) is not None


def _all_missed_occurrences(outline: RecurringOutline, today: int) -> Iterator[Span]:
    if outline.repeats and 0 < outline.missed < today:
        unanswered = _unanswered_occurrences(outline.repeats, date.fromordinal(today))
        yield from (occurrence for occurrence in unanswered if occurrence.last_ordinal < today)


def next_occurrence(outline: RecurringOutline, today: int) -> Span | None:
    """The first occurrence that is not answered and whose last day is not past."""
    if not outline.repeats:
        return None
    unanswered = _unanswered_occurrences(outline.repeats, None)
    return next((occurrence for occurrence in unanswered if occurrence.last_ordinal >= today), None)


def coming_occurrences(outline: RecurringOutline, today: int, until: date, most: int) -> list[Span]:
    """The occurrences neither answered nor past: the next one, and those up to a day."""
    if not outline.repeats:
        return []
    unanswered = _unanswered_occurrences(outline.repeats, until)
    coming = list(islice((span for span in unanswered if span.last_ordinal >= today), most))
    following = None if coming else next_occurrence(outline, today)
    return [following] if following else coming
