"""The entries that edits add to the lists of a record, and what stands there already. Knows no command."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from commitments.changes.compare import canonical_text
from commitments.changes.list_entries import shown
from commitments.edits.flags import Given, out_of_place, plain_text, require, written
from commitments.edits.steps import Drop, EditStep, Insert, Put, appended, applied
from commitments.errors import N_, CommitmentsError
from commitments.model.dates import parse
from commitments.model.problem import Pointer

Record = Mapping[str, Any]
Part = Callable[[Record], list[EditStep]]
"""One part of an edit, given the record as the parts before left it."""


def in_turn(record: Record, *parts: Part) -> list[EditStep]:
    """The steps of several parts, each of which sees what those before it did."""
    found: list[EditStep] = []
    for part in parts:
        steps = part(record)
        record = applied(record, steps)
        found += steps
    return found


def put(record: Record, pointer: Pointer, value: Any) -> list[EditStep]:
    """Set a field, unless it means just that already."""
    *above, name = pointer
    inside = at(record, tuple(above))
    standing = inside.get(name) if isinstance(inside, dict) else None
    return [] if _same(standing, value, str(name)) else [Put(pointer, value)]


def _same(one: Any, other: Any, name: str) -> bool:
    """Whether a text or a date means the same; a list in another order does not."""
    if isinstance(other, (list, dict)):
        return repr(one) == repr(other)
    return one is not None and canonical_text(one, name) == canonical_text(other, name)


def drop(record: Record, *names: str) -> list[EditStep]:
    """Take out fields of the record, where they stand."""
    return [Drop((name,)) for name in names if name in record]


def at(record: Record, pointer: Pointer) -> Any:
    """What stands at a place; None for nothing. Raises CommitmentsError where the way is barred."""
    value: Any = record
    for place, step in enumerate(pointer):
        if value is None:
            return None
        if isinstance(step, str) and not isinstance(value, Mapping):
            raise barred(".".join(map(str, pointer[:place])), value)
        value = value.get(step) if isinstance(step, str) else value[step]
    return value


def listed(record: Record, pointer: Pointer) -> list[Any]:
    """The items of a list, or none; raises CommitmentsError where something else stands."""
    value = at(record, pointer)
    if value is None or isinstance(value, list):
        return value or []
    raise barred(".".join(map(str, pointer)), value)


def mapped(record: Record, pointer: Pointer) -> Mapping[str, Any]:
    """The fields of a mapping, or none; raises CommitmentsError where something else stands."""
    value = at(record, pointer)
    if value is None or isinstance(value, Mapping):
        return value or {}
    raise barred(".".join(map(str, pointer)), value)


def barred(field: str, value: Any) -> CommitmentsError:
    """What to say where something stands in the way."""
    return CommitmentsError(
        N_("{field} holds {value}, to which nothing can be added"),
        N_("Mend {field} first, with --set or by hand."),
        field=field,
        value=shown(value),
    )


def prose(record: Record, pointer: Pointer, lang: str, text: Given) -> list[EditStep]:
    """Put a text in one language, beside what stands in others."""
    if not mapped(record, pointer):
        return [Put(pointer, {lang: plain_text(text)})]
    return put(record, (*pointer, lang), plain_text(text))


def placed(record: Record, pointer: Pointer, item: Mapping[str, Any], by: str = "date") -> EditStep:
    """Put an entry into a list at its place in time, oldest first and behind those of the same day."""
    standing = listed(record, pointer)
    new = _begins(item, by)
    earlier = [place for place, entry in enumerate(standing) if _begins(entry, by) <= new]
    if not standing:
        return appended(record, pointer, item)
    return Insert((*pointer, earlier[-1] + 1 if earlier else 0), item)


def _begins(entry: object, by: str) -> date:
    span = parse(entry.get(by)) if isinstance(entry, Mapping) else None
    return (span and span.earliest) or date.min


def update(record: Record, lang: str, note: Given, by: Given, given_date: Given, day: date) -> list[EditStep]:
    """Add a note on where the commitment stands, if there is one."""
    if not plain_text(note):
        out_of_place(["by"] if by else [], N_("It goes with a note."))
        return []
    entry: dict[str, Any] = {"date": dated(given_date, day)}
    if by:
        entry["by"] = plain_text(by)
    return [placed(record, ("updates",), {**entry, "note": {lang: plain_text(note)}})]


def dated(given: Given, day: date) -> str | int:
    """The date of an entry: the given one, else today."""
    return written(given, "--date") if given else day.isoformat()


def evidence(
    record: Record, holder: Pointer, url: Given, title: Given, given_date: Given = None
) -> list[EditStep]:
    """Add a piece of evidence to what holds it, if there is one."""
    piece = proof(url, title, given_date)
    if not piece:
        return []
    listed(record, (*holder, "evidence"))
    return [appended(record, (*holder, "evidence"), piece)]


def proof(url: Given, title: Given, given_date: Given = None) -> dict[str, Any]:
    """A piece of evidence, empty where none was given; raises CommitmentsError where it has no title."""
    if not (url or title):
        return {}
    require([] if plain_text(title) else ["title"])
    piece: dict[str, Any] = {"date": written(given_date, "--date")} if given_date else {}
    piece["title"] = plain_text(title)
    if url:
        piece["url"] = plain_text(url)
    return piece
