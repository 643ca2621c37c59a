"""A review in Markdown, for the summary of a job and for a comment: it folds, and it is never too long.

Cut only between lines of its own, and whatever was opened is closed.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from operator import itemgetter

from commitments.errors import N_
from commitments.history.review import Judged
from commitments.model.party import Registry
from commitments.render.answer import Record, Screen
from commitments.render.changes.sentences import ChangeWords
from commitments.render.review.words import ReviewReport, figures, sections, total
from commitments.render.rule_sentences import SHORT, message
from commitments.render.safe import markdown
from commitments.render.words import Words

MOST = 65_000
"""Characters; code hosts take 65,536 in a comment, to which a mark may be added."""

_FOLDED = 100
"""Lines of one section; the rest is counted."""

_VALUE = 300
"""Characters of a value."""

Columns = Mapping[str, Callable[[Record], object]]

_SHOWN: Columns = {
    N_("Severity"): itemgetter("severity"),
    N_("Rule"): itemgetter("rule"),
    N_("Where"): itemgetter("where"),
    N_("Message"): itemgetter("message"),
}
_OF_COMMITS: Columns = {N_("Commit"): itemgetter("commit"), N_("Who"): itemgetter("who")}


def document(report: ReviewReport, registry: Registry, screen: Screen) -> str:
    """First what the change means, then what is wrong with it; the findings have at least half the room."""
    words = screen.words
    head = f"**{markdown(total(report, words))}**\n"
    rest = words.say("More was left out; run `commit {command}` to see all.", command=report.command)
    folds = list(_folds(report, registry, words)) if report.command == "review" else []
    table = _findings(report, words)
    whole = _joined([head, *folds, *table])
    if len(whole) <= MOST:
        return whole
    room = MOST - len(head) - len(rest) - 4
    kept, cut = _within(table, max(room // 2, room - sum(map(len, folds)) - len(folds)))
    folded, unfolded = _within(folds, room - sum(map(len, kept)) - len(kept))
    return _joined([head, *folded, *kept, *(["", rest] if cut or unfolded else [])])


def _joined(lines: Sequence[str]) -> str:
    return "\n".join(lines).rstrip("\n") + "\n"


def _within(parts: Sequence[str], room: int) -> tuple[list[str], bool]:
    """The first parts, as many as there is room for, and whether others are left."""
    kept: list[str] = []
    for part in parts:
        room -= len(part) + 1
        if room < 0:
            return kept, True
        kept.append(part)
    return kept, False


def _folds(report: ReviewReport, registry: Registry, words: Words) -> Iterator[str]:
    """The sections, each of which opens; a long one is told as far as a share of the room goes."""
    told = list(sections(report.found.changes, ChangeWords(words, registry, _VALUE), words))
    for heading, lines in told:
        items, _ = _within([f"- {markdown(line)}" for line in lines[:_FOLDED]], MOST // 2 // len(told) - 200)
        if more := len(lines) - len(items):
            items.append(f"- {markdown(words.more(more))}")
        yield f"<details><summary>{markdown(heading)}</summary>\n\n" + "\n".join(items) + "\n\n</details>\n"


def _findings(report: ReviewReport, words: Words) -> list[str]:
    """The lines of a table; for an audit the figures of each rule come first."""
    if not report.found.findings:
        return []
    of_audit = report.command == "audit"
    columns = {**(_OF_COMMITS if of_audit else {}), **_SHOWN}
    rows = (_row(finding, words) for finding in report.found.findings)
    lines = [_line(words.say(column) for column in columns), "|" + " --- |" * len(columns)]
    lines += [_line(str(show(row) or "") for show in columns.values()) for row in rows]
    if not of_audit:
        return lines
    counts = [_line((rule, words.number(count))) for rule, count in figures(report.found.findings)]
    return [_line((words.say("Rule"), words.say("Findings"))), "| --- | ---: |", *counts, "", *lines]


def _row(judged: Judged, words: Words) -> Record:
    problem = judged.problem
    return {
        "severity": words.say("error") if problem.severity.value == "error" else words.say("warning"),
        "rule": problem.rule,
        "where": f"{problem.path}:{problem.line}" if problem.line else problem.path,
        "message": message(problem, words),
        "commit": judged.at.id[:SHORT],
        "who": judged.at.author,
    }


def _line(cells: Iterator[str] | Sequence[str]) -> str:
    return f"| {' | '.join(map(markdown, cells))} |"
