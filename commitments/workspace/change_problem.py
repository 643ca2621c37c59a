"""Turns a finding of the rules of change into a problem at its place in the new text. Judges nothing."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import NamedTuple

from commitments.cache.examined_file import located_problem, shorten_value
from commitments.changes.rules.rule_table import LOST_FIELDS, severity_of
from commitments.model.problem import Finding, Problem
from commitments.reading.text import RECORD, TextFault, decode, lines
from commitments.reading.yaml.yaml_text import Parsed, parse
from commitments.workspace.changed_lines import changed_line, lost_line

_EXCERPT = 200


class _Location(NamedTuple):
    line: int
    column: int
    excerpt: str | None


def change_problem(
    finding: Finding,
    severities: Mapping[str, str],
    path: str,
    id: str | None,
    after: bytes | None,
    before: bytes | None = None,
) -> Problem | None:
    """The problem of a finding; None where the settings switch its rule off.

    `after` holds the bytes of the file after the change, or None where the file is gone. With `before`, a
    finding about a part of the record stands at the line of that part that changed.
    """
    if finding.rule == "became-unreadable" and after is not None and (fault := unfinished_merge(after)):
        text = lines(after.decode("utf-8-sig", "replace"))
        return located_problem(path, fault.finding, id, fault, text)  # no setting switches this rule off
    severity = severity_of(finding.rule, severities, finding.severity)
    if severity is None:
        return None
    location = _locate_finding(path, after, finding, before) if after is not None else None
    return Problem(
        finding.rule,
        severity,
        path,
        {name: shorten_value(value) for name, value in finding.values.items()},
        id,
        location.line if location else None,
        location.column if location else None,
        location.excerpt if location else None,
        finding.pointer,
    )


def unfinished_merge(data: bytes, most: int = RECORD.size) -> TextFault | None:
    """The marks that an unfinished merge left in a text of at most so many bytes, if any."""
    text = decode(data, most)
    if isinstance(text, TextFault) and text.finding.rule == "conflict-markers":
        return text
    return None


def _locate_finding(path: str, data: bytes, finding: Finding, before: bytes | None) -> _Location | None:
    """The place of a finding; in a text that cannot be read, the place of its first fault."""
    if not path.endswith(".yaml"):
        return _locate_setting(data, finding) if path.endswith(".toml") else None
    parsed: Parsed = parse(data, with_marks=True)
    line, column = parsed.place(finding.pointer, finding.on_key)
    if parsed.faults:
        line, column = parsed.faults[0].line, parsed.faults[0].column
    text = lines(data.decode("utf-8-sig", "replace"))
    if before is not None and not parsed.faults and not finding.on_key:
        old_text = lines(before.decode("utf-8-sig", "replace"))
        changed = changed_line(old_text, text, parsed, finding.pointer)
        if not finding.pointer and finding.rule in LOST_FIELDS:
            field = LOST_FIELDS[finding.rule]
            changed = lost_line(before, text, field) or changed
        if changed:
            line, column = changed, len(text[changed - 1]) - len(text[changed - 1].lstrip()) + 1
    return _Location(line, column, text[line - 1][:_EXCERPT] if line <= len(text) and parsed.text else None)


def _locate_setting(data: bytes, finding: Finding) -> _Location | None:
    """The line that begins with the name of a setting; None where none does."""
    name = re.escape(str(finding.pointer[-1])) if finding.pointer else ""
    for number, line in enumerate(lines(data.decode("utf-8-sig", "replace")), 1):
        if name and (match := re.match(rf"\s*(?:\[+\s*)?[\"']?{name}[\"']?\s*[=.\]]", line)):
            column = len(match[0]) - len(match[0].lstrip()) + 1
            return _Location(number, column, line[:_EXCERPT])
    return None
