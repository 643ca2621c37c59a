"""Judges how a closed record keeps to what it was closed on. It does not judge its evidence."""

from __future__ import annotations

from collections.abc import Iterator

from commitments.changes.change_set import ChangeSet, RecordEdit
from commitments.changes.compare import canonical_value
from commitments.changes.list_entries import has_text, keeps_meaning, may_differ, shown_value, text_or_empty
from commitments.changes.rules.status_rules import (
    closed_without_date,
    closed_without_reason,
    known_status,
    was_reopened,
)
from commitments.changes.rules.update_rules import has_explaining_update
from commitments.model.lifecycle import Status
from commitments.model.problem import Finding, Severity


def closing_rewritten(edit: RecordEdit, change_set: ChangeSet) -> Iterator[Finding]:
    """The closing of a record reads otherwise; an error where its date or the status changed too."""
    before, after = edit.before, edit.after
    if before is None or after is None or not may_differ(before, after, "closing") or was_reopened(edit):
        return
    old, new = (canonical_value(record.get("closing")) for record in (before, after))
    if any(closed_without_reason(edit, change_set)) or any(closed_without_date(edit, change_set)):
        return
    status_changed = known_status(before) is not known_status(after)
    if not old or keeps_meaning(old, new) or (status_changed and has_explaining_update(edit)):
        return
    date, new_date = (closing.get("date") if isinstance(closing, dict) else None for closing in (old, new))
    is_grave = status_changed or not keeps_meaning(date, new_date, "date")
    yield Finding(
        "closing-rewritten",
        ("closing",) if "closing" in after else (),
        {"date": shown_value(date)},
        severity=None if is_grave else Severity.WARNING,
    )


def superseded_silently(edit: RecordEdit, change_set: ChangeSet) -> Iterator[Finding]:
    """A record was superseded, or by another record than before, and no new update says why."""
    before, after = edit.before, edit.after
    if before is None or after is None or known_status(after) is not Status.SUPERSEDED:
        return
    old, new = (text_or_empty(canonical_value(record.get("superseded_by"))) for record in (before, after))
    was_superseded = known_status(before) is Status.SUPERSEDED
    if (was_superseded and (old == new or not has_text(old))) or has_explaining_update(edit):
        return
    at = "superseded_by" if "superseded_by" in after else "status"
    yield Finding("superseded-silently", (at,), {"successor": shown_value(new or None)})
