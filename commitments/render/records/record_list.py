"""A list of records for people: a table, cards on a narrow screen, plain columns in a pipe."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from commitments.errors import N_
from commitments.model.lifecycle import Role, Timeliness, What
from commitments.model.outline import Outline, missed_more, next_occurrence
from commitments.model.party import Registry
from commitments.model.timeliness import Clock, Reason, governing, is_stale, reasons
from commitments.render.answer import Screen
from commitments.render.columns import aligned
from commitments.render.labels import NEAREST, STATUS, WHAT
from commitments.render.paint import STYLES, painted, standing, stands, text
from commitments.render.safe import one_line, one_line_each
from commitments.render.words import Words
from commitments.reports.status import JudgedRecord

SHOWN = 100
"""Rows that a terminal shows; the rest is counted."""

_FURTHER = 3
"""Reasons told of one late record beside the worst."""

_WIDE = 100
"""Columns of a terminal from which the lead has a column of its own."""


@dataclass(frozen=True, slots=True)
class RecordList:
    """Judged records and what their words need."""

    rows: Sequence[JudgedRecord]
    clock: Clock
    registry: Registry
    with_reasons: bool = False
    """Whether to say of each what is late."""


def listed(records: RecordList, screen: Screen) -> str:
    """The records as this screen reads them best."""
    if screen.width is None and not screen.color:
        return _columns(records, screen.words)
    shown = records.rows[:SHOWN] if screen.width else records.rows
    parts = list(_cards(records, shown, screen)) if screen.narrow else [_table(records, shown, screen)]
    hidden = len(records.rows) - len(shown)
    if hidden:
        more = screen.words.count(
            hidden,
            "{n} more is not shown; narrow the question, or pipe it to see all.",
            "{n} more are not shown; narrow the question, or pipe it to see all.",
        )
        parts.append(text(more, "dim"))
    return painted(parts, screen)


def _table(records: RecordList, rows: Sequence[JudgedRecord], screen: Screen) -> Any:
    from rich import box
    from rich.table import Table

    words = screen.words
    wide = screen.width is None or screen.width >= _WIDE
    table = Table(box=box.SIMPLE_HEAD, pad_edge=False, padding=(0, 1), show_edge=False)
    table.add_column(words.say("State"), no_wrap=True)
    table.add_column(words.say("Commitment"), ratio=5, overflow="fold")
    if wide:
        table.add_column(words.say("Lead"), ratio=3, overflow="fold")
    table.add_column(words.say("Due"), min_width=13, max_width=24)
    table.add_column(words.say("Milestones met"), justify="right", max_width=10)
    lead = _leads(records.registry, words)
    for row in rows:
        title = text(one_line(row.outline.title(words.lang)))
        beneath = text(f"\n{_beneath(row, records, words)}", "dim")
        who = text(lead(row.outline))
        table.add_row(
            text(stands(row, words), STYLES[row.timeliness]),
            *((title + beneath, who) if wide else (_stacked(title, who) + beneath,)),
            text("\n".join(_due(row, records, words))),
            text(_milestones(row)),
        )
    return table


def _stacked(title: Any, who: Any) -> Any:
    return title + text("\n") + who if who else title


def _cards(records: RecordList, rows: Sequence[JudgedRecord], screen: Screen) -> Iterator[Any]:
    words = screen.words
    lead = _leads(records.registry, words)
    for row in rows:
        yield text(stands(row, words), STYLES[row.timeliness])
        yield text(one_line(row.outline.title(words.lang)), "bold")
        met = _milestones(row)
        steps = words.say("milestones met: {met}", met=met) if met else ""
        told = [*_due(row, records, words), steps, lead(row.outline)]
        if line := " · ".join(filter(None, told)):
            yield text(line)
        yield text(f"{_beneath(row, records, words)}\n", "dim")


def _columns(records: RecordList, words: Words) -> str:
    """Column by column, since a few checks of whole columns are quicker than many of cells."""
    rows, lang = records.rows, words.lang
    lead, due = _leads(records.registry, words), _dues(records, words)
    states = {state: standing(state, words) for state in Timeliness}
    columns = {
        N_("State"): [states[row.timeliness] if row.outline.counts else stands(row, words) for row in rows],
        N_("Due"): [due(row) for row in rows],
        N_("Milestones met"): [_milestones(row) for row in rows],
        N_("Id"): one_line_each([row.outline.id for row in rows]),
        N_("Lead"): [lead(row.outline) for row in rows],
        N_("Commitment"): one_line_each([row.outline.title(lang) for row in rows]),
    }
    return aligned({words.say(head).upper(): column for head, column in columns.items()})


def _dues(records: RecordList, words: Words) -> Callable[[JudgedRecord], str]:
    """What `_due` says, in one line; records with the same plain deadline share it."""
    known: dict[tuple[str, int | None], str] = {}

    def said(row: JudgedRecord) -> str:
        of = row.outline
        plain = of.deadline and of.deadline == of.due_latest and not (of.missed or of.review_by)
        if not plain or records.with_reasons:
            return ", ".join(_due(row, records, words))
        key = (of.due, row.days_left if not row.days_late else -row.days_late)
        if key not in known:
            known[key] = ", ".join(_due(row, records, words))
        return known[key]

    return said


def _leads(registry: Registry, words: Words) -> Callable[[Outline], str]:
    """Who leads a record, else who signed it; the same few stand in thousands of records."""
    known: dict[str, str] = {}

    def names(outline: Outline) -> str:
        key = outline.lead or outline.parties
        if key not in known:
            known[key] = _told(outline.leads()) or _signed(outline)
        return known[key]

    def _told(parties: Sequence[str]) -> str:
        return ", ".join(one_line(registry.name(party, words.lang)) for party in parties)

    def _signed(outline: Outline) -> str:
        signed = _told([party for party, role in outline.roles() if role == Role.SIGNATORY])
        return words.say("signed: {parties}", parties=signed) if signed else ""

    return names


def _beneath(row: JudgedRecord, records: RecordList, words: Words) -> str:
    """What stands below a title: the id, the status where it says more than the state, and staleness."""
    status = "" if row.timeliness == row.outline.status else words.say(STATUS[row.outline.status])
    stale = words.say("stale") if is_stale(row.outline, records.clock) else ""
    return " · ".join(filter(None, (one_line(row.outline.id), status, stale)))


def _due(row: JudgedRecord, records: RecordList, words: Words) -> list[str]:
    """The deadline that counts, the distance to it, and what it is of unless the record's own."""
    today = records.clock.today.toordinal()
    found = governing(row.outline, today)
    if found is None:
        return _undated(row.outline, today, words)
    lines = [words.date(found.due), words.distance(-found.days_late)]
    if found.what is not What.DUE:
        lines.append(words.say(NEAREST[found.what], id=one_line(found.id or "")))
    if records.with_reasons and row.days_late:
        late = [reason for reason in reasons(row.outline, today) if reason != found]
        lines += _further(late, missed_more(row.outline, today), words)
    return lines


def _further(late: Sequence[Reason], and_more: bool, words: Words) -> list[str]:
    lines = [_what(reason, words) for reason in late[:_FURTHER]]
    if len(late) > _FURTHER:
        lines.append(words.more(len(late) - _FURTHER, at_least=and_more))
    return lines


def _undated(outline: Outline, today: int, words: Words) -> list[str]:
    if not outline.is_open:
        return [words.date(outline.due)] if outline.due else []
    coming = next_occurrence(outline, today)
    return [words.say("next: {date}", date=words.date(coming))] if coming else []


def _what(reason: Reason, words: Words) -> str:
    return words.say(WHAT[reason.what], id=one_line(reason.id or ""), due=words.date(reason.due))


def _milestones(row: JudgedRecord) -> str:
    return f"{row.outline.met}/{row.outline.milestones}" if row.outline.milestones else ""
