"""Draws what chance decides in made records and histories. Knows a seed, no clock and no hash order."""

import random
from collections.abc import Sequence
from datetime import date, timedelta
from typing import TypeVar

T = TypeVar("T")


class Dice:
    """Draws that are the same in every Python: of ``random``, only ``random()`` promises its sequence."""

    __slots__ = ("_next",)

    def __init__(self, seed: int) -> None:
        self._next = random.Random(seed).random

    def between(self, low: int, high: int) -> int:
        """A whole number from low to high, both included."""
        return low + int(self._next() * (high - low + 1))

    def pick(self, choices: Sequence[T]) -> T:
        return choices[int(self._next() * len(choices))]

    def chance(self, share: float) -> bool:
        return self._next() < share

    def weighted(self, choices: Sequence[tuple[T, float]]) -> T:
        """One of the choices, whose shares add up to 1."""
        left = self._next()
        for choice, share in choices:
            left -= share
            if left < 0:
                return choice
        return choices[-1][0]

    def day(self, first: date, last: date) -> date:
        """A day from first to last, both included; first where last comes before it."""
        return first + timedelta(days=self.between(0, max((last - first).days, 0)))
