"""Records through time as rows of the main line, made as history makes them. Asserts nothing.

rows = list(told(mapping(due="2026"), BROKEN, GONE, mapping(due="2027")))   # a commit a state
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from commitments.changes.change import Change, FieldChange
from commitments.changes.commit_step import RecordPair, change_rows
from commitments.changes.compare import compare
from commitments.model.commitment import Commitment
from commitments.model.outline import outline
from commitments.model.revision import Revision
from commitments.reports.slips import SlipRow, current_deadlines, slips

Build = Callable[..., Commitment]
State = Mapping[str, Any] | str | None
"""A record as a commit left it: a mapping, a text that cannot be read, or None where it was not there."""

GONE = None
BROKEN = "broken"


@dataclass
class Version:
    """A file as rows are made of it."""

    data: Mapping[str, Any]
    readable: bool = True

    @property
    def title(self) -> str:
        return json.dumps(self.data.get("title"))

    def whole(self) -> Mapping[str, Any]:
        return self.data


def revision(number: int) -> Revision:
    """A commit of that many days after the beginning of 1970."""
    return Revision(f"{number:040x}", (), number * 86_400, "Vi", "vi@example.org", "x")


def _by_data(old: Version, new: Version) -> list[FieldChange]:
    return compare(old.data, new.data)


def told(*states: State, id: str = "small", paths: Sequence[str] = ()) -> Iterator[Change]:
    """The rows of one record, a commit a state."""
    before: State = None
    last: Version | None = None
    place = None
    for number, state in enumerate(states):
        path = paths[number] if paths else f"records/{id}.yaml"
        old = Version({}, readable=False) if isinstance(before, str) else last if before else None
        new = Version({}, readable=False) if isinstance(state, str) else Version(state) if state else None
        if old or new:
            pair = RecordPair(id, place if old else None, path if new else None)
            yield from change_rows(revision(number), pair, old, new, last if old else None, _by_data)
        last = new if new and new.readable else last if new else None
        before, place = state, path if new else None


def states(mapping: Callable[..., dict[str, Any]], dues: Sequence[object]) -> list[State]:
    """A record with each of these deadlines in turn."""
    return [due if due in (GONE, BROKEN) else mapping(due=None if due == "-" else due) for due in dues]


def row_of(rows: Sequence[Change], now: Commitment) -> SlipRow:
    """What is told of one record."""
    (row,) = slips(rows, [current_deadlines(outline(now), now)], with_unmoved=True).rows
    return row


def entry(text: str) -> dict[str, Any]:
    """`from>to` as an entry of due_changes; either may be missing."""
    before, _, after = text.partition(">")
    told = {"date": "2026-01-12", "from": before or None, "to": after or None, "reason": {"en": "x"}}
    return {name: value for name, value in told.items() if value is not None}


Steps = list[dict[str, Any]]


def steps(**dues: object) -> Steps:
    """Milestones with their deadlines."""
    return [{"id": id, "due": due} if due else {"id": id} for id, due in dues.items()]


def lead(*parties: str) -> dict[str, Any]:
    """The field of a record that these parties lead."""
    return {"parties": [{"party": party, "role": "lead"} for party in parties]}
