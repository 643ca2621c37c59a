"""Reduces a commitment to what lists and counts need: small, flat, and independent of any clock.

Everything is text or the ordinal of a day (0 for none), so that an outline can be cached as columns.
It does not know where it is stored.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from itertools import islice
from typing import TYPE_CHECKING, Any, NamedTuple

from commitments.model.dates import Span, parse_date
from commitments.model.lifecycle import (
    OPEN_STATUSES,
    RECURRING,
    Kind,
    MilestoneStatus,
    Status,
)

if TYPE_CHECKING:
    from commitments.model.commitment import Commitment, PartyRole, Recurrence

ITEM_SEPARATOR = "\x1f"
"""Stands between the items of a field; no readable record contains it."""

MISSED_LISTED = 100
"""How many missed occurrences of one record are listed."""


class Outline(NamedTuple):
    """One commitment. Timeliness is judged from `deadline`, `missed` and `late`."""

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
    """The last day of `review_by` while suspended, else the earliest last day of `due` and the scheduled
    milestones; 0 where there is none and for closed records."""
    missed: int
    """The last day of the first occurrence that was not held; 0 where none can be missed."""
    late: int
    """1 where the commitment was fulfilled after its deadline, else 0."""
    touched: int
    """The last day of the latest update, else of `made_on`; 0 where both are missing."""
    updated_on: str
    met: int
    """How many milestones are met."""
    milestones: int
    """How many milestones there are."""
    lead: str
    """Items: the ids of the leads."""
    parties: str
    """Items: `party/role`."""
    tags: str
    scheduled: str
    """Items `id=due`: the scheduled milestones that have a last day."""
    repeats: str
    """Items: the rule, the start and the held occurrences; empty where no occurrence can be missed."""

    def title(self, lang: str) -> str:
        """The title in `lang`, else in the other language, else the id."""
        first, second = (self.title_vi, self.title_en) if lang == "vi" else (self.title_en, self.title_vi)
        return first or second or self.id

    def leads(self) -> list[str]:
        """The parties that must do it."""
        return self.items(self.lead)

    def roles(self) -> list[tuple[str, str]]:
        """Every pair of party and role."""
        pairs = (item.rpartition("/") for item in self.items(self.parties))
        return [(party, role) for party, _, role in pairs]

    def items(self, field: str) -> list[str]:
        """The items of a joined field."""
        return field.split(ITEM_SEPARATOR) if field else []

    @property
    def is_open(self) -> bool:
        """Whether work on it may still be expected."""
        return self.status in OPEN_STATUSES

    @property
    def counts(self) -> bool:
        """Whether counts include it; a meeting is an occasion and no commitment."""
        return self.kind != Kind.MEETING


def outline(commitment: Commitment) -> Outline:
    """The outline of a commitment."""
    scheduled = _scheduled_milestones(commitment)
    repeats = (
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
        missed=_first_unheld_day(repeats) if repeats else 0,
        late=int(_is_done_late(commitment)),
        touched=touched.last_ordinal if touched else 0,
        updated_on=latest_update.text if latest_update else "",
        met=sum(1 for milestone in commitment.milestones if milestone.status is MilestoneStatus.MET),
        milestones=len(commitment.milestones),
        lead=ITEM_SEPARATOR.join(commitment.leads()),
        parties=ITEM_SEPARATOR.join(_role_text(party) for party in commitment.parties),
        tags=ITEM_SEPARATOR.join(commitment.tags),
        scheduled=ITEM_SEPARATOR.join(f"{id}={due.text}" for id, due in scheduled),
        repeats=_repeats_text(repeats) if repeats else "",
    )


def _role_text(party: PartyRole) -> str:
    return f"{party.party}/{party.role.value if party.role else ''}"


def _scheduled_milestones(commitment: Commitment) -> list[tuple[str, Span]]:
    if commitment.status not in OPEN_STATUSES:
        return []
    return [
        (milestone.id, milestone.due)
        for milestone in commitment.milestones
        if milestone.status is MilestoneStatus.SCHEDULED and milestone.due and milestone.due.latest
    ]


def _deadline(commitment: Commitment, scheduled: list[tuple[str, Span]]) -> int:
    if commitment.status is Status.SUSPENDED:
        return commitment.review_by.last_ordinal if commitment.review_by else 0
    if commitment.status not in OPEN_STATUSES:
        return 0
    days = [due.last_ordinal for _, due in scheduled]
    if commitment.due and commitment.due.latest:
        days.append(commitment.due.last_ordinal)
    return min(days, default=0)


def _is_done_late(commitment: Commitment) -> bool:
    if commitment.status is not Status.FULFILLED or not (commitment.due and commitment.met_on):
        return False
    return bool(
        commitment.due.latest
        and commitment.met_on.earliest
        and commitment.met_on.earliest > commitment.due.latest
    )


def _repeats_text(repeats: Recurrence) -> str:
    starts = repeats.starts.text if repeats.starts else ""
    return ITEM_SEPARATOR.join([repeats.rule, starts, *_held_dates(repeats)])


def _held_dates(repeats: Recurrence) -> list[str]:
    return [held.occurrence.text for held in repeats.held if held.occurrence]


def _first_unheld_day(repeats: Recurrence) -> int:
    first = next(_unheld_occurrences(_repeats_text(repeats), None), None)
    return first.last_ordinal if first else 0


def _unheld_occurrences(text: str, until: date | None) -> Iterator[Span]:
    from commitments.model.recurrence import occurrences  # few records recur

    rule, starts, *held = text.split(ITEM_SEPARATOR)
    start = parse_date(starts)
    if start is None:
        return
    held_days = {_first_and_last_day(parse_date(held_date)) for held_date in held}
    for occurrence in occurrences(rule, start, until):
        if _first_and_last_day(occurrence) not in held_days:
            yield occurrence


def _first_and_last_day(span: Span | None) -> tuple[Any, Any] | None:
    return (span.earliest, span.latest) if span else None


def missed_occurrences(outline: Outline, today: int) -> list[Span]:
    """The earliest occurrences whose last day is past and that were not held, at most `MISSED_LISTED`."""
    return list(islice(_all_missed_occurrences(outline, today), MISSED_LISTED))


def has_more_missed(outline: Outline, today: int) -> bool:
    """Whether more occurrences were missed than are listed; a count of the list is then a lower bound."""
    return next(islice(_all_missed_occurrences(outline, today), MISSED_LISTED, None), None) is not None


def _all_missed_occurrences(outline: Outline, today: int) -> Iterator[Span]:
    if outline.repeats and 0 < outline.missed < today:
        unheld = _unheld_occurrences(outline.repeats, date.fromordinal(today))
        yield from (occurrence for occurrence in unheld if occurrence.last_ordinal < today)


def next_occurrence(outline: Outline, today: int) -> Span | None:
    """The first occurrence that was not held and whose last day is not past."""
    if not outline.repeats:
        return None
    unheld = _unheld_occurrences(outline.repeats, None)
    return next((occurrence for occurrence in unheld if occurrence.last_ordinal >= today), None)
