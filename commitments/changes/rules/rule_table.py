"""Lists the rules of change and asks all of them at once. It shows nothing.

No rule raises, whatever the fields of a record hold. One fault breaks one rule.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import NamedTuple

from commitments.changes.change_set import ChangeSet, FileEdit, RecordEdit
from commitments.changes.renamed_ids import follow_renamed_ids
from commitments.changes.rules import closing_rules as closing
from commitments.changes.rules import date_rules as dates
from commitments.changes.rules import day_rules as days
from commitments.changes.rules import event_rules as events
from commitments.changes.rules import proof_rules as proof
from commitments.changes.rules import record_rules as record
from commitments.changes.rules import settings_rules as settings
from commitments.changes.rules import standing_rules as standing
from commitments.changes.rules import status_rules as status
from commitments.changes.rules import step_rules as steps
from commitments.changes.rules import term_rules as terms
from commitments.changes.rules import update_rules as updates
from commitments.model.problem import Finding, Severity

__all__ = [
    "FILE_RULES",
    "RULES",
    "SEVERITIES",
    "ChangeSet",
    "FileEdit",
    "RecordEdit",
    "judge_changes",
    "severity_of",
]

_ERROR, _WARNING = Severity.ERROR, Severity.WARNING


class EditRule(NamedTuple):
    """A rule that judges each record that changed."""

    id: str
    severity: Severity
    """The weight of a finding, unless the settings give another."""
    check: Callable[[RecordEdit, ChangeSet], Iterator[Finding]]
    """Yields the findings of one edit. Pointers lead into `after`, or into `before` where there is none."""
    field: str = ""
    """The field that a record may have lost; a finding about the whole record stands where it was."""


class FileRule(NamedTuple):
    """A rule that judges each file beside the records that changed."""

    id: str
    severity: Severity
    check: Callable[[FileEdit, ChangeSet], Iterator[Finding]]
    """Yields the findings of one file. Pointers lead into `after`."""


RULES = (
    # the status
    EditRule("status-move", _ERROR, status.status_move),
    EditRule("reopened-without-update", _ERROR, status.reopened_without_update),
    EditRule("corrected-without-update", _ERROR, status.corrected_without_update),
    EditRule("corrected-status", _WARNING, status.corrected_status),
    EditRule("suspended-without-update", _ERROR, status.suspended_without_update),
    EditRule("closed-without-evidence", _ERROR, status.closed_without_evidence),
    EditRule("closed-without-date", _ERROR, status.closed_without_date),
    EditRule("closed-without-reason", _ERROR, status.closed_without_reason),
    EditRule("closed-without-successor", _ERROR, status.closed_without_successor),
    EditRule("closing-rewritten", _ERROR, closing.closing_rewritten, "closing"),
    EditRule("superseded-silently", _ERROR, closing.superseded_silently),
    EditRule("starts-closed", _ERROR, status.starts_closed),
    EditRule("imported-closed", _WARNING, status.imported_closed),
    # deadlines and milestones
    EditRule("due-moved-silently", _ERROR, dates.due_moved_silently, "due"),
    EditRule("due-moved-late", _ERROR, dates.due_moved_late, "due"),
    EditRule("due-event-rewritten", _ERROR, events.due_event_rewritten, "due_event"),
    EditRule("term-moved-silently", _ERROR, terms.term_moved_silently, "in_force"),
    EditRule("term-rewritten", _ERROR, terms.term_rewritten, "in_force"),
    EditRule("term-ended-silently", _ERROR, terms.term_ended_silently),
    EditRule("due-change-rewritten", _ERROR, dates.due_change_rewritten, "due_changes"),
    EditRule("term-change-rewritten", _ERROR, terms.term_change_rewritten, "in_force"),
    EditRule("first-due-rewritten", _ERROR, dates.first_due_rewritten),
    EditRule("milestone-dropped", _ERROR, dates.milestone_dropped, "milestones"),
    EditRule("milestone-moved-silently", _ERROR, dates.milestone_moved_silently),
    EditRule("milestone-missed-silently", _ERROR, steps.milestone_missed_silently),
    EditRule("recurrence-rewritten", _ERROR, standing.recurrence_rewritten, "repeats"),
    EditRule("review-moved-silently", _ERROR, standing.review_moved_silently, "review_by"),
    # evidence and updates
    EditRule("evidence-removed", _ERROR, proof.evidence_removed, "evidence"),
    EditRule("evidence-address-changed", _WARNING, proof.evidence_address_changed),
    EditRule("evidence-date-changed", _WARNING, proof.evidence_date_changed),
    EditRule("closed-on-old-evidence", _WARNING, proof.closed_on_old_evidence),
    EditRule("held-rewritten", _ERROR, proof.held_rewritten, "repeats"),
    EditRule("met-rewritten", _ERROR, steps.met_rewritten, "met_on"),
    EditRule("met-without-evidence", _WARNING, steps.met_without_evidence),
    EditRule("date-in-future", _ERROR, days.date_in_future),
    EditRule("update-rewritten", _ERROR, updates.update_rewritten, "updates"),
    # the record itself
    EditRule("better-silently", _ERROR, standing.better_silently),
    EditRule("kind-changed", _ERROR, standing.kind_changed),
    EditRule("lead-replaced", _ERROR, record.lead_replaced, "parties"),
    EditRule("made-on-rewritten", _ERROR, record.made_on_rewritten, "made_on"),
    EditRule("source-rewritten", _ERROR, record.source_rewritten, "source"),
    EditRule("party-rewritten", _WARNING, record.party_rewritten),
    EditRule("record-removed", _ERROR, record.record_removed),
    EditRule("id-changed", _ERROR, record.id_changed),
    EditRule("file-moved", _ERROR, record.file_moved),
    EditRule("became-unreadable", _ERROR, record.became_unreadable),
)
FILE_RULES = (
    FileRule("settings-weakened", _ERROR, lambda file, _: settings.settings_weakened(file, SEVERITIES)),
    FileRule("party-rewritten", _WARNING, lambda file, _: settings.party_renamed(file)),
    FileRule("event-moved", _ERROR, settings.event_moved),
)

LOST_FIELDS: Mapping[str, str] = {rule.id: rule.field for rule in RULES if rule.field}
"""The field that a finding about a whole record misses, by rule."""

SEVERITIES: Mapping[str, Severity] = {rule.id: rule.severity for rule in (*RULES, *FILE_RULES)}
"""The weight of every rule that a change can break, by its id."""


EARLIER_NAMES: Mapping[str, str] = {
    "date-in-future": "update-in-future",
    "settings-weakened": "rules-changed-too",
}
"""The names under which settings may still know a rule."""


def severity_of(rule: str, severities: Mapping[str, str], own: Severity | None = None) -> Severity | None:
    """The weight of a rule under the settings of a workspace; None where they switch it off.

    `own` is the weight of one finding, where its rule weighs others otherwise.
    """
    severity = severities.get(rule) or severities.get(EARLIER_NAMES.get(rule, rule))
    if severity is None:
        return own or SEVERITIES[rule]
    return None if severity == "off" else Severity(severity)


def judge_changes(change_set: ChangeSet) -> Iterator[tuple[RecordEdit | FileEdit, Finding]]:
    """Yields every finding with the edit of `change_set` that it is about: of a record, or of a file beside.

    Where a record changed its id, the edit is the one that added it.
    """
    for original, edit in follow_renamed_ids(change_set.edits):
        if edit.before == edit.after and edit.old_path == edit.new_path and edit.readable:
            continue
        for rule in RULES:
            for finding in rule.check(edit, change_set):
                yield original, finding
    for file in change_set.beside:
        for file_rule in FILE_RULES:
            for finding in file_rule.check(file, change_set):
                yield file, finding
