"""Whether a result reaches its goals. Measures nothing and writes no words."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import assert_never

from bench.measure import Sample
from bench.rows import GROWTH_FROM, Figure, Goal
from bench.run import Result


@dataclass(frozen=True, slots=True)
class Verdict:
    goal: Goal
    value: float | None
    """The figure the goal bounds, None where this run did not measure it."""

    @property
    def reached(self) -> bool | None:
        return None if self.value is None else self.value <= self.goal.limit


def verdicts(result: Result, results: Sequence[Result]) -> tuple[Verdict, ...]:
    """One for each goal of this size; growth looks among all results of the same run."""
    return tuple(
        Verdict(goal, _value(goal.figure, result, results))
        for goal in result.subject.goals
        if goal.holds_at(result.size)
    )


def ratio(result: Result) -> float | None:
    if isinstance(result.ours, Sample) and isinstance(result.floor, Sample):
        return result.ours.median / result.floor.median
    return None


def _value(figure: Figure, result: Result, results: Sequence[Result]) -> float | None:
    if not isinstance(result.ours, Sample):
        return None
    match figure:
        case Figure.RATIO:
            return ratio(result)
        case Figure.TIME:
            return result.ours.median
        case Figure.GROWTH:
            return _growth(result, result.ours, results)
        case Figure.MEMORY:
            return result.ours.mebibytes
        case _:
            assert_never(figure)


def _growth(result: Result, ours: Sample, results: Sequence[Result]) -> float | None:
    for other in results:
        same = (other.topic, other.subject.name) == (result.topic, result.subject.name)
        if same and other.size == GROWTH_FROM and isinstance(other.ours, Sample):
            return ours.median / other.ours.median
    return None
