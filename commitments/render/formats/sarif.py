"""Problems as a SARIF 2.1.0 log, for code scanning and editors. Within the limits that GitHub sets."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any

from commitments.model.problem import Problem, Severity, is_cut
from commitments.render.answer import Answer, Screen
from commitments.render.formats.fingerprints import fingerprints
from commitments.render.formats.github import hidden
from commitments.render.formats.json_text import json_shown
from commitments.render.rule_sentences import about, advised
from commitments.render.safe import one_line
from commitments.render.words import Words
from commitments.version import __version__

_SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json"
_MOST = 25_000
"""Results of a run beyond which GitHub refuses the whole file."""

_MARK = "commitmentsFingerprint/v1"
"""Our own name: GitHub fills `primaryLocationLineHash` itself and warns of every other value in it."""

_Object = dict[str, Any]


def as_sarif(answer: Answer, screen: Screen) -> str:
    """One run with the rules that were broken; errors first, and what is beyond the limit is counted."""
    problems = answer.annotations()
    pairs = list(zip(problems, fingerprints(problems, screen.prefix), strict=True))
    pairs.sort(key=lambda pair: pair[0].severity is not Severity.ERROR)
    first = {problem.rule: problem for problem in reversed(problems)}
    order = {name: number for number, name in enumerate(sorted(first))}
    run: _Object = {
        "tool": {
            "driver": {
                "name": "commitments",
                "version": __version__,
                "rules": [_rule(first[name], screen.words) for name in order],
            }
        },
        "language": screen.words.lang,
        "columnKind": "unicodeCodePoints",
        "results": [_result(item, mark, order, screen) for item, mark in pairs[:_MOST]],
    }
    if left := [item for item, _ in pairs[_MOST:]]:
        run["invocations"] = [_invocation(left, screen.words, is_cut(item for item, _ in pairs))]
    log = {"$schema": _SCHEMA, "version": "2.1.0", "runs": [run]}
    return json_shown(json.dumps(log, ensure_ascii=False, indent=2)) + "\n"


def _rule(problem: Problem, words: Words) -> _Object:
    sentence, advice = (_text(word) for word in about(problem.rule, words))
    return {
        "id": problem.rule,
        "shortDescription": sentence,
        "fullDescription": sentence,
        "help": advice if advice["text"] else sentence,
        "defaultConfiguration": {"level": problem.severity.value},
    }


def _result(problem: Problem, mark: str, order: Mapping[str, int], screen: Screen) -> _Object:
    from urllib.parse import quote  # which no other format needs

    place = {
        "artifactLocation": {"uri": quote(one_line(screen.prefix + problem.path))},
        "region": {"startLine": problem.line or 1, "startColumn": problem.column or 1},
    }
    found: _Object = {
        "ruleId": problem.rule,
        "ruleIndex": order[problem.rule],
        "level": problem.severity.value,
        "message": _text(advised(problem, screen.words)),
        "locations": [{"physicalLocation": place}],
        "partialFingerprints": {_MARK: mark},
    }
    if problem.commit:
        found["properties"] = {"commit": problem.commit}
    return found


def _text(text: str) -> _Object:
    """A message in which nothing is a placeholder (braces) or a link (a bracket before a parenthesis)."""
    return {"text": text.replace("{", "{{").replace("}", "}}").replace("](", "]\\x28")}


def _invocation(left: Sequence[Problem], words: Words, at_least: bool) -> _Object:
    counts = Counter(problem.severity for problem in left)
    told = [
        {"level": "warning", "message": _text(hidden(counts[severity], severity, words, at_least))}
        for severity in Severity
        if counts[severity]
    ]
    return {"executionSuccessful": True, "toolExecutionNotifications": told}
