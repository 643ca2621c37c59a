"""Says moved deadlines in words, alike for a pipe and a screen. Lays out nothing."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import tzinfo
from itertools import chain

from commitments.errors import N_
from commitments.model.calendar.dates import Span
from commitments.model.lifecycle import Role
from commitments.model.outline import Outline
from commitments.model.parties.party import Registry
from commitments.model.revision import Revision
from commitments.render.answer import SHORT_ID
from commitments.render.safe import one_line
from commitments.render.words import Words
from commitments.reports.slips import Slip, SlipRow, Totals

NO_VALUE = "–"
"""Stands for a missing date or distance."""

LeadGroup = tuple[str | None, Totals]
"""A lead and the totals of its records."""


@dataclass(frozen=True, slots=True)
class SlipWords:
    """Dates, distances and parties of an answer, in words."""

    registry: Registry
    zone: tzinfo | None
    """The time zone of a commit's day; None is the machine's."""
    today: str
    """The day of the working tree, as `2026-11-22`."""
    words: Words

    def date(self, value: Span | str | None) -> str:
        """A date for people; text in its place is made safe."""
        return one_line(self.words.date(value)) or NO_VALUE

    def days(self, days: float | None) -> str:
        """A number of days with its sign; a median may have a half."""
        if not days:
            return NO_VALUE if days is None else "0"
        half = ("," if self.words.lang == "vi" else ".") + "5" if days % 1 else ""
        return f"{'+' if days > 0 else '-'}{self.words.number(int(abs(days)))}{half}"

    def moved(self, before: str | None, after: str | None) -> str:
        """Two dates and an arrow between them."""
        return f"{self.date(before)} → {self.date(after)}"

    def leads(self, outline: Outline) -> str:
        """The names of who leads a record, else of who signed it."""
        signatories = [party for party, role in outline.roles() if role == Role.SIGNATORY]
        names = ", ".join(self.party(party) for party in outline.leads() or signatories)
        return names if outline.lead or not names else self.words.say("signed: {parties}", parties=names)

    def party(self, id: str | None) -> str:
        """The name of a party; None stands for nobody."""
        return self.words.say("(none)") if id is None else one_line(self.registry.name(id, self.words.lang))

    def day(self, revision: Revision | None) -> str | None:
        """The day of a commit, as `2026-11-22`; None without a commit."""
        has_day = revision is not None and bool(revision.id or revision.zone)
        return revision.day(self.zone).isoformat() if revision and has_day else revision and self.today

    def where(self, revision: Revision | None) -> str:
        """The short id of a commit, or the words for the working tree."""
        return revision.id[:SHORT_ID] if revision and revision.id else self.words.say("working tree")


def total_lines(totals: Totals, slip_words: SlipWords) -> Iterator[str]:
    """The totals of some records, in a line or two."""
    words = slip_words.words
    yield words.count(
        totals.moves,
        "{moved} of {total} commitments moved their deadline, {n} time in all",
        "{moved} of {total} commitments moved their deadline, {n} times in all",
        moved=words.number(totals.with_moves),
        total=words.number(totals.records),
    )
    if further_sums := list(_further_sums(totals, slip_words)):
        yield " · ".join(further_sums)


def _further_sums(totals: Totals, slip_words: SlipWords) -> Iterator[str]:
    words = slip_words.words
    if totals.worst:
        yield words.say("median {days} days", days=slip_words.days(totals.median))
        furthest, id = slip_words.days(totals.worst.own.slipped_days), one_line(totals.worst.outline.id)
        yield words.say("furthest {days} days ({id})", days=furthest, id=id)
    if totals.milestone_moves:
        yield words.count(totals.milestone_moves, "milestones moved {n} time", "milestones moved {n} times")
    if totals.moves_by_event:
        yield words.count(
            totals.moves_by_event,
            "{n} move with an event, not counted",
            "{n} moves with an event, not counted",
        )
    if totals.moves_late:
        yield words.count(
            totals.moves_late,
            "{n} move came after the deadline had passed",
            "{n} moves came after the deadline had passed",
        )
    if totals.differ:
        yield words.count(
            totals.differ, "{n} differs from its due_changes", "{n} differ from their due_changes"
        )


def deadlines(row: SlipRow) -> Iterator[tuple[str, Slip]]:
    """The slip of a record under an empty id, then those of its milestones by id."""
    return chain([("", row.own)], row.milestones)


LEAD_HEADS = (N_("Moves"), N_("Commitments"), N_("Milestones"), N_("Median"), N_("Furthest"))
"""The heads beside a lead: how often its commitments moved, how many of them did,
how often their milestones moved, and the median and the furthest move in days."""


def lead_numbers(totals: Totals, slip_words: SlipWords) -> list[str]:
    """The numbers of a lead, under the heads of `LEAD_HEADS`."""
    number = slip_words.words.number
    furthest = totals.worst.own.slipped_days if totals.worst else None
    return [
        number(totals.moves),
        f"{number(totals.with_moves)}/{number(totals.records)}",
        number(totals.milestone_moves),
        slip_words.days(totals.median),
        slip_words.days(furthest),
    ]
