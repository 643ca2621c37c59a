"""Writes problems as a Code Quality report of GitLab. Leaves nothing out and sorts nothing; GitLab sorts."""

from __future__ import annotations

import json
from typing import Any

from commitments.model.problem import Problem, Severity
from commitments.render.answer import Answer, Screen
from commitments.render.formats.fingerprints import fingerprints
from commitments.render.formats.json_text import escape_json
from commitments.render.rules.rule_words import headline_with_hint
from commitments.render.safe import one_line

_WEIGHTS = {Severity.ERROR: "major", Severity.WARNING: "minor"}


def as_gitlab(answer: Answer, screen: Screen) -> str:
    """A list with an entry for each problem, as in https://docs.gitlab.com/ci/testing/code_quality/."""
    problems = answer.annotations()
    digests = fingerprints(problems, screen.prefix)
    entries = [_entry(problem, digest, screen) for problem, digest in zip(problems, digests, strict=True)]
    return escape_json(json.dumps(entries, ensure_ascii=False, indent=2)) + "\n"


def _entry(problem: Problem, fingerprint: str, screen: Screen) -> dict[str, Any]:
    return {
        "description": headline_with_hint(problem, screen.words),
        "check_name": problem.rule,
        "fingerprint": fingerprint,
        "severity": _WEIGHTS[problem.severity],
        "location": {"path": one_line(screen.prefix + problem.path), "lines": {"begin": problem.line or 1}},
    }
