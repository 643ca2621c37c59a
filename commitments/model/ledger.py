"""Holds all records of one state of a workspace. It knows neither disk nor git."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from commitments.model.commitment import Commitment
from commitments.model.events import EventRegistry
from commitments.model.parties.party import Registry
from commitments.model.problem import Problem


@dataclass(frozen=True, slots=True)
class Ledger:
    """The commitments that could be read, and the problems of those that could not."""

    commitments: tuple[Commitment, ...] = ()
    unreadable: tuple[Problem, ...] = ()
    registry: Registry = field(default_factory=Registry)
    events: EventRegistry = field(default_factory=EventRegistry)

    def __iter__(self) -> Iterator[Commitment]:
        return iter(self.commitments)

    def __len__(self) -> int:
        return len(self.commitments)

    def get(self, id: str) -> Commitment | None:
        """The first commitment with this id."""
        return next((commitment for commitment in self.commitments if commitment.id == id), None)
