"""Writes a judged record as a row with the keys of the contract. Judges nothing."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from datetime import date, timedelta
from typing import Any

from commitments.model.events import EventRegistry
from commitments.model.lifecycle import CLASS_BY_KIND, ReasonKind, Status, TermState, Timeliness
from commitments.model.owing import owing
from commitments.model.parties.party import Registry
from commitments.model.term import JudgedTerm
from commitments.model.timeliness import Clock, is_review_due, outline_term, past_reasons
from commitments.render.answer import Cells, Record
from commitments.render.formats.csv_text import flatten_row
from commitments.render.names.labels import LATE_REASONS, STATUS
from commitments.render.names.party_names import listed_name
from commitments.render.paint import timeliness_label
from commitments.render.records.record_words import silence_text
from commitments.render.words import Words
from commitments.reports.status import Counts, JudgedRecord, StatusReport, is_stale

ROW_KEYS = (
    "id",
    "title.en",
    "title.vi",
    "kind",
    "class",
    "status",
    "timeliness",
    "stale",
    "heard_on",
    "silent_days",
    "made_on",
    "due",
    "due_latest",
    "due_basis.en",
    "due_basis.vi",
    "due_event.event",
    "due_event.when",
    "due_event.within",
    "days_late",
    "days_left",
    "review_by",
    "review_due",
    "term.state",
    "term.from",
    "term.until",
    "term.notice_by",
    "term.renewed",
    "reasons",
    "lead",
    "owes",
    "owed",
    "parties",
    "milestones.met",
    "milestones.total",
    "part_of",
    "tags",
    "path",
    "updated_on",
)
"""The keys of a record's row in CSV."""


def record_cells(rows: Sequence[JudgedRecord]) -> Cells:
    """The rows of records for CSV; what a record waits for may have keys that no schema knows."""
    events = [json.loads(text) for text in dict.fromkeys(row.outline.due_event for row in rows) if text]
    keys = dict.fromkeys(key for event in events for key in flatten_row({"due_event": event}))
    names = (*ROW_KEYS, *(key for key in keys if key not in ROW_KEYS))
    return Cells(names, lambda: map(record_row, rows), is_complete=True)


def markdown_columns(
    registry: Registry, clock: Clock, words: Words, events: EventRegistry
) -> Mapping[str, Callable[[Record], Any]]:
    """The columns of a Markdown table of records, each with its reader of a row."""
    return {
        words.say("State"): lambda row: timeliness_label(row["timeliness"], words),
        words.say("Id"): lambda row: row["id"],
        words.say("Commitment"): lambda row: _title(row, words.lang),
        words.say("Lead"): lambda row: [listed_name(registry, party, words) for party in row["lead"]],
        words.say("Due"): lambda row: _due_text(row, words, events),
        words.say("Distance"): lambda row: _distance_text(row, clock, words),
        words.say("News"): lambda row: _news_text(row, words),
        words.say("Status"): lambda row: words.say(STATUS[row["status"]]),
    }


def _due_text(row: Record, words: Words, events: EventRegistry) -> str:
    """The deadline, or the event that it waits for."""
    if row["due"] or not row["due_event"]:
        return words.date(row["due"])
    event = events.name(str(row["due_event"].get("event", "")), words.lang)
    return words.say("waits for {event}", event=event)


def _title(row: Record, lang: str) -> str:
    titles = row["title"]
    return str(titles[lang] or titles["en"] or titles["vi"] or row["id"])


def _news_text(row: Record, words: Words) -> str:
    if not row["stale"]:
        return ""
    return silence_text(row["heard_on"] is not None, row["silent_days"], words)


def _distance_text(row: Record, clock: Clock, words: Words) -> str:
    if row["days_left"] is not None:
        return words.distance(row["days_left"]) + _next_step_text(row, clock, words)
    if row["days_late"] is None:
        return ""
    worst = next(reason for reason in row["reasons"] if reason["what"] != ReasonKind.REVIEW_BY)
    what = words.say(LATE_REASONS[worst["what"]], id=worst["id"], due=words.date(worst["due"]))
    return f"{words.distance(-row['days_late'])} ({what})"


def _next_step_text(row: Record, clock: Clock, words: Words) -> str:
    """What the distance is to, where it is not the record's own deadline."""
    next_day = clock.of_record(row["id"]).today + timedelta(row["days_left"])
    return "" if row["due_latest"] == next_day.isoformat() else f" ({words.say('milestone')})"


def record_row(row: JudgedRecord) -> dict[str, Any]:
    """The row of one record in `status` and `overdue`."""
    outline, today = row.outline, row.today
    roles = outline.roles()
    direction = owing(outline.kind, roles)
    return {
        "id": outline.id,
        "title": _by_language(outline.title_en, outline.title_vi),
        "kind": outline.kind,
        "class": _CLASS_NAMES.get(outline.kind),
        "status": outline.status,
        "timeliness": row.timeliness.value,
        "stale": is_stale(row),
        "heard_on": _iso_day(row.heard),
        "silent_days": row.silent_days,
        "made_on": outline.made_on or None,
        "due": outline.due or None,
        "due_latest": _iso_day(outline.due_latest),
        "due_basis": _by_language(outline.due_basis_en, outline.due_basis_vi),
        "due_event": json.loads(outline.due_event) if outline.due_event else None,
        "days_late": row.days_late or None,
        "days_left": row.days_left,
        "review_by": outline.review_by or None,
        "review_due": is_review_due(outline, today),
        "term": _term_row(outline_term(outline, row.clock)),
        "reasons": [
            {"what": reason.what.value, "id": reason.id, "due": reason.due, "days_late": reason.days_late}
            for reason in past_reasons(outline, row.timeliness, today, most_missed=None)
        ],
        "lead": outline.leads(),
        "owes": direction.owes,
        "owed": direction.owed,
        "parties": [{"party": party, "role": role or None} for party, role in roles],
        "milestones": {"met": outline.met, "total": outline.milestones},
        "part_of": outline.part_of or None,
        "tags": outline.items(outline.tags),
        "path": outline.path,
        "updated_on": outline.updated_on or None,
    }


_CLASS_NAMES = {kind: name.value for kind, name in CLASS_BY_KIND.items()}


def _by_language(en: str, vi: str) -> dict[str, str | None]:
    return {"en": en or None, "vi": vi or None}


def _iso_day(ordinal: int) -> str | None:
    return date.fromordinal(ordinal).isoformat() if ordinal else None


def _term_row(term: JudgedTerm | None) -> dict[str, Any] | None:
    if term is None:
        return None
    return {
        "state": term.state.value,
        "from": term.begins or None,
        "until": term.until or None,
        "notice_by": term.notice_by.isoformat() if term.notice_by else None,
        "renewed": term.renewed,
    }


def by_timeliness(counts: Counts) -> dict[str, int]:
    """The count of each timeliness, zeros too."""
    return {state.value: counts.by_timeliness.get(state, 0) for state in Timeliness}


def summary_keys(report: StatusReport) -> dict[str, Any]:
    """The counts of `status` with the keys of the contract."""
    attention = report.attention
    return {
        "total": report.counts.total,
        "by_timeliness": by_timeliness(report.counts),
        "by_status": {status.value: report.by_status.get(status, 0) for status in Status},
        "by_class": {
            name.value: {"total": counts.total, "awaiting": counts.awaiting}
            for name, counts in report.by_class.items()
        },
        "by_term": {state.value: report.by_term.get(state, 0) for state in TermState},
        "stale": attention.stale,
        "never_heard": attention.never_heard,
        "review_due": attention.review_due,
        "in_time_by_moved": {"done": attention.done_by_moved, "open": attention.open_by_moved},
    }
