"""Judges what happened to the bond between a deadline and its event. It judges no date."""

from __future__ import annotations

from collections.abc import Iterator

from commitments.changes.change_set import ChangeSet, RecordEdit
from commitments.changes.field_names import child_field_name, item_field_name
from commitments.changes.list_entries import Fields
from commitments.changes.parts import milestone_changes, milestone_name
from commitments.changes.rules.explanations import has_new_reason
from commitments.changes.rules.status_rules import known_status
from commitments.changes.rules.update_rules import has_explaining_update
from commitments.model.events import read_due_event
from commitments.model.lifecycle import OPEN_STATUSES, MilestoneStatus
from commitments.model.problem import Finding, Pointer

_SCHEDULED = (None, MilestoneStatus.SCHEDULED.value)


def due_event_rewritten(edit: RecordEdit, change_set: ChangeSet) -> Iterator[Finding]:
    """An open deadline hangs on its event otherwise or no more, and nothing new says why."""
    before, after = edit.before, edit.after
    if before is None or after is None or has_explaining_update(edit):
        return
    if known_status(after) not in OPEN_STATUSES:
        return
    yield from _rewritten_bond(before, after, "", ())
    for old, new in milestone_changes(edit).pairs():
        if new.data.get("status") in _SCHEDULED:
            name = item_field_name("milestones", milestone_name(old), 1)
            yield from _rewritten_bond(old.data, new.data, name, ("milestones", new.place))


def _rewritten_bond(old: Fields, new: Fields, holder: str, at: Pointer) -> Iterator[Finding]:
    bond = read_due_event(old.get("due_event"))
    if bond is None or read_due_event(new.get("due_event")) == bond or has_new_reason(old, new):
        return
    values = {"field": child_field_name(holder, "due_event"), "event": bond.event[:80]}
    yield Finding("due-event-rewritten", (*at, "due_event") if "due_event" in new else at, values)
