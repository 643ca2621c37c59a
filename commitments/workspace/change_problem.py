"""A finding of the rules of change as a problem, at its place in the new text. Judges nothing."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from commitments.cache.examined_file import cut, problem
from commitments.changes.rules import severity_of
from commitments.model.problem import Finding, Problem
from commitments.reading.text import TextFault, decode, lines
from commitments.reading.yaml_text import Parsed, parse

_EXCERPT = 200


class _At(NamedTuple):
    line: int
    column: int
    excerpt: str | None


def change_problem(
    finding: Finding, severities: Mapping[str, str], path: str, id: str | None, after: bytes | None
) -> Problem | None:
    """The problem; None where the settings switch its rule off. `after` is the text it stands in, if any."""
    if finding.rule == "became-unreadable" and after is not None and (fault := _unfinished_merge(after)):
        text = lines(after.decode("utf-8-sig", "replace"))
        return problem(path, fault.finding, id, fault, text)  # which no setting switches off
    severity = severity_of(finding.rule, severities)
    if severity is None:
        return None
    at = _place(after, finding) if after is not None else None
    return Problem(
        finding.rule,
        severity,
        path,
        {name: cut(value) for name, value in finding.values.items()},
        id,
        at.line if at else None,
        at.column if at else None,
        at.excerpt if at else None,
        finding.pointer,
    )


def _unfinished_merge(data: bytes) -> TextFault | None:
    fault = decode(data)
    if isinstance(fault, TextFault) and fault.finding.rule == "conflict-markers":
        return fault
    return None


def _place(data: bytes, finding: Finding) -> _At:
    """Where a finding stands; in a text that cannot be read, where its first fault does."""
    parsed: Parsed = parse(data, with_marks=True)
    line, column = parsed.place(finding.pointer, finding.on_key)
    if parsed.faults:
        line, column = parsed.faults[0].line, parsed.faults[0].column
    text = lines(data.decode("utf-8-sig", "replace"))
    return _At(line, column, text[line - 1][:_EXCERPT] if line <= len(text) and parsed.text else None)
