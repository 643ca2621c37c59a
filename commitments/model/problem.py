"""Defines what is wrong with a file, as a value. It holds no sentences: those stand in the catalogues."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum

Pointer = tuple[str | int, ...]
"""The steps to a value inside a record: `("milestones", 0, "due")`; empty for the whole file."""


class Severity(StrEnum):
    """The weight of a problem: an error fails the run, a warning only with `--strict`."""

    ERROR = "error"
    WARNING = "warning"


@dataclass(frozen=True, slots=True)
class Finding:
    """A breach of a rule at a pointer, before its line is known."""

    rule: str
    pointer: Pointer = ()
    values: Mapping[str, str] = field(default_factory=dict)
    on_key: bool = False
    """Whether the key at `pointer` is wrong, as an unknown field is, and not its value."""
    severity: Severity | None = None
    """The weight of this finding, where its rule weighs others otherwise; None for the weight of the rule."""


@dataclass(frozen=True, slots=True)
class Problem:
    """A finding in its file, with its line where it has one."""

    rule: str
    severity: Severity
    path: str
    """Relative to the workspace, with forward slashes."""
    values: Mapping[str, str] = field(default_factory=dict)
    """The values that fill the sentence of the rule."""
    id: str | None = None
    line: int | None = None
    """From 1; None where the problem is not inside a text."""
    column: int | None = None
    """From 1, in characters."""
    excerpt: str | None = None
    """The source line, cut to what fits on a screen."""
    pointer: Pointer = ()
    commit: str | None = None
    """The id in full of the commit that caused it; None where files are judged as they stand."""
    fingerprint: str = ""
    """What the finding of a change is known by, whatever its line and its words; empty for all others."""
    accepted: str | None = None
    """The reason for which the settings accept it."""

    def sort_key(self) -> tuple[str, int, int, str]:
        """A key that sorts by file, then line, then column."""
        return (self.path, self.line or 0, self.column or 0, self.rule)


TOO_MANY_PROBLEMS = "too-many-problems"
"""The rule of a file that has more problems than are reported."""


def has_unreported_problems(problems: Iterable[Problem]) -> bool:
    """Whether a file has more problems than are reported; a count of problems is then a lower bound."""
    return any(problem.rule == TOO_MANY_PROBLEMS for problem in problems)
