"""Says of one judged record, in short pieces, how it stands and why. Judges nothing and lays out nothing."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import assert_never

from commitments.errors import N_
from commitments.model.events import EventRegistry
from commitments.model.lifecycle import OPEN_STATUSES, Kind, ReasonKind, Role, Status, TermState
from commitments.model.outline import Outline
from commitments.model.owed_occurrences import has_more_missed, next_occurrence
from commitments.model.parties.party import Registry
from commitments.model.timeliness import (
    Clock,
    Reason,
    governing_deadline,
    is_review_due,
    outline_term,
    past_reasons,
)
from commitments.render.names.labels import LATE_REASONS, made_on_label, status_label
from commitments.render.names.party_names import listed_name
from commitments.render.safe import one_line
from commitments.render.words import Words
from commitments.reports.status import JudgedRecord, is_stale
from commitments.reports.urgency import ListGroup

_MOST_REASONS = 3
"""Reasons that are given of one late record; the others are counted."""

BY_SILENCE = frozenset({ListGroup.AWAITING, ListGroup.UNDATED, ListGroup.SUSPENDED})
"""The groups that are listed in the order of silence."""

_NO_STATUS = frozenset({Status.PROPOSED.value, Status.SUSPENDED.value})
"""Statuses that the heading of a group says."""


@dataclass(slots=True)
class RecordWords:
    """The words for the records of one list."""

    words: Words
    clock: Clock
    registry: Registry
    events: EventRegistry
    _names: dict[str, str] = field(default_factory=dict)

    def distance(self, row: JudgedRecord) -> str:
        """How far a record is from what its group is about: a deadline, an end, the last news."""
        words = self.words
        match row.group:
            case ListGroup.OVERDUE:
                return words.distance(-row.days_late)
            case ListGroup.DUE_SOON | ListGroup.ON_TRACK:
                return words.distance(row.days_left or 0)
            case ListGroup.ATTENTION:
                if is_review_due(row.outline, row.today):
                    return words.say("due for a look")
                return self.term_text(row.outline)
            case ListGroup.AWAITING | ListGroup.UNDATED | ListGroup.SUSPENDED:
                return "" if row.silent_days is None else words.count(row.silent_days, "{n} day", "{n} days")
            case ListGroup.MEETING:
                met = row.outline.status == Status.FULFILLED
                return words.say("held") if met else words.date(row.outline.due)
            case ListGroup.DONE_ON_TIME | ListGroup.DONE_LATE | ListGroup.DONE | ListGroup.CLOSED:
                return ""
            case _:
                assert_never(row.group)

    def details(self, row: JudgedRecord) -> list[str]:
        """Why it stands so: dates, what is late, how often it moved, how long nothing was heard."""
        return [piece for piece in self._pieces(row) if piece]

    def _pieces(self, row: JudgedRecord) -> Iterator[str]:
        outline = row.outline
        if row.group is ListGroup.CLOSED or outline.status not in (*OPEN_STATUSES, Status.FULFILLED):
            yield status_label(outline.status, outline.kind, self.words)
        yield from self._deadline_pieces(row)
        if outline.moves and outline.due:
            yield self._moves_text(outline.moves)
        if outline.milestones:
            met = f"{outline.met}/{outline.milestones}"
            yield self.words.say("milestones met: {met}", met=met)
        if outline.status in OPEN_STATUSES and row.group is not ListGroup.MEETING:
            if outline.status not in _NO_STATUS:
                yield status_label(outline.status, outline.kind, self.words)
            by_silence = row.group in BY_SILENCE
            yield self.words.say("never heard of") if not row.heard else "" if by_silence else self.news(row)

    def _deadline_pieces(self, row: JudgedRecord) -> Iterator[str]:
        outline, today = row.outline, row.today
        reasons = past_reasons(outline, row.timeliness, today)
        yield from self._reason_texts(reasons, self.misses_more(row))
        deadline = governing_deadline(outline, row.timeliness, today)
        if deadline is None:
            yield from self.other_dates(row)
        elif deadline.days_late <= 0:
            yield self._coming_text(deadline)
        if row.group in BY_SILENCE and outline.made_on:
            label, day = made_on_label(outline.kind, self.words), self.words.past(outline.made_on)
            yield f"{label}: {day}" if outline.made_on.startswith("../") else f"{label} {day}"

    def other_dates(self, row: JudgedRecord) -> list[str]:
        """The dates of a record that is not judged by a deadline: what it waits for, its term."""
        words, outline = self.words, row.outline
        pieces = []
        if outline.due:
            date = words.date(outline.due)
            asked = row.group is ListGroup.AWAITING and outline.kind == Kind.REQUEST
            pieces.append(
                words.say("asked for: {date}", date=date) if asked else words.say("due {date}", date=date)
            )
        elif outline.due_event and outline.status in OPEN_STATUSES:
            event = self.events.name(str(json.loads(outline.due_event).get("event", "")), words.lang)
            pieces.append(words.say("waits for {event}", event=one_line(event)))
        if coming := next_occurrence(outline, row.today):
            pieces.append(words.say("next: {date}", date=words.date(coming)))
        if outline.term:
            pieces.append(self.term_text(outline))
        return [piece for piece in pieces if piece]

    def misses_more(self, row: JudgedRecord) -> bool:
        """Whether more occurrences were missed than are listed."""
        return has_more_missed(row.outline, row.today)

    def news(self, row: JudgedRecord) -> str:
        """How long nothing was heard of an open record, where that is long, or that nothing ever was."""
        if row.outline.status not in OPEN_STATUSES or not is_stale(row):
            return ""
        return silence_text(bool(row.heard), row.silent_days, self.words)

    def _reason_texts(self, reasons: Sequence[Reason], and_more: bool) -> Iterator[str]:
        for reason in reasons[:_MOST_REASONS]:
            if reason.what is ReasonKind.REVIEW_BY:
                yield self.words.say("look due since {date}", date=self.words.date(reason.due))
            else:
                yield self._reason_text(reason)
        if len(reasons) > _MOST_REASONS:
            yield self.words.more(len(reasons) - _MOST_REASONS, at_least=and_more)

    def _reason_text(self, reason: Reason) -> str:
        due = self.words.date(reason.due)
        return self.words.say(LATE_REASONS[reason.what], id=one_line(reason.id or ""), due=due)

    def _coming_text(self, deadline: Reason) -> str:
        due, id = self.words.date(deadline.due), one_line(deadline.id or "")
        if deadline.what is ReasonKind.MILESTONE:
            return self.words.say("milestone {id}: {due}", id=id, due=due)
        return self.words.say("due {date}", date=due)

    def _moves_text(self, moves: int) -> str:
        if moves == 1:
            return self.words.say("moved once")
        return self.words.say("moved twice") if moves == 2 else self.words.say("moved {n} times", n=moves)

    def term_text(self, outline: Outline) -> str:
        """How the term of an instrument stands; empty where it has none or nothing is known of its end."""
        words, clock = self.words, self.clock.of_record(outline.id)
        term = outline_term(outline, clock)
        if term is None:
            return ""
        until = words.date(term.until)
        match term.state:
            case TermState.NOT_YET:
                return words.say("not yet in force")
            case TermState.NOTICE_DUE:
                by = term.notice_by.isoformat() if term.notice_by else ""
                return words.say("notice by {date}", date=words.date(by))
            case TermState.EXPIRING:
                return words.say("in force until {date}", date=until)
            case TermState.EXPIRED:
                return words.say("term over since {date}", date=until)
            case TermState.ENDED:
                is_past = term.last_day is not None and term.last_day < clock.today
                return words.say("ended {date}", date=until) if is_past else words.say("ended")
            case TermState.IN_FORCE:
                if not until:
                    return words.say("in force")
                sentence = N_("renews after {date}") if term.renews else N_("in force until {date}")
                return words.say(sentence, date=until)
            case _:
                assert_never(term.state)

    def lead(self, outline: Outline) -> str:
        """Who leads a record, else who signed it, by short names."""
        key = outline.lead or outline.parties
        if key not in self._names:
            self._names[key] = self._party_names(outline.leads()) or self._signatories(outline)
        return self._names[key]

    def _party_names(self, parties: Sequence[str]) -> str:
        return ", ".join(map(self.party_name, parties))

    def party_name(self, party: str) -> str:
        """The name of a party in a list: short, and with the body that took over."""
        return listed_name(self.registry, party, self.words)

    def _signatories(self, outline: Outline) -> str:
        names = self._party_names([party for party, role in outline.roles() if role == Role.SIGNATORY])
        return self.words.say("signed: {parties}", parties=names) if names else ""


def silence_text(was_heard: bool, silent_days: int | None, words: Words) -> str:
    """How long nothing was heard of a record, or that nothing ever was."""
    if not was_heard:
        return words.say("never heard of")
    return words.count(silent_days or 0, "no news for {n} day", "no news for {n} days")
