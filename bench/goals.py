"""Judges whether measured figures reach their goals. Measures nothing."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from bench.results import Outcome
from bench.tables import BOUNDS

_BOUND = re.compile(r"[≤≥] (?P<limit>[0-9.,]+) (?:× (?P<faster>faster than )?(?P<other>.+)|(?P<unit>ms|MiB))")


@dataclass(frozen=True, slots=True)
class Goal:
    """A bound for one command at one size."""

    table: str
    size: int
    row: str
    bound: str
    """In words."""

    @property
    def limit(self) -> float:
        return float(self._part("limit").replace(",", ""))

    @property
    def other(self) -> str:
        """The command it is held against, empty where it bounds a figure of its own."""
        return self._part("other")

    @property
    def is_faster(self) -> bool:
        """Whether the other command is to take at least so many times as long."""
        return bool(self._part("faster"))

    def value(self, outcomes: Sequence[Outcome]) -> float | None:
        """The figure it bounds, from one of the outcomes; None where none has it."""
        for outcome in outcomes:
            is_its_own = (outcome.about.table, outcome.about.size) == (self.table, self.size)
            if is_its_own and (value := self._value(outcome)) is not None:
                return value
        return None

    def is_reached(self, value: float) -> bool:
        return value >= self.limit if self.is_faster else value <= self.limit

    def _value(self, outcome: Outcome) -> float | None:
        if self._part("unit") == "MiB":
            return max((sample.memory for sample in outcome.samples.values()), default=None)
        ours, other = outcome.samples.get(self.row), outcome.samples.get(self.other)
        if ours is None or (self.other and other is None):
            return None
        if other is None:
            return ours.time
        return other.time / ours.time if self.is_faster else ours.time / other.time

    def _part(self, name: str) -> str:
        match = _BOUND.fullmatch(self.bound)
        assert match, self.bound
        return match[name] or ""


GOALS = tuple(Goal(table, size, row, bound) for table, row, size, bound in BOUNDS)
