"""A commitment as lists and counts need it: small, flat, and independent of any clock.

Everything is text or an ordinal day (0 for none), so that an outline can be cached as columns.
It must not know where it is stored.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from itertools import islice
from typing import TYPE_CHECKING, Any, NamedTuple

from commitments.model.dates import Span, parse
from commitments.model.lifecycle import (
    OPEN,
    RECURRING,
    Kind,
    MilestoneStatus,
    Status,
)

if TYPE_CHECKING:
    from commitments.model.commitment import Commitment, PartyRole, Repeats

SEP = "\x1f"
"""Between the items of a field; no readable record holds it."""

MISSED_LISTED = 100
"""How many missed occurrences of one record are named."""


class Outline(NamedTuple):
    """One commitment. `deadline`, `missed` and `late` are what timeliness is judged from."""

    path: str
    id: str
    title_en: str
    title_vi: str
    kind: str
    status: str
    part_of: str
    due: str
    due_latest: int
    review_by: str
    deadline: int
    """Last day of the nearest deadline: of `review_by` while suspended, else of `due` and the
    scheduled milestones; 0 without one and for closed records."""
    missed: int
    """Last day of the first occurrence not held; 0 where none can be missed."""
    late: int
    """1 where it was fulfilled after its deadline."""
    touched: int
    """Last day of the latest update, else of `made_on`; 0 where neither stands."""
    updated_on: str
    met: int
    """Milestones met, of `milestones` in all."""
    milestones: int
    lead: str
    parties: str
    """`party/role` items."""
    tags: str
    scheduled: str
    """`id=due` items: milestones still to be met that have a last day."""
    repeats: str
    """Rule, start and the occurrences held; empty where none can be missed."""

    def title(self, lang: str) -> str:
        """The title in `lang`, else in the other language, else the id."""
        first, second = (self.title_vi, self.title_en) if lang == "vi" else (self.title_en, self.title_vi)
        return first or second or self.id

    def leads(self) -> list[str]:
        """Who must do it."""
        return self.items(self.lead)

    def roles(self) -> list[tuple[str, str]]:
        """Party and role, as often as they stand."""
        pairs = (item.rpartition("/") for item in self.items(self.parties))
        return [(party, role) for party, _, role in pairs]

    def items(self, field: str) -> list[str]:
        """The items of a joined field."""
        return field.split(SEP) if field else []

    @property
    def is_open(self) -> bool:
        """Whether work on it may still be expected."""
        return self.status in OPEN

    @property
    def counts(self) -> bool:
        """Whether it stands in counts; a meeting is an occasion, not a commitment."""
        return self.kind != Kind.MEETING


def outline(commitment: Commitment) -> Outline:
    """What lists and counts need of a commitment."""
    scheduled = _scheduled(commitment)
    recurs = (
        commitment.repeats
        if commitment.status in RECURRING and commitment.repeats and commitment.repeats.starts
        else None
    )
    latest_update = max(
        (update.date for update in commitment.updates if update.date and update.date.latest),
        key=lambda span: span.last_ordinal,
        default=None,
    )
    touched = latest_update or commitment.made_on
    return Outline(
        path=commitment.path,
        id=commitment.id,
        title_en=commitment.title.en or "",
        title_vi=commitment.title.vi or "",
        kind=commitment.kind.value,
        status=commitment.status.value,
        part_of=commitment.part_of or "",
        due=commitment.due.text if commitment.due else "",
        due_latest=commitment.due.last_ordinal if commitment.due else 0,
        review_by=commitment.review_by.text
        if commitment.review_by and commitment.status is Status.SUSPENDED
        else "",
        deadline=_deadline(commitment, scheduled),
        missed=_first_missed(recurs) if recurs else 0,
        late=int(_done_late(commitment)),
        touched=touched.last_ordinal if touched else 0,
        updated_on=latest_update.text if latest_update else "",
        met=sum(1 for milestone in commitment.milestones if milestone.status is MilestoneStatus.MET),
        milestones=len(commitment.milestones),
        lead=SEP.join(commitment.leads()),
        parties=SEP.join(_role_text(party) for party in commitment.parties),
        tags=SEP.join(commitment.tags),
        scheduled=SEP.join(f"{name}={due.text}" for name, due in scheduled),
        repeats=_repeats_text(recurs) if recurs else "",
    )


def _role_text(party: PartyRole) -> str:
    return f"{party.party}/{party.role.value if party.role else ''}"


def _scheduled(commitment: Commitment) -> list[tuple[str, Span]]:
    if commitment.status not in OPEN:
        return []
    return [
        (milestone.id, milestone.due)
        for milestone in commitment.milestones
        if milestone.status is MilestoneStatus.SCHEDULED and milestone.due and milestone.due.latest
    ]


def _deadline(commitment: Commitment, scheduled: list[tuple[str, Span]]) -> int:
    if commitment.status is Status.SUSPENDED:
        return commitment.review_by.last_ordinal if commitment.review_by else 0
    if commitment.status not in OPEN:
        return 0
    days = [due.last_ordinal for _, due in scheduled]
    if commitment.due and commitment.due.latest:
        days.append(commitment.due.last_ordinal)
    return min(days, default=0)


def _done_late(commitment: Commitment) -> bool:
    if commitment.status is not Status.FULFILLED or not (commitment.due and commitment.met_on):
        return False
    return bool(
        commitment.due.latest
        and commitment.met_on.earliest
        and commitment.met_on.earliest > commitment.due.latest
    )


def _repeats_text(repeats: Repeats) -> str:
    starts = repeats.starts.text if repeats.starts else ""
    return SEP.join([repeats.rule, starts, *_held_names(repeats)])


def _held_names(repeats: Repeats) -> list[str]:
    return [entry.occurrence.text for entry in repeats.held if entry.occurrence]


def _first_missed(repeats: Repeats) -> int:
    first = next(_not_held(_repeats_text(repeats), None), None)
    return first.last_ordinal if first else 0


def _not_held(text: str, until: date | None) -> Iterator[Span]:
    from commitments.model.recurrence import occurrences  # few records recur

    rule, starts, *held = text.split(SEP)
    start = parse(starts)
    if start is None:
        return
    kept = {_same(parse(entry)) for entry in held}
    for occurrence in occurrences(rule, start, until):
        if _same(occurrence) not in kept:
            yield occurrence


def _same(span: Span | None) -> tuple[Any, Any] | None:
    return (span.earliest, span.latest) if span else None


def missed_occurrences(outline: Outline, today: int) -> list[Span]:
    """The occurrences whose last day is past and that were not held: the earliest, so many as are listed."""
    return list(islice(_missed(outline, today), MISSED_LISTED))


def missed_more(outline: Outline, today: int) -> bool:
    """Whether more occurrences were missed than are listed, so that a count of those is a least one."""
    return next(islice(_missed(outline, today), MISSED_LISTED, None), None) is not None


def _missed(outline: Outline, today: int) -> Iterator[Span]:
    if outline.repeats and 0 < outline.missed < today:
        occurrences = _not_held(outline.repeats, date.fromordinal(today))
        yield from (span for span in occurrences if span.last_ordinal < today)


def next_occurrence(outline: Outline, today: int) -> Span | None:
    """The first occurrence not held whose last day is not past."""
    if not outline.repeats:
        return None
    return next((span for span in _not_held(outline.repeats, None) if span.last_ordinal >= today), None)
