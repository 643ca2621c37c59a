"""Accepts the findings of an earlier audit, so that only new ones are shown. Judges nothing."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Mapping
from pathlib import Path

from commitments.errors import N_, UsageError
from commitments.history.review import JudgedProblem
from commitments.reading import folder
from commitments.reading.source_file import SourceFile

MOST = 64 * 1024 * 1024
"""Bytes of the largest baseline that is read."""

AcceptedFindings = Mapping[tuple[object, ...], int]
"""How often an earlier audit had each accepted finding, by commit, rule, record and file."""

_KEYS = ("commit", "rule", "id", "path")


def accepted_findings(place: Path) -> AcceptedFindings:
    """Read the findings in a JSON answer of `audit`; raises UsageError for any other file."""
    source = folder.read(place.parent, place.name, MOST)
    try:
        if not isinstance(source, SourceFile) or len(source.data) > MOST:
            raise ValueError
        findings = json.loads(source.data.decode("utf-8-sig"))["findings"]
        return Counter(tuple(finding.get(key) for key in _KEYS) for finding in findings)
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        raise UsageError(
            N_("{file} is not an answer of `commit audit --format json`"),
            N_("Run `commit audit --format json --output FILE` to write one."),
            file=str(place),
        ) from error


def new_findings(findings: Iterable[JudgedProblem], known: AcceptedFindings) -> list[JudgedProblem]:
    """The findings that are not accepted; one that is there more often than before is new."""
    unmatched = Counter(known)
    new = []
    for finding in findings:
        key = (finding.at.id, finding.problem.rule, finding.problem.id, finding.problem.path)
        if unmatched[key] > 0:
            unmatched[key] -= 1
        else:
            new.append(finding)
    return new
