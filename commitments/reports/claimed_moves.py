"""Matches what became of a deadline with the entries that record it, and with the event that moved it.

It must not count anything.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from commitments.model.calendar.dates import parse_date
from commitments.model.commitment import DueChange
from commitments.model.events import DueEvent, deadline_by_event
from commitments.model.revision import Revision
from commitments.reports.deadlines import Move, days_meant


@dataclass(frozen=True, slots=True)
class MoveFacts:
    """What was known when a commit moved a deadline; None where nobody can be asked."""

    day: Callable[[Revision], date] | None = None
    """The day of a commit."""
    event_dates: Callable[[Revision], Mapping[str, Any]] | None = None
    """The dates of the events after a commit, by id."""

    def is_by_event(self, move: Move, bond: DueEvent | None) -> bool:
        """Whether the event of a deadline gave the date to which it moved; taken on trust without facts."""
        if self.event_dates is None or move.at is None or bond is None:
            return True
        event_date = parse_date(self.event_dates(move.at).get(bond.event))
        given = deadline_by_event(bond, event_date) if event_date else None
        return given is not None and days_meant(given) == days_meant(move.after)

    def is_late(self, move: Move) -> bool:
        """Whether a deadline moved after its last day."""
        before = parse_date(move.before)
        if self.day is None or move.at is None or before is None or before.latest is None:
            return False
        return before.latest < self.day(move.at)


NO_FACTS = MoveFacts()


def match_claims(events: Sequence[Move], claims: Sequence[DueChange]) -> dict[int, int]:
    """The places of what became of a deadline, each with the number of the entry that records it.

    An entry without `from` matches the first setting of a deadline, else a move from any date.
    """
    places_by_key: dict[object, list[int]] = defaultdict(list)
    for place in sorted(range(len(events)), key=lambda place: (not events[place].before, -place)):
        event = events[place]
        places_by_key[days_meant(event.before), days_meant(event.after)].append(place)
        places_by_key[days_meant(event.after),].append(place)
    matched: dict[int, int] = {}
    for number in sorted(range(len(claims)), key=lambda number: claims[number].before is None):
        candidates = places_by_key[_claim_key(claims[number])]
        while candidates and candidates[-1] in matched:
            candidates.pop()
        if candidates:
            matched[candidates.pop()] = number
    return matched


def _claim_key(claim: DueChange) -> object:
    after = days_meant(claim.after or "")
    return (after,) if claim.before is None else (days_meant(claim.before), after)
