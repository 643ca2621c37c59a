"""Problems as a JUnit report: a test a file, so that hosts which compare runs say which file is broken anew.

A test fails where the run does: for an error, and with `--strict` for a warning.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from commitments.errors import N_
from commitments.model.problem import Problem, Severity, is_cut
from commitments.render.answer import Answer, Screen
from commitments.render.rule_sentences import SHORT, hint, message
from commitments.render.safe import one_line
from commitments.render.words import Words

_REST = N_("everything else")
"""The test that stands for all that is well; its name has no number, so that runs can be compared."""


def as_junit(answer: Answer, screen: Screen) -> str:
    """One suite: a test for each file with problems, and one that always passes for the rest."""
    from xml.etree import ElementTree as Xml  # which no other format needs

    files = _by_name(answer.annotations(), screen.prefix)
    failing = {name for name, problems in files.items() if _fails(problems, answer.strict)}
    counts = {"tests": str(len(files) + 1), "failures": str(len(failing)), "errors": "0"}
    root = Xml.Element("testsuites", {"name": "commitments", **counts})
    suite = Xml.SubElement(root, "testsuite", {"name": f"commit {answer.command}", **counts, "skipped": "0"})
    suite_of = {"classname": f"commit.{answer.command}"}
    for name, problems in files.items():
        path = one_line(screen.prefix + problems[0].path)
        test = Xml.SubElement(suite, "testcase", {**suite_of, "name": name, "file": path})
        told = Xml.SubElement(test, "failure" if name in failing else "system-out")
        told.attrib = _counted(problems, screen.words) if name in failing else {}
        told.text = _told(problems, screen.words)
    Xml.SubElement(suite, "testcase", {**suite_of, "name": screen.words.say(_REST)})
    Xml.indent(root)
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{Xml.tostring(root, encoding="unicode")}\n'


def _by_name(problems: Sequence[Problem], prefix: str) -> Mapping[str, Sequence[Problem]]:
    """The problems of each test. Of two tests with one name hosts read the first only."""
    found: dict[str, list[Problem]] = {}
    for problem in problems:
        name = one_line(prefix + problem.path)
        found.setdefault(f"{name} ({problem.commit[:SHORT]})" if problem.commit else name, []).append(problem)
    return found


def _fails(problems: Sequence[Problem], strict: bool) -> bool:
    return strict or any(problem.severity is Severity.ERROR for problem in problems)


def _counted(problems: Sequence[Problem], words: Words) -> dict[str, str]:
    errors = sum(problem.severity is Severity.ERROR for problem in problems)
    warnings = len(problems) - errors
    parts = (
        words.errors(errors, is_cut(problems)) if errors else "",
        words.warnings(warnings, is_cut(problems)) if warnings else "",
    )
    worst = Severity.ERROR if errors else Severity.WARNING
    return {"type": worst.value, "message": ", ".join(filter(None, parts))}


def _told(problems: Sequence[Problem], words: Words) -> str:
    """All problems of a file in one text: hosts read one failure a test."""
    text = "\n".join(line for problem in problems for line in _lines(problem, words))
    # for this mark hosts would offer a file of the job for download
    return text.replace("[[ATTACHMENT|", "[\\x5bATTACHMENT|")


def _lines(problem: Problem, words: Words) -> Iterator[str]:
    label = words.say("error") if problem.severity is Severity.ERROR else words.say("warning")
    where = "".join(f"{item}:" for item in (problem.line, problem.column) if item)
    yield f"{where} {label}: {message(problem, words)} [{problem.rule}]".lstrip()
    if advice := hint(problem, words):
        yield f"  {words.say('hint: {hint}', hint=advice)}"
