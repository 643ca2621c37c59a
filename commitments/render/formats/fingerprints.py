"""Makes the fingerprint of a problem, for hosts that compare runs. Puts no line number into it."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Sequence

from commitments.model.problem import Problem

_SUGGESTED = frozenset({"nearest", "examples"})
"""Values that depend on other records, and not on the fault."""

_LENGTH = 32


def fingerprints(problems: Sequence[Problem], prefix: str) -> list[str]:
    """32 hexadecimal digits for each problem, which no language and no line inserted above it changes.

    Equal faults of one file are numbered in their order, so that none hides another.
    """
    from hashlib import sha256  # which no other format needs

    equal_faults = Counter[str]()
    digests = []
    for problem in problems:
        fault = _fault_key(problem, prefix)
        equal_faults[fault] += 1
        digests.append(sha256(f"{fault} {equal_faults[fault]}".encode()).hexdigest()[:_LENGTH])
    return digests


def _fault_key(problem: Problem, prefix: str) -> str:
    """The rule, the file, the field and its value, as JSON; the number of a list item is left out."""
    fields = [step for step in problem.pointer if isinstance(step, str)]
    values = sorted(pair for pair in problem.values.items() if pair[0] not in _SUGGESTED)
    return json.dumps([problem.rule, prefix + problem.path, fields, values, problem.commit])
