"""Tells changes of substance from edits of wording. It must not read history or word a change."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from commitments.changes.change import Change, ChangeKind
from commitments.reports.overview.recent_changes import ChangedRecord

_WORDING = frozenset(
    {
        "binding",
        "deliverable",
        "depends_on",
        "due_basis",
        "part_of",
        "place",
        "scope",
        "source",
        "summary",
        "tags",
        "title",
    }
)
"""Fields that say what was agreed: editing them changes nothing of what became of it."""
_NO_SUBSTANCE = frozenset({ChangeKind.ADDED, ChangeKind.RENAMED, ChangeKind.CHANGED, ChangeKind.READABLE})


@dataclass(frozen=True, slots=True)
class SubstanceOfChanges:
    """The changes of a time, by what they amount to."""

    changed: Sequence[ChangedRecord]
    """The records with a change of substance, and these changes alone."""
    entered: Sequence[str]
    """The ids of the records that were entered, and of which nothing else of substance changed."""
    reworded: Sequence[str]
    """The ids of the other records, of which only the wording changed."""


def substance(records: Iterable[ChangedRecord]) -> SubstanceOfChanges:
    """What the changes of some records amount to; all keep their order."""
    changed: list[ChangedRecord] = []
    entered: list[str] = []
    reworded: list[str] = []
    for record in records:
        changes = [change for change in record.changes if is_of_substance(change)]
        if changes:
            changed.append(ChangedRecord(record.id, changes))
        elif any(change.kind == ChangeKind.ADDED for change in record.changes):
            entered.append(record.id)
        else:
            reworded.append(record.id)
    return SubstanceOfChanges(changed, entered, reworded)


def is_of_substance(change: Change) -> bool:
    """Whether a change tells what became of a commitment, or that it went."""
    if not change.field:
        return change.kind not in _NO_SUBSTANCE
    name = change.field.partition(".")[0].partition("[")[0]
    return name not in _WORDING and not name.startswith("x-")
