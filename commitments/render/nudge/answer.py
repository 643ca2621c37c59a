"""Writes the answer of `nudge`: the leads to write to, and why, in every format. Judges nothing."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from commitments.errors import N_
from commitments.model.events import EventRegistry
from commitments.model.parties.party import Registry
from commitments.model.reminders import Reminders
from commitments.render.answer import Answer, Cells, Record, Screen
from commitments.render.formats.markdown_text import markdown_rows
from commitments.render.nudge.cause_words import NudgeWords, cause_label, reminders_text
from commitments.render.paint import paint_line, paint_pieces
from commitments.render.records.record_keys import ROW_KEYS, record_row
from commitments.render.records.screen_list import flat_list
from commitments.render.roof import no_total
from commitments.render.safe import bounded_markdown, markdown, one_line
from commitments.render.words import Words
from commitments.render.wrapped import wrap_lines
from commitments.reports.nudge import LeadNudge, NudgeCause, NudgeReport, NudgeRow

CELL_KEYS = ("nudged", "causes", "unanswered_days", "reminded_on", "reminders", *ROW_KEYS)
"""The keys of a row in CSV: a record under the lead that is written to."""

_UNBROKEN = 100_000
"""Columns where nothing is broken."""


def nudge_answer(report: NudgeReport, registry: Registry, words: Words, events: EventRegistry) -> Answer:
    """`nudge` in every format."""
    record_words = nudge_words(report, registry, words, events)

    def cell_rows() -> list[Record]:
        return [
            {"nudged": lead.lead, **_record_row(row, report)} for lead in report.leads for row in lead.rows
        ]

    return Answer(
        "nudge",
        report.clock.today.isoformat(),
        "leads",
        lambda: [_lead_row(lead, report) for lead in report.leads],
        lambda screen: _nudge_text(report, record_words, screen),
        Cells(CELL_KEYS, cell_rows),
        lambda screen: _nudge_markdown(report, record_words, screen),
    )


def nudge_words(report: NudgeReport, registry: Registry, words: Words, events: EventRegistry) -> NudgeWords:
    """The words for the records of the answer, in lists and in letters."""
    rows = {row.record.outline.path: row for lead in report.leads for row in lead.rows}
    return NudgeWords(words, report.clock, registry, events, rows=rows)


def lead_name(lead: str | None, record_words: NudgeWords) -> str:
    """The name of a lead as lists show it."""
    return record_words.words.say("No lead named") if lead is None else record_words.party_name(lead)


def nothing_text(report: NudgeReport, words: Words) -> str:
    """That nobody need be written to, and how many records were looked at."""
    return words.count(
        report.checked,
        "Nobody need be written to; {n} open record was checked.",
        "Nobody need be written to; {n} open records were checked.",
    )


def _lead_row(lead: LeadNudge, report: NudgeReport) -> Record:
    is_told = report.is_told
    return {
        "lead": lead.lead,
        "reminded_on": _iso_day(lead.reminders) if is_told else None,
        "reminders": lead.reminders.total if is_told else None,
        **{cause.value: lead.count(cause) if is_told else None for cause in NudgeCause},
        "records": [_record_row(row, report) for row in lead.rows],
    }


def _record_row(row: NudgeRow, report: NudgeReport) -> dict[str, Any]:
    return {
        "causes": [cause.value for cause in row.causes],
        "unanswered_days": row.unanswered_days,
        "reminded_on": _iso_day(row.reminders),
        "reminders": row.reminders.total,
        **record_row(row.record),
    }


def _iso_day(reminders: Reminders) -> str | None:
    return date.fromordinal(reminders.latest).isoformat() if reminders.latest else None


def _nudge_text(report: NudgeReport, record_words: NudgeWords, screen: Screen) -> str:
    if not report.leads and report.is_told:
        return f"{wrap_lines(nothing_text(report, screen.words), screen.width or _UNBROKEN)}\n"
    list_screen = replace(screen, height=None)
    head = [] if report.is_told else [paint_line(_no_total(screen), screen)]
    return "\n".join(head + [_lead_text(lead, report, record_words, list_screen) for lead in report.leads])


def _no_total(screen: Screen) -> str:
    return no_total(screen.roof.members if screen.roof else (), screen.words)


def _lead_text(lead: LeadNudge, report: NudgeReport, record_words: NudgeWords, screen: Screen) -> str:
    lines = _head_lines(lead, report, record_words, screen)
    return paint_pieces([[(line, "bold")] for line in lines], screen) + flat_list(
        [row.record for row in lead.rows], record_words, screen
    )


def _head_lines(
    lead: LeadNudge, report: NudgeReport, record_words: NudgeWords, screen: Screen
) -> Sequence[str]:
    pieces = [lead_name(lead.lead, record_words)]
    if lead.lead is not None and pieces[0] != one_line(lead.lead):
        pieces[0] += f" ({one_line(lead.lead)})"
    if report.is_told:
        pieces += _count_texts(lead, record_words)
        pieces.append(reminders_text(lead.reminders, record_words.words))
    return wrap_lines(" · ".join(filter(None, pieces)), screen.width or _UNBROKEN).split("\n")


def _count_texts(lead: LeadNudge, record_words: NudgeWords) -> Iterator[str]:
    words = record_words.words
    for cause in NudgeCause:
        if number := lead.count(cause):
            yield f"{cause_label(cause, record_words)}: {words.number(number)}"


def _nudge_markdown(report: NudgeReport, record_words: NudgeWords, screen: Screen) -> str:
    words = record_words.words
    if not report.leads and report.is_told:
        return f"{nothing_text(report, words)}\n"
    head = "" if report.is_told else f"{markdown(_no_total(screen))}\n\n"
    return head + bounded_markdown(
        _markdown_lines(report, record_words),
        words.say("More rows were left out; narrow the question with a filter."),
    )


def _markdown_lines(report: NudgeReport, record_words: NudgeWords) -> Iterator[str]:
    words = record_words.words
    heads = [words.say(head) for head in (N_("Id"), N_("Commitment"), N_("Why"), N_("Latest reminder"))]
    for place, lead in enumerate(report.leads):
        if place:
            yield ""
        yield f"## {markdown(lead_name(lead.lead, record_words))}"
        yield ""
        yield from markdown_rows(heads, [_markdown_cells(row, record_words) for row in lead.rows])


def _markdown_cells(row: NudgeRow, record_words: NudgeWords) -> Sequence[str]:
    outline, words = row.record.outline, record_words.words
    why = [cause_label(cause, record_words) for cause in row.causes]
    details = [piece for piece in (record_words.distance(row.record),) if piece]
    day = words.date(_iso_day(row.reminders))
    return outline.id, outline.title(words.lang), "; ".join([*why, *details]), day
