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


def outline(of: Commitment) -> Outline:
    """What lists and counts need of a commitment."""
    scheduled = _scheduled(of)
    recurs = of.repeats if of.status in RECURRING and of.repeats and of.repeats.starts else None
    latest_update = max(
        (each.date for each in of.updates if each.date and each.date.latest),
        key=lambda span: span.last_ordinal,
        default=None,
    )
    touched = latest_update or of.made_on
    return Outline(
        path=of.path,
        id=of.id,
        title_en=of.title.en or "",
        title_vi=of.title.vi or "",
        kind=of.kind.value,
        status=of.status.value,
        part_of=of.part_of or "",
        due=of.due.text if of.due else "",
        due_latest=of.due.last_ordinal if of.due else 0,
        review_by=of.review_by.text if of.review_by and of.status is Status.SUSPENDED else "",
        deadline=_deadline(of, scheduled),
        missed=_first_missed(recurs) if recurs else 0,
        late=int(_done_late(of)),
        touched=touched.last_ordinal if touched else 0,
        updated_on=latest_update.text if latest_update else "",
        met=sum(1 for each in of.milestones if each.status is MilestoneStatus.MET),
        milestones=len(of.milestones),
        lead=SEP.join(of.leads()),
        parties=SEP.join(_role_text(each) for each in of.parties),
        tags=SEP.join(of.tags),
        scheduled=SEP.join(f"{name}={due.text}" for name, due in scheduled),
        repeats=_repeats_text(recurs) if recurs else "",
    )


def _role_text(party: PartyRole) -> str:
    return f"{party.party}/{party.role.value if party.role else ''}"


def _scheduled(of: Commitment) -> list[tuple[str, Span]]:
    if of.status not in OPEN:
        return []
    return [
        (each.id, each.due)
        for each in of.milestones
        if each.status is MilestoneStatus.SCHEDULED and each.due and each.due.latest
    ]


def _deadline(of: Commitment, scheduled: list[tuple[str, Span]]) -> int:
    if of.status is Status.SUSPENDED:
        return of.review_by.last_ordinal if of.review_by else 0
    if of.status not in OPEN:
        return 0
    days = [due.last_ordinal for _, due in scheduled]
    if of.due and of.due.latest:
        days.append(of.due.last_ordinal)
    return min(days, default=0)


def _done_late(of: Commitment) -> bool:
    if of.status is not Status.FULFILLED or not (of.due and of.met_on):
        return False
    return bool(of.due.latest and of.met_on.earliest and of.met_on.earliest > of.due.latest)


def _repeats_text(repeats: Repeats) -> str:
    starts = repeats.starts.text if repeats.starts else ""
    return SEP.join([repeats.rule, starts, *_held_names(repeats)])


def _held_names(repeats: Repeats) -> list[str]:
    return [each.occurrence.text for each in repeats.held if each.occurrence]


def _first_missed(repeats: Repeats) -> int:
    first = next(_not_held(_repeats_text(repeats), None), None)
    return first.last_ordinal if first else 0


def _not_held(text: str, until: date | None) -> Iterator[Span]:
    from commitments.model.recurrence import occurrences  # few records recur

    rule, starts, *held = text.split(SEP)
    start = parse(starts)
    if start is None:
        return
    kept = {_same(parse(each)) for each in held}
    for each in occurrences(rule, start, until):
        if _same(each) not in kept:
            yield each


def _same(span: Span | None) -> tuple[Any, Any] | None:
    return (span.earliest, span.latest) if span else None


def missed_occurrences(of: Outline, today: int) -> list[Span]:
    """The occurrences whose last day is past and that were not held: the earliest, so many as are listed."""
    return list(islice(_missed(of, today), MISSED_LISTED))


def missed_more(of: Outline, today: int) -> bool:
    """Whether more occurrences were missed than are listed, so that a count of those is a least one."""
    return next(islice(_missed(of, today), MISSED_LISTED, None), None) is not None


def _missed(of: Outline, today: int) -> Iterator[Span]:
    if of.repeats and 0 < of.missed < today:
        occurrences = _not_held(of.repeats, date.fromordinal(today))
        yield from (span for span in occurrences if span.last_ordinal < today)


def next_occurrence(of: Outline, today: int) -> Span | None:
    """The first occurrence not held whose last day is not past."""
    if not of.repeats:
        return None
    return next((each for each in _not_held(of.repeats, None) if each.last_ordinal >= today), None)
