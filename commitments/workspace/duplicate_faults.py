"""Faults that a rule of records and a rule of change both see, told once. Finds and weighs none itself."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Mapping
from types import MappingProxyType

from commitments.model.problem import Pointer, Problem, Severity

_OWED: Mapping[str, str] = MappingProxyType(
    {
        "closed-without-date": "met_on",
        "closed-without-evidence": "evidence",
        "closed-without-reason": "closing",
        "closed-without-successor": "superseded_by",
        "suspended-without-update": "updates",
    }
)
"""The field that each of these rules misses."""

_GIVING_WAY = frozenset({"status-owes", "status-move", "due-changes-end"})
"""The rules whose twin has the better words."""

_STATUS: Pointer = ("status",)
_NO_STATUS = frozenset({"status-move", "unknown-value"})
_MOVED = frozenset({"due-moved-silently", "milestone-moved-silently"})


def told_once(problems: Iterable[Problem]) -> list[Problem]:
    """The same in their order, without the lighter of two that tell one fault, or the one in worse words."""
    found = list(problems)
    alike: dict[Hashable, list[Problem]] = {}
    for file in found:
        if (fault := _fault(file)) is not None:
            alike.setdefault((file.path, fault), []).append(file)
    dropped = {id(item) for group in alike.values() for item in _worse(group)}
    return [item for item in found if id(item) not in dropped]


def _fault(problem: Problem) -> Hashable:
    """What another rule may tell of too; None where no other does."""
    if problem.rule in _OWED:
        return "owed", _OWED[problem.rule]
    if problem.rule == "status-owes":
        return "owed", problem.values.get("field")
    if problem.rule in _NO_STATUS and problem.pointer == _STATUS:
        return "status"
    if problem.rule in _MOVED:
        return "moved", problem.pointer[:-1] if problem.pointer[-1:] == ("due",) else problem.pointer
    if problem.rule == "due-changes-end":
        return "moved", problem.pointer[:-3]
    return None


def _worse(alike: list[Problem]) -> list[Problem]:
    """Those that need not be told beside the others."""
    heaviest = [problem for problem in alike if problem.severity is Severity.ERROR] or alike
    kept = [problem for problem in heaviest if problem.rule not in _GIVING_WAY] or heaviest
    return [problem for problem in alike if problem not in kept]
