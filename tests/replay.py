"""Rows of changes played back: the oracle of all tests about history.

It must not import from the package anything but the shape of a row: what it holds of names, keys
and sameness is said here a second time, so that the two can disagree. It asserts that every row
fits what it is applied to.
"""

import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from itertools import groupby
from typing import Any
from unicodedata import normalize

from commitments.changes.change import Change, FieldChange

Step = str | tuple[str, int]
"""A key of a mapping; or the key and number of an item of a list."""
Rows = list[tuple[tuple[Step, ...], FieldChange]]
"""Rows, each with the way that is still to go."""

DATES = {
    "date",
    "due",
    "from",
    "made_on",
    "met_on",
    "occurrence",
    "published_on",
    "review_by",
    "starts",
    "to",
}


LISTS = {"milestones", "parties", "updates", "due_changes", "evidence", "held"}
"""Of which an empty one is as none."""


def canonical(value: Any, name: str = "") -> str:
    """One text for all values that mean the same, where they stand in a field of that name."""
    return json.dumps(_plain(value, name), ensure_ascii=False, sort_keys=True)


def apply(record: Mapping[str, Any], rows: Iterable[FieldChange]) -> dict[str, Any]:
    """The record after the changes, in its plain form: without nulls, in NFC, with lists in some order."""
    steps: Rows = [(_steps(row.field), row) for row in rows]
    plain: dict[str, Any] = _plain(_in_mapping(_plain(record), steps))
    return plain


@dataclass(frozen=True)
class _Standing:
    """What the rows so far say about a file."""

    record: dict[str, Any] | None
    """As it could last be read."""
    readable: bool = True


def replayed(changes: Iterable[Change]) -> dict[str, dict[str, Any]]:
    """The readable records by path, after all rows of a history, oldest commit first."""
    standing: dict[str, _Standing] = {}
    for _, rows in groupby(changes, key=lambda row: row.at.id):
        _commit(standing, list(rows))
    return {path: item.record for path, item in standing.items() if item.readable and item.record is not None}


def _commit(standing: dict[str, _Standing], rows: list[Change]) -> None:
    """The rows of one commit happen at once: first all that leaves its path, then all that comes."""
    moved = {row.path: standing.pop(json.loads(row.old)) for row in rows if row.kind == "renamed"}
    for row in rows:
        if row.kind == "removed":
            gone = standing.pop(row.path)
            assert canonical(gone.record) == canonical(json.loads(row.old)), "removed something else"
    for path, item in moved.items():
        assert path not in standing, "renamed to where something stands"
        standing[path] = item
    here: dict[str, list[Change]] = {}
    for row in rows:
        here.setdefault(row.path, []).append(row)
    for path, about in here.items():
        for row in about:
            if row.kind in ("added", "unreadable"):
                standing[path] = _arrived(standing.get(path), row)
        _edit(standing, path, about)


def _arrived(stood: _Standing | None, row: Change) -> _Standing:
    if row.kind == "added":
        assert stood is None, "added where something stands"
        return _Standing(_plain(json.loads(row.new)))
    if stood is None:
        return _Standing(None, readable=False)
    assert stood.readable, "unreadable twice"
    assert canonical(stood.record) == canonical(json.loads(row.old)), "another record became unreadable"
    return replace(stood, readable=False)


def _edit(standing: dict[str, _Standing], path: str, rows: list[Change]) -> None:
    """Apply the changes of fields; they must lead to what a record is that is readable again."""
    again = [json.loads(row.new) for row in rows if row.kind == "readable"]
    edits = [
        FieldChange(row.field, json.loads(row.old), json.loads(row.new))
        for row in rows
        if row.kind == "changed"
    ]
    stood = standing.get(path)
    if again:
        assert stood is not None and not stood.readable, "readable again, but never unreadable"
        if stood.record is not None:
            assert canonical(apply(stood.record, edits)) == canonical(again[0]), "readable as something else"
        standing[path] = _Standing(_plain(again[0]))
    elif edits:
        assert stood is not None and stood.readable and stood.record is not None, "nothing to change here"
        standing[path] = _Standing(apply(stood.record, edits))


def _plain(value: Any, name: str = "") -> Any:
    if isinstance(value, dict):
        present = {
            key: _plain(item, key)
            for key, item in value.items()
            if item is not None and not (item == [] and key in LISTS)
        }
        composed = {normalize("NFC", key): item for key, item in present.items()}
        return composed if len(composed) == len(present) else present
    if isinstance(value, list):
        return sorted((_plain(item) for item in value), key=canonical)
    if isinstance(value, str):
        return normalize("NFC", value)
    if name in DATES and isinstance(value, int) and not isinstance(value, bool):
        return str(value)
    return 0.0 if isinstance(value, float) and value == 0 else value


def _steps(field: str) -> tuple[Step, ...]:
    """`updates[2026-01-12#2].note` is `updates`, the second 2026-01-12, `note`."""
    steps: list[Step] = []
    at = 0
    while at < len(field):
        if field.startswith('["', at):
            key, at = json.JSONDecoder().raw_decode(field, at + 1)
            steps.append(key)
            assert field[at] == "]"
            at += 1
        elif field[at] == "[":
            step, at = _item(field, at + 1)
            steps.append(step)
        else:
            name = re.compile(r"\.?([A-Za-z0-9_-]+)").match(field, at)
            assert name, f"no name at {at} of {field!r}"
            assert field[at].startswith(".") == bool(steps), f"a dot too many or too few in {field!r}"
            steps.append(name[1])
            at = name.end()
    return tuple(steps)


def _item(field: str, at: int) -> tuple[Step, int]:
    key = ""
    while field[at] != "]":
        number = re.compile(r"#([0-9]+)]").match(field, at)
        if number:
            assert int(number[1]) > 1, "the first has no number"
            return (key, int(number[1])), number.end()
        at += field[at] == "\\"
        key += field[at]
        at += 1
    return (key, 1), at + 1


def _by_first_step(rows: Rows) -> dict[Step, Rows]:
    found: dict[Step, Rows] = {}
    for steps, row in rows:
        found.setdefault(steps[0], []).append((steps[1:], row))
    return found


def _in_value(value: Any, name: str, rows: Rows) -> Any:
    if any(not steps for steps, _ in rows):
        assert len(rows) == 1, f"{rows[0][1].field} is replaced and changed"
        row = rows[0][1]
        assert canonical(row.old, name) == canonical(value, name), f"{row.field} was something else"
        return row.new
    if all(isinstance(steps[0], str) for steps, _ in rows):
        assert isinstance(value, dict)
        return _in_mapping(value, rows)
    assert isinstance(value, list) or (value is None and name in LISTS)
    return _in_list(value or [], name, rows)


def _in_mapping(value: dict[str, Any], rows: Rows) -> dict[str, Any]:
    result = dict(value)
    for name, below in _by_first_step(rows).items():
        assert isinstance(name, str)
        result[name] = _in_value(value.get(name), name, below)
    return result


def _in_list(items: list[Any], name: str, rows: Rows) -> list[Any]:
    groups: dict[str, list[Any]] = {}
    for item in sorted(items, key=canonical):
        groups.setdefault(_key(item, name), []).append(item)
    places: dict[Step, Any] = {
        (key, place): item for key, group in groups.items() for place, item in enumerate(group, 1)
    }
    for step, below in _by_first_step(rows).items():
        if step not in places:
            assert isinstance(step, tuple)
            key, place = step
            assert place == 1 or (key, place - 1) in places, f"a number left out: {below[0][1].field}"
        places[step] = _in_value(places.get(step), "", below)
    return [item for item in places.values() if item is not None]


def _key(item: Any, name: str) -> str:
    def word(field: str) -> str:
        value = _plain(item.get(field), field)
        return value if isinstance(value, str) else ""

    if name == "parties":
        return "/".join(filter(None, (word("party"), word("role"))))
    if name == "evidence":
        return word("url") or word("title") or word("date")
    return word({"updates": "date", "due_changes": "date", "held": "occurrence"}.get(name, "id"))
