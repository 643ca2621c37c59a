"""Reduces a commitment to what lists and counts need: small, flat, and independent of any clock.

Everything is text or the ordinal of a day (0 for none), so that an outline can be cached as columns.
It does not know where it is stored.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import TYPE_CHECKING, Any, NamedTuple, assert_never

from commitments.model.calendar.dates import Span, parse_date
from commitments.model.lifecycle import (
    ACCEPTED_STATUSES,
    INSTRUMENTS,
    OPEN_STATUSES,
    Kind,
    MilestoneStatus,
    Status,
    Timeliness,
)
from commitments.model.news import news_days
from commitments.model.owed_occurrences import first_unanswered_day, repeats_text
from commitments.model.term import term_text

if TYPE_CHECKING:
    from commitments.model.commitment import Commitment, DueChange, Milestone, PartyRole, Recurrence

ITEM_SEPARATOR = "\x1f"
"""Stands between the items of a field; no readable record contains it."""


class Outline(NamedTuple):
    """One commitment. Timeliness is judged from `term`, `settled`, `deadline` and `missed`."""

    path: str
    id: str
    title_en: str
    title_vi: str
    kind: str
    status: str
    part_of: str
    made_on: str
    due: str
    due_latest: int
    due_basis_en: str
    due_basis_vi: str
    due_event: str
    """The field `due_event` as JSON; empty where there is none."""
    review_by: str
    """Only of open records."""
    term: str
    """The field `in_force` of an instrument, as `term.term_text` writes it; empty where there is none."""
    settled: str
    """The timeliness where no day decides it; empty where the day does."""
    deadline: int
    """The earliest last day of `due` and of the scheduled milestones; 0 for none and for closed records."""
    first_deadline: int
    """Like `deadline`, by the dates first agreed, of the deadlines that moved alone."""
    moves: int
    """How often its own deadline moved, by its entries; settings, liftings and moves by an event aside."""
    in_time_by_moved: int
    """1 where it was done in time, and would be late by the deadline first agreed; else 0."""
    missed: int
    """The last day of the first occurrence neither held nor let go; 0 where none can be missed."""
    heard_first: int
    """The first day of the latest news that the record holds; 0 for none."""
    heard_last: int
    """The last day of that news."""
    heard_before: str
    """Items `first-last`: the days of earlier news."""
    silent_from: int
    """The first day of `made_on`, else of `source.published_on`; 0 where both are missing."""
    updated_on: str
    """The date of the latest update."""
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
    """The recurrence by `owed_occurrences.repeats_text`; empty where no occurrence can be missed."""

    def title(self, lang: str) -> str:
        """The title in `lang`, else in the other language, else the id."""
        first, second = (self.title_vi, self.title_en) if lang == "vi" else (self.title_en, self.title_vi)
        return first or second or self.id

    def leads(self) -> list[str]:
        """The parties that must do it."""
        return self.items(self.lead)

    def roles(self) -> Sequence[tuple[str, str]]:
        """Every pair of party and role."""
        return _roles(self.parties)

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


@lru_cache(maxsize=1024)  # few records have parties that no other has, and lists ask for them many times
def _roles(text: str) -> Sequence[tuple[str, str]]:
    pairs = (item.rpartition("/") for item in text.split(ITEM_SEPARATOR)) if text else ()
    return tuple((party, role) for party, _, role in pairs)


def outline(commitment: Commitment) -> Outline:
    """The outline of a commitment."""
    scheduled = _scheduled_milestones(commitment)
    settled = _settled_timeliness(commitment)
    repeats = _owed_recurrence(commitment)
    owed_from = _first_day(commitment.made_on)
    news = news_days(commitment.data)
    heard_first, heard_last = news[-1] if news else (0, 0)
    due_event = commitment.data.get("due_event")
    return Outline(
        path=commitment.path,
        id=commitment.id,
        title_en=commitment.title.en or "",
        title_vi=commitment.title.vi or "",
        kind=commitment.kind.value,
        status=commitment.status.value,
        part_of=commitment.part_of or "",
        made_on=commitment.made_on.text if commitment.made_on else "",
        due=commitment.due.text if commitment.due else "",
        due_latest=commitment.due.last_ordinal if commitment.due else 0,
        due_basis_en=commitment.due_basis.en or "",
        due_basis_vi=commitment.due_basis.vi or "",
        due_event=json.dumps(due_event, ensure_ascii=False) if isinstance(due_event, dict) else "",
        review_by=commitment.review_by.text if commitment.review_by and commitment.is_open else "",
        term=_term_text(commitment),
        settled=settled,
        deadline=_deadline(commitment, scheduled),
        first_deadline=_first_deadline(commitment) if commitment.is_open else 0,
        moves=sum(
            1 for change in commitment.due_changes if change.before and change.after and change.event is None
        ),
        in_time_by_moved=int(settled == Timeliness.DONE_ON_TIME and _was_late_at_first(commitment)),
        missed=first_unanswered_day(repeats, owed_from) if repeats else 0,
        heard_first=heard_first,
        heard_last=heard_last,
        heard_before=ITEM_SEPARATOR.join(f"{first}-{last}" for first, last in news[:-1]),
        silent_from=owed_from or _first_day(_publication(commitment.data)),
        updated_on=_latest_update(commitment),
        met=sum(1 for milestone in commitment.milestones if milestone.status is MilestoneStatus.MET),
        milestones=len(commitment.milestones),
        lead=ITEM_SEPARATOR.join(commitment.leads()),
        parties=ITEM_SEPARATOR.join(_role_text(party) for party in commitment.parties),
        tags=ITEM_SEPARATOR.join(commitment.tags),
        scheduled=ITEM_SEPARATOR.join(
            f"{milestone.id}={_date_text(milestone.due)}" for milestone in scheduled
        ),
        repeats=repeats_text(repeats, owed_from) if repeats else "",
    )


def _owed_recurrence(commitment: Commitment) -> Recurrence | None:
    """The recurrence of which an occurrence can be missed; None for any other record."""
    repeats = commitment.repeats
    is_owed = judged_status(commitment) in ACCEPTED_STATUSES and commitment.kind is not Kind.MEETING
    return repeats if is_owed and repeats and repeats.starts else None


def _term_text(commitment: Commitment) -> str:
    in_force = commitment.data.get("in_force")
    return term_text(in_force) if isinstance(in_force, dict) and commitment.kind in INSTRUMENTS else ""


def judged_status(commitment: Commitment) -> Status:
    """The status by which a record is judged: an assignment is never only proposed."""
    if commitment.kind is Kind.ASSIGNMENT and commitment.status is Status.PROPOSED:
        return Status.AGREED
    return commitment.status


def _settled_timeliness(commitment: Commitment) -> str:
    """The timeliness where no day decides it; empty where the day does."""
    match judged_status(commitment):
        case Status.FULFILLED:
            return _done_timeliness(commitment.met_on, commitment.due)
        case Status.PARTIALLY_FULFILLED | Status.NOT_FULFILLED | Status.WITHDRAWN | Status.SUPERSEDED:
            return Timeliness.CLOSED.value
        case Status.PROPOSED | Status.AGREED | Status.IN_PROGRESS | Status.SUSPENDED as status:
            if commitment.kind is Kind.MEETING:
                return Timeliness.UNDATED.value  # a meeting owes nothing
            return _SETTLED_OPEN.get(status, "")
        case status:
            assert_never(status)


_SETTLED_OPEN = {
    Status.PROPOSED: Timeliness.AWAITING.value,
    Status.SUSPENDED: Timeliness.SUSPENDED.value,
}


def _done_timeliness(met_on: Span | None, due: Span | None) -> str:
    """How a fulfilled record stands; days that may lie on both sides of the deadline settle nothing."""
    if met_on and due and due.latest:
        if met_on.earliest and met_on.earliest > due.latest:
            return Timeliness.DONE_LATE.value
        if met_on.latest and met_on.latest <= due.latest:
            return Timeliness.DONE_ON_TIME.value
    return Timeliness.DONE.value


def _was_late_at_first(commitment: Commitment) -> bool:
    first = first_due(commitment.due, commitment.due_changes)
    return _done_timeliness(commitment.met_on, first) == Timeliness.DONE_LATE


def first_due(due: Span | None, due_changes: Sequence[DueChange]) -> Span | None:
    """The deadline that was agreed first, by the entries that record its moves."""
    for change in due_changes:
        first = parse_date(change.before) or parse_date(change.after)
        if first:
            return first
    return due


def _first_deadline(commitment: Commitment) -> int:
    """The earliest last day of the deadlines that moved, by their first dates."""
    moved = [(commitment.due, commitment.due_changes)] if commitment.due_changes else []
    moved += [
        (milestone.due, milestone.due_changes)
        for milestone in _scheduled_milestones(commitment)
        if milestone.due_changes
    ]
    firsts = (first_due(due, changes) for due, changes in moved)
    return min((first.last_ordinal for first in firsts if first and first.latest), default=0)


def _latest_update(commitment: Commitment) -> str:
    dates = (update.date for update in commitment.updates if update.date and update.date.latest)
    latest = max(dates, key=lambda span: span.last_ordinal, default=None)
    return latest.text if latest else ""


def _publication(data: Mapping[str, Any]) -> Span | None:
    source = data.get("source")
    return parse_date(source.get("published_on")) if isinstance(source, dict) else None


def _first_day(span: Span | None) -> int:
    return span.earliest.toordinal() if span and span.earliest else 0


def _date_text(span: Span | None) -> str:
    return span.text if span else ""


def _role_text(party: PartyRole) -> str:
    return f"{party.party}/{party.role.value if party.role else ''}"


def _scheduled_milestones(commitment: Commitment) -> list[Milestone]:
    """The milestones of an open record that are scheduled and have a last day."""
    if not commitment.is_open:
        return []
    return [
        milestone
        for milestone in commitment.milestones
        if milestone.status is MilestoneStatus.SCHEDULED and milestone.due and milestone.due.latest
    ]


def _deadline(commitment: Commitment, scheduled: Sequence[Milestone]) -> int:
    if not commitment.is_open:
        return 0
    days = [milestone.due.last_ordinal for milestone in scheduled if milestone.due]
    if commitment.due and commitment.due.latest:
        days.append(commitment.due.last_ordinal)
    return min(days, default=0)
