"""Finds the meeting from which changes are told. It must not ask for the day."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import date
from typing import NamedTuple

from commitments.model.commitment import Commitment
from commitments.model.lifecycle import Kind


class HeldMeeting(NamedTuple):
    """A meeting, and the first day that it can have been held on."""

    id: str
    day: date


def held_meeting(commitment: Commitment) -> HeldMeeting | None:
    """A record as a meeting that was held; None for another kind, or where no day is known."""
    met_on = commitment.met_on
    if commitment.kind is not Kind.MEETING or met_on is None or met_on.earliest is None:
        return None
    return HeldMeeting(commitment.id, met_on.earliest)


def last_meeting(
    commitments: Iterable[Commitment], parties: Collection[str], today: date
) -> HeldMeeting | None:
    """The latest meeting held up to today in which one of some parties took part."""
    meetings = (
        held_meeting(commitment)
        for commitment in commitments
        if not {party.party for party in commitment.parties}.isdisjoint(parties)
    )
    held = [meeting for meeting in meetings if meeting and meeting.day <= today]
    return max(held, key=lambda meeting: (meeting.day, meeting.id), default=None)
