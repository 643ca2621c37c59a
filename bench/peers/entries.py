"""The records of a made workspace as other tools' formats need them. Judges none and writes nothing."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import yaml

from bench.days import TODAY
from bench.dice import Dice
from bench.shape import OPEN, shape_of

Mapping = dict[str, Any]

_NUMBER = re.compile(r"[0-9]{6}")


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
    notes: tuple[tuple[date, str], ...]
    whole: Mapping

    @property
    def overdue(self) -> bool:
        return self.ended is None and self.due is not None and self.due < TODAY


def entries(root: Path, records: int) -> Iterator[Entry]:
    """Every record of a workspace of so many, in the order of their numbers."""
    for path in sorted((root / "records").glob("*/*.yaml")):
        yield _entry(yaml.load(path.read_bytes(), Loader=yaml.CSafeLoader), records)


def _entry(record: Mapping, records: int) -> Entry:
    found = _NUMBER.search(record["id"])
    assert found
    shape = shape_of(int(found[0]), records, Dice(int(found[0])))
    is_open = record["status"] in OPEN
    closed = record.get("closing", {}).get("date") or record.get("met_on") or shape.aim
    return Entry(
        number=shape.number,
        id=record["id"],
        title=record["title"]["en"],
        text=f"{record['summary']['en'].strip()}\n{record['summary']['vi'].strip()}",
        status=record["status"],
        parent=record.get("part_of"),
        lead=record["parties"][0]["party"],
        made=record["made_on"],
        due=shape.due.latest if shape.due else None,
        ended=None if is_open else min(closed, TODAY),
        tags=tuple(record["tags"]),
        notes=tuple((note["date"], note["note"]["en"]) for note in record.get("updates", ())),
        whole=record,
    )
