"""Holds what is known of one record file after its examination. Examines nothing itself."""

from __future__ import annotations

from typing import NamedTuple

from commitments.model.outline import Outline
from commitments.model.problem import Finding, Problem
from commitments.reading.text import TextFault

NOT_OPENED = frozenset({"file-not-readable", "not-a-regular-file"})
"""The rules about files that could not be opened."""

_MOST_IN_EXCERPT = 200
_MOST_IN_VALUE = 320


class ExaminedFile(NamedTuple):
    """One record file, read and judged by itself."""

    path: str
    outline: Outline | None
    """None where the file has no meaning as a commitment."""
    problems: tuple[Problem, ...] = ()
    refs: str = ""
    """All references to records and parties, in the form of `references.joined`."""
    modeline: str = ""
    """The schema file that the modeline names, relative to the workspace; empty for none or a URL."""


def located_problem(
    path: str,
    finding: Finding,
    id: str | None = None,
    fault: TextFault | None = None,
    lines: list[str] | None = None,
) -> Problem:
    """The problem for a finding, with line, column and excerpt where its place in the text is given."""
    from commitments.checks.rules import SEVERITIES  # most files have no problem

    has_excerpt = fault and lines and fault.line <= len(lines) and finding.rule != "not-utf8"
    excerpt = lines[fault.line - 1][:_MOST_IN_EXCERPT] if has_excerpt and fault and lines else None
    return Problem(
        finding.rule,
        SEVERITIES[finding.rule],
        path,
        {name: shorten_value(value) for name, value in finding.values.items()},
        id,
        fault.line if fault else None,
        fault.column if fault else None,
        excerpt,
        finding.pointer,
    )


def shorten_value(value: str) -> str:
    """The beginning of a value that fits into a message; a file may hold values of any length."""
    return value if len(value) <= _MOST_IN_VALUE else f"{value[: _MOST_IN_VALUE - 1]}…"
