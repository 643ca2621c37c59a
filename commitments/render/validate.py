"""Writes the answer of `validate`. Judges nothing."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from operator import itemgetter
from typing import Any

from commitments.errors import N_
from commitments.model.problem import Problem, Severity
from commitments.render.answer import Answer, Cells, Record, Screen
from commitments.render.columns import display_width
from commitments.render.formats.format_table import FORMATS, Format
from commitments.render.formats.github import as_github
from commitments.render.formats.gitlab import as_gitlab
from commitments.render.formats.junit import as_junit
from commitments.render.formats.markdown_text import markdown_table
from commitments.render.formats.sarif import as_sarif
from commitments.render.paint import paint, paint_line, text
from commitments.render.problem_list import hidden_problem_lines, problems_on_screen
from commitments.render.rules.rule_words import hint, message
from commitments.render.safe import one_line
from commitments.render.words import Words
from commitments.workspace.validate import Validation

ROW_KEYS = ("rule", "severity", "path", "line", "column", "id", "message", "hint")
_COLUMNS = {
    N_("Severity"): "severity",
    N_("Rule"): "rule",
    N_("File"): "path",
    N_("Line"): "line",
    N_("Message"): "message",
    N_("Hint"): "hint",
}
VALIDATE_FORMATS: Mapping[str, Format] = {
    **FORMATS,
    "github": as_github,
    "gitlab": as_gitlab,
    "sarif": as_sarif,
    "junit": as_junit,
}

_STYLES = {Severity.ERROR: "bold red", Severity.WARNING: "yellow"}


def validate_answer(validation: Validation, today: date, words: Words, strict: bool = False) -> Answer:
    """`validate` in every format."""

    def rows() -> list[Record]:
        return [problem_row(problem, words) for problem in validation.problems]

    columns = {words.say(heading): itemgetter(name) for heading, name in _COLUMNS.items()}
    return Answer(
        "validate",
        today.isoformat(),
        "problems",
        rows,
        lambda screen: _report_text(validation, screen),
        Cells(ROW_KEYS, rows),
        markdown_table(columns, rows),
        lambda: {"checked": validation.checked},
        annotations=lambda: validation.problems,
        strict=strict,
    )


def problem_row(problem: Problem, words: Words) -> dict[str, Any]:
    """The row of one problem."""
    return {
        "rule": problem.rule,
        "severity": problem.severity.value,
        "path": problem.path,
        "line": problem.line,
        "column": problem.column,
        "id": problem.id,
        "message": message(problem, words),
        "hint": hint(problem, words) or None,
    }


StyledText = tuple[str, str]
"""A piece of text and its style."""


def _report_text(validation: Validation, screen: Screen) -> str:
    shown_problems = problems_on_screen(validation.problems, lambda problem: problem, screen)
    lines = (line for problem in shown_problems for line in problem_lines(problem, screen.words))
    total = paint_line(_total_line(validation, screen.words), screen)
    if screen.width is None and not screen.color:
        return "".join(f"{''.join(content for content, _ in line).rstrip()}\n" for line in lines) + total
    parts = [text("").join(text(*span) for span in line) for line in lines]
    parts += map(text, hidden_problem_lines(validation.problems, shown_problems, screen.words))
    return (paint(parts, screen) if parts else "") + total


def problem_lines(problem: Problem, words: Words) -> Iterator[list[StyledText]]:
    """The lines of one problem for a person: place and message, the line with a caret, a hint."""
    location = ":".join(str(part) for part in (one_line(problem.path), problem.line, problem.column) if part)
    label = words.say("error") if problem.severity is Severity.ERROR else words.say("warning")
    head = [(f"{location}: ", "bold"), (f"{label}: ", _STYLES[problem.severity])]
    yield [*head, (message(problem, words), ""), (f" [{problem.rule}]", "dim")]
    if problem.excerpt is not None and problem.line and problem.column:
        yield from _caret_lines(problem.excerpt, problem.line, problem.column)
    if advice := hint(problem, words):
        yield [(f"  {words.say('hint: {hint}', hint=advice)}", "cyan")]
    yield []


def _caret_lines(excerpt: str, line: int, column: int) -> Iterator[list[StyledText]]:
    margin = f"{line:>5} | "
    before = one_line(excerpt[: column - 1].replace("\t", " "))
    yield [(margin, "dim"), (before + one_line(excerpt[column - 1 :].replace("\t", " ")), "")]
    if column - 1 <= len(excerpt):
        yield [(" " * (len(margin) - 2) + "| " + " " * display_width(before), "dim"), ("^", "bold red")]


def _total_line(validation: Validation, words: Words) -> str:
    errors, warnings = validation.count(Severity.ERROR), validation.count(Severity.WARNING)
    parts = (
        words.count(validation.checked, "{n} record checked", "{n} records checked"),
        words.errors(errors, validation.cut),
        words.warnings(warnings, validation.cut),
    )
    return ", ".join(parts)


_FIX_OUTCOMES = {
    "": N_("fixed: {path}"),
    "errors": N_("left as it is: {path} has errors that only a person can fix"),
    "meaning": N_("left as it is: composing the accents of {path} would change what it says"),
}


def fix_outcome(obstacle: str) -> str:
    """The message for a record that `--fix` mended; with an obstacle, for one that it left alone."""
    return _FIX_OUTCOMES[obstacle]
