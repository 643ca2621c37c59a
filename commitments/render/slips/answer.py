"""Writes the answer of `slips`, with the keys of the contract. Counts nothing."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import tzinfo
from typing import Any

from commitments.model.commitment import DueChange
from commitments.model.parties.party import Registry
from commitments.render.answer import Answer, Cells, Record
from commitments.render.formats.markdown_text import markdown_table
from commitments.render.slips.table import slip_table
from commitments.render.slips.words import SlipWords
from commitments.render.words import Words
from commitments.reports.deadlines import Move, days_between
from commitments.reports.slips import Slip, SlipRow, SlipsReport, Totals

ROW_KEYS = (
    "id",
    "title.en",
    "title.vi",
    "first_due",
    "due",
    "moves",
    "moves_by_event",
    "moves_late",
    "first_settings",
    "liftings",
    "days",
    "lead",
    "claimed_moves",
    "differs",
    "unclaimed",
    "unseen",
    "milestones",
)
"""The keys of a record's row in CSV."""


def slips_answer(
    report: SlipsReport,
    as_of: str,
    registry: Registry,
    zone: tzinfo | None,
    words: Words,
    tells_totals: bool = True,
) -> Answer:
    """`slips` in every format; a commit has its day in `zone`, where None means the machine's."""
    slip_words = SlipWords(registry, zone, as_of, words)

    def rows() -> list[Record]:
        return [_slip_row(row, slip_words) for row in report.rows]

    cells = Cells(ROW_KEYS, lambda: map(_flat_row, rows()))
    return Answer(
        "slips",
        as_of,
        "slips",
        rows,
        lambda screen: slip_table(report, slip_words, screen),
        cells,
        markdown_table(_markdown_columns(slip_words), cells.rows),
        lambda: {"summary": _summary(report, registry, words, tells_totals)},
    )


def _slip_row(row: SlipRow, slip_words: SlipWords) -> Record:
    return {
        "id": row.outline.id,
        "title": {"en": row.outline.title_en or None, "vi": row.outline.title_vi or None},
        **_slip_keys(row.own, slip_words, {"lead": row.outline.leads()}, {"differs": row.differs}),
        "milestones": [{"id": id, **_slip_keys(slip, slip_words)} for id, slip in row.milestones],
    }


_NO_KEYS: Record = {}


def _slip_keys(
    slip: Slip, slip_words: SlipWords, lead: Record = _NO_KEYS, differs: Record = _NO_KEYS
) -> Record:
    return {
        "first_due": slip.first or None,
        "due": slip.due or None,
        "moves": len(slip.moves),
        "moves_by_event": len(slip.by_event),
        "moves_late": len(slip.late),
        "first_settings": slip.first_settings,
        "liftings": slip.liftings,
        "days": slip.days,
        **lead,
        "claimed_moves": slip.claimed,
        **differs,
        "unclaimed": [_move_keys(move, slip_words) for move in slip.unclaimed],
        "unseen": [_claim_keys(move) for move in slip.unseen],
    }


def _move_keys(move: Move, slip_words: SlipWords) -> Record:
    return {
        "commit": move.at.id or None if move.at else None,
        "date": slip_words.day(move.at),
        "from": move.before,
        "to": move.after,
        "days": move.days,
    }


def _claim_keys(claim: DueChange) -> Record:
    return {
        "date": claim.date.text if claim.date else None,
        "from": claim.before,
        "to": claim.after,
        "days": days_between(claim.before or "", claim.after or ""),
    }


def _flat_row(row: Record) -> Record:
    """A row for formats of rows and columns: nested values become texts for people."""
    slips = [("", row), *((f"{milestone['id']}: ", milestone) for milestone in row["milestones"])]
    return {
        **row,
        **{
            name: [f"{prefix}{_move_text(move)}" for prefix, slip in slips for move in slip[name]]
            for name in ("unclaimed", "unseen")
        },
        "milestones": [
            f"{milestone['id']}: {milestone['first_due'] or '–'} → {milestone['due'] or '–'}"
            for milestone in row["milestones"]
        ],
    }


def _move_text(move: Record) -> str:
    where = ", ".join(str(move[name]) for name in ("date", "commit") if move.get(name))
    return f"{move['from'] or '–'} → {move['to'] or '–'}" + (f" ({where})" if where else "")


def _summary(report: SlipsReport, registry: Registry, words: Words, is_told: bool) -> Record:
    leads = [
        {
            "lead": lead,
            "name": registry.name(lead, words.lang) if lead else None,
            **_told_keys(totals, is_told),
        }
        for lead, totals in report.by_lead
    ]
    return {**_told_keys(report.totals, is_told), "by_lead": leads}


def _told_keys(totals: Totals, is_told: bool) -> Record:
    """The numbers of a total; null under each key where it is not told."""
    keys = _total_keys(totals)
    return keys if is_told else dict.fromkeys(keys)


def _total_keys(totals: Totals) -> Record:
    median = totals.median
    return {
        "records": totals.records,
        "with_moves": totals.with_moves,
        "moves": totals.moves,
        "milestone_moves": totals.milestone_moves,
        "moves_by_event": totals.moves_by_event,
        "moves_late": totals.moves_late,
        "median_days": int(median) if median is not None and median % 1 == 0 else median,
        "worst_days": totals.worst.own.slipped_days if totals.worst else None,
        "worst": totals.worst.outline.id if totals.worst else None,
        "differ": totals.differ,
    }


def _markdown_columns(slip_words: SlipWords) -> Mapping[str, Callable[[Record], Any]]:
    """The columns of a Markdown table of slips, each with its reader of a row."""
    words, registry = slip_words.words, slip_words.registry
    return {
        words.say("Days moved"): lambda row: slip_words.days(row["days"]),
        words.say("Moves"): lambda row: row["moves"],
        words.say("In due_changes"): lambda row: row["claimed_moves"],
        words.say("Differs"): lambda row: words.say("yes") if row["differs"] else words.say("no"),
        words.say("First deadline"): lambda row: words.date(row["first_due"]),
        words.say("Deadline now"): lambda row: words.date(row["due"]),
        words.say("Id"): lambda row: row["id"],
        words.say("Lead"): lambda row: [registry.name(party, words.lang) for party in row["lead"]],
        words.say("Commitment"): lambda row: _title(row["title"], row["id"], words.lang),
    }


def _title(titles: Mapping[str, str | None], id: str, lang: str) -> str:
    return titles[lang] or titles["en"] or titles["vi"] or id
