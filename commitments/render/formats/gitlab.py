"""Problems as a Code Quality report of GitLab. Nothing is left out; GitLab itself shows the worst first."""

from __future__ import annotations

import json
from typing import Any

from commitments.model.problem import Problem, Severity
from commitments.render.answer import Answer, Screen
from commitments.render.formats.fingerprints import fingerprints
from commitments.render.formats.json_text import json_shown
from commitments.render.rule_sentences import advised
from commitments.render.safe import one_line

_WEIGHTS = {Severity.ERROR: "major", Severity.WARNING: "minor"}


def as_gitlab(answer: Answer, screen: Screen) -> str:
    """A list with one entry a problem, as https://docs.gitlab.com/ci/testing/code_quality/ describes it."""
    problems = answer.annotations()
    marks = fingerprints(problems, screen.prefix)
    entries = [_entry(problem, mark, screen) for problem, mark in zip(problems, marks, strict=True)]
    return json_shown(json.dumps(entries, ensure_ascii=False, indent=2)) + "\n"


def _entry(problem: Problem, mark: str, screen: Screen) -> dict[str, Any]:
    return {
        "description": advised(problem, screen.words),
        "check_name": problem.rule,
        "fingerprint": mark,
        "severity": _WEIGHTS[problem.severity],
        "location": {"path": one_line(screen.prefix + problem.path), "lines": {"begin": problem.line or 1}},
    }
