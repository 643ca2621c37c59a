"""Builds the steps that edits share, and reads what stands at a place. It must not know a command."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from commitments.changes.compare import canonical_text
from commitments.changes.list_entries import shown_value
from commitments.edits.flags import FlagText, plain_text, read_date_flag, refuse_flags, require_flags
from commitments.edits.steps import Drop, EditStep, Insert, Put, append_step, apply_steps
from commitments.errors import N_, EditError
from commitments.model.calendar.dates import parse_date
from commitments.model.lifecycle import UpdateTopic
from commitments.model.problem import Pointer

Record = Mapping[str, Any]
EditPart = Callable[[Record], list[EditStep]]
"""One part of an edit: it takes the record as the earlier parts left it."""


def chain_parts(record: Record, *parts: EditPart) -> list[EditStep]:
    """The steps of several parts; each part sees the effect of the earlier ones."""
    all_steps: list[EditStep] = []
    for part in parts:
        steps = part(record)
        record = apply_steps(record, steps)
        all_steps += steps
    return all_steps


def put(record: Record, pointer: Pointer, value: Any) -> list[EditStep]:
    """The step that sets a field; none where it has the same meaning already."""
    *above, name = pointer
    holder = value_at(record, tuple(above))
    standing = holder.get(name) if isinstance(holder, dict) else None
    return [] if _means_same(standing, value, str(name)) else [Put(pointer, value)]


def _means_same(one: Any, other: Any, name: str) -> bool:
    """Whether two values mean the same; lists and mappings must be equal in order too."""
    if isinstance(other, (list, dict)):
        return repr(one) == repr(other)
    return one is not None and canonical_text(one, name) == canonical_text(other, name)


def drop(record: Record, *names: str) -> list[EditStep]:
    """The steps that take out fields of the record, where they stand."""
    return [Drop((name,)) for name in names if name in record]


def value_at(record: Record, pointer: Pointer) -> Any:
    """The value at a place; None for none. Raises EditError where something else stands in the way."""
    value: Any = record
    for depth, step in enumerate(pointer):
        if value is None:
            return None
        if isinstance(step, str) and not isinstance(value, Mapping):
            raise barred_error(".".join(map(str, pointer[:depth])), value)
        value = value.get(step) if isinstance(step, str) else value[step]
    return value


def list_at(record: Record, pointer: Pointer) -> list[Any]:
    """The items of a list, empty for none; raises EditError where something else stands."""
    value = value_at(record, pointer)
    if value is None or isinstance(value, list):
        return value or []
    raise barred_error(".".join(map(str, pointer)), value)


def mapping_at(record: Record, pointer: Pointer) -> Mapping[str, Any]:
    """The fields of a mapping, empty for none; raises EditError where something else stands."""
    value = value_at(record, pointer)
    if value is None or isinstance(value, Mapping):
        return value or {}
    raise barred_error(".".join(map(str, pointer)), value)


def barred_error(field: str, value: Any) -> EditError:
    """The error for a value that stands in the way of an edit."""
    return EditError(
        N_("{field} holds {value}, so nothing can be added to it"),
        N_("Fix {field} first, with --set or by hand."),
        field=field,
        value=shown_value(value),
    )


def insert_by_date(
    record: Record, pointer: Pointer, entry: Mapping[str, Any], date_field: str = "date"
) -> EditStep:
    """The step that puts an entry into a list by date: oldest first, after those of the same day."""
    standing = list_at(record, pointer)
    day = _first_day(entry, date_field)
    earlier = [index for index, other in enumerate(standing) if _first_day(other, date_field) <= day]
    if not standing:
        return append_step(record, pointer, entry)
    return Insert((*pointer, earlier[-1] + 1 if earlier else 0), entry)


def _first_day(entry: object, date_field: str) -> date:
    span = parse_date(entry.get(date_field)) if isinstance(entry, Mapping) else None
    return (span and span.earliest) or date.min


def add_note(
    record: Record,
    lang: str,
    note: FlagText,
    by: FlagText,
    date_text: FlagText,
    today: date,
    topic: UpdateTopic = UpdateTopic.PROGRESS,
) -> list[EditStep]:
    """The step that adds a note about a topic to `updates`; none without a note."""
    if not plain_text(note):
        refuse_flags(["by"] if by else [], N_("Use it only with a note."))
        return []
    entry: dict[str, Any] = {"date": entry_date(date_text, today)}
    if by:
        entry["by"] = plain_text(by)
    if topic is not UpdateTopic.PROGRESS:
        entry["about"] = topic.value
    return [insert_by_date(record, ("updates",), {**entry, "note": {lang: plain_text(note)}})]


def entry_date(date_text: FlagText, today: date) -> str | int:
    """The date of an entry: that of the flag, else today."""
    return read_date_flag(date_text, "--date") if date_text else today.isoformat()


def add_evidence(
    record: Record, holder: Pointer, url: FlagText, title: FlagText, date_text: FlagText = None
) -> list[EditStep]:
    """The step that adds evidence to a record or an item at `holder`; none where it has it already."""
    piece = evidence_item(url, title, date_text)
    if not piece:
        return []
    standing = list_at(record, (*holder, "evidence"))
    if canonical_text(piece) in map(canonical_text, standing):
        return []
    return [append_step(record, (*holder, "evidence"), piece)]


def evidence_item(url: FlagText, title: FlagText, date_text: FlagText = None) -> dict[str, Any]:
    """An item of `evidence`, empty for none; raises UsageError where it has no title."""
    if not (url or title):
        return {}
    require_flags([] if plain_text(title) else ["title"])
    piece: dict[str, Any] = {"date": read_date_flag(date_text, "--date")} if date_text else {}
    piece["title"] = plain_text(title)
    if url:
        piece["url"] = plain_text(url)
    return piece
