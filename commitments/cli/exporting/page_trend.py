"""Counts the records of a page month by month, and keeps the counts. Must not judge a record."""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING

from commitments.cache.kept_texts import KeptTexts
from commitments.cli.exporting.past_states import day_states, heads_of_days
from commitments.cli.options.option_values import selection
from commitments.cli.progress import progress
from commitments.model.lifecycle import Timeliness
from commitments.model.members import OWN_NAMES
from commitments.reports.status import Counts
from commitments.reports.trend import Trend, TrendFilter, TrendPoint, month_ends, trend

if TYPE_CHECKING:
    from commitments.cli.exporting.past_states import Heads
    from commitments.cli.options.option_groups import Filters
    from commitments.cli.session import PartSession, Session
    from commitments.reports.filters import RecordFilter

MONTHS = 24


def page_trend(session: Session, filters: Filters, now: Counts) -> Trend:
    """The end of each of 23 months, then the day of judging, whose counts are `now`; no day before history.

    On a roof a day has the sum of the counts of all registers; one that had no commit yet held no record.
    What a commit held on a day never changes, so the counts of past days are kept for later pages.
    """
    today = session.clock.today
    ends = month_ends(today, MONTHS - 1)
    kept = KeptTexts(*session.workspace.cache_place("-trend"))
    by = selection(filters, session)
    points_by_day: dict[date, list[TrendPoint]] = {}
    for part in session.parts if ends else ():
        for point in _points_of_part(session, part, ends, by, kept):
            points_by_day.setdefault(point.day, []).append(point)
    kept.remember()
    points = [_sum(points_by_day[day]) for day in sorted(points_by_day)]
    unreadable = len(session.workspace.survey.left_out())
    return Trend([*points, TrendPoint(today, now, unreadable)])


def _points_of_part(
    session: Session, part: PartSession, ends: Sequence[date], by: RecordFilter, kept: KeptTexts
) -> list[TrendPoint]:
    """The counts of one register on the days that its history knows."""
    heads = [head for head in heads_of_days(part.session, ends) if head[1] is not None]
    context = _context(session, part, by)
    keys = [_key(context, head) for head in heads]
    missing = [head for key, head in zip(keys, heads, strict=True) if not kept.holds(key)]
    counted = iter(_counted_points(session, part, missing, by))
    return [_point(kept.recall_or_compute(key, lambda: _text(next(counted)))) for key in keys]


def _sum(points: Sequence[TrendPoint]) -> TrendPoint:
    """The counts of several registers on one day."""
    if len(points) == 1:
        return points[0]
    by_timeliness = sum((Counter(point.counts.by_timeliness) for point in points), Counter[Timeliness]())
    total = sum(point.counts.total for point in points)
    return TrendPoint(points[0].day, Counts(total, by_timeliness), sum(point.unreadable for point in points))


def _counted_points(session: Session, part: PartSession, heads: Heads, by: RecordFilter) -> list[TrendPoint]:
    if not heads:
        return []
    workspace = session.workspace
    picking = TrendFilter(by, workspace.registry)
    picking.meet(workspace.survey.outlines, workspace.registry, workspace.unread_ids())
    with progress(session.words) as tell:
        states = day_states(part.session, heads, picking, tell, part.names)
        return list(trend(states, part.session.clock).points)


def _context(session: Session, part: PartSession, by: RecordFilter) -> bytes:
    """What the counts of all days rest on: the filter, the settings, and the parties of today."""
    clock, workspace = part.session.clock, session.workspace
    parts: tuple[object, ...] = (clock.due_soon_days, clock.stale_after_days, by, workspace.registry_file)
    if part.names is not OWN_NAMES:
        names_parties = by.party or by.lead or by.country
        registry = workspace.registry.parties if names_parties else ()
        parts = (*parts, part.session.workspace.root, part.names, registry)
    return hashlib.sha256(repr(parts).encode("utf-8", "backslashreplace")).digest()


def _key(context: bytes, head: tuple[object, object]) -> str:
    """What the counts of a day rest on: its commit, and what the counts of all days do."""
    return hashlib.sha256(context + repr(head).encode("utf-8", "backslashreplace")).hexdigest()


def _text(point: TrendPoint) -> str:
    counts = {state.value: number for state, number in point.counts.by_timeliness.items()}
    return json.dumps([point.day.isoformat(), point.counts.total, counts, point.unreadable])


def _point(text: str) -> TrendPoint:
    day, total, counts, unreadable = json.loads(text)
    by_timeliness = Counter({Timeliness(state): number for state, number in counts.items()})
    return TrendPoint(date.fromisoformat(day), Counts(total, by_timeliness), unreadable)
