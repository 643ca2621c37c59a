"""What may not happen to a record as a whole: whether it is there, who leads it, where it came from.

Knows nothing of status and deadlines but whether a proposal was accepted.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from itertools import islice

from commitments.changes.change_set import ChangeSet, Edit, Record
from commitments.changes.compare import canonical
from commitments.changes.field_names import below
from commitments.changes.list_entries import (
    Fields,
    is_within,
    mappings,
    shown,
    stands,
    touched,
    word,
)
from commitments.changes.rules_of_status import was_accepted
from commitments.changes.rules_of_updates import told_why
from commitments.model.dates import parse
from commitments.model.lifecycle import Role
from commitments.model.names import stem
from commitments.model.problem import Finding

_NAMED = 5
"""How many of a kind are named."""


def record_removed(edit: Edit, occasion: ChangeSet) -> Iterator[Finding]:
    """A record is not there any more."""
    if edit.before is not None and edit.after is None and edit.readable:
        yield Finding("record-removed")


def became_unreadable(edit: Edit, occasion: ChangeSet) -> Iterator[Finding]:
    """What stands in a record's file cannot be read."""
    if not edit.readable:
        yield Finding("became-unreadable")


def id_changed(edit: Edit, occasion: ChangeSet) -> Iterator[Finding]:
    """A record stands under another id, wherever its file is."""
    if edit.before is None or edit.after is None:
        return
    old, new = (canonical(item.get("id")) for item in (edit.before, edit.after))
    if word(old) and old != new:
        at = ("id",) if "id" in edit.after else ()
        yield Finding("id-changed", at, {"old": shown(old), "new": shown(new)})


def file_moved(edit: Edit, occasion: ChangeSet) -> Iterator[Finding]:
    """The file has another name, and its id has not; another folder is fine."""
    if edit.after is None or not edit.old_path or not edit.new_path:
        return
    id, name = word(edit.after.get("id")) or edit.id, stem(edit.new_path)
    if name not in (id, stem(edit.old_path)) and not any(id_changed(edit, occasion)):
        at = ("id",) if "id" in edit.after else ()
        yield Finding("file-moved", at, {"id": shown(id), "stem": shown(name)})


def made_on_rewritten(edit: Edit, occasion: ChangeSet) -> Iterator[Finding]:
    """The day it was made is another one, and not the same known more exactly."""
    if edit.before is None or edit.after is None or was_accepted(edit):
        return
    old, new = edit.before.get("made_on"), edit.after.get("made_on")
    if parse(old) is not None and not is_within(new, old):
        at = ("made_on",) if "made_on" in edit.after else ()
        yield Finding("made-on-rewritten", at, {"made_on": shown(old), "now": shown(new)})


def source_rewritten(edit: Edit, occasion: ChangeSet) -> Iterator[Finding]:
    """The source says otherwise where it comes from; our own note on it may be reworded."""
    before, after = edit.before, edit.after
    if before is None or after is None or not touched(before, after, "source") or was_accepted(edit):
        return
    fields = list(_rewritten(_source(before), _source(after)))
    if fields:
        at = ("source",) if "source" in after else ()
        yield Finding("source-rewritten", at, {"fields": _listed(fields)})


def _rewritten(old: Fields, new: Fields) -> Iterator[str]:
    for name, value in old.items():
        if name != "note" and not stands(value, new.get(name), name):
            yield below("source", name)


def _source(record: Record) -> Fields:
    """The source by field; a bare text, as old records have it, names the document."""
    value = canonical(record.get("source"))
    if isinstance(value, dict):
        return value
    return {} if value is None else {"document": value}


def lead_replaced(edit: Edit, occasion: ChangeSet) -> Iterator[Finding]:
    """Who led it leads it no more, and no new update says so."""
    before, after = edit.before, edit.after
    if before is None or after is None or not touched(before, after, "parties"):
        return
    old, new = _leads(before), _leads(after)
    if old.keys() - new.keys() and not told_why(edit):
        at = ("parties",) if "parties" in after else ()
        yield Finding("lead-replaced", at, {"old": _listed(old), "new": _listed(new)})


def _leads(record: Record) -> dict[str, None]:
    leading = [party for party in mappings(record.get("parties")) if party.get("role") == Role.LEAD]
    return {name: None for item in leading if (name := word(canonical(item.get("party"))))}


def _listed(names: Collection[str]) -> str:
    more = ["…"] if len(names) > _NAMED else []
    return ", ".join([*map(shown, islice(names, _NAMED)), *more]) or "–"


def rules_changed_too(occasion: ChangeSet) -> Iterator[Finding]:
    """What checks the records was changed together with records."""
    if occasion.edits and occasion.beside:
        yield Finding("rules-changed-too", values={"paths": _listed(occasion.beside)})
