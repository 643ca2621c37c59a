"""Writes the answers of `review` and `audit`: what changed, then what is wrong with it. Judges nothing."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import groupby
from typing import Any

from commitments.history.review import JudgedProblem
from commitments.model.party import Registry
from commitments.model.problem import Problem
from commitments.model.revision import Revision
from commitments.render.answer import SHORT_ID, Answer, Cells, Record, Screen
from commitments.render.changes.answer import change_rows
from commitments.render.changes.sentences import ChangeWords
from commitments.render.paint import paint, paint_line, text
from commitments.render.problem_list import hidden_problem_lines, problems_on_screen
from commitments.render.review.document import document
from commitments.render.review.words import ReviewReport, rule_counts, sections, total_line
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
        return [_finding_row(judged, words) for judged in report.judgement.findings]

    return Answer(
        report.command,
        report.today.isoformat(),
        "findings",
        findings,
        lambda screen: _page_text(report, registry, screen),
        Cells((*ROW_KEYS, "commit"), findings),
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


def _finding_row(judged: JudgedProblem, words: Words) -> Record:
    return {**problem_row(judged.problem, words), "commit": judged.at.id or None}


def _annotation(judged: JudgedProblem, report: ReviewReport) -> Problem:
    """A finding for code hosts; without its commit in a review, as that would change with every push."""
    if report.command == "review":
        return judged.problem
    return replace(judged.problem, commit=judged.at.id or None)


def _page_text(report: ReviewReport, registry: Registry, screen: Screen) -> str:
    """The answer for a person: sections of sentences, then the findings."""
    words = screen.words
    parts: list[Any] = []
    if report.command == "review":
        change_words = ChangeWords(words, registry, screen.width and 2 * screen.width)
        parts += _section_parts(report, change_words, screen)
    findings = report.judgement.findings
    shown_findings = problems_on_screen(findings, lambda judged: judged.problem, screen)
    for revision, commit_findings in groupby(shown_findings, key=lambda judged: judged.at):
        parts += [_commit_heading(revision, report, words), text("")] if report.command == "audit" else []
        parts += [
            _styled_line(spans)
            for judged in commit_findings
            for spans in problem_lines(judged.problem, words)
        ]
    parts += map(text, _hidden_finding_lines(findings, shown_findings, words))
    if report.command == "audit":
        parts += _rule_count_parts(findings, words)
    return (paint(parts, screen) if parts else "") + paint_line(total_line(report, words), screen)


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


def _section_parts(report: ReviewReport, change_words: ChangeWords, screen: Screen) -> Iterator[Any]:
    for heading, lines in sections(report.judgement.changes, change_words, screen.words):
        yield text(heading, "bold")
        for line in lines:
            yield text(f"  {line}")
        yield text("")


def _rule_count_parts(findings: Sequence[JudgedProblem], words: Words) -> Iterator[Any]:
    for rule, count in rule_counts(findings):
        yield text(f"{words.number(count):>6}  {rule}")
    if findings:
        yield text("")
