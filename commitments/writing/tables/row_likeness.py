"""Tells whether a row of a table and a record are alike. It must not decide that they are the same.

Alike are equal deadlines and a title that passes for the other one reworded.
"""

from __future__ import annotations

from collections.abc import Mapping
from difflib import SequenceMatcher
from typing import Any

from commitments.changes.list_entries import mappings, same_days
from commitments.edits.table.cells import title_key
from commitments.edits.table.column_names import ROLE_NAMES
from commitments.edits.table.row_values import RowValues

_LIKE = 0.75
"""From which likeness on a title passes for another one reworded."""


def titles(record: Mapping[str, Any]) -> list[str]:
    title = record.get("title")
    return [str(text) for text in title.values()] if isinstance(title, dict) else []


def same_deadline(row: RowValues, record: Mapping[str, Any]) -> bool:
    due = getattr(row.values.get("due"), "date", None)
    return record.get("due") == due or (due is not None and same_days(record.get("due"), due))


def is_like(row: RowValues, record: Mapping[str, Any]) -> bool:
    return any(
        SequenceMatcher(None, title_key(one), title_key(other), autojunk=False).ratio() >= _LIKE
        for one in row.titles
        for other in titles(record)
    )


def may_be_same(row: RowValues, record: Mapping[str, Any], kind: str | None) -> bool:
    """Whether a row and a record differ neither in kind nor in all of their parties.

    `kind` is that of rows that name none.
    """
    kind = row.values.get("kind", kind)
    row_parties = {party for role in ROLE_NAMES for party in row.values.get(role, ())}
    parties = {entry.get("party") for entry in mappings(record.get("parties"))}
    return kind in (None, record.get("kind")) and (not row_parties or bool(row_parties & parties))
