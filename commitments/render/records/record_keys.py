"""Writes a judged record as a row with the keys of the contract. Judges nothing."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date, timedelta
from typing import Any

from commitments.model.lifecycle import Status, Timeliness
from commitments.model.party import Registry
from commitments.model.timeliness import Clock, is_stale, late_reasons
from commitments.render.answer import Record
from commitments.render.labels import LATE_REASONS, STATUS
from commitments.render.paint import timeliness_label
from commitments.render.party_names import listed_name
from commitments.render.words import Words
from commitments.reports.status import Counts, JudgedRecord

ROW_KEYS = (
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
"""The keys of a record's row in CSV."""


def markdown_columns(registry: Registry, clock: Clock, words: Words) -> Mapping[str, Callable[[Record], Any]]:
    """The columns of a Markdown table of records, each with its reader of a row."""
    return {
        words.say("State"): lambda row: timeliness_label(row["timeliness"], words),
        words.say("Id"): lambda row: row["id"],
        words.say("Commitment"): lambda row: _title(row, words.lang),
        words.say("Lead"): lambda row: [listed_name(registry, party, words) for party in row["lead"]],
        words.say("Due"): lambda row: words.date(row["due"]),
        words.say("Distance"): lambda row: _distance_text(row, clock, words),
        words.say("Status"): lambda row: words.say(STATUS[row["status"]]),
    }


def _title(row: Record, lang: str) -> str:
    titles = row["title"]
    return str(titles[lang] or titles["en"] or titles["vi"] or row["id"])


def _distance_text(row: Record, clock: Clock, words: Words) -> str:
    if row["days_left"] is not None:
        return words.distance(row["days_left"]) + _next_step_text(row, clock, words)
    if row["days_late"] is None:
        return ""
    worst = row["reasons"][0]
    what = words.say(LATE_REASONS[worst["what"]], id=worst["id"], due=words.date(worst["due"]))
    return f"{words.distance(-row['days_late'])} ({what})"


def _next_step_text(row: Record, clock: Clock, words: Words) -> str:
    """What the distance is to, where it is not the record's own deadline."""
    if row["status"] == Status.SUSPENDED:
        return f" ({words.say('review')})"
    next_day = clock.today + timedelta(row["days_left"])
    return "" if row["due_latest"] == next_day.isoformat() else f" ({words.say('milestone')})"


def record_row(row: JudgedRecord, clock: Clock) -> dict[str, Any]:
    """The row of one record in `status` and `overdue`."""
    outline = row.outline
    late = late_reasons(outline, clock.today.toordinal()) if row.timeliness is Timeliness.OVERDUE else []
    return {
        "id": outline.id,
        "title": {"en": outline.title_en or None, "vi": outline.title_vi or None},
        "kind": outline.kind,
        "status": outline.status,
        "timeliness": row.timeliness.value,
        "stale": is_stale(outline, clock),
        "due": outline.due or None,
        "due_latest": date.fromordinal(outline.due_latest).isoformat() if outline.due_latest else None,
        "days_late": row.days_late or None,
        "days_left": row.days_left,
        "reasons": [
            {"what": reason.what.value, "id": reason.id, "due": reason.due, "days_late": reason.days_late}
            for reason in late
        ],
        "lead": outline.leads(),
        "parties": [{"party": party, "role": role or None} for party, role in outline.roles()],
        "milestones": {"met": outline.met, "total": outline.milestones},
        "part_of": outline.part_of or None,
        "tags": outline.items(outline.tags),
        "path": outline.path,
        "updated_on": outline.updated_on or None,
    }


def by_timeliness(counts: Counts) -> dict[str, int]:
    """The count of each timeliness, zeros too."""
    return {state.value: counts.by_timeliness.get(state, 0) for state in Timeliness}
