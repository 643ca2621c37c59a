"""Writes problems as workflow commands of GitHub Actions. Never writes more than GitHub shows."""

from __future__ import annotations

from commitments.model.problem import Problem, Severity, has_unreported_problems
from commitments.render.answer import Answer, Screen
from commitments.render.rules.rule_words import headline, hint
from commitments.render.safe import workflow_property, workflow_text
from commitments.render.words import Words

_MOST_ANNOTATIONS = 10
"""Annotations of one severity that GitHub shows for one step."""


def as_github(answer: Answer, screen: Screen) -> str:
    """An annotation for each problem, errors first; those beyond the limit are counted."""
    lines: list[str] = []
    problems = answer.annotations()
    for severity in Severity:
        same_severity = [problem for problem in problems if problem.severity is severity]
        lines += [_workflow_command(problem, screen) for problem in same_severity[:_MOST_ANNOTATIONS]]
        if len(same_severity) > _MOST_ANNOTATIONS:
            notice = hidden_count_text(
                len(same_severity) - _MOST_ANNOTATIONS,
                severity,
                screen.words,
                has_unreported_problems(problems),
            )
            lines.append(f"::notice::{workflow_text(notice)}")
    return "".join(f"{line}\n" for line in lines)


def hidden_count_text(count: int, severity: Severity, words: Words, at_least: bool) -> str:
    """The number of problems beyond the limit; `at_least` where not all were counted."""
    write_count = words.errors if severity is Severity.ERROR else words.warnings
    return words.say("not shown here: {count}", count=write_count(count, at_least))


def _workflow_command(problem: Problem, screen: Screen) -> str:
    properties = {
        "file": screen.prefix + problem.path,
        "line": str(problem.line or 1),
        "col": str(problem.column or 1),
        "title": problem.rule,
    }
    properties_text = ",".join(f"{name}={workflow_property(value)}" for name, value in properties.items())
    text = "\n".join(filter(None, (headline(problem, screen.words), hint(problem, screen.words))))
    return f"::{problem.severity.value} {properties_text}::{workflow_text(text)}"
