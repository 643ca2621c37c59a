"""Problems as workflow commands of GitHub Actions, within its limits."""

from __future__ import annotations

from commitments.model.problem import Problem, Severity, is_cut
from commitments.render.answer import Answer, Screen
from commitments.render.rule_sentences import headline, hint
from commitments.render.safe import workflow_property, workflow_text
from commitments.render.words import Words

_SHOWN = 10
"""Annotations of a kind that GitHub shows for one step."""


def as_github(answer: Answer, screen: Screen) -> str:
    """One annotation a problem, the errors first; what is beyond the limit is counted."""
    lines: list[str] = []
    problems = answer.annotations()
    for severity in Severity:
        of_kind = [problem for problem in problems if problem.severity is severity]
        lines += [_command(item, screen) for item in of_kind[:_SHOWN]]
        if len(of_kind) > _SHOWN:
            left = hidden(len(of_kind) - _SHOWN, severity, screen.words, is_cut(problems))
            lines.append(f"::notice::{workflow_text(left)}")
    return "".join(f"{line}\n" for line in lines)


def hidden(count: int, severity: Severity, words: Words, at_least: bool) -> str:
    """How many problems of a kind are beyond the limit; `at_least` where they were not all counted."""
    told = words.errors if severity is Severity.ERROR else words.warnings
    return words.say("not shown here: {count}", count=told(count, at_least))


def _command(problem: Problem, screen: Screen) -> str:
    properties = {
        "file": screen.prefix + problem.path,
        "line": str(problem.line or 1),
        "col": str(problem.column or 1),
        "title": problem.rule,
    }
    told = ",".join(f"{name}={workflow_property(value)}" for name, value in properties.items())
    text = "\n".join(filter(None, (headline(problem, screen.words), hint(problem, screen.words))))
    return f"::{problem.severity.value} {told}::{workflow_text(text)}"
