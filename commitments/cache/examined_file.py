"""What is known of one record file after it was examined. Holds it only; `examine` finds it out."""

from __future__ import annotations

from typing import NamedTuple

from commitments.model.outline import Outline
from commitments.model.problem import Finding, Problem
from commitments.reading.text import TextFault

NOT_OPENED = frozenset({"file-not-readable", "not-a-regular-file"})
"""The rules that say nothing of what is in a file."""

_EXCERPT = 200
_VALUE = 320


class ExaminedFile(NamedTuple):
    """One record file, read and judged by itself."""

    path: str
    outline: Outline | None
    """None where the file has no meaning as a commitment."""
    problems: tuple[Problem, ...] = ()
    refs: str = ""
    """Every reference to a record or a party, joined as `references.joined` has it."""
    modeline: str = ""
    """The schema file that the modeline names, relative to the workspace; empty for none or a URL."""


def problem(
    path: str,
    finding: Finding,
    id: str | None = None,
    at: TextFault | None = None,
    text: list[str] | None = None,
) -> Problem:
    """A finding as a problem, at its place in the lines of the file where it has one."""
    from commitments.checks.rules import SEVERITIES  # most files have no problem

    shown = at and text and at.line <= len(text) and finding.rule != "not-utf8"
    excerpt = text[at.line - 1][:_EXCERPT] if shown and at and text else None
    return Problem(
        finding.rule,
        SEVERITIES[finding.rule],
        path,
        {name: cut(value) for name, value in finding.values.items()},
        id,
        at.line if at else None,
        at.column if at else None,
        excerpt,
        finding.pointer,
    )


def cut(value: str) -> str:
    """A value as far as a message bears it; files choose how long theirs are."""
    return value if len(value) <= _VALUE else f"{value[: _VALUE - 1]}…"
