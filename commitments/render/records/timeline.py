"""The life of one record as its page tells it: the turns that matter, each with its day and by whom."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator, Mapping
from typing import Any

from commitments.changes.change import Change, ChangeKind
from commitments.errors import N_
from commitments.model.party import Registry
from commitments.model.record import prose
from commitments.model.revision import Revision
from commitments.render.changes.answer import day_of
from commitments.render.changes.sentences import ChangeWords
from commitments.render.words import Words
from commitments.reports.changes import ChangesReport

_TURN = re.compile(r"status|due|review_by|milestones\[[^\]]*\](?:\.(?:status|due))?")
"""The fields whose every change is told."""

_DUE = re.compile(r"(milestones\[[^\]]*\]\.)?due")

_BEGINNING = {ChangeKind.ADDED: N_("first seen"), ChangeKind.UNREADABLE: N_("first seen, not readable")}

Day = Callable[[Revision], str]


def timeline(
    changes_report: ChangesReport, record: Mapping[str, Any], registry: Registry, words: Words
) -> list[str]:
    """A line a turn, oldest first; then who touched the record last."""
    history, day = changes_report.changes, day_of(changes_report)
    said = ChangeWords(words, registry)
    lines = [
        f"{_when(change.at, day, words)}: {_told(change, place, said, words)}{_why(change, record, words)}"
        for place, change in enumerate(history)
        if change.kind != ChangeKind.CHANGED or _TURN.fullmatch(change.field)
    ]
    if len(history) > 1:
        last = history[-1]
        when = _when(last.at, day, words)
        lines.append(words.say("last touched {when}: {told}", when=when, told=said.sentence(last)))
    return lines


def _when(at: Revision, day: Day, words: Words) -> str:
    if not at.id:
        return words.say("not committed")
    return words.say("{date}, {author}", date=words.date(day(at)), author=at.author or "–")


def _told(change: Change, place: int, said: ChangeWords, words: Words) -> str:
    if place == 0 and change.kind in _BEGINNING:
        return words.say(_BEGINNING[ChangeKind(change.kind)])
    return said.sentence(change)


def _why(change: Change, record: Mapping[str, Any], words: Words) -> str:
    """The reason that the record gives for a moved deadline, or that it gives none."""
    if not _DUE.fullmatch(change.field) or "null" in (change.old, change.new):
        return ""
    move = json.loads(change.old), json.loads(change.new)
    for item in _moves(record, change.field):
        if (str(item.get("from")), str(item.get("to"))) == tuple(map(str, move)):
            reason = prose(item.get("reason")).in_language(words.lang)
            return f". {reason}" if reason else ""
    return f" ({words.say('no reason recorded')})"


def _moves(record: Mapping[str, Any], field: str) -> Iterator[Mapping[str, Any]]:
    """The moves that the record tells of a deadline: its own, or that of a milestone."""
    milestone = re.fullmatch(r"milestones\[(.*)\]\.due", field)
    holders = [record]
    if milestone:
        listed = record.get("milestones")
        items = listed if isinstance(listed, list) else []
        holders = [item for item in items if isinstance(item, dict) and item.get("id") == milestone[1]]
    for holder in holders:
        moves = holder.get("due_changes")
        yield from (move for move in moves if isinstance(move, dict)) if isinstance(moves, list) else ()
