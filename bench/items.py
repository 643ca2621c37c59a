"""Turns made records into the flat items that other tools know. Writes nothing and knows no tool.

An item is whatever has a deadline of its own: a record, and each milestone and occurrence below it.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from bench.dates import TODAY, last_day
from bench.records import OPEN, Record, make_record
from bench.words import SERIES, party_ids

RECORD, MILESTONE, OCCURRENCE = "record", "milestone", "occurrence"


class Note(NamedTuple):
    """What somebody wrote on a day: an update, or why a deadline moved."""

    tag: str
    day: str
    text: str


@dataclass(frozen=True, slots=True)
class Item:
    kind: str
    number: int
    """Of the record."""
    place: int
    """0 for the record itself, from 1 for what is below it."""
    key: str
    """What it is called within its record; the id for the record itself."""
    title: str
    status: str
    due: date | None
    """The last day that its deadline can mean, None where it has none or an open one."""
    ended: str
    """The day it was met or closed, empty while it is open."""
    record: Record
    """The whole record."""
    notes: tuple[Note, ...]
    proofs: tuple[Record, ...]
    is_repeated: bool = False
    """Whether it is an open occurrence behind another open one of its series."""

    @property
    def id(self) -> str:
        """Of the record."""
        return str(self.record["id"])

    @property
    def name(self) -> str:
        return self.id if self.kind == RECORD else f"{self.id}-{self.key}"

    @property
    def lead(self) -> str:
        return str(self.record["parties"][0]["party"])

    @property
    def made(self) -> str:
        return str(self.record["made_on"])

    @property
    def rests(self) -> bool:
        """Whether nobody can be late with it, since its record is suspended or nobody accepted it."""
        return self.record["status"] in ("suspended", "proposed")

    @property
    def is_awaited(self) -> bool:
        return not self.ended and not self.rests and self.due is not None

    @property
    def is_late(self) -> bool:
        return self.is_awaited and self.due is not None and self.due < TODAY

    @property
    def facts(self) -> dict[str, str]:
        """What else the record says in a line, by a name of letters; nothing for what is below it."""
        return dict(_facts(self.record)) if self.kind == RECORD else {}

    @property
    def text(self) -> str:
        """The summary in both languages, for a record."""
        return "".join(self.record["summary"].values()).strip() if self.kind == RECORD else ""


def items(records: int) -> Iterator[Item]:
    """All items of a workspace of so many records, each record before what is below it."""
    for number in range(1, records + 1):
        record = make_record(number, records, party_ids(records))
        yield from _items(number, record)


TOLD: dict[str, Callable[[Item], bool]] = {
    "late": lambda item: item.is_late,
    "open": lambda item: not item.ended,
    # A series is one item that waits, whatever number of its occurrences do.
    "open once": lambda item: not item.ended and not item.is_repeated,
}
"""Which items an answer tells of, by what tables.toml calls them."""


def series_of(item: Item) -> str:
    """The rule of its series, where its occurrences can be counted."""
    return str(item.record["repeats"]["rule"]) if "starts" in item.record.get("repeats", {}) else ""


def _items(number: int, record: Record) -> Iterator[Item]:
    closed = record.get("closing", {}).get("date") or record.get("met_on") or TODAY.isoformat()
    ended = "" if record["status"] in OPEN else closed
    due = last_day(record.get("due", ".."))
    notes = [
        Note("update", row["date"], f"{row['note']['en']} ({row['by']})") for row in record.get("updates", ())
    ]
    title, status = record["title"]["en"], record["status"]
    history = (*notes, *_moves(record)), tuple(record.get("evidence", ()))
    yield Item(RECORD, number, 0, record["id"], title, status, due, ended, record, *history)
    yield from _milestones(number, record, ended)
    yield from _occurrences(number, record)


def _milestones(number: int, record: Record, ended: str) -> Iterator[Item]:
    for place, row in enumerate(record.get("milestones", ()), 1):
        status = row.get("status", "scheduled")
        end = "" if status == "scheduled" else row.get("met_on") or ended
        due, title, proofs = last_day(row["due"]), row["title"]["en"], tuple(row.get("evidence", ()))
        yield Item(MILESTONE, number, place, row["id"], title, status, due, end, record, _moves(row), proofs)


def _occurrences(number: int, record: Record) -> Iterator[Item]:
    """What was held, what was to be held until today and was not, and the one that comes next."""
    repeats = record.get("repeats", {})
    series = next((row for row in SERIES if row.starts and row.starts == repeats.get("starts")), None)
    if series is None:
        return
    met = {row["occurrence"]: row["met_on"] for row in repeats.get("held", ())}
    open_names = [name for name in series.held if name not in met]
    # The next one is there once all before it are past.
    if series.ahead and not any((last_day(name) or TODAY) >= TODAY for name in open_names):
        open_names.append(series.ahead)
    for place, name in enumerate([*met, *open_names], len(record.get("milestones", ())) + 1):
        title, status = f"Occurrence of {name}", "met" if name in met else "scheduled"
        about = (OCCURRENCE, number, place, name, title, status, last_day(name), met.get(name, ""))
        yield Item(*about, record, (), (), name in open_names[1:])


def _moves(part: Record) -> tuple[Note, ...]:
    return tuple(
        Note("moved", row["date"], f"Deadline moved from {row['from']} to {row['to']}: {row['reason']['en']}")
        for row in part.get("due_changes", ())
    )


def _facts(record: Record) -> Iterator[tuple[str, str]]:
    yield "kind", record["kind"]
    yield "standing", record["status"]
    yield "vietnamese", record["title"]["vi"]
    yield "parties", ", ".join(f"{row['party']} ({row['role']})" for row in record["parties"])
    for key, name in (("due", "worded"), ("binding", "binding"), ("x-file-number", "file")):
        if key in record:
            yield name, str(record[key])
    for key, name in (("due_basis", "basis"), ("place", "place")):
        if key in record:
            yield name, record[key]["en"]
    if "scope" in record:
        yield "scope", ", ".join(field["en"] for field in record["scope"])
    if "repeats" in record:
        yield "repeats", record["repeats"]["rule"]
    if "closing" in record:
        yield "closing", record["closing"]["reason"]["en"]
    yield "source", ", ".join(value for key, value in record["source"].items() if key != "note")
