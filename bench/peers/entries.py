"""The records of a made workspace as other tools' formats need them. Judges none and writes nothing."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from enum import Enum
from pathlib import Path
from typing import Any, NamedTuple

import yaml

from bench.days import TODAY, month_end
from bench.dice import Dice
from bench.recurrence import PATTERNS
from bench.shape import OPEN, shape_of

Mapping = dict[str, Any]

_NUMBER = re.compile(r"[0-9]{6}")
_SERIES = {pattern.starts: pattern for pattern in PATTERNS if pattern.starts}
_AHEAD = {"2024-10": "2027-10", "2025": "2027", "2026-01": "2027-01", "2026-09-15": "2026-12-15"}
"""What comes next in each series, where anything does, once all that was to be by our day was held."""


class Note(NamedTuple):
    """What somebody wrote on a day."""

    day: date
    text: str
    by: str = ""


class Proof(NamedTuple):
    day: date
    title: str
    url: str


class Kind(Enum):
    """What a record waits for below itself."""

    MILESTONE = "milestone"
    OCCURRENCE = "occurrence"
    REVIEW = "review"


@dataclass(frozen=True, slots=True)
class Step:
    """One thing below a record that has a deadline of its own."""

    key: str
    """Its name within the record."""
    kind: Kind
    title: str
    due: date
    """The last day that its deadline can mean."""
    ended: date | None
    """When it was met, or given up with its record; None while it is open."""
    outcome: str
    moves: tuple[Note, ...] = ()
    proofs: tuple[Proof, ...] = ()


@dataclass(frozen=True, slots=True)
class Entry:
    """One record: what most tools know, and all of it."""

    number: int
    id: str
    title: str
    text: str
    """The summary in both languages."""
    status: str
    parent: str | None
    lead: str
    made: date
    due: date | None
    """The last day that its deadline can mean, None where it has none or an open one."""
    ended: date | None
    """When it was closed, None while it is open."""
    tags: tuple[str, ...]
    notes: tuple[Note, ...]
    moves: tuple[Note, ...]
    proofs: tuple[Proof, ...]
    steps: tuple[Step, ...]
    facts: dict[str, str]
    """Everything else that can be said in a line, by a name of letters."""
    whole: Mapping

    @property
    def is_suspended(self) -> bool:
        return self.status == "suspended"

    @property
    def overdue(self) -> bool:
        """Whether its own deadline is past."""
        return self.ended is None and not self.is_suspended and self.due is not None and self.due < TODAY

    @property
    def series(self) -> Mapping | None:
        """The rule of a recurring record whose occurrences can be counted: one without a start has none."""
        repeats: Mapping = self.whole.get("repeats", {})
        return repeats if "starts" in repeats else None

    @property
    def met(self) -> int:
        """Milestones met, in per cent of all."""
        outcomes = [step.outcome for step in self.steps if step.kind is Kind.MILESTONE]
        return 100 * outcomes.count("met") // max(len(outcomes), 1)

    def awaited(self) -> tuple[Step, ...]:
        """The open things below it that count: of a suspended record, its review alone."""
        return tuple(
            step
            for step in self.steps
            if step.ended is None and (step.kind is Kind.REVIEW or not self.is_suspended)
        )

    def late(self) -> int:
        """How many things are past, itself among them."""
        return self.overdue + sum(step.due < TODAY for step in self.awaited())

    def open(self) -> int:
        """How many things are open, itself among them, whether they rest or not."""
        return (self.ended is None) + sum(step.ended is None for step in self.steps)


def entries(root: Path, records: int) -> Iterator[Entry]:
    """Every record of a workspace of so many, in the order of their numbers."""
    for path in sorted((root / "records").glob("*/*.yaml")):
        yield _entry(yaml.load(path.read_bytes(), Loader=yaml.CSafeLoader), records)


def number_of(id: str) -> int:
    found = _NUMBER.search(id)
    assert found
    return int(found[0])


def _entry(record: Mapping, records: int) -> Entry:
    number = number_of(record["id"])
    shape = shape_of(number, records, Dice(number))
    closed = record.get("closing", {}).get("date") or record.get("met_on") or shape.aim
    ended = None if record["status"] in OPEN else min(closed, TODAY)
    return Entry(
        number=number,
        id=record["id"],
        title=record["title"]["en"],
        text=f"{record['summary']['en'].strip()}\n{record['summary']['vi'].strip()}",
        status=record["status"],
        parent=record.get("part_of"),
        lead=record["parties"][0]["party"],
        made=record["made_on"],
        due=shape.due.latest if shape.due else None,
        ended=ended,
        tags=tuple(record["tags"]),
        notes=tuple(Note(each["date"], each["note"]["en"], each["by"]) for each in record.get("updates", ())),
        moves=_moves(record),
        proofs=_proofs(record),
        steps=(*_milestones(record, ended), *_occurrences(record), *_review(record)),
        facts=dict(_facts(record)),
        whole=record,
    )


def _moves(of: Mapping) -> tuple[Note, ...]:
    return tuple(
        Note(
            each["date"],
            f"Deadline moved from {each['from']} to {each['to']}: {each['reason']['en']}",
            each.get("agreed_by", ""),
        )
        for each in of.get("due_changes", ())
    )


def _proofs(of: Mapping) -> tuple[Proof, ...]:
    return tuple(Proof(each["date"], each["title"], each["url"]) for each in of.get("evidence", ()))


def _milestones(record: Mapping, ended: date | None) -> Iterator[Step]:
    for each in record.get("milestones", ()):
        outcome = each.get("status", "scheduled")
        yield Step(
            key=each["id"],
            kind=Kind.MILESTONE,
            title=each["title"]["en"],
            due=_last_day(each["due"]),
            ended=None if outcome == "scheduled" else each.get("met_on") or ended,
            outcome=outcome,
            moves=_moves(each),
            proofs=_proofs(each),
        )


def _occurrences(record: Mapping) -> Iterator[Step]:
    """What was held, what was to be held by our day and was not, and the one that comes next."""
    repeats: Mapping = record.get("repeats", {})
    series = _SERIES.get(str(repeats.get("starts")))
    if series is None:
        return
    held = {str(each["occurrence"]): each["met_on"] for each in repeats["held"]}
    found = [_occurrence(name, held.get(name)) for name, _ in series.held]
    ahead = _AHEAD.get(str(repeats["starts"]))
    if ahead and not any(step.ended is None and step.due >= TODAY for step in found):
        found.append(_occurrence(ahead, None))
    yield from found


def _occurrence(name: str, met: date | None) -> Step:
    outcome = "met" if met else "scheduled"
    return Step(name, Kind.OCCURRENCE, f"Occurrence of {name}", _last_day(name), met, outcome)


def _review(record: Mapping) -> Iterator[Step]:
    if record["status"] == "suspended":
        due = record["review_by"]
        yield Step("review", Kind.REVIEW, "Decide whether to go on", due, None, "scheduled")


def _last_day(worded: object) -> date:
    """Of a year, a month or a day."""
    if isinstance(worded, date):
        return worded
    year, month, day = (*map(int, str(worded).split("-")), 0, 0)[:3]
    return date(year, month, day) if day else month_end(year, month or 12)


def _facts(record: Mapping) -> Iterator[tuple[str, str]]:
    yield "kind", record["kind"]
    yield "standing", record["status"]
    yield "vietnamese", record["title"]["vi"]
    yield "parties", ", ".join(f"{each['party']} ({each['role']})" for each in record["parties"])
    for key in ("due", "binding", "x-file-number"):
        if key in record:
            yield {"due": "worded", "x-file-number": "file"}.get(key, key), str(record[key])
    for key in ("due_basis", "place"):
        if key in record:
            yield key.removeprefix("due_"), record[key]["en"]
    if "scope" in record:
        yield "scope", ", ".join(each["en"] for each in record["scope"])
    if "repeats" in record:
        yield "repeats", record["repeats"]["rule"]
    if "closing" in record:
        yield "closing", record["closing"]["reason"]["en"]
    source = {key: value for key, value in record["source"].items() if key != "note"}
    yield "source", ", ".join(map(str, source.values()))
