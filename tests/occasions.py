"""Small changes for the rules of change to judge: a record before and after, on a day. Asserts nothing."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from commitments.changes.rules.rule_table import ChangeSet, FileEdit, RecordEdit, judge_changes
from commitments.model.problem import Finding

DAY = date(2026, 5, 20)
BASE: Mapping[str, Any] = {
    "id": "small",
    "title": {"en": "Hold an AI day"},
    "kind": "agreed_action",
    "status": "agreed",
    "parties": [{"party": "acme", "role": "lead"}, {"party": "vn-mof", "role": "counterpart"}],
    "made_on": "2025-09-23",
    "source": {"document": "report.txt", "locator": "item 7", "published_on": "2025-09"},
}
Fields = Mapping[str, Any]


def a(**fields: Any) -> dict[str, Any]:
    """The small record with fields replaced; None leaves one out."""
    whole = {**BASE, **fields}
    return {name: value for name, value in whole.items() if value is not None}


def said(*notes: str, date: str = "2026-05-19") -> list[dict[str, Any]]:
    """Updates of one day."""
    return [{"date": date, "note": {"en": note}} for note in notes]


def move(before: Any, after: Any, date: str = "2026-05-19", **fields: Any) -> dict[str, Any]:
    """An entry of `due_changes`; a field given as None is left out."""
    entry = {"date": date, "from": before, "to": after, "reason": {"en": "The law was put off."}, **fields}
    return {name: value for name, value in entry.items() if value is not None}


def path_of(record: Fields | None) -> str | None:
    """Where a record would stand."""
    return f"records/{record.get('id', 'small')}.yaml" if record is not None else None


def edit(before: Fields | None, after: Fields | None, **more: Any) -> RecordEdit:
    """One record that stays in its file, unless paths are given."""
    old, new = path_of(before), path_of(after)
    id = str((after or before or {}).get("id", "small"))
    return RecordEdit(id, before, after, old, new if before is None else new and old)._replace(**more)


def told(finding: Finding) -> str:
    """A finding as `rule way/to/the/value`."""
    return " ".join(filter(None, (finding.rule, "/".join(map(str, finding.pointer)))))


def found(
    *edits: RecordEdit,
    day: date = DAY,
    beside: Sequence[FileEdit] = (),
    events: Mapping[str, Any] | None = None,
) -> list[str]:
    """What is found in some edits of one occasion, where events have these dates after it."""
    change_set = ChangeSet(day, edits, beside, event_dates=events or {})
    return [told(finding) for _, finding in judge_changes(change_set)]


def between(
    before: Fields | None, after: Fields | None, day: date = DAY, events: Mapping[str, Any] | None = None
) -> list[str]:
    """What is found in one edit."""
    return found(edit(before, after), day=day, events=events)
