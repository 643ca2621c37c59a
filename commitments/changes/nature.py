"""Tells whether a change only brings news of open records. It judges no finding."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from enum import StrEnum

from commitments.changes.change_set import Record, RecordEdit
from commitments.changes.compare import canonical_text
from commitments.changes.evidence import held_value
from commitments.changes.list_entries import Fields, begins_after
from commitments.changes.rules.status_rules import known_status
from commitments.model.lifecycle import OPEN_STATUSES


class Nature(StrEnum):
    """What a change amounts to."""

    NEWS = "news"
    """Appended updates, reminders or evidence of open records, and nothing else."""
    OTHER = "other"
    NONE = "none"
    """Nothing differs."""


def bring_only_news(edits: Iterable[RecordEdit], day: date) -> bool:
    """Whether each record was open and stays so, and got nothing but entries of news up to a day."""
    return all(_brings_only_news(edit, day) for edit in edits)


def _brings_only_news(edit: RecordEdit, day: date) -> bool:
    before, after = edit.before, edit.after
    if before is None or after is None or edit.old_path != edit.new_path:
        return False
    if known_status(before) not in OPEN_STATUSES or known_status(after) is not known_status(before):
        return False
    old_parts, new_parts = list(_holders(before)), list(_holders(after))
    if len(old_parts) != len(new_parts) or _without_news(before) != _without_news(after):
        return False
    added = [
        entry
        for old, new in zip(old_parts, new_parts, strict=True)
        for name in _news_fields(old is before)
        for entry in _appended(old.get(name), new.get(name))
    ]
    return bool(added) and not any(
        entry is None or not isinstance(entry, dict) or begins_after(entry.get("date"), day)
        for entry in added
    )


def _news_fields(is_record: bool) -> tuple[str, ...]:
    return ("updates", "evidence") if is_record else ("evidence",)


def _holders(record: Record) -> Iterator[Fields]:
    """Yields the record, its milestones and its occurrences, in their order."""
    yield record
    for parts in (record.get("milestones"), held_value(record)):
        yield from (part for part in parts if isinstance(part, dict)) if isinstance(parts, list) else ()


def _appended(old: object, new: object) -> list[object]:
    """The entries that a list has at its end; a None among them where an earlier entry differs or is gone."""
    before, after = (value if isinstance(value, list) else [value] if value else [] for value in (old, new))
    kept = [canonical_text(entry) for entry in after[: len(before)]]
    if kept != [canonical_text(entry) for entry in before]:
        return [None]
    return list(after[len(before) :])


def _without_news(record: Record) -> str:
    """All of a record but its news, as one text."""
    bare = {name: value for name, value in record.items() if name not in _news_fields(True)}
    for name in ("milestones", "repeats"):
        bare[name] = _without_evidence(bare.get(name))
    return canonical_text(bare)


def _without_evidence(value: object) -> object:
    if isinstance(value, list):
        return [_without_evidence(part) for part in value]
    if isinstance(value, dict):
        return {
            name: _without_evidence(part) if name == "held" else part
            for name, part in value.items()
            if name != "evidence"
        }
    return value
