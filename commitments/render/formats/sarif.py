"""Writes problems as a SARIF 2.1.0 log, for code scanning and editors. Never exceeds the limits of GitHub."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any

from commitments.model.problem import Problem, Severity, has_unreported_problems
from commitments.reading.rule_pages import rule_page
from commitments.render.answer import Answer, Screen
from commitments.render.formats.fingerprints import fingerprints
from commitments.render.formats.github import hidden_count_text
from commitments.render.formats.json_text import escape_json
from commitments.render.rule_explanation import rule_paragraphs
from commitments.render.rules.rule_words import headline_with_hint, rule_summary
from commitments.render.safe import one_line
from commitments.render.words import Words
from commitments.version import __version__

_SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json"
_MOST_RESULTS = 25_000
"""Results of a run; GitHub refuses a file with more."""

_MOST_DESCRIPTION = 1_000
"""Characters of a description of a rule; GitHub takes 1,024."""

_FINGERPRINT_NAME = "commitmentsFingerprint/v1"
"""A name of our own, since GitHub fills `primaryLocationLineHash` itself and warns of other values."""

_FINDING_NAME = "commitmentsFinding/v1"
"""The fingerprint of a finding about a change, as JSON has it and the settings accept it."""

_Object = dict[str, Any]


def as_sarif(answer: Answer, screen: Screen) -> str:
    """One run with the broken rules; errors first, and results beyond the limit are counted."""
    problems = answer.annotations()
    pairs = list(zip(problems, fingerprints(problems, screen.prefix), strict=True))
    pairs.sort(key=lambda pair: pair[0].severity is not Severity.ERROR)
    first_problems = {problem.rule: problem for problem in reversed(problems)}
    rule_indexes = {name: index for index, name in enumerate(sorted(first_problems))}
    run: _Object = {
        "tool": {
            "driver": {
                "name": "commitments",
                "version": __version__,
                "rules": [_rule(first_problems[name], screen.words) for name in rule_indexes],
            }
        },
        "language": screen.words.lang,
        "columnKind": "unicodeCodePoints",
        "results": [
            _result(problem, digest, rule_indexes, screen) for problem, digest in pairs[:_MOST_RESULTS]
        ],
    }
    if omitted := [problem for problem, _ in pairs[_MOST_RESULTS:]]:
        run["invocations"] = [
            _invocation(omitted, screen.words, has_unreported_problems(problem for problem, _ in pairs))
        ]
    log = {"$schema": _SCHEMA, "version": "2.1.0", "runs": [run]}
    return escape_json(json.dumps(log, ensure_ascii=False, indent=2)) + "\n"


def _rule(problem: Problem, words: Words) -> _Object:
    """A rule with its page; without `helpUri`, since the pages come with the program and have no address."""
    sentence, advice = rule_summary(problem.rule, words)
    paragraphs = rule_paragraphs(rule_page(problem.rule, words.lang))
    more = words.say("`commit explain {rule}` shows examples.", rule=problem.rule)
    full_help = "\n\n".join(filter(None, (advice, *paragraphs, more)))
    return {
        "id": problem.rule,
        "shortDescription": _message_object(sentence),
        "fullDescription": _message_object(_cut(paragraphs[0]) if paragraphs else sentence),
        "help": {
            **_message_object(full_help),
            "markdown": _message_object(_markdown_prose(full_help))["text"],
        },
        "defaultConfiguration": {"level": problem.severity.value},
    }


def _cut(text: str) -> str:
    """The sentences that fit into a description."""
    return text if len(text) <= _MOST_DESCRIPTION else text[:_MOST_DESCRIPTION].rpartition(". ")[0] + "."


def _markdown_prose(text: str) -> str:
    """Prose with code spans, in which nothing else reads as a mark of Markdown."""
    return re.sub(r"(`[^`]*`)|([<>&*_|#~\[\]])", lambda match: match[1] or f"\\{match[2]}", text)


def _result(problem: Problem, fingerprint: str, rule_indexes: Mapping[str, int], screen: Screen) -> _Object:
    from urllib.parse import quote  # which no other format needs

    location = {
        "artifactLocation": {"uri": quote(one_line(screen.prefix + problem.path))},
        "region": {"startLine": problem.line or 1, "startColumn": problem.column or 1},
    }
    result: _Object = {
        "ruleId": problem.rule,
        "ruleIndex": rule_indexes[problem.rule],
        "level": problem.severity.value,
        "message": _message_object(headline_with_hint(problem, screen.words)),
        "locations": [{"physicalLocation": location}],
        "partialFingerprints": {_FINGERPRINT_NAME: fingerprint},
    }
    if problem.fingerprint:
        result["partialFingerprints"][_FINDING_NAME] = problem.fingerprint
    if problem.commit:
        result["properties"] = {"commit": problem.commit}
    return result


def _message_object(text: str) -> _Object:
    """A message without placeholders (braces) and links (a bracket before a parenthesis)."""
    return {"text": text.replace("{", "{{").replace("}", "}}").replace("](", "]\\x28")}


def _invocation(omitted: Sequence[Problem], words: Words, at_least: bool) -> _Object:
    counts = Counter(problem.severity for problem in omitted)
    notifications = [
        {
            "level": "warning",
            "message": _message_object(hidden_count_text(counts[severity], severity, words, at_least)),
        }
        for severity in Severity
        if counts[severity]
    ]
    return {"executionSuccessful": True, "toolExecutionNotifications": notifications}
