"""What a set of changes means, in the order a reviewer asks: what came and went, what moved, what was shown.

Pure: counts and sorts rows; judges nothing.
"""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from commitments.changes.change import Change, ChangeKind
from commitments.changes.field_names import field_names


class Section(StrEnum):
    """What a reviewer looks at first to last."""

    ADDED = "added"
    REMOVED = "removed"
    RENAMED = "renamed"
    READABLE = "readable"
    STATUS = "status"
    DEADLINES = "deadlines"
    EVIDENCE = "evidence"
    PARTIES = "parties"
    OTHER = "other"


_KINDS: Mapping[str, Section] = {
    ChangeKind.ADDED: Section.ADDED,
    ChangeKind.REMOVED: Section.REMOVED,
    ChangeKind.RENAMED: Section.RENAMED,
    ChangeKind.UNREADABLE: Section.READABLE,
    ChangeKind.READABLE: Section.READABLE,
}
_FIELDS: Sequence[tuple[re.Pattern[str], Section]] = (
    (re.compile(r"(milestones\.)?status"), Section.STATUS),
    (re.compile(r"(milestones\.)?due|review_by"), Section.DEADLINES),
    (re.compile(r"(.*\.)?evidence(\..*)?|repeats\.held(\..*)?|met_on"), Section.EVIDENCE),
    (re.compile(r"parties(\..*)?"), Section.PARTIES),
)


@dataclass(frozen=True, slots=True)
class Meaning:
    """The changes by what they mean."""

    sections: Mapping[Section, Sequence[Change]]
    """Those that are told; sections without any are left out."""
    others: Mapping[str, int]
    """How many further changes each record has, by id."""


def meaning(changes: Iterable[Change]) -> Meaning:
    """The changes sorted into sections, in their order."""
    found: dict[Section, list[Change]] = {item: [] for item in Section}
    for change in changes:
        found[_section(change)].append(change)
    others = Counter(item.id for item in found.pop(Section.OTHER))
    return Meaning({name: rows for name, rows in found.items() if rows}, others)


def _section(change: Change) -> Section:
    if change.kind in _KINDS:
        return _KINDS[change.kind]
    name = field_names(change.field)
    return next((section for pattern, section in _FIELDS if pattern.fullmatch(name)), Section.OTHER)


def is_move(change: Change) -> bool:
    """Whether a deadline that was there is now another one."""
    moved = field_names(change.field) in ("due", "milestones.due")
    return moved and "null" not in (change.old, change.new)


def reason_of(move: Change, of_record: Iterable[Change]) -> object:
    """The reason that was recorded together with a move of a deadline; None where none was."""
    beside = move.field.removesuffix("due") + "due_changes["
    for change in of_record:
        if change.field.startswith(beside) and change.new != "null":
            entry = json.loads(change.new)
            if isinstance(entry, dict) and str(entry.get("to")) == str(json.loads(move.new)):
                return entry.get("reason")
    return None
