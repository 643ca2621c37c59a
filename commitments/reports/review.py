"""Sorts changes into the sections of a review. It must not judge a change."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from commitments.changes.change import Change, ChangeKind
from commitments.changes.field_names import plain_field_name


class Section(StrEnum):
    """The sections of a review, in the order in which a reviewer reads them."""

    ADDED = "added"
    REMOVED = "removed"
    RENAMED = "renamed"
    READABLE = "readable"
    STATUS = "status"
    DEADLINES = "deadlines"
    EVIDENCE = "evidence"
    PARTIES = "parties"
    OTHER = "other"


_SECTION_BY_KIND: Mapping[str, Section] = {
    ChangeKind.ADDED: Section.ADDED,
    ChangeKind.REMOVED: Section.REMOVED,
    ChangeKind.RENAMED: Section.RENAMED,
    ChangeKind.UNREADABLE: Section.READABLE,
    ChangeKind.READABLE: Section.READABLE,
}
_SECTION_BY_FIELD: Sequence[tuple[re.Pattern[str], Section]] = (
    (re.compile(r"(milestones\.)?status"), Section.STATUS),
    (re.compile(r"(milestones\.)?due|review_by"), Section.DEADLINES),
    (re.compile(r"(.*\.)?evidence(\..*)?|repeats\.held(\..*)?|met_on"), Section.EVIDENCE),
    (re.compile(r"parties(\..*)?"), Section.PARTIES),
)


@dataclass(frozen=True, slots=True)
class SectionedChanges:
    """Changes by section."""

    sections: Mapping[Section, Sequence[Change]]
    """The changes that are shown one by one; a section without any is left out."""
    others: Mapping[str, int]
    """The number of further changes of each record, by id."""


def sort_into_sections(changes: Iterable[Change]) -> SectionedChanges:
    """The changes sorted into sections, in their order."""
    changes_by_section: dict[Section, list[Change]] = {section: [] for section in Section}
    for change in changes:
        changes_by_section[_section_of(change)].append(change)
    others = Counter(change.id for change in changes_by_section.pop(Section.OTHER))
    return SectionedChanges({section: rows for section, rows in changes_by_section.items() if rows}, others)


def _section_of(change: Change) -> Section:
    if change.kind in _SECTION_BY_KIND:
        return _SECTION_BY_KIND[change.kind]
    name = plain_field_name(change.field)
    return next((section for pattern, section in _SECTION_BY_FIELD if pattern.fullmatch(name)), Section.OTHER)


def is_move(change: Change) -> bool:
    """Whether a change moves a deadline from one date to another."""
    is_deadline = plain_field_name(change.field) in ("due", "milestones.due")
    return is_deadline and "null" not in (change.old, change.new)


def reason_of(move: Change, of_record: Iterable[Change]) -> object:
    """The reason that `due_changes` records for a move of a deadline; None without any."""
    prefix = move.field.removesuffix("due") + "due_changes["
    for change in of_record:
        if change.field.startswith(prefix) and change.new != "null":
            entry = json.loads(change.new)
            if isinstance(entry, dict) and str(entry.get("to")) == str(json.loads(move.new)):
                return entry.get("reason")
    return None
