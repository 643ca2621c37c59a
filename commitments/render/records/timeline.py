"""Writes the main turns in the history of one record, each with its day and author. Reads no history."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator, Mapping
from typing import Any

from commitments.changes.change import Change, ChangeKind
from commitments.errors import N_
from commitments.model.events import NO_EVENTS, EventRegistry
from commitments.model.parties.party import Registry
from commitments.model.record import read_prose
from commitments.model.revision import Revision
from commitments.render.changes.answer import day_of
from commitments.render.changes.sentences import ChangeWords
from commitments.render.words import Words
from commitments.reports.changes import ChangesReport

_TURN_FIELDS = re.compile(r"status|due|review_by|milestones\[[^\]]*\](?:\.(?:status|due))?")
"""The fields whose changes are all listed."""

_DUE_FIELDS = re.compile(r"(milestones\[[^\]]*\]\.)?due")

_BEGINNINGS = {ChangeKind.ADDED: N_("first seen"), ChangeKind.UNREADABLE: N_("first seen, not readable")}

Day = Callable[[Revision], str]


def timeline(
    changes_report: ChangesReport,
    record: Mapping[str, Any],
    registry: Registry,
    words: Words,
    events: EventRegistry = NO_EVENTS,
    with_authors: bool = True,
) -> list[str]:
    """A line for each turn, oldest first; then when, and by whom, the record was touched last."""
    history, day = changes_report.changes, day_of(changes_report)
    change_words = ChangeWords(words, registry, events=events)
    lines = []
    for index, change in enumerate(history):
        if change.kind != ChangeKind.CHANGED or _TURN_FIELDS.fullmatch(change.field):
            sentence = _turn_sentence(change, index, change_words, words)
            reason = _reason_suffix(change, record, words)
            lines.append(f"{_when_text(change.at, day, words, with_authors)}: {sentence}{reason}")
    if len(history) > 1:
        last = history[-1]
        last_touch = _when_text(last.at, day, words, with_authors)
        lines.append(
            words.say("last touched {when}: {told}", when=last_touch, told=change_words.sentence(last))
        )
    return lines


def _when_text(revision: Revision, day: Day, words: Words, with_author: bool) -> str:
    if not revision.id:
        return words.say("not committed")
    if not with_author:
        return words.date(day(revision))
    return words.say("{date}, {author}", date=words.date(day(revision)), author=revision.author or "–")


def _turn_sentence(change: Change, index: int, change_words: ChangeWords, words: Words) -> str:
    if index == 0 and change.kind in _BEGINNINGS:
        return words.say(_BEGINNINGS[ChangeKind(change.kind)])
    return change_words.sentence(change)


def _reason_suffix(change: Change, record: Mapping[str, Any], words: Words) -> str:
    """The reason in the record for a moved deadline, or a note that it has none."""
    if not _DUE_FIELDS.fullmatch(change.field) or "null" in (change.old, change.new):
        return ""
    dates = json.loads(change.old), json.loads(change.new)
    for move in _due_changes(record, change.field):
        if (str(move.get("from")), str(move.get("to"))) == tuple(map(str, dates)):
            reason = read_prose(move.get("reason")).in_language(words.lang)
            return f". {reason}" if reason else ""
    return f" ({words.say('no reason recorded')})"


def _due_changes(record: Mapping[str, Any], field: str) -> Iterator[Mapping[str, Any]]:
    """The entries of `due_changes` for a deadline: the record's own, or a milestone's."""
    match = re.fullmatch(r"milestones\[(.*)\]\.due", field)
    holders = [record]
    if match:
        milestones = record.get("milestones")
        items = milestones if isinstance(milestones, list) else []
        holders = [entry for entry in items if isinstance(entry, dict) and entry.get("id") == match[1]]
    for holder in holders:
        moves = holder.get("due_changes")
        yield from (move for move in moves if isinstance(move, dict)) if isinstance(moves, list) else ()
