"""Finds the rule of one record that an answer would break. It must not look at other records."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from commitments.changes.change_set import ChangeSet, RecordEdit
from commitments.changes.rules.day_rules import date_in_future
from commitments.checks.rules import RECORD_CHECKS, SEVERITIES
from commitments.edits.dates.written_dates import date_field_value
from commitments.edits.list_edits import value_at
from commitments.model.commitment import Commitment
from commitments.model.problem import Finding, Severity
from commitments.model.record import read_commitment

Record = Mapping[str, Any]


def broken_rule(before: Record, after: Record, answer: str, today: date) -> Finding | None:
    """The first error that a new value brings: where it stands, or beside another field."""
    earlier = {(finding.rule, finding.pointer) for finding in _errors(before)}
    new = (finding for finding in _errors(after) if (finding.rule, finding.pointer) not in earlier)
    edit = RecordEdit("", before, after, "", "")
    for finding in (*new, *date_in_future(edit, ChangeSet(today, [edit]))):
        if _is_about(finding, after, answer):
            return finding
    return None


def _errors(record: Record) -> Iterator[Finding]:
    commitment = read_commitment({"id": "new", **record}, "")
    if isinstance(commitment, Commitment):
        for check in RECORD_CHECKS:
            yield from (item for item in check(commitment) if SEVERITIES[item.rule] is Severity.ERROR)


def _is_about(finding: Finding, record: Record, answer: str) -> bool:
    named = {str(value) for value in finding.values.values()}
    return answer in named or value_at(record, finding.pointer) in (answer, date_field_value(answer))
