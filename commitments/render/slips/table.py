"""What people read of deadlines that moved: a table or cards on a screen, columns in a pipe."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import chain, islice
from typing import Any

from commitments.render.answer import Screen
from commitments.render.paint import painted, painted_line, text
from commitments.render.records.record_list import SHOWN
from commitments.render.safe import one_line
from commitments.render.slips.columns import in_columns
from commitments.render.slips.words import GROUP, Group, Telling, deadlines, group, sums
from commitments.render.words import Words
from commitments.reports.slips import Slip, SlipRow, SlipsReport

_FURTHER = 3
"""Milestones, and differences, that a screen tells of one record."""
_WIDE = 100
"""Columns of a terminal from which the lead has a column of its own."""


def slip_table(report: SlipsReport, telling: Telling, screen: Screen) -> str:
    """The whole answer: what it comes to, the records, and who leads them."""
    if not report.rows:
        nothing = telling.words.count(
            report.totals.records,
            "No deadline moved; {n} commitment was looked at.",
            "No deadline moved; {n} commitments were looked at.",
        )
        return painted_line(nothing, screen)
    top = "".join(painted_line(line, screen) for line in sums(report.totals, telling)) + "\n"
    top = top if report.totals.records else ""
    leads = [item for item in report.by_lead if item[1].moves or item[1].milestone_moves or item[1].differ]
    if screen.width is None and not screen.color:
        return top + in_columns(report.rows, leads, telling)
    return top + _on_screen(report.rows, leads, telling, screen)


def _on_screen(rows: Sequence[SlipRow], leads: Sequence[Group], telling: Telling, screen: Screen) -> str:
    shown = rows[:SHOWN] if screen.width else rows
    parts: list[Any] = []
    if screen.narrow:
        parts += chain.from_iterable(_card(row, telling) for row in shown)
    else:
        parts.append(_table(shown, telling, screen))
    if len(shown) < len(rows):
        parts.append(text(_hidden(len(rows) - len(shown), telling.words), "dim"))
    if leads:
        kept = leads[:SHOWN] if screen.width else leads
        parts += _lead_cards(kept, telling) if screen.narrow else [text(""), _lead_table(kept, telling)]
        if len(kept) < len(leads):
            parts.append(text(_hidden(len(leads) - len(kept), telling.words), "dim"))
    return painted(parts, screen)


def _hidden(number: int, words: Words) -> str:
    return words.count(
        number,
        "{n} more is not shown; narrow the question, or pipe it to see all.",
        "{n} more are not shown; narrow the question, or pipe it to see all.",
    )


def _grid() -> Any:
    from rich import box
    from rich.table import Table

    return Table(box=box.SIMPLE_HEAD, pad_edge=False, padding=(0, 1), show_edge=False)


def _table(rows: Sequence[SlipRow], telling: Telling, screen: Screen) -> Any:
    words = telling.words
    wide = screen.width is None or screen.width >= _WIDE
    table = _grid()
    table.add_column(words.say("Days moved"), justify="right", max_width=12 if wide else 8)
    table.add_column(words.say("Moves"), justify="right", max_width=8)
    table.add_column(words.say("Commitment"), ratio=5, overflow="fold")
    if wide:
        table.add_column(words.say("Lead"), ratio=3, overflow="fold")
    table.add_column(words.say("Deadline"), min_width=13, max_width=24)
    for row in rows:
        who = text(telling.leads(row.outline))
        table.add_row(
            text(telling.days(row.own.days), _style(row.own)),
            text(words.number(len(row.own.moves))),
            _about(row, telling, None if wide else who),
            *((who,) if wide else ()),
            text(_own(row.own, telling, "\n")),
        )
    return table


def _own(slip: Slip, telling: Telling, before: str) -> str:
    """The deadline, and before it the one first promised where that was another."""
    first, now = telling.date(slip.first), telling.date(slip.due)
    return now if first == now else f"{first}{before}→ {now}"


def _style(slip: Slip) -> str:
    return "bold yellow" if (slip.days or 0) > 0 else "green" if slip.days else ""


def _about(row: SlipRow, telling: Telling, who: Any) -> Any:
    """A title with what stands beneath it."""
    found = text("").append(one_line(row.outline.title(telling.words.lang)), "bold")
    if who:
        found.append("\n").append_text(who)
    found.append(f"\n{one_line(row.outline.id)}", "dim")
    for line in _some(_steps(row, telling), telling.words):
        found.append(f"\n{line}")
    for line in _some(_differs(row, telling), telling.words):
        found.append(f"\n{line}", "yellow")
    return found


def _some(lines: Iterable[str], words: Words) -> Iterator[str]:
    """The first few lines, and how many more there are."""
    rest = iter(lines)
    yield from islice(rest, _FURTHER)
    if more := sum(1 for _ in rest):
        yield words.more(more)


def _steps(row: SlipRow, telling: Telling) -> Iterator[str]:
    for milestone, slip in row.milestones:
        if slip.moves:
            name = telling.words.say("milestone {id}", id=one_line(milestone))
            yield f"{name}: {telling.moved(slip.first, slip.due)}, {telling.days(slip.days)}"


def _differs(row: SlipRow, telling: Telling) -> Iterator[str]:
    words = telling.words
    for milestone, slip in deadlines(row):
        name = words.say("milestone {id}", id=one_line(milestone)) + ": " if milestone else ""
        for move in slip.unclaimed:
            days = telling.moved(move.before, move.after)
            when, where = telling.day(move.at), telling.where(move.at)
            told = f"{telling.date(when)}, {where}" if when else where
            yield name + words.say("not in due_changes: {move}", move=f"{days} ({told})")
        for claim in slip.unseen:
            days = telling.moved(claim.before, claim.after)
            yield name + words.say("not in git: {move}", move=f"{days} ({telling.date(claim.date)})")


def _card(row: SlipRow, telling: Telling) -> Iterator[Any]:
    moves = telling.words.count(len(row.own.moves), "{n} move", "{n} moves")
    top = text("").append(telling.days(row.own.days), _style(row.own))
    yield top.append(f" · {moves} · {_own(row.own, telling, ' ')}")
    yield _about(row, telling, text(telling.leads(row.outline))).append("\n")


def _lead_table(leads: Sequence[Group], telling: Telling) -> Any:
    table = _grid()
    table.add_column(telling.words.say("Lead"), ratio=1, overflow="fold")
    for head in GROUP:
        table.add_column(telling.words.say(head), justify="right", overflow="fold")
    for lead, totals in leads:
        table.add_row(text(telling.party(lead)), *(text(total) for total in group(totals, telling)))
    return table


def _lead_cards(leads: Sequence[Group], telling: Telling) -> Iterator[Any]:
    heads = [telling.words.say(head) for head in GROUP]
    for lead, totals in leads:
        yield text(telling.party(lead), "bold")
        told = (f"{head} {number}" for head, number in zip(heads, group(totals, telling), strict=True))
        yield text(" · ".join(told) + "\n")
