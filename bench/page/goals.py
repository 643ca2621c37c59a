"""Which figures are to be reached, and which are: against the floors and against peers. Measures nothing."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from bench.measure import Failure, Sample
from bench.peers.outcome import Line, Outcome, Side, heat_name
from bench.rows import HEATS, Heat, Over
from bench.run import Result
from bench.verdict import Verdict, verdicts


@dataclass(frozen=True, slots=True)
class Beat:
    """How many times faster than a peer one of our commands is to be."""

    ours: str
    peer: str
    times: float
    size: int | None = None


BEATS = (
    *(
        Beat(ours, f"{peer} --version", 3)
        for ours in ("commit --version", "commit --help")
        for peer in ("check-jsonschema", "doorstop", "backlog")
    ),
    Beat("validate, cold", "check-jsonschema", 20, 1_000),
    Beat("validate, cold", "check-jsonschema", 30, 10_000),
    Beat("validate, cold", "yamale", 2.5, 10_000),
    Beat("validate, cold", "doorstop -F", 15, 10_000),
    Beat("validate, warm", "check-jsonschema", 400, 10_000),
    Beat("status, warm", "task overdue", 4, 10_000),
    Beat("status, warm", "hledger register", 12, 10_000),
    Beat("status, warm", "backlog task list", 50, 10_000),
    Beat("changes, all history, cold", "reno list", 12, 5_000),
    Beat("changes, all history, warm", "reno list", 200, 5_000),
    Beat("changes, all history, cold", "git-history file", 50, 5_000),
)


@dataclass(frozen=True, slots=True)
class Reached:
    """One goal and what became of it."""

    command: str
    size: str
    goal: str
    value: float | None
    """None where it was not measured."""
    met: bool | None


def goals(outcomes: Sequence[Outcome]) -> tuple[Reached, ...]:
    """All that some outcome can tell of, those against floors first."""
    return (*_against_floors(outcomes), *_against_peers(outcomes))


def _against_floors(outcomes: Sequence[Outcome]) -> Iterator[Reached]:
    results = [
        result
        for heat in HEATS
        for outcome in outcomes
        if outcome.heat == heat_name(heat)
        for result in _results(heat, outcome)
    ]
    for result in results:
        for verdict in verdicts(result, results):
            size = "" if result.size is None else f"{result.size:,} {result.over.value}"
            yield Reached(result.subject.name, size, _told(verdict), verdict.value, verdict.reached)


def _results(heat: Heat, outcome: Outcome) -> Iterator[Result]:
    floor = next(outcome.side(Side.FLOOR), None)
    for subject in heat.ours:
        if ours := outcome.named(subject.name):
            yield Result(
                outcome.topic,
                subject,
                outcome.size,
                Over(outcome.over),
                ours.sample,
                floor.name if floor else None,
                floor.sample if floor else None,
            )


def _told(verdict: Verdict) -> str:
    return f"≤ {verdict.goal.limit:g} {verdict.goal.figure.value}"


def _against_peers(outcomes: Sequence[Outcome]) -> Iterator[Reached]:
    for beat in BEATS:
        for outcome in outcomes:
            ours, peer = outcome.named(beat.ours), outcome.named(beat.peer)
            if ours and peer and outcome.size == beat.size:
                value = factor(peer, ours)
                size = "" if outcome.size is None else f"{outcome.size:,} {outcome.over}"
                met = None if value is None else value >= beat.times
                yield Reached(beat.ours, size, f"≥ {beat.times:g} × faster than {beat.peer}", value, met)


def factor(slower: Line, faster: Line) -> float | None:
    """How many times the one takes as long as the other, None where either was not measured."""
    if isinstance(slower.sample, Failure) or isinstance(faster.sample, Failure):
        return None
    return _median(slower.sample) / _median(faster.sample)


def _median(sample: Sample) -> float:
    return sample.median
