"""What is wrong with a file, as a value. Holds no words: a rule's sentence is the catalogue's."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum

Pointer = tuple[str | int, ...]
"""The way to a value inside a record: `("milestones", 0, "due")`; empty for the whole file."""


class Severity(StrEnum):
    """How much a problem weighs: an error fails the run, a warning only with `--strict`."""

    ERROR = "error"
    WARNING = "warning"


@dataclass(frozen=True, slots=True)
class Finding:
    """What a rule saw, before anyone knows on which line it stands."""

    rule: str
    pointer: Pointer = ()
    values: Mapping[str, str] = field(default_factory=dict)
    on_key: bool = False
    """Whether the fault is the key at `pointer` (an unknown field) and not its value."""


@dataclass(frozen=True, slots=True)
class Problem:
    """A finding at its place."""

    rule: str
    severity: Severity
    path: str
    """Relative to the workspace, with forward slashes."""
    values: Mapping[str, str] = field(default_factory=dict)
    """What fills the sentence of the rule."""
    id: str | None = None
    line: int | None = None
    """From 1; None where the problem is not inside a text."""
    column: int | None = None
    """From 1, in characters."""
    excerpt: str | None = None
    """The source line, cut to what a screen bears."""
    pointer: Pointer = ()
    commit: str | None = None
    """The commit that brought it, in full; None where files are judged as they stand."""

    def sort_key(self) -> tuple[str, int, int, str]:
        """Files in order, then lines, then columns."""
        return (self.path, self.line or 0, self.column or 0, self.rule)


TOO_MANY = "too-many-problems"
"""The rule of a file that has more problems than are told of it."""


def is_cut(problems: Iterable[Problem]) -> bool:
    """Whether some file has more problems than are told, so that a count of them is a least one."""
    return any(problem.rule == TOO_MANY for problem in problems)
