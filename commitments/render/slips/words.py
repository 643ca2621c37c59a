"""The words in which deadlines that moved are told, to a pipe and to a screen alike. Lays out nothing."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import tzinfo
from itertools import chain

from commitments.errors import N_
from commitments.model.dates import Span
from commitments.model.lifecycle import Role
from commitments.model.outline import Outline
from commitments.model.party import Registry
from commitments.model.revision import Revision
from commitments.render.safe import one_line
from commitments.render.words import Words
from commitments.reports.slips import Slip, SlipRow, Totals

NONE = "–"
"""Stands for a date or a distance that is not there."""
_SHORT = 7
"""Digits of a commit's id that people read."""

Group = tuple[str | None, Totals]
"""A lead, and what its records come to."""


@dataclass(frozen=True, slots=True)
class Telling:
    """What the words of an answer need."""

    registry: Registry
    zone: tzinfo | None
    """Where a commit has its day; None is the machine's time zone."""
    today: str
    """The day of what is in no commit yet."""
    words: Words

    def date(self, value: Span | str | None) -> str:
        """A date for people; whatever a record wrote in its place is shown safely."""
        return one_line(self.words.date(value)) or NONE

    def days(self, days: float | None) -> str:
        """A distance with its sign; a median may have a half."""
        if not days:
            return NONE if days is None else "0"
        half = ("," if self.words.lang == "vi" else ".") + "5" if days % 1 else ""
        return f"{'+' if days > 0 else '-'}{self.words.number(int(abs(days)))}{half}"

    def moved(self, before: str | None, after: str | None) -> str:
        """From one date to another."""
        return f"{self.date(before)} → {self.date(after)}"

    def leads(self, outline: Outline) -> str:
        """Who leads a record, else who signed it."""
        signed = [party for party, role in outline.roles() if role == Role.SIGNATORY]
        names = ", ".join(self.party(lead) for lead in outline.leads() or signed)
        return names if outline.lead or not names else self.words.say("signed: {parties}", parties=names)

    def party(self, id: str | None) -> str:
        """The name of a party; None stands for nobody."""
        return self.words.say("(none)") if id is None else one_line(self.registry.name(id, self.words.lang))

    def day(self, at: Revision | None) -> str | None:
        """When a commit was made, as `2026-11-22`; None where no row tells of it."""
        return at and (at.day(self.zone).isoformat() if at.id else self.today)

    def where(self, at: Revision | None) -> str:
        """The id of a commit, as people read it."""
        return at.id[:_SHORT] if at and at.id else self.words.say("working tree")


def sums(totals: Totals, telling: Telling) -> Iterator[str]:
    """What some records come to, in a line or two."""
    words = telling.words
    yield words.count(
        totals.moves,
        "{moved} of {total} commitments moved their deadline, {n} time in all",
        "{moved} of {total} commitments moved their deadline, {n} times in all",
        moved=words.number(totals.with_moves),
        total=words.number(totals.records),
    )
    if rest := list(_further_sums(totals, telling)):
        yield " · ".join(rest)


def _further_sums(totals: Totals, telling: Telling) -> Iterator[str]:
    words = telling.words
    if totals.worst:
        yield words.say("median {days} days", days=telling.days(totals.median))
        far, id = telling.days(totals.worst.own.days), one_line(totals.worst.outline.id)
        yield words.say("furthest {days} days ({id})", days=far, id=id)
    if totals.milestone_moves:
        yield words.count(totals.milestone_moves, "milestones moved {n} time", "milestones moved {n} times")
    if totals.differ:
        yield words.count(
            totals.differ, "{n} differs from its due_changes", "{n} differ from their due_changes"
        )


def deadlines(row: SlipRow) -> Iterator[tuple[str, Slip]]:
    """The deadline of a record, and by their ids those of its milestones that moved or differ."""
    return chain([("", row.own)], row.milestones)


GROUP = (N_("Moves"), N_("Commitments"), N_("Milestones"), N_("Median"), N_("Furthest"))
"""What is told of a lead beside its name: how often its commitments moved, how many of them did,
how often their milestones moved, and how many days they moved."""


def group(totals: Totals, telling: Telling) -> list[str]:
    """The numbers of a lead, under the heads of `GROUP`."""
    number = telling.words.number
    far = totals.worst.own.days if totals.worst else None
    return [
        number(totals.moves),
        f"{number(totals.with_moves)}/{number(totals.records)}",
        number(totals.milestone_moves),
        telling.days(totals.median),
        telling.days(far),
    ]
