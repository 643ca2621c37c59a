"""Judges what is said to be met: the record, its milestones, its occurrences. It judges no deadline."""

from __future__ import annotations

from collections.abc import Iterator

from commitments.changes.change_set import ChangeSet, RecordEdit
from commitments.changes.evidence import adds_evidence, evidence_pieces
from commitments.changes.field_names import child_field_name, item_field_name
from commitments.changes.list_entries import Fields, keeps_meaning, shown_value
from commitments.changes.parts import held_changes, milestone_changes, milestone_name
from commitments.changes.rules.explanations import has_new_reason
from commitments.changes.rules.status_rules import closed_without_date, known_status
from commitments.changes.rules.update_rules import has_explaining_update
from commitments.model.lifecycle import MilestoneStatus
from commitments.model.problem import Finding, Pointer

_MET, _PARTIALLY_MET, _NOT_MET = (
    MilestoneStatus.MET.value,
    MilestoneStatus.PARTIALLY_MET.value,
    MilestoneStatus.NOT_MET.value,
)


def met_rewritten(edit: RecordEdit, change_set: ChangeSet) -> Iterator[Finding]:
    """A day on which something was met is another one or gone, and no new update says why."""
    if edit.before is None or edit.after is None or has_explaining_update(edit):
        return
    is_reported = any(closed_without_date(edit, change_set))
    is_same_status = known_status(edit.before) is known_status(edit.after)  # a move is judged by other rules
    if is_same_status and not is_reported and _is_met_otherwise(edit.before, edit.after):
        yield _met_finding("met_on", edit.before, edit.after, ())
    for old, new in milestone_changes(edit).changed:
        if _is_unmet(old.data, new.data) or _is_met_otherwise(old.data, new.data):
            field = child_field_name(item_field_name("milestones", milestone_name(old), 1), "met_on")
            yield _met_finding(field, old.data, new.data, ("milestones", new.place))
    for old, new in held_changes(edit).changed:
        if _is_met_otherwise(old.data, new.data):
            occurrence = shown_value(old.data.get("occurrence"))
            field = child_field_name(item_field_name("repeats.held", occurrence, 1), "met_on")
            yield _met_finding(field, old.data, new.data, ("repeats", "held", new.place))


def _is_met_otherwise(old: Fields, new: Fields) -> bool:
    return not keeps_meaning(old.get("met_on"), new.get("met_on"), "met_on")


def _is_unmet(old: Fields, new: Fields) -> bool:
    """Whether a milestone that was met is so no more."""
    states = (old.get("status"), new.get("status"))
    return states[0] in (_MET, _PARTIALLY_MET) and states[1] not in (_MET, states[0])


def _met_finding(field: str, old: Fields, new: Fields, at: Pointer) -> Finding:
    place = next((name for name in ("met_on", "status") if name in new and (at or name == "met_on")), None)
    values = {"field": field, "from": shown_value(old.get("met_on")), "to": shown_value(new.get("met_on"))}
    return Finding("met-rewritten", (*at, place) if place else at, values)


def met_without_evidence(edit: RecordEdit, change_set: ChangeSet) -> Iterator[Finding]:
    """A milestone became met, or an occurrence was held, and the change brings no evidence."""
    before, after = edit.before, edit.after
    if before is None or after is None or adds_evidence(before, after, change_set.day):
        return
    for old, new in milestone_changes(edit).pairs():
        if _is_newly_met(edit, old.data, new.data) and not evidence_pieces(new.data):
            name = item_field_name("milestones", milestone_name(new), 1)
            yield Finding("met-without-evidence", ("milestones", new.place, "status"), {"field": name})
    changes = held_changes(edit)
    dated = [new for old, new in changes.extended if "met_on" not in old.data]
    for held in (*changes.added, *dated):
        if held.data.get("met_on") is not None and not evidence_pieces(held.data):
            name = item_field_name("repeats.held", shown_value(held.data.get("occurrence")), 1)
            yield Finding("met-without-evidence", ("repeats", "held", held.place), {"field": name})


def _is_newly_met(edit: RecordEdit, old: Fields, new: Fields) -> bool:
    """Whether a milestone became met; in part only where no new update says what was done."""
    was, now = old.get("status"), new.get("status")
    if now == _PARTIALLY_MET:
        return was not in (_MET, _PARTIALLY_MET) and not has_explaining_update(edit)
    return now == _MET and was != _MET


def milestone_missed_silently(edit: RecordEdit, change_set: ChangeSet) -> Iterator[Finding]:
    """A milestone is given up as not met, and neither a new update nor a move of it says why."""
    if edit.before is None or edit.after is None or has_explaining_update(edit):
        return
    for old, new in milestone_changes(edit).pairs():
        if new.data.get("status") != _NOT_MET or old.data.get("status") in (_MET, _PARTIALLY_MET, _NOT_MET):
            continue
        if not has_new_reason(old.data, new.data):
            values = {"milestone": milestone_name(old)}
            yield Finding("milestone-missed-silently", ("milestones", new.place, "status"), values)
