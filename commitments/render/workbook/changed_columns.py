"""Says in which columns of the workbook a field of a record stands, and in whose row. Reads no workbook."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from commitments.changes.change import FieldChange
from commitments.model.lifecycle import Role, UpdateTopic
from commitments.model.problem import Pointer, Problem

_ITEM = re.compile(r"milestones\[(?:[^\]\\]|\\.)*\]\.")
LISTS_OF_ITEMS = ("milestones", "repeats.held")
"""The lists whose items have rows of their own."""
_COLUMNS_OF_FIELD: Mapping[str, tuple[str, ...]] = {
    "title": ("title",),
    "due": ("new_due", "due"),
    "due_changes": ("reason",),
    "status": ("new_status", "status"),
    "repeats": ("held_on", "lapsed"),
    "evidence": ("evidence",),
    "met_on": ("date", "met_on", "held_on", "new_status", "status"),
    "closing": ("note", "new_status", "status"),
    "review_by": ("new_status", "status"),
    "superseded_by": ("new_status", "status"),
}
"""The columns that a field comes from."""


def columns_of_change(change: FieldChange, field: str, key: str) -> tuple[str, ...]:
    """The columns that a change can come from; `key` is that of an item of a list."""
    if field == "parties":
        return (key.rpartition("/")[2],)
    if field == "updates":
        about = change.new.get("about", "note") if isinstance(change.new, dict) else "note"
        return (about,)
    part = re.split(r"[.\[]", _ITEM.sub("", change.field, count=1))[0]
    return _COLUMNS_OF_FIELD.get(part) or _COLUMNS_OF_FIELD.get(field, ())


def columns_of_problem(problem: Problem) -> tuple[str, ...]:
    """The columns that the place of a problem can come from."""
    parts = [part for part in problem.pointer if isinstance(part, str)]
    if parts[:1] == ["parties"]:
        return tuple(role.value for role in Role)
    if parts[:1] == ["updates"]:
        return ("note", *(topic.value for topic in UpdateTopic))
    return next((_COLUMNS_OF_FIELD[part] for part in reversed(parts) if part in _COLUMNS_OF_FIELD), ())


def item_of_pointer(pointer: Pointer, record: Mapping[str, Any]) -> str:
    """The milestone or the occurrence in which a place of a record lies; empty for none."""
    value: Any = record
    for part in pointer:
        try:
            value = value[part]
        except (KeyError, IndexError, TypeError):
            break
        if isinstance(part, int) and isinstance(value, Mapping):
            return str(value.get("id") or value.get("occurrence") or "")
    return ""
