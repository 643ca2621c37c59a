"""Judges what happened to a record as a whole: whether it is there, who leads it, where it came from.

It knows nothing of status and deadlines, except whether a proposal was accepted.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from itertools import islice

from commitments.changes.change_set import ChangeSet, Record, RecordEdit
from commitments.changes.compare import canonical_value
from commitments.changes.field_names import child_field_name
from commitments.changes.list_entries import (
    Fields,
    is_within,
    keeps_meaning,
    mappings,
    may_differ,
    shown_value,
    text_or_empty,
)
from commitments.changes.rules.status_rules import was_accepted
from commitments.changes.rules.update_rules import has_explaining_update
from commitments.model.calendar.dates import parse_date
from commitments.model.lifecycle import Role
from commitments.model.names import id_from_path
from commitments.model.problem import Finding

_SOURCE_IDENTITY = ("document", "publisher", "published_on")
"""What tells which document a source is; its other fields say where in it something stands, in our words."""

_MOST_NAMES = 5
"""How many names a message lists."""


def record_removed(edit: RecordEdit, change_set: ChangeSet) -> Iterator[Finding]:
    """A record was removed."""
    if edit.before is not None and edit.after is None and edit.readable:
        yield Finding("record-removed")


def became_unreadable(edit: RecordEdit, change_set: ChangeSet) -> Iterator[Finding]:
    """The content of a record's file cannot be read."""
    if not edit.readable:
        yield Finding("became-unreadable")


def id_changed(edit: RecordEdit, change_set: ChangeSet) -> Iterator[Finding]:
    """A record has another id, wherever its file is."""
    if edit.before is None or edit.after is None:
        return
    old, new = (canonical_value(record.get("id")) for record in (edit.before, edit.after))
    if text_or_empty(old) and old != new:
        at = ("id",) if "id" in edit.after else ()
        yield Finding("id-changed", at, {"old": shown_value(old), "new": shown_value(new)})


def file_moved(edit: RecordEdit, change_set: ChangeSet) -> Iterator[Finding]:
    """The file has another name and the record the same id; another folder is fine."""
    if edit.after is None or not edit.old_path or not edit.new_path:
        return
    id, name = text_or_empty(edit.after.get("id")) or edit.id, id_from_path(edit.new_path)
    if name not in (id, id_from_path(edit.old_path)) and not any(id_changed(edit, change_set)):
        at = ("id",) if "id" in edit.after else ()
        yield Finding("file-moved", at, {"id": shown_value(id), "stem": shown_value(name)})


def made_on_rewritten(edit: RecordEdit, change_set: ChangeSet) -> Iterator[Finding]:
    """`made_on` means another day, and not the same one known more exactly."""
    if edit.before is None or edit.after is None or was_accepted(edit):
        return
    old, new = edit.before.get("made_on"), edit.after.get("made_on")
    if parse_date(old) is not None and not is_within(new, old):
        at = ("made_on",) if "made_on" in edit.after else ()
        yield Finding("made-on-rewritten", at, {"made_on": shown_value(old), "now": shown_value(new)})


def source_rewritten(edit: RecordEdit, change_set: ChangeSet) -> Iterator[Finding]:
    """The source is another document, or one of another publisher or day."""
    before, after = edit.before, edit.after
    if before is None or after is None or not may_differ(before, after, "source") or was_accepted(edit):
        return
    fields = list(_rewritten_fields(_source_fields(before), _source_fields(after)))
    if fields:
        at = ("source",) if "source" in after else ()
        yield Finding("source-rewritten", at, {"fields": _name_list(fields)})


def _rewritten_fields(old: Fields, new: Fields) -> Iterator[str]:
    for name in _SOURCE_IDENTITY:
        if not keeps_meaning(old.get(name), new.get(name), name):
            yield child_field_name("source", name)


def _source_fields(record: Record) -> Fields:
    """The fields of the source; a bare text, as old records have it, names the document."""
    value = canonical_value(record.get("source"))
    if isinstance(value, dict):
        return value
    return {} if value is None else {"document": value}


def lead_replaced(edit: RecordEdit, change_set: ChangeSet) -> Iterator[Finding]:
    """A lead is a lead no more, and no new update says why."""
    before, after = edit.before, edit.after
    if before is None or after is None or not may_differ(before, after, "parties"):
        return
    old, new = _leads(before), _leads(after)
    if old.keys() - new.keys() and not has_explaining_update(edit):
        at = ("parties",) if "parties" in after else ()
        yield Finding("lead-replaced", at, {"old": _name_list(old), "new": _name_list(new)})


def _leads(record: Record) -> dict[str, None]:
    leading = [party for party in mappings(record.get("parties")) if party.get("role") == Role.LEAD]
    return {id: None for party in leading if (id := text_or_empty(canonical_value(party.get("party"))))}


def _name_list(names: Collection[str]) -> str:
    ellipsis = ["…"] if len(names) > _MOST_NAMES else []
    return ", ".join([*map(shown_value, islice(names, _MOST_NAMES)), *ellipsis]) or "–"


def party_rewritten(edit: RecordEdit, change_set: ChangeSet) -> Iterator[Finding]:
    """A record names the successor of a party in its place; it keeps the body under which it was made."""
    before, after = edit.before, edit.after
    if before is None or after is None or not may_differ(before, after, "parties"):
        return
    old, new = (_party_ids(record) for record in (before, after))
    for party in sorted(old - new):
        if replacing := sorted((new - old) & {*change_set.successors.get(party, ())}):
            yield Finding("party-rewritten", ("parties",), {"old": party[:80], "new": _name_list(replacing)})


def _party_ids(record: Record) -> set[str]:
    ids = (text_or_empty(canonical_value(party.get("party"))) for party in mappings(record.get("parties")))
    return {id for id in ids if id}
