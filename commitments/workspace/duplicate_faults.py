"""Keeps one of the problems by which several rules report one fault. Finds and weighs no fault itself."""

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
"""The field that is missing where each of these rules reports a problem."""

_GIVING_WAY = frozenset({"status-owes", "missing-field", "status-move", "due-changes-end"})
"""The rules that another rule of the same fault explains better."""

_STATUS: Pointer = ("status",)
_CLOSING: Pointer = ("closing",)
_NO_STATUS = frozenset({"status-move", "unknown-value"})
_MOVED = frozenset({"due-moved-silently", "milestone-moved-silently"})


def drop_duplicates(problems: Iterable[Problem]) -> list[Problem]:
    """The problems in their order, with one problem for each fault: the heavier, or the better explained."""
    all_problems = list(problems)
    by_fault: dict[Hashable, list[Problem]] = {}
    for problem in all_problems:
        if (fault := _shared_fault(problem)) is not None:
            by_fault.setdefault((problem.path, fault), []).append(problem)
    dropped = {id(problem) for duplicates in by_fault.values() for problem in _redundant(duplicates)}
    return [problem for problem in all_problems if id(problem) not in dropped]


def _shared_fault(problem: Problem) -> Hashable:
    """The fault of a problem that another rule may report too; None where no other rule does."""
    if problem.rule in ("closed-without-date", "missing-field") and problem.pointer == _CLOSING:
        return "owed", "closing.date"
    if problem.rule in _OWED:
        return "owed", _OWED[problem.rule]
    if problem.rule == "status-owes":
        return "owed", problem.values.get("field")
    if problem.rule in _NO_STATUS and problem.pointer == _STATUS:
        return "status"
    if problem.rule in _MOVED:
        return "moved", problem.pointer[:-1] if problem.pointer[-1:] == ("due",) else problem.pointer
    if problem.rule == "term-moved-silently":
        return "moved", problem.pointer[:1]
    if problem.rule == "due-changes-end":
        return "moved", problem.pointer[: -3 if problem.pointer[-1] == "to" else -2]
    return None


def _redundant(duplicates: list[Problem]) -> list[Problem]:
    """The problems of one fault that need not be shown beside the others."""
    heaviest = [problem for problem in duplicates if problem.severity is Severity.ERROR] or duplicates
    kept = [problem for problem in heaviest if problem.rule not in _GIVING_WAY] or heaviest
    return [problem for problem in duplicates if problem not in kept]
