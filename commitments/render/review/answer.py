"""Writes the answers of `review` and `audit`: what changed, then what is wrong with it. Judges nothing."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import groupby
from typing import Any

from commitments.history.review import JudgedProblem
from commitments.model.parties.party import Registry
from commitments.model.problem import Problem
from commitments.model.revision import Revision
from commitments.render.answer import SHORT_ID, Answer, Cells, Record, Screen
from commitments.render.changes.answer import change_rows
from commitments.render.changes.sentences import ChangeWords
from commitments.render.paint import paint, paint_line, text
from commitments.render.problem_list import hidden_problem_lines, problems_on_screen
from commitments.render.review.document import document
from commitments.render.review.file_lines import file_entries
from commitments.render.review.record_lines import review_entries
from commitments.render.review.suggestions import suggestion
from commitments.render.review.words import (
    ReviewReport,
    review_notes,
    rule_counts,
    rule_line,
    total_line,
    worst_first,
)
from commitments.render.safe import one_line
from commitments.render.validate import ROW_KEYS, problem_lines, problem_row
from commitments.render.words import Words
from commitments.reports.changes import ChangesReport

__all__ = ["ReviewReport", "review_answer"]


def review_answer(report: ReviewReport, registry: Registry, words: Words) -> Answer:
    """`review` and `audit` in every format; formats of rows have the findings."""
    changes_report = ChangesReport(
        report.today, report.zone, report.judgement.changes, report.judgement.commits
    )

    def findings() -> list[Record]:
        judgement = report.judgement
        all_findings = (*judgement.findings, *judgement.accepted)
        return [_finding_row(judged, report, words) for judged in all_findings]

    return Answer(
        report.command,
        report.today.isoformat(),
        "findings",
        findings,
        lambda screen: _page_text(report, registry, screen),
        Cells((*ROW_KEYS, "commit", "fingerprint", "accepted"), findings),
        lambda screen: document(report, registry, screen),
        lambda: {"changes": change_rows(changes_report), **_effect_keys(report)},
        annotations=lambda: [_annotation(judged, report) for judged in report.judgement.findings],
        strict=report.strict,
    )


def _effect_keys(report: ReviewReport) -> dict[str, Any]:
    """The keys that a review alone has: what becomes of timeliness, and what the change amounts to."""
    if report.command != "review":
        return {}
    judgement = report.judgement
    rows = [{"id": effect.id, "before": effect.before, "after": effect.after} for effect in judgement.effects]
    return {"effects": rows, "nature": judgement.nature.value}


def _finding_row(judged: JudgedProblem, report: ReviewReport, words: Words) -> Record:
    """The row of a finding; an audit looks back, and suggests nothing."""
    lines = suggestion(judged, report.today, words.lang) if report.command == "review" else None
    problem = judged.problem
    return {
        **problem_row(problem, words),
        "commit": judged.at.id or None,
        "fingerprint": problem.fingerprint or None,
        "accepted": problem.accepted,
        "suggestion": lines._asdict() if lines else None,
    }


def _annotation(judged: JudgedProblem, report: ReviewReport) -> Problem:
    """A finding for code hosts; without its commit in a review, as that would change with every push."""
    if report.command == "review":
        return judged.problem
    return replace(judged.problem, commit=judged.at.id or None)


def _page_text(report: ReviewReport, registry: Registry, screen: Screen) -> str:
    """The answer for a person: sections of sentences, then the findings."""
    words = screen.words
    findings = (
        worst_first(report.judgement.findings) if report.command == "review" else report.judgement.findings
    )
    parts: list[Any] = list(_finding_parts(findings, report, screen))
    if report.command == "review":
        if line := rule_line(findings, words):
            parts += [text(line), text("")]
        change_words = ChangeWords(words, registry, screen.width and 2 * screen.width, True, report.events)
        parts += _change_parts(report, change_words, words)
    else:
        parts += _rule_count_parts(findings, words)
    return (paint(parts, screen) if parts else "") + paint_line(total_line(report, words), screen)


def _finding_parts(findings: Sequence[JudgedProblem], report: ReviewReport, screen: Screen) -> Iterator[Any]:
    """The findings; in an audit below the heading of their commit."""
    shown_findings = problems_on_screen(findings, lambda judged: judged.problem, screen)
    is_audit = report.command == "audit"
    for revision, commit_findings in groupby(shown_findings, key=lambda judged: judged.at):
        if is_audit:
            yield from (_commit_heading(revision, report, screen.words), text(""))
        for judged in commit_findings:
            yield from map(_styled_line, problem_lines(judged.problem, screen.words))
    yield from map(text, _hidden_finding_lines(findings, shown_findings, screen.words))


def _hidden_finding_lines(
    findings: Sequence[JudgedProblem], shown_findings: Sequence[JudgedProblem], words: Words
) -> Iterator[str]:
    yield from hidden_problem_lines(_problems(findings), _problems(shown_findings), words)


def _problems(findings: Sequence[JudgedProblem]) -> list[Problem]:
    return [judged.problem for judged in findings]


def _styled_line(spans: Sequence[tuple[str, str]]) -> Any:
    return text("").join(text(*span) for span in spans)


def _commit_heading(revision: Revision, report: ReviewReport, words: Words) -> Any:
    """The heading of the commit that findings are about."""
    day = words.date(revision.day(report.zone).isoformat())
    heading = " · ".join((revision.id[:SHORT_ID], day, one_line(revision.author), one_line(revision.subject)))
    return text(heading, "bold")


def _change_parts(report: ReviewReport, change_words: ChangeWords, words: Words) -> Iterator[Any]:
    """The records and their changes; a blank line after the last one."""
    entries = review_entries(
        report.judgement.changes, review_notes(report, change_words, words), change_words, words
    )
    entries += file_entries(report.judgement.files, change_words, words)
    for entry in entries:
        if entry.name:
            detail = f" ({entry.title})" if entry.title else ""
            effect = f": {entry.effect}" if entry.effect else ""
            yield text("").join((text(entry.name, "bold"), text(f"{detail}{effect}")))
        for line in entry.lines:
            yield text(f"  {line}" if entry.name else line)
    if entries:
        yield text("")


def _rule_count_parts(findings: Sequence[JudgedProblem], words: Words) -> Iterator[Any]:
    for rule, count in rule_counts(findings):
        yield text(f"{words.number(count):>6}  {rule}")
    if findings:
        yield text("")
