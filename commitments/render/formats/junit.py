"""Writes problems as a JUnit report: a test for each file, which fails where the run does. Judges nothing.

Only attributes of Jenkins' schema (junit-10.xsd) are written, so `file` is not.
Hosts that compare runs then say which file broke since the last one.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from commitments.errors import N_
from commitments.model.problem import Problem, Severity, has_unreported_problems
from commitments.render.answer import SHORT_ID, Answer, Screen
from commitments.render.rules.rule_words import hint, message
from commitments.render.safe import one_line
from commitments.render.words import Words

_ALL_ELSE = N_("everything else")
"""The name of the test for all other files; it has no number, so that runs can be compared."""


def as_junit(answer: Answer, screen: Screen) -> str:
    """One suite: a test for each file with problems, and one for all others, which always passes."""
    from xml.etree import ElementTree as Xml  # which no other format needs

    files = _problems_by_test(answer.annotations(), screen.prefix)
    failing = {name for name, problems in files.items() if _fails_run(problems, answer.strict)}
    counts = {"tests": str(len(files) + 1), "failures": str(len(failing)), "errors": "0"}
    root = Xml.Element("testsuites", {"name": "commitments", **counts})
    suite = Xml.SubElement(root, "testsuite", {"name": f"commit {answer.command}", **counts, "skipped": "0"})
    suite_of = {"classname": f"commit.{answer.command}"}
    for name, problems in files.items():
        test = Xml.SubElement(suite, "testcase", {**suite_of, "name": name})
        output = Xml.SubElement(test, "failure" if name in failing else "system-out")
        output.attrib = _failure_attributes(problems, screen.words) if name in failing else {}
        output.text = _output_text(problems, screen.words)
    Xml.SubElement(suite, "testcase", {**suite_of, "name": screen.words.say(_ALL_ELSE)})
    Xml.indent(root)
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{Xml.tostring(root, encoding="unicode")}\n'


def _problems_by_test(problems: Sequence[Problem], prefix: str) -> Mapping[str, Sequence[Problem]]:
    """The problems by name of test; hosts read only the first of two tests with one name."""
    problems_by_test: dict[str, list[Problem]] = {}
    for problem in problems:
        name = one_line(prefix + problem.path)
        test = f"{name} ({problem.commit[:SHORT_ID]})" if problem.commit else name
        problems_by_test.setdefault(test, []).append(problem)
    return problems_by_test


def _fails_run(problems: Sequence[Problem], strict: bool) -> bool:
    return strict or any(problem.severity is Severity.ERROR for problem in problems)


def _failure_attributes(problems: Sequence[Problem], words: Words) -> dict[str, str]:
    """The weight and the sentence of the first problem, an error before a warning; the others are counted."""
    first = next((problem for problem in problems if problem.severity is Severity.ERROR), problems[0])
    sentence = message(first, words)
    if others := len(problems) - 1:
        sentence += f" ({words.more(others, has_unreported_problems(problems))})"
    return {"type": first.severity.value, "message": _without_attachment(sentence)}


def _output_text(problems: Sequence[Problem], words: Words) -> str:
    """All problems of a file in one text, since hosts read one failure for each test."""
    lines = (line for problem in problems for line in _problem_lines(problem, words))
    return _without_attachment("\n".join(lines))


def _without_attachment(text: str) -> str:
    """A text without the mark that hosts take for a file of the job and offer for download."""
    return text.replace("[[ATTACHMENT|", "[\\x5bATTACHMENT|")


def _problem_lines(problem: Problem, words: Words) -> Iterator[str]:
    label = words.say("error") if problem.severity is Severity.ERROR else words.say("warning")
    position = "".join(f"{number}:" for number in (problem.line, problem.column) if number)
    yield f"{position} {label}: {message(problem, words)} [{problem.rule}]".lstrip()
    if advice := hint(problem, words):
        yield f"  {words.say('hint: {hint}', hint=advice)}"
