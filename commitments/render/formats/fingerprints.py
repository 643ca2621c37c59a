"""What makes a problem the same in the next run, for hosts that compare runs. No line number goes into it."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Sequence

from commitments.model.problem import Problem

_SUGGESTED = frozenset({"nearest", "examples"})
"""Values that depend on what else there is, and not on what is wrong."""

_LENGTH = 32


def fingerprints(problems: Sequence[Problem], prefix: str) -> list[str]:
    """For each problem 32 hexadecimal digits that no language and no line inserted above it changes.

    Equal faults of one file are numbered in their order, so that none hides another.
    """
    from hashlib import sha256  # which no other format needs

    met = Counter[str]()
    found = []
    for problem in problems:
        fault = _fault(problem, prefix)
        met[fault] += 1
        found.append(sha256(f"{fault} {met[fault]}".encode()).hexdigest()[:_LENGTH])
    return found


def _fault(problem: Problem, prefix: str) -> str:
    """The rule, the file, the field and what was found there; items of lists are not told apart by number."""
    fields = [step for step in problem.pointer if isinstance(step, str)]
    values = sorted(pair for pair in problem.values.items() if pair[0] not in _SUGGESTED)
    return json.dumps([problem.rule, prefix + problem.path, fields, values, problem.commit])
