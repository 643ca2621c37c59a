"""What may not happen to evidence and to what was held. Sees no status but through another rule.

A piece of evidence is known by its address or its title, wherever in the record it stands: one that was
moved or mended is not gone.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import Any, NamedTuple

from commitments.changes.change_set import ChangeSet, Edit, Record
from commitments.changes.compare import canonical
from commitments.changes.field_names import below, item
from commitments.changes.list_entries import (
    Fields,
    ListChanges,
    ListEntry,
    by_days,
    by_text,
    list_changes,
    mappings,
    shown,
    touched,
    word,
)
from commitments.changes.rules_of_dates import called, milestones
from commitments.changes.rules_of_status import closed_without_evidence
from commitments.model.problem import Finding, Pointer


class _Holder(NamedTuple):
    """What holds evidence: the record, a milestone, an occurrence that was held."""

    field: str
    at: Pointer
    after: Fields
    evidence: ListChanges


def evidence_removed(edit: Edit, occasion: ChangeSet) -> Iterator[Finding]:
    """A piece of evidence is not there any more."""
    if edit.before is None or edit.after is None:
        return
    holders = list(_holders(edit, edit.before, edit.after))
    if not any(entry.evidence.gone for entry in holders):
        return
    were, are = (Counter(_all_names(entry)) for entry in (edit.before, edit.after))
    is_told = any(closed_without_evidence(edit, occasion))
    for holder in holders:
        at = (*holder.at, "evidence") if "evidence" in holder.after else holder.at
        for piece in () if is_told and not holder.at else holder.evidence.gone:
            if not any(are[name] >= were[name] for name in _names(piece.data)):
                values = {"field": holder.field, "title": _title(piece.data)}
                yield Finding("evidence-removed", at, values)


def _holders(edit: Edit, before: Fields, after: Fields) -> Iterator[_Holder]:
    """Those that stand both before and after."""
    if touched(before, after, "evidence"):
        yield _Holder("evidence", (), after, _evidence(before, after))
    for old, new in milestones(edit).changed:
        field = below(item("milestones", called(old), 1), "evidence")
        yield _Holder(field, ("milestones", new.place), new.data, _evidence(old.data, new.data))
    for old, new in _held(edit).changed:
        field = below(item("repeats.held", shown(old.data.get("occurrence")), 1), "evidence")
        yield _Holder(field, ("repeats", "held", new.place), new.data, _evidence(old.data, new.data))


def _all_names(record: Record) -> Iterator[str]:
    """What names the evidence of a record, wherever in it that stands."""
    for holder in (record, *mappings(record.get("milestones")), *mappings(_held_in(record))):
        for piece in _pieces(holder):
            yield from _names(piece)


def _evidence(before: Fields, after: Fields) -> ListChanges:
    return list_changes(_pieces(before), _pieces(after), by_text("url"), by_text("title"))


def _pieces(holder: Fields) -> list[dict[str, Any]]:
    """The evidence of a holder; a bare text, as old records have it, may be address or title."""
    value = holder.get("evidence")
    listed = value if isinstance(value, list) else [value]
    pieces = (entry if isinstance(entry, dict) else {"title": entry, "url": entry} for entry in listed)
    return [] if value is None else list(pieces)


def _names(piece: Fields) -> set[str]:
    return {named for name in ("url", "title") if (named := word(canonical(piece.get(name))))}


def _title(piece: Fields) -> str:
    return shown(next((piece[name] for name in ("title", "url", "date") if piece.get(name)), None))


def held_rewritten(edit: Edit, occasion: ChangeSet) -> Iterator[Finding]:
    """An occurrence that was held is told otherwise, or not any more."""
    found = _held(edit, with_evidence=False)
    for old, new in found.changed:
        yield _rewritten(("repeats", "held", new.place), old)
    for old in found.gone:
        yield _rewritten(_nearest(edit.after or {}), old)


def _rewritten(at: Pointer, held: ListEntry) -> Finding:
    return Finding("held-rewritten", at, {"occurrence": shown(held.data.get("occurrence"))})


def _nearest(after: Fields) -> Pointer:
    """What the list of held occurrences would stand in."""
    repeats = after.get("repeats")
    if isinstance(repeats, dict):
        return ("repeats", "held") if "held" in repeats else ("repeats",)
    return ("repeats",) if "repeats" in after else ()


def _held(edit: Edit, with_evidence: bool = True) -> ListChanges:
    if edit.before is None or edit.after is None or not touched(edit.before, edit.after, "repeats"):
        return ListChanges((), (), ())
    old, new = (_occurrences(entry, with_evidence) for entry in (edit.before, edit.after))
    return list_changes(old, new, by_days("occurrence"))


def _occurrences(record: Fields, with_evidence: bool) -> object:
    """What was held, at its place in the list."""
    held = _held_in(record)
    if with_evidence or not isinstance(held, list):
        return held
    return [_bare(entry) if isinstance(entry, dict) else entry for entry in held]


def _held_in(record: Fields) -> object:
    repeats = record.get("repeats")
    return repeats.get("held") if isinstance(repeats, dict) else None


def _bare(held: Fields) -> dict[str, Any]:
    return {name: value for name, value in held.items() if name != "evidence"}
