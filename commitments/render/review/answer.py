"""How the answers of `review` and `audit` are written: first what changed, then what is wrong with it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import groupby
from typing import Any

from commitments.history.review import Judged
from commitments.model.party import Registry
from commitments.model.problem import Problem
from commitments.model.revision import Revision
from commitments.render.answer import Answer, Cells, Record, Screen
from commitments.render.changes.answer import change_records
from commitments.render.changes.sentences import ChangeWords
from commitments.render.paint import painted, painted_line, text
from commitments.render.problem_list import on_screen, unseen
from commitments.render.review.document import document
from commitments.render.review.words import ReviewReport, figures, sections, total
from commitments.render.rule_sentences import SHORT
from commitments.render.safe import one_line
from commitments.render.validate import NAMES, problem_lines, problem_row
from commitments.render.words import Words
from commitments.reports.changes import ChangesReport

__all__ = ["ReviewReport", "review_answer"]


def review_answer(report: ReviewReport, registry: Registry, words: Words) -> Answer:
    """`review` and `audit` in every format; row-wise formats have the findings."""
    rows = ChangesReport(report.today, report.zone, report.found.changes, report.found.commits)

    def findings() -> list[Record]:
        return [_row(judged, words) for judged in report.found.findings]

    return Answer(
        report.command,
        report.today.isoformat(),
        "findings",
        findings,
        lambda screen: _page(report, registry, screen),
        Cells((*NAMES, "commit"), findings),
        lambda screen: document(report, registry, screen),
        lambda: {"changes": change_records(rows)},
        annotations=lambda: [_told_of(judged, report) for judged in report.found.findings],
        strict=report.strict,
    )


def _row(judged: Judged, words: Words) -> Record:
    return {**problem_row(judged.problem, words), "commit": judged.at.id or None}


def _told_of(judged: Judged, report: ReviewReport) -> Problem:
    """A finding as code hosts are told of it; in a review the commit would change with every push."""
    if report.command == "review":
        return judged.problem
    return replace(judged.problem, commit=judged.at.id or None)


def _page(report: ReviewReport, registry: Registry, screen: Screen) -> str:
    """The whole answer for a person: sections of sentences, then the findings."""
    words = screen.words
    parts: list[Any] = []
    if report.command == "review":
        said = ChangeWords(words, registry, screen.width and 2 * screen.width)
        parts += _story(report, said, screen)
    findings = report.found.findings
    shown = on_screen(findings, lambda judged: judged.problem, screen)
    for at, found in groupby(shown, key=lambda judged: judged.at):
        parts += [_commit(at, report, words), text("")] if report.command == "audit" else []
        parts += [_line_of(spans) for judged in found for spans in problem_lines(judged.problem, words)]
    parts += map(text, _unseen(findings, shown, words))
    if report.command == "audit":
        parts += _figures(findings, words)
    return (painted(parts, screen) if parts else "") + painted_line(total(report, words), screen)


def _unseen(findings: Sequence[Judged], shown: Sequence[Judged], words: Words) -> Iterator[str]:
    yield from unseen(_problems(findings), _problems(shown), words)


def _problems(findings: Sequence[Judged]) -> list[Problem]:
    return [judged.problem for judged in findings]


def _line_of(spans: Sequence[tuple[str, str]]) -> Any:
    return text("").join(text(*span) for span in spans)


def _commit(at: Revision, report: ReviewReport, words: Words) -> Any:
    """The commit that findings are about."""
    day = words.date(at.day(report.zone).isoformat())
    told = " · ".join((at.id[:SHORT], day, one_line(at.author), one_line(at.subject)))
    return text(told, "bold")


def _story(report: ReviewReport, said: ChangeWords, screen: Screen) -> Iterator[Any]:
    for heading, lines in sections(report.found.changes, said, screen.words):
        yield text(heading, "bold")
        for line in lines:
            yield text(f"  {line}")
        yield text("")


def _figures(findings: Sequence[Judged], words: Words) -> Iterator[Any]:
    for rule, count in figures(findings):
        yield text(f"{words.number(count):>6}  {rule}")
    if findings:
        yield text("")
