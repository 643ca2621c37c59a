"""Writes for `show` how a record stands: its dates, what is late, its term, when it was last heard of.

Computes nothing of it.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from commitments.model.calendar.durations import parse_duration
from commitments.model.lifecycle import ReasonKind, Timeliness
from commitments.model.owed_occurrences import has_more_missed
from commitments.model.parties.party import Registry
from commitments.model.timeliness import is_review_due, outline_term, past_reasons
from commitments.render.event_words import due_event_text, duration_text
from commitments.render.names.labels import LATE_REASONS, RENEWAL, made_on_label
from commitments.render.records.entry_lines import (
    Lines,
    change_texts,
    field_label,
    in_language,
    list_lines,
    party_suffix,
    prose_lines,
)
from commitments.render.records.record_words import RecordWords
from commitments.render.safe import one_line
from commitments.render.words import Words
from commitments.reports.show import ShowReport
from commitments.reports.status import is_stale

_MOST_LATE = 10
"""How many reasons of a late record are listed."""

_BY_DISTANCE = frozenset({Timeliness.OVERDUE, Timeliness.DUE_SOON, Timeliness.ON_TRACK})
"""How a record stands that is judged by its deadline."""


def standing_lines(report: ShowReport, record_words: RecordWords) -> Lines:
    """The lines on dates, lateness, term and news, in this order."""
    data, words = report.commitment.data, record_words.words
    if "made_on" in data:
        label = made_on_label(report.commitment.kind, words)
        yield label[:1].upper() + label[1:], words.past(str(data["made_on"]))
    yield from _deadline_lines(report, record_words)
    yield from _term_lines(report, record_words)
    if "review_by" in data:
        yield field_label("review_by", words), _review_text(report, words)
    if "met_on" in data:
        label = field_label("met_on", words) if report.row.outline.counts else words.say("Held on")
        yield label, words.past(str(data["met_on"]))
    yield from _news_lines(report, words)


def _deadline_lines(report: ShowReport, record_words: RecordWords) -> Lines:
    data, words, row = report.commitment.data, record_words.words, report.row
    if "due" in data:
        distance = ""
        if row.timeliness in _BY_DISTANCE and row.outline.due_latest:
            days = row.outline.due_latest - report.row.today
            distance = f" · {words.distance(days)}"
        elif row.timeliness is Timeliness.AWAITING:
            distance = f" · {words.say('not accepted yet')}"
        yield field_label("due", words), words.date(str(data["due"])) + distance
    yield from _late_lines(report, words)
    yield from prose_lines(field_label("due_basis", words), data.get("due_basis"), words)
    if due_event := due_event_text(data.get("due_event"), record_words.events, words):
        yield field_label("due_event", words), due_event
    moves = change_texts(data.get("due_changes"), record_words.registry, words)
    yield from list_lines(field_label("due_changes", words), moves)


def _late_lines(report: ShowReport, words: Words) -> Lines:
    row, today = report.row, report.row.today
    lines = [
        f"{words.say(LATE_REASONS[reason.what], id=one_line(reason.id or ''), due=words.date(reason.due))}: "
        f"{words.distance(-reason.days_late)}"
        for reason in past_reasons(row.outline, row.timeliness, today)
        if reason.what is not ReasonKind.REVIEW_BY
    ]
    if len(lines) > _MOST_LATE:
        at_least = has_more_missed(row.outline, today)
        lines[_MOST_LATE:] = [words.more(len(lines) - _MOST_LATE, at_least=at_least)]
    yield from list_lines(words.say("Late"), lines)


def _review_text(report: ShowReport, words: Words) -> str:
    day = words.date(str(report.commitment.data["review_by"]))
    due = is_review_due(report.row.outline, report.row.today)
    return f"{day} · {words.say('due for a look')}" if due else day


def _term_lines(report: ShowReport, record_words: RecordWords) -> Lines:
    term, words = report.commitment.data.get("in_force"), record_words.words
    if not isinstance(term, dict):
        return
    label = field_label("in_force", words)
    standing = record_words.term_text(report.row.outline)
    span = term_span_text(term, words)
    yield from list_lines(label, [text for text in (" · ".join(filter(None, (span, standing))),) if text])
    yield from list_lines("", _renewal_texts(report, term, words))
    yield from term_entry_lines(term, record_words.registry, words)


def term_entry_lines(term: Mapping[str, Any], registry: Registry, words: Words) -> Lines:
    """What a term waits for, the notice that was given, and how its days moved."""
    yield from prose_lines(words.say("Waits for"), term.get("pending"), words)
    notice = term.get("notice_given")
    if isinstance(notice, dict):
        by = party_suffix(notice.get("by"), registry, words)
        yield words.say("Notice given"), words.date(str(notice.get("date") or "")) + by
    changes = change_texts(term.get("changes"), registry, words)
    yield from list_lines(field_label("in_force.changes", words), changes)


def term_span_text(term: Mapping[str, Any], words: Words) -> str:
    """The first and the last day of the first term, as far as they are known."""
    first, last = (words.date(str(term.get(name) or "")) for name in ("from", "until"))
    if first and last:
        return words.say("{first} to {last}", first=first, last=last)
    return words.say("from {date}", date=first) if first else last


def _renewal_texts(report: ShowReport, term: Mapping[str, Any], words: Words) -> list[str]:
    """How a term goes on after its first end, in one line; none where nothing is known of it."""
    texts = renewal_texts(term, words)
    judged = outline_term(report.row.outline, report.row.clock)
    if judged and judged.renews and judged.notice_by:
        texts.append(words.say("notice by {date}", date=words.date(judged.notice_by.isoformat())))
    if judged and judged.renewed:
        texts.append(words.count(judged.renewed, "renewed {n} time", "renewed {n} times"))
    return [" · ".join(texts)] if texts else []


def renewal_texts(term: Mapping[str, Any], words: Words) -> list[str]:
    """What a record says of how its term goes on after its first end."""
    texts = []
    if (renewal := str(term.get("renewal", ""))) in RENEWAL:
        texts.append(words.say(RENEWAL[renewal]))
    if period := parse_duration(term.get("period")):
        texts.append(words.say("each for {duration}", duration=duration_text(period, words)))
    if notice := parse_duration(term.get("notice")):
        texts.append(words.say("notice of {duration}", duration=duration_text(notice, words)))
    return texts


def _news_lines(report: ShowReport, words: Words) -> Lines:
    """When an open record was last heard of, and whether that is long ago."""
    row = report.row
    if not row.outline.is_open or not row.outline.counts:
        return
    silence = words.count(row.silent_days or 0, "{n} day without news", "{n} days without news")
    if row.heard:
        parts = [words.date(date.fromordinal(row.heard).isoformat()), silence]
    elif row.silent_days is None:
        parts = [words.say("never heard of")]
    else:
        parts = [words.count(row.silent_days, "never, in {n} day", "never, in {n} days")]
    if is_stale(row):
        parts.append(words.say("stale"))
    yield words.say("Last heard of"), " · ".join(parts)


def lapsed_text(occurrence: Mapping[str, Any], words: Words) -> str:
    """That an occurrence was let go, and why."""
    reason = in_language(occurrence.get("lapsed"), words)
    return f"{words.say('let go')}: {reason}" if reason else words.say("let go")
