"""Writes moved deadlines for people: a table or cards on a screen, columns in a pipe. Counts no move."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import chain, islice
from typing import Any

from commitments.render.answer import Screen
from commitments.render.paint import paint, paint_line, text
from commitments.render.records.record_list import MOST_SHOWN
from commitments.render.safe import one_line
from commitments.render.slips.columns import slip_columns
from commitments.render.slips.words import (
    LEAD_HEADS,
    LeadGroup,
    SlipWords,
    deadlines,
    lead_numbers,
    total_lines,
)
from commitments.render.untold_total import untold_total
from commitments.render.words import Words
from commitments.reports.slips import Slip, SlipRow, SlipsReport

_MOST_LINES = 3
"""Milestones that a screen lists of one record, and as many differences."""
_WIDE = 100
"""Columns of a terminal from which the lead has a column of its own."""


def slip_table(report: SlipsReport, slip_words: SlipWords, screen: Screen) -> str:
    """The answer for a person: the totals, the records, and their leads."""
    is_told = screen.tells_totals
    if not report.rows and is_told:
        nothing = slip_words.words.count(
            report.totals.records,
            "No deadline moved; {n} record was checked.",
            "No deadline moved; {n} records were checked.",
        )
        return paint_line(nothing, screen)
    heading = _heading(report, slip_words, screen)
    if not report.rows:
        return heading
    leads = [
        lead_group
        for lead_group in report.by_lead
        if is_told and (lead_group[1].moves or lead_group[1].milestone_moves or lead_group[1].differ)
    ]
    if screen.width is None and not screen.color:
        body = slip_columns(report.rows, leads, slip_words)
    else:
        body = _screen_text(report.rows, leads, slip_words, screen)
    return heading + body + _limited_text(report, slip_words.words)


def _heading(report: SlipsReport, slip_words: SlipWords, screen: Screen) -> str:
    """The totals, or on a roof that they are not told."""
    if untold := untold_total(screen):
        lines = untold
    elif report.totals.records:
        lines = list(total_lines(report.totals, slip_words))
    else:
        return ""
    return "".join(paint_line(line, screen) for line in lines) + "\n"


def _limited_text(report: SlipsReport, words: Words) -> str:
    """How many records `--limit` leaves out."""
    if not report.hidden:
        return ""
    return "\n" + words.say("… and {n} more: --limit 0", n=words.number(report.hidden)) + "\n"


def _screen_text(
    rows: Sequence[SlipRow], leads: Sequence[LeadGroup], slip_words: SlipWords, screen: Screen
) -> str:
    shown_rows = rows[:MOST_SHOWN] if screen.width else rows
    parts: list[Any] = []
    if screen.narrow:
        parts += chain.from_iterable(_card(row, slip_words) for row in shown_rows)
    else:
        parts.append(_slip_table(shown_rows, slip_words, screen))
    if len(shown_rows) < len(rows):
        parts.append(text(_hidden_text(len(rows) - len(shown_rows), slip_words.words), "dim"))
    if leads:
        shown_leads = leads[:MOST_SHOWN] if screen.width else leads
        parts += (
            _lead_cards(shown_leads, slip_words)
            if screen.narrow
            else [text(""), _lead_table(shown_leads, slip_words)]
        )
        if len(shown_leads) < len(leads):
            parts.append(text(_hidden_text(len(leads) - len(shown_leads), slip_words.words), "dim"))
    return paint(parts, screen)


def _hidden_text(number: int, words: Words) -> str:
    return words.count(
        number,
        "{n} more is not shown; narrow the question, or write all to a file with --output.",
        "{n} more are not shown; narrow the question, or write all to a file with --output.",
    )


def _empty_table() -> Any:
    from rich import box
    from rich.table import Table

    return Table(box=box.SIMPLE_HEAD, pad_edge=False, padding=(0, 1), show_edge=False)


def _slip_table(rows: Sequence[SlipRow], slip_words: SlipWords, screen: Screen) -> Any:
    words = slip_words.words
    wide = screen.width is None or screen.width >= _WIDE
    table = _empty_table()
    table.add_column(words.say("Days moved"), justify="right", max_width=12 if wide else 8)
    table.add_column(words.say("Moves"), justify="right", max_width=8)
    table.add_column(words.say("Commitment"), ratio=5, overflow="fold")
    if wide:
        table.add_column(words.say("Lead"), ratio=3, overflow="fold")
    table.add_column(words.say("Deadline"), min_width=13, max_width=24)
    for row in rows:
        lead = text(slip_words.leads(row.outline))
        table.add_row(
            text(slip_words.days(row.own.days), _days_style(row.own)),
            text(words.number(len(row.own.moves))),
            _record_text(row, slip_words, None if wide else lead),
            *((lead,) if wide else ()),
            text(_deadline_text(row.own, slip_words, "\n")),
        )
    return table


def _deadline_text(slip: Slip, slip_words: SlipWords, separator: str) -> str:
    """The deadline, behind the first one if they differ."""
    first_date, due_date = slip_words.date(slip.first), slip_words.date(slip.due)
    return due_date if first_date == due_date else f"{first_date}{separator}→ {due_date}"


def _days_style(slip: Slip) -> str:
    return "bold yellow" if (slip.days or 0) > 0 else "green" if slip.days else ""


def _record_text(row: SlipRow, slip_words: SlipWords, lead: Any) -> Any:
    """A title, and the lines beneath it."""
    cell = text("").append(one_line(row.outline.title(slip_words.words.lang)), "bold")
    if lead:
        cell.append("\n").append_text(lead)
    cell.append(f"\n{one_line(row.outline.id)}", "dim")
    for line in _first_lines(_milestone_lines(row, slip_words), slip_words.words):
        cell.append(f"\n{line}")
    for line in _first_lines(_difference_lines(row, slip_words), slip_words.words):
        cell.append(f"\n{line}", "yellow")
    return cell


def _first_lines(lines: Iterable[str], words: Words) -> Iterator[str]:
    """The first lines, then the number of the others."""
    remaining = iter(lines)
    yield from islice(remaining, _MOST_LINES)
    if more := sum(1 for _ in remaining):
        yield words.more(more)


def _milestone_lines(row: SlipRow, slip_words: SlipWords) -> Iterator[str]:
    yield from _cause_lines(row.own, slip_words.words)
    for milestone, slip in row.milestones:
        if slip.moves:
            name = slip_words.words.say("milestone {id}", id=one_line(milestone))
            yield f"{name}: {slip_words.moved(slip.first, slip.due)}, {slip_words.days(slip.days)}"


def _cause_lines(slip: Slip, words: Words) -> Iterator[str]:
    """What happened to a deadline besides slips: moves by an event, a late first setting, liftings."""
    if slip.by_event:
        yield words.count(len(slip.by_event), "{n} move with its event", "{n} moves with its event")
    if slip.first_settings:
        yield words.say("set after the record was made")
    if slip.liftings:
        yield words.count(slip.liftings, "lifted {n} time", "lifted {n} times")


def _difference_lines(row: SlipRow, slip_words: SlipWords) -> Iterator[str]:
    words = slip_words.words
    for milestone, slip in deadlines(row):
        name = words.say("milestone {id}", id=one_line(milestone)) + ": " if milestone else ""
        for move in slip.unclaimed:
            dates = slip_words.moved(move.before, move.after)
            day, commit = slip_words.day(move.at), slip_words.where(move.at)
            origin = f"{slip_words.date(day)}, {commit}" if day else commit
            yield name + words.say("not in due_changes: {move}", move=f"{dates} ({origin})")
        for claim in slip.unseen:
            dates = slip_words.moved(claim.before, claim.after)
            yield name + words.say("not in git: {move}", move=f"{dates} ({slip_words.date(claim.date)})")


def _card(row: SlipRow, slip_words: SlipWords) -> Iterator[Any]:
    moves = slip_words.words.count(len(row.own.moves), "{n} move", "{n} moves")
    top = text("").append(slip_words.days(row.own.days), _days_style(row.own))
    yield top.append(f" · {moves} · {_deadline_text(row.own, slip_words, ' ')}")
    yield _record_text(row, slip_words, text(slip_words.leads(row.outline))).append("\n")


def _lead_table(leads: Sequence[LeadGroup], slip_words: SlipWords) -> Any:
    table = _empty_table()
    table.add_column(slip_words.words.say("Lead"), ratio=1, overflow="fold")
    for head in LEAD_HEADS:
        table.add_column(slip_words.words.say(head), justify="right", overflow="fold")
    for lead, totals in leads:
        table.add_row(
            text(slip_words.party(lead)), *(text(number) for number in lead_numbers(totals, slip_words))
        )
    return table


def _lead_cards(leads: Sequence[LeadGroup], slip_words: SlipWords) -> Iterator[Any]:
    heads = [slip_words.words.say(head) for head in LEAD_HEADS]
    for lead, totals in leads:
        yield text(slip_words.party(lead), "bold")
        counts = (
            f"{head} {count}" for head, count in zip(heads, lead_numbers(totals, slip_words), strict=True)
        )
        yield text(" · ".join(counts) + "\n")
