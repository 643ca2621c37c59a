"""Sorts the changes of a review by record, the most important first. It must not judge a change."""

from __future__ import annotations

import json
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import IntEnum, auto
from typing import Any, NamedTuple

from commitments.changes.change import Change, ChangeKind
from commitments.changes.change_set import RecordEdit
from commitments.changes.compare import canonical_text, compare
from commitments.changes.field_names import plain_field_name
from commitments.changes.renamed_ids import follow_renamed_ids


class Section(IntEnum):
    """What a change is about, in the order in which a reviewer reads."""

    EFFECT = auto()
    """What the change does to the timeliness of the record."""
    UNREADABLE = auto()
    REMOVED = auto()
    ADDED = auto()
    ID = auto()
    STATUS = auto()
    DEADLINE = auto()
    REASON = auto()
    NEWS = auto()
    EVIDENCE = auto()
    PARTIES = auto()
    TITLE = auto()
    SUMMARY = auto()
    KIND = auto()
    PART_OF = auto()
    RECURRENCE = auto()
    MILESTONE = auto()
    TERM = auto()
    EVENT = auto()
    OTHER = auto()
    MOVED = auto()


_SECTION_BY_KIND: Mapping[str, Section] = {
    ChangeKind.ADDED: Section.ADDED,
    ChangeKind.REMOVED: Section.REMOVED,
    ChangeKind.RENAMED: Section.MOVED,
    ChangeKind.UNREADABLE: Section.UNREADABLE,
    ChangeKind.READABLE: Section.UNREADABLE,
}
_SECTION_BY_FIELD: Sequence[tuple[re.Pattern[str], Section]] = tuple(
    (re.compile(pattern), section)
    for pattern, section in (
        (r"id", Section.ID),
        (r"(milestones\.)?status", Section.STATUS),
        (r"(milestones\.)?due|review_by", Section.DEADLINE),
        (r"(milestones\.)?due_(changes|basis)(\..*)?|closing(\..*)?|superseded_by", Section.REASON),
        (r"updates(\..*)?", Section.NEWS),
        (r"(.*\.)?evidence(\..*)?|repeats\.held(\..*)?|(milestones\.)?met_on", Section.EVIDENCE),
        (r"parties(\..*)?", Section.PARTIES),
        (r"title(\..*)?", Section.TITLE),
        (r"summary(\..*)?", Section.SUMMARY),
        (r"kind", Section.KIND),
        (r"part_of|depends_on", Section.PART_OF),
        (r"repeats(\..*)?", Section.RECURRENCE),
        (r"(milestones\.)?due_event(\..*)?", Section.EVENT),
        (r"milestones(\..*)?", Section.MILESTONE),
        (r"in_force(\..*)?", Section.TERM),
    )
)


class SectionedChange(NamedTuple):
    """A change and what it is about."""

    section: Section
    change: Change
    entry: Mapping[str, Any] | None = None
    """Of a moved deadline: the new entry of `due_changes` that records the move."""


@dataclass(frozen=True, slots=True)
class RecordChanges:
    """The changes of one record, the most important first."""

    id: str
    changes: Sequence[SectionedChange]


def sort_by_record(changes: Iterable[Change]) -> list[RecordChanges]:
    """The changes of each record; the record with the most important change comes first.

    A record that changed its id is one record, under its new id.
    """
    changes_by_id: defaultdict[str, list[Change]] = defaultdict(list)
    for change in _follow_ids(list(changes)):
        changes_by_id[change.id].append(change)
    records = [RecordChanges(id, _sort_changes(rows)) for id, rows in changes_by_id.items()]
    return sorted(records, key=lambda record: record.changes[0].section)


def count_records(changes: Iterable[Change]) -> int:
    """How many records changed; one that changed its id counts once."""
    return len({change.id for change in _follow_ids(list(changes))})


def _sort_changes(changes: Sequence[Change]) -> list[SectionedChange]:
    """The changes of one record by section; an entry of `due_changes` stands with the move it records."""
    entries = {id(change): entry_of(change, changes) for change in changes if is_move(change)}
    recorded = {id(row) for row in entries.values() if row is not None}
    sectioned = [
        SectionedChange(_section_of(change), change, _entry_value(entries.get(id(change))))
        for change in changes
        if id(change) not in recorded
    ]
    return sorted(sectioned, key=lambda row: row.section)


def _section_of(change: Change) -> Section:
    if change.kind in _SECTION_BY_KIND:
        return _SECTION_BY_KIND[change.kind]
    name = plain_field_name(change.field)
    return next((section for pattern, section in _SECTION_BY_FIELD if pattern.fullmatch(name)), Section.OTHER)


def is_move(change: Change) -> bool:
    """Whether a change moves or lifts a deadline that stood."""
    is_deadline = plain_field_name(change.field) in ("due", "milestones.due")
    return is_deadline and change.old != "null"


def entry_of(move: Change, changes: Iterable[Change]) -> Change | None:
    """The new entry of `due_changes` that records this move of a deadline; None without any."""
    prefix = move.field.removesuffix("due") + "due_changes["
    old, new = (canonical_text(json.loads(value), "due") for value in (move.old, move.new))
    for change in changes:
        if change.field.startswith(prefix) and change.old == "null" and change.field.endswith("]"):
            entry = json.loads(change.new)
            if not isinstance(entry, dict) or canonical_text(entry.get("to"), "due") != new:
                continue
            if entry.get("from") is None or canonical_text(entry["from"], "due") == old:
                return change
    return None


def _entry_value(row: Change | None) -> Mapping[str, Any] | None:
    value = json.loads(row.new) if row is not None else None
    return value if isinstance(value, dict) else None


def _follow_ids(changes: Sequence[Change]) -> Iterator[Change]:
    """The changes, with a record that changed its id as one record instead of a removed and an added one."""
    removed = {id(change): change for change in changes if change.kind == ChangeKind.REMOVED}
    added = {id(change): change for change in changes if change.kind == ChangeKind.ADDED}
    origins = _origins(removed.values(), added.values()) if removed and added else {}
    skipped = {id(origin) for origin in origins.values()}
    for change in changes:
        if id(change) in origins:
            yield from _renamed_record(origins[id(change)], change)
        elif id(change) not in skipped:
            yield change


def _origins(removed: Iterable[Change], added: Iterable[Change]) -> dict[int, Change]:
    """By the identity of the row of an added record: the row of the record that it was before."""
    edits: list[RecordEdit] = []
    rows: dict[int, Change] = {}
    for change in (*removed, *added):
        is_removed = change.kind == ChangeKind.REMOVED
        value = json.loads(change.old if is_removed else change.new)
        if not isinstance(value, dict):
            continue
        before, after = (value, None) if is_removed else (None, value)
        old_path, new_path = (change.path, None) if is_removed else (None, change.path)
        edits.append(RecordEdit(change.id, before, after, old_path, new_path, True))
        rows[id(value)] = change
    return {
        id(rows[id(given.after)]): rows[id(judged.before)]
        for given, judged in follow_renamed_ids(edits)
        if given.before is None and judged.before is not None
    }


def _renamed_record(old: Change, new: Change) -> Iterator[Change]:
    """The changes of a record that changed its id: the id, then the fields."""
    row = new._replace(kind=ChangeKind.CHANGED.value)
    yield row._replace(field="id", old=json.dumps(old.id), new=json.dumps(new.id))
    for change in compare(json.loads(old.old), json.loads(new.new)):
        if change.field != "id":
            texts = (json.dumps(value, ensure_ascii=False) for value in (change.old, change.new))
            yield row._replace(field=change.field, old=next(texts), new=next(texts))
