"""Lays the records of the list out in columns, for the script and the first rows. Judges nothing."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from commitments.errors import N_
from commitments.model.lifecycle import OPEN_STATUSES, Kind, Timeliness
from commitments.model.members import member_of
from commitments.model.outline import Outline
from commitments.render.names.labels import KIND, TIMELINESS
from commitments.render.page.both_languages import NO_TEXT, BothLanguages, Text, same
from commitments.render.page.content import PageContent
from commitments.render.page.marks import Mark, marks_by_path
from commitments.render.page.markup import Markup
from commitments.render.paint import SIGNS
from commitments.render.records.record_words import BY_SILENCE, RecordWords, silence_text
from commitments.reports.overview.partners import Side
from commitments.reports.status import JudgedRecord, is_stale
from commitments.reports.urgency import ListGroup

MEETING = "meeting"
STATES = (*(state.value for state in Timeliness), MEETING)
"""How a record stands, in the order of the list of states."""

MARK_LABELS: Mapping[Mark, str] = {
    Mark.REVIEW: N_("due for a look"),
    Mark.NOTICE: N_("notice to give"),
    Mark.ENDING: N_("term ends soon"),
    Mark.STALE: N_("no news for long"),
    Mark.NEVER: N_("never heard of"),
    Mark.UNANSWERED: N_("request without an answer"),
    Mark.RECOMMENDED: N_("recommendation to decide on"),
    Mark.MOVED: N_("deadline moved"),
    Mark.BY_MOVED: N_("in time only by a moved deadline"),
    Mark.CHANGED: N_("changed lately"),
    Mark.OURS: N_("ours to do"),
}

SIDE_LABELS: Mapping[Side, str] = {
    Side.OWED_TO_THEM: N_("owed to the partner"),
    Side.OWED_BY_THEM: N_("owed by the partner"),
    Side.JOINT: N_("owed jointly"),
    Side.BETWEEN_OTHERS: N_("between others"),
    Side.UNTOLD: N_("direction not told"),
}


OWN_RECORDS = "."
"""What stands for the roof's own records among the names of its members, none of which has a full stop."""


@dataclass(slots=True)
class _Choices:
    """The values of one facet, each with its number, in the order in which they are met."""

    numbers: dict[str, int] = field(default_factory=dict)

    def number(self, value: str) -> int:
        return self.numbers.setdefault(value, len(self.numbers))


COLUMNS = (
    *("id", "title", "state", "kind", "lead", "due", "when", "news", "quiet", "why"),
    *("leads", "partners", "tags", "marks", "day", "heard"),
)


class ListData:
    """The records of the list, in columns; texts by their number on the page."""

    def __init__(self, content: PageContent, markup: Markup) -> None:
        self.content, self.markup, self.words = content, markup, BothLanguages()
        self.rows = content.overview.report.rows
        names = COLUMNS if content.roof is None else (*COLUMNS, "member")
        self.columns: dict[str, list[Any]] = {name: [] for name in names}
        self._marks = marks_by_path(content)
        self._leads, self._partners, self._tags, self._kinds = (_Choices() for _ in range(4))
        self._members = _Choices()
        self._sides = _sides_by_path(content, self._partners)
        self._record_words = [
            RecordWords(words, content.clock, content.registry, content.events)
            for words in (self.words.en, self.words.vi)
        ]
        self._ids = {row.outline.id for row in self.rows}
        for row in self.rows:
            self._add(row)

    def _add(self, row: JudgedRecord) -> None:
        outline, number = row.outline, self.markup.number
        values = {
            "id": self.markup.clean(outline.id),
            "title": number(Text(outline.title("en"), outline.title("vi"))),
            "state": STATES.index(MEETING if outline.kind == Kind.MEETING else row.timeliness.value),
            "kind": self._kinds.number(outline.kind),
            "lead": number(self.write_record(lambda record_words: record_words.lead(outline))),
            "due": number(self._due_text(outline)),
            "when": number(self._distance(row)),
            "news": number(self._news(row)),
            "quiet": number(self._silence(row)),
            "why": number(self.write_record(lambda record_words: " · ".join(record_words.details(row)))),
            "leads": [self._leads.number(lead) for lead in dict.fromkeys(outline.leads())],
            "partners": self._sides.get(outline.path, []),
            "tags": [self._tags.number(tag) for tag in outline.items(outline.tags)],
            "marks": sum(1 << list(Mark).index(mark) for mark in self._marks.get(outline.path, ())),
            "day": outline.due_latest,
            "heard": row.heard,
        }
        if self.content.roof is not None:
            values["member"] = self._members.number(member_of(outline.id) or OWN_RECORDS)
        for name, value in values.items():
            self.columns[name].append(value)

    def _member_text(self, member: str) -> Text:
        return self.words.say("(this register)") if member == OWN_RECORDS else same(member)

    def write_record(self, write: Callable[[RecordWords], str]) -> Text:
        """What a function writes with the words for records of each language."""
        en, vi = self._record_words
        return Text(write(en), write(vi))

    def _due_text(self, outline: Outline) -> Text:
        """The deadline, or the event that it waits for."""
        if outline.due:
            return self.words.date(outline.due)
        if not outline.due_event or outline.status not in OPEN_STATUSES:
            return NO_TEXT
        id, events = str(json.loads(outline.due_event).get("event", "")), self.content.events
        return self.words.write(
            lambda words: words.say("waits for {event}", event=events.name(id, words.lang))
        )

    def _distance(self, row: JudgedRecord) -> Text:
        if row.group in BY_SILENCE or row.group is ListGroup.MEETING:
            return NO_TEXT
        return self.write_record(lambda record_words: record_words.distance(row))

    def _news(self, row: JudgedRecord) -> Text:
        """When an open record was last heard of."""
        if not row.outline.is_open or not row.outline.counts:
            return NO_TEXT
        if not row.heard:
            return self.words.say("never heard of")
        return self.words.date(date.fromordinal(row.heard).isoformat())

    def _silence(self, row: JudgedRecord) -> Text:
        """How long nothing was heard of a record, where that is long."""
        if not row.heard or not is_stale(row):
            return NO_TEXT
        return self.words.write(lambda words: silence_text(True, row.silent_days, words))

    def choices(self) -> dict[str, list[list[Any]]]:
        """The values of each facet: what the address names, and the number of the text that people read."""
        say, number = self.words.say, self.markup.number

        def parties(choices: _Choices) -> list[list[Any]]:
            return [[id, number(self.party_text(id))] for id in choices.numbers]

        members = [[member, number(self._member_text(member))] for member in self._members.numbers]
        return {
            "state": [[state, number(self.state_text(state))] for state in STATES],
            "kind": [[kind, number(say(KIND[kind]))] for kind in self._kinds.numbers],
            "lead": parties(self._leads),
            "with": parties(self._partners),
            "side": [[side.value, number(say(SIDE_LABELS[side]))] for side in Side],
            "tag": [[tag, number(same(tag))] for tag in self._tags.numbers],
            "mark": [[mark.value, number(say(MARK_LABELS[mark]))] for mark in Mark],
            **({} if self.content.roof is None else {"member": members}),
        }

    def party_text(self, party: str) -> Text:
        """The short name of a party, with the body that took over."""
        return self.write_record(lambda record_words: record_words.party_name(party))

    def state_text(self, state: str) -> Text:
        """The word for how a record stands."""
        return self.words.say(TIMELINESS[state]) if state != MEETING else self.words.say(KIND[Kind.MEETING])

    def holds(self, id: str) -> bool:
        """Whether the list has a record of this id."""
        return id in self._ids

    def paths(self) -> list[str]:
        """The path of each record, in the order of the list."""
        return [row.outline.path for row in self.rows]


def state_sign(state: str) -> str:
    """The sign of a state, so that colour is never the only difference."""
    return SIGNS.get(state, "▪")


def _sides_by_path(content: PageContent, partners: _Choices) -> dict[str, list[int]]:
    """Of each record, by path, a number for each partner and side: five times the partner, and the side."""
    sides: dict[str, list[int]] = {}
    for account in content.overview.accounts:
        partner = partners.number(account.party)
        for place, side in enumerate(Side):
            for row in account.sides[side]:
                sides.setdefault(row.outline.path, []).append(partner * len(Side) + place)
    return sides
