"""How the answer of `slips` is written: its keys, as the contract names them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import tzinfo
from typing import Any

from commitments.model.commitment import DueChange
from commitments.model.party import Registry
from commitments.render.answer import Answer, Cells, Record
from commitments.render.formats.markdown_text import markdown_table
from commitments.render.slips.table import slip_table
from commitments.render.slips.words import Telling
from commitments.render.words import Words
from commitments.reports.deadlines import Move, days_between
from commitments.reports.slips import Slip, SlipRow, SlipsReport, Totals

NAMES = (
    "id",
    "title.en",
    "title.vi",
    "first_due",
    "due",
    "moves",
    "days",
    "lead",
    "claimed_moves",
    "differs",
    "unclaimed",
    "unseen",
    "milestones",
)
"""The keys of a record's row as CSV has them."""


def slips_answer(
    report: SlipsReport, as_of: str, registry: Registry, zone: tzinfo | None, words: Words
) -> Answer:
    """`slips` in every format; a commit has its day in `zone`, None being the machine's."""
    telling = Telling(registry, zone, as_of, words)

    def rows() -> list[Record]:
        return [_row(row, telling) for row in report.rows]

    cells = Cells(NAMES, lambda: map(_flat, rows()))
    return Answer(
        "slips",
        as_of,
        "slips",
        rows,
        lambda screen: slip_table(report, telling, screen),
        cells,
        markdown_table(_columns(telling), cells.rows),
        lambda: {"summary": _summary(report, registry, words)},
    )


def _row(row: SlipRow, telling: Telling) -> Record:
    return {
        "id": row.outline.id,
        "title": {"en": row.outline.title_en or None, "vi": row.outline.title_vi or None},
        **_slip(row.own, telling, {"lead": row.outline.leads()}, {"differs": row.differs}),
        "milestones": [{"id": id, **_slip(slip, telling)} for id, slip in row.milestones],
    }


_NOTHING: Record = {}


def _slip(slip: Slip, telling: Telling, lead: Record = _NOTHING, differs: Record = _NOTHING) -> Record:
    return {
        "first_due": slip.first or None,
        "due": slip.due or None,
        "moves": len(slip.moves),
        "days": slip.days,
        **lead,
        "claimed_moves": slip.claimed,
        **differs,
        "unclaimed": [_move(item, telling) for item in slip.unclaimed],
        "unseen": [_claim(item) for item in slip.unseen],
    }


def _move(move: Move, telling: Telling) -> Record:
    return {
        "commit": move.at.id or None if move.at else None,
        "date": telling.day(move.at),
        "from": move.before,
        "to": move.after,
        "days": move.days,
    }


def _claim(claim: DueChange) -> Record:
    return {
        "date": claim.date.text if claim.date else None,
        "from": claim.before,
        "to": claim.after,
        "days": days_between(claim.before or "", claim.after or ""),
    }


def _flat(row: Record) -> Record:
    """A row for formats of rows and columns: what is nested in it as texts that people read."""
    every = [("", row), *((f"{milestone['id']}: ", milestone) for milestone in row["milestones"])]
    return {
        **row,
        **{
            name: [f"{of}{_told(item)}" for of, slip in every for item in slip[name]]
            for name in ("unclaimed", "unseen")
        },
        "milestones": [
            f"{milestone['id']}: {milestone['first_due'] or '–'} → {milestone['due'] or '–'}"
            for milestone in row["milestones"]
        ],
    }


def _told(item: Record) -> str:
    where = ", ".join(str(item[name]) for name in ("date", "commit") if item.get(name))
    return f"{item['from'] or '–'} → {item['to'] or '–'}" + (f" ({where})" if where else "")


def _summary(report: SlipsReport, registry: Registry, words: Words) -> Record:
    leads = [
        {"lead": lead, "name": registry.name(lead, words.lang) if lead else None, **_totals(totals)}
        for lead, totals in report.by_lead
    ]
    return {**_totals(report.totals), "by_lead": leads}


def _totals(totals: Totals) -> Record:
    middle = totals.median
    return {
        "records": totals.records,
        "with_moves": totals.with_moves,
        "moves": totals.moves,
        "milestone_moves": totals.milestone_moves,
        "median_days": int(middle) if middle is not None and middle % 1 == 0 else middle,
        "worst_days": totals.worst.own.days if totals.worst else None,
        "worst": totals.worst.outline.id if totals.worst else None,
        "differ": totals.differ,
    }


def _columns(telling: Telling) -> Mapping[str, Callable[[Record], Any]]:
    """What a Markdown table shows of a record's row."""
    words, registry = telling.words, telling.registry
    return {
        words.say("Days moved"): lambda row: telling.days(row["days"]),
        words.say("Moves"): lambda row: row["moves"],
        words.say("In due_changes"): lambda row: row["claimed_moves"],
        words.say("Differs"): lambda row: words.say("yes") if row["differs"] else words.say("no"),
        words.say("First deadline"): lambda row: words.date(row["first_due"]),
        words.say("Deadline now"): lambda row: words.date(row["due"]),
        words.say("Id"): lambda row: row["id"],
        words.say("Lead"): lambda row: [registry.name(item, words.lang) for item in row["lead"]],
        words.say("Commitment"): lambda row: _title(row["title"], row["id"], words.lang),
    }


def _title(titles: Mapping[str, str | None], id: str, lang: str) -> str:
    return titles[lang] or titles["en"] or titles["vi"] or id
