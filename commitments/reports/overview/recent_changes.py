"""Gathers the changes of a time by record. It must not read history or word a change."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from typing import NamedTuple

from commitments.changes.change import Change


class ChangedRecord(NamedTuple):
    """One record and what became of it."""

    id: str
    changes: Sequence[Change]
    """Oldest first."""


def changed_records(changes: Iterable[Change], ids: Collection[str] | None = None) -> list[ChangedRecord]:
    """The records that changed, the latest change first, given changes oldest first.

    `ids` are the records that are asked about; None for all.
    """
    by_record: dict[str, list[Change]] = {}
    for change in changes:
        if ids is None or change.id in ids:
            earlier = by_record.pop(change.id, [])
            by_record[change.id] = [*earlier, change]
    return [ChangedRecord(id, rows) for id, rows in reversed(by_record.items())]
