"""What a change may not do: the table of rules, and all of them asked at once. Weighs nothing.

Whatever the fields of a record hold, no rule raises. One fault breaks one rule.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from types import MappingProxyType

from commitments.changes import rules_of_dates as dates
from commitments.changes import rules_of_proof as proof
from commitments.changes import rules_of_record as record
from commitments.changes import rules_of_status as status
from commitments.changes import rules_of_updates as updates
from commitments.changes.identity import reunited
from commitments.changes.occasion import Edit, Occasion, Rule
from commitments.model.problem import Finding

__all__ = ["RULES", "WHOLE_RULES", "Edit", "Occasion", "Rule", "judged"]

RULES: Mapping[str, Rule] = MappingProxyType(
    {
        "status-move": status.status_move,
        "reopened-without-update": status.reopened_without_update,
        "corrected-without-update": status.corrected_without_update,
        "suspended-without-update": status.suspended_without_update,
        "closed-without-evidence": status.closed_without_evidence,
        "closed-without-date": status.closed_without_date,
        "closed-without-reason": status.closed_without_reason,
        "closed-without-successor": status.closed_without_successor,
        "starts-closed": status.starts_closed,
        "imported-closed": status.imported_closed,
        "due-moved-silently": dates.due_moved_silently,
        "due-moved-late": dates.due_moved_late,
        "due-change-rewritten": dates.due_change_rewritten,
        "first-due-rewritten": dates.first_due_rewritten,
        "milestone-dropped": dates.milestone_dropped,
        "milestone-moved-silently": dates.milestone_moved_silently,
        "evidence-removed": proof.evidence_removed,
        "held-rewritten": proof.held_rewritten,
        "update-in-future": updates.update_in_future,
        "update-rewritten": updates.update_rewritten,
        "lead-replaced": record.lead_replaced,
        "made-on-rewritten": record.made_on_rewritten,
        "source-rewritten": record.source_rewritten,
        "record-removed": record.record_removed,
        "id-changed": record.id_changed,
        "file-moved": record.file_moved,
        "became-unreadable": record.became_unreadable,
    }
)
"""What is asked of each record that was touched."""

WHOLE_RULES: Mapping[str, Callable[[Occasion], Iterator[Finding]]] = MappingProxyType(
    {"rules-changed-too": record.rules_changed_too}
)
"""What is asked of a change as a whole."""


def judged(occasion: Occasion) -> Iterator[tuple[Edit | None, Finding]]:
    """Every finding, with the edit of `occasion` that it is about; None where it is about all of them.

    Of a record that changed its id, that is the edit by which it came.
    """
    for given, edit in reunited(occasion.edits):
        if edit.before == edit.after and edit.old_path == edit.new_path and edit.readable:
            continue
        for rule in RULES.values():
            for finding in rule(edit, occasion):
                yield given, finding
    for whole in WHOLE_RULES.values():
        for finding in whole(occasion):
            yield None, finding
