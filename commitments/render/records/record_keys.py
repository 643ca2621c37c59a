"""A judged record as the contract names its keys. Asks the model for the reasons of a late one."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date, timedelta
from typing import Any

from commitments.model.lifecycle import Status, Timeliness
from commitments.model.party import Registry
from commitments.model.timeliness import Clock, is_stale, reasons
from commitments.render.answer import Record
from commitments.render.labels import STATUS, WHAT
from commitments.render.paint import standing
from commitments.render.words import Words
from commitments.reports.status import Counts, JudgedRecord

NAMES = (
    "id",
    "title.en",
    "title.vi",
    "kind",
    "status",
    "timeliness",
    "stale",
    "due",
    "due_latest",
    "days_late",
    "days_left",
    "reasons",
    "lead",
    "parties",
    "milestones.met",
    "milestones.total",
    "part_of",
    "tags",
    "path",
    "updated_on",
)
"""The keys of a record's row as CSV has them."""


def columns(registry: Registry, clock: Clock, words: Words) -> Mapping[str, Callable[[Record], Any]]:
    """What a Markdown table shows of a record's row."""
    return {
        words.say("State"): lambda row: standing(row["timeliness"], words),
        words.say("Id"): lambda row: row["id"],
        words.say("Commitment"): lambda row: _title(row, words.lang),
        words.say("Lead"): lambda row: [registry.name(item, words.lang) for item in row["lead"]],
        words.say("Due"): lambda row: words.date(row["due"]),
        words.say("Distance"): lambda row: _distance(row, clock, words),
        words.say("Status"): lambda row: words.say(STATUS[row["status"]]),
    }


def _title(row: Record, lang: str) -> str:
    titles = row["title"]
    return str(titles[lang] or titles["en"] or titles["vi"] or row["id"])


def _distance(row: Record, clock: Clock, words: Words) -> str:
    if row["days_left"] is not None:
        return words.distance(row["days_left"]) + _of_what(row, clock, words)
    if row["days_late"] is None:
        return ""
    worst = row["reasons"][0]
    what = words.say(WHAT[worst["what"]], id=worst["id"], due=words.date(worst["due"]))
    return f"{words.distance(-row['days_late'])} ({what})"


def _of_what(row: Record, clock: Clock, words: Words) -> str:
    """What comes next, where it is not the record's own deadline."""
    if row["status"] == Status.SUSPENDED:
        return f" ({words.say('review')})"
    comes = clock.today + timedelta(row["days_left"])
    return "" if row["due_latest"] == comes.isoformat() else f" ({words.say('milestone')})"


def record_row(row: JudgedRecord, clock: Clock) -> dict[str, Any]:
    """The keys of one record in `status` and `overdue`."""
    of = row.outline
    late = reasons(of, clock.today.toordinal()) if row.timeliness is Timeliness.OVERDUE else []
    return {
        "id": of.id,
        "title": {"en": of.title_en or None, "vi": of.title_vi or None},
        "kind": of.kind,
        "status": of.status,
        "timeliness": row.timeliness.value,
        "stale": is_stale(of, clock),
        "due": of.due or None,
        "due_latest": date.fromordinal(of.due_latest).isoformat() if of.due_latest else None,
        "days_late": row.days_late or None,
        "days_left": row.days_left,
        "reasons": [
            {"what": reason.what.value, "id": reason.id, "due": reason.due, "days_late": reason.days_late}
            for reason in late
        ],
        "lead": of.leads(),
        "parties": [{"party": party, "role": role or None} for party, role in of.roles()],
        "milestones": {"met": of.met, "total": of.milestones},
        "part_of": of.part_of or None,
        "tags": of.items(of.tags),
        "path": of.path,
        "updated_on": of.updated_on or None,
    }


def by_timeliness(counts: Counts) -> dict[str, int]:
    """Every timeliness with its count, those of none too."""
    return {state.value: counts.by_timeliness.get(state, 0) for state in Timeliness}
