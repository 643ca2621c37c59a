"""Tells which findings the settings of the base accept. It judges nothing and reads no file.

An entry accepts one change of one record or file, until its last day. Some rules no entry can accept.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import NamedTuple

from commitments.history.review import JudgedProblem
from commitments.model.calendar.dates import parse_date
from commitments.model.problem import Problem

NEVER_ACCEPTED = frozenset({"unreadable", "became-unreadable", "conflict-markers", "settings-weakened"})

AcceptedEntry = Mapping[str, str]
"""An entry of `accepted` in the settings: rule, id or path, fingerprint, reason, by, and perhaps until."""


class SortedFindings(NamedTuple):
    """Findings, by whether an entry accepts them."""

    open: Sequence[JudgedProblem]
    accepted: Sequence[JudgedProblem]
    """Those that an entry accepts, each with its reason."""
    unused: Sequence[AcceptedEntry]
    """The entries that accept nothing here: another change, none any more, or a day that is past."""


def sort_findings(
    findings: Sequence[JudgedProblem], entries: Sequence[AcceptedEntry], day: date
) -> SortedFindings:
    """Sort findings by whether an entry accepts them on a day."""
    standing = [entry for entry in entries if _holds_on(entry, day)]
    unsettled: list[JudgedProblem] = []
    accepted: list[JudgedProblem] = []
    used: set[int] = set()
    for finding in findings:
        entry = next((entry for entry in standing if _accepts(entry, finding.problem)), None)
        if entry is None:
            unsettled.append(finding)
        else:
            used.add(id(entry))
            problem = replace(finding.problem, accepted=entry["reason"])
            accepted.append(finding._replace(problem=problem))
    return SortedFindings(unsettled, accepted, [entry for entry in entries if id(entry) not in used])


def _holds_on(entry: AcceptedEntry, day: date) -> bool:
    until = parse_date(entry.get("until"))
    return until is None or until.latest is None or day <= until.latest


def _accepts(entry: AcceptedEntry, problem: Problem) -> bool:
    if problem.rule in NEVER_ACCEPTED or not problem.fingerprint:
        return False
    is_subject = entry["id"] == problem.id if "id" in entry else entry.get("path") == problem.path
    return is_subject and entry["rule"] == problem.rule and entry["fingerprint"] == problem.fingerprint
