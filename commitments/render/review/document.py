"""Writes a review in Markdown, for a comment or the summary of a job. Never exceeds what code hosts take.

It is cut only between lines, and every fold is closed.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from operator import itemgetter

from commitments.errors import N_
from commitments.history.review import JudgedProblem
from commitments.model.party import Registry
from commitments.render.answer import SHORT_ID, Record, Screen
from commitments.render.changes.sentences import ChangeWords
from commitments.render.review.words import ReviewReport, rule_counts, sections, total_line
from commitments.render.rule_sentences import message
from commitments.render.safe import markdown
from commitments.render.words import Words

MOST_CHARACTERS = 65_000
"""Characters of a document; code hosts take 65,536 in a comment, and a mark may be added to it."""

_MOST_LINES = 100
"""Lines of one section; the others are counted."""

_LONGEST_VALUE = 300
"""Characters of a value; a longer one is cut."""

Columns = Mapping[str, Callable[[Record], object]]

_FINDING_COLUMNS: Columns = {
    N_("Severity"): itemgetter("severity"),
    N_("Rule"): itemgetter("rule"),
    N_("Where"): itemgetter("where"),
    N_("Message"): itemgetter("message"),
}
_COMMIT_COLUMNS: Columns = {N_("Commit"): itemgetter("commit"), N_("Who"): itemgetter("who")}


def document(report: ReviewReport, registry: Registry, screen: Screen) -> str:
    """The meaning of the change, then the findings, which have at least half the room."""
    words = screen.words
    head = f"**{markdown(total_line(report, words))}**\n"
    notice = words.say("More was left out; run `commit {command}` to see all.", command=report.command)
    folds = list(_section_folds(report, registry, words)) if report.command == "review" else []
    table = _finding_lines(report, words)
    full_text = _join_lines([head, *folds, *table])
    if len(full_text) <= MOST_CHARACTERS:
        return full_text
    room = MOST_CHARACTERS - len(head) - len(notice) - 4
    kept_lines, is_table_cut = _fit_parts(table, max(room // 2, room - sum(map(len, folds)) - len(folds)))
    kept_folds, are_folds_cut = _fit_parts(folds, room - sum(map(len, kept_lines)) - len(kept_lines))
    return _join_lines(
        [head, *kept_folds, *kept_lines, *(["", notice] if is_table_cut or are_folds_cut else [])]
    )


def _join_lines(lines: Sequence[str]) -> str:
    return "\n".join(lines).rstrip("\n") + "\n"


def _fit_parts(parts: Sequence[str], room: int) -> tuple[list[str], bool]:
    """The first parts that fit into the room, in characters, and whether others are left."""
    fitting: list[str] = []
    for part in parts:
        room -= len(part) + 1
        if room < 0:
            return fitting, True
        fitting.append(part)
    return fitting, False


def _section_folds(report: ReviewReport, registry: Registry, words: Words) -> Iterator[str]:
    """The sections as folds; a long one is cut to its share of the room."""
    all_sections = list(
        sections(report.judgement.changes, ChangeWords(words, registry, _LONGEST_VALUE), words)
    )
    for heading, lines in all_sections:
        share = MOST_CHARACTERS // 2 // len(all_sections) - 200
        items, _ = _fit_parts([f"- {markdown(line)}" for line in lines[:_MOST_LINES]], share)
        if more := len(lines) - len(items):
            items.append(f"- {markdown(words.more(more))}")
        yield f"<details><summary>{markdown(heading)}</summary>\n\n" + "\n".join(items) + "\n\n</details>\n"


def _finding_lines(report: ReviewReport, words: Words) -> list[str]:
    """The lines of the table of findings; for an audit, after the count of each rule."""
    if not report.judgement.findings:
        return []
    is_audit = report.command == "audit"
    columns = {**(_COMMIT_COLUMNS if is_audit else {}), **_FINDING_COLUMNS}
    rows = (_finding_row(finding, words) for finding in report.judgement.findings)
    lines = [_table_line(markdown(words.say(column)) for column in columns), "|" + " --- |" * len(columns)]
    lines += [_table_line(_cells(columns, row)) for row in rows]
    if not is_audit:
        return lines
    counts = [
        _table_line((markdown(rule), words.number(count)))
        for rule, count in rule_counts(report.judgement.findings)
    ]
    return [_table_line((words.say("Rule"), words.say("Findings"))), "| --- | ---: |", *counts, "", *lines]


def _cells(columns: Columns, row: Record) -> Iterator[str]:
    """The cells of a finding; the id of its commit is our own, and code hosts may link it."""
    for show in columns.values():
        value = str(show(row) or "")
        yield value if value == row["commit"] else markdown(value)


def _finding_row(judged: JudgedProblem, words: Words) -> Record:
    problem = judged.problem
    return {
        "severity": words.say("error") if problem.severity.value == "error" else words.say("warning"),
        "rule": problem.rule,
        "where": f"{problem.path}:{problem.line}" if problem.line else problem.path,
        "message": message(problem, words),
        "commit": judged.at.id[:SHORT_ID],
        "who": judged.at.author,
    }


def _table_line(cells: Iterator[str] | Sequence[str]) -> str:
    return f"| {' | '.join(cells)} |"
