"""Counts the records of a page month by month, and keeps the counts. Must not judge a record."""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from typing import TYPE_CHECKING

from commitments.cache.kept_texts import KeptTexts
from commitments.cli.exporting.past_states import day_states, heads_of_days
from commitments.cli.options.option_values import selection
from commitments.cli.progress import progress
from commitments.model.lifecycle import Timeliness
from commitments.reports.status import Counts
from commitments.reports.trend import Trend, TrendFilter, TrendPoint, month_ends, trend

if TYPE_CHECKING:
    from commitments.cli.exporting.past_states import Heads
    from commitments.cli.options.option_groups import Filters
    from commitments.cli.session import Session
    from commitments.reports.filters import RecordFilter

MONTHS = 24


def page_trend(session: Session, filters: Filters, now: Counts) -> Trend:
    """The end of each of 23 months, then the day of judging, whose counts are `now`; no day before history.

    What a commit held on a day never changes, so the counts of past days are kept for later pages.
    """
    today = session.clock.today
    ends = month_ends(today, MONTHS - 1)
    heads = [head for head in heads_of_days(session, ends) if head[1] is not None] if ends else []
    kept = KeptTexts(*session.workspace.cache_place("-trend"))
    by = selection(filters, session)
    keys = [_key(session, by, head) for head in heads]
    missing = [head for key, head in zip(keys, heads, strict=True) if not kept.holds(key)]
    counted = iter(_counted_points(session, missing, by))
    points = [_point(kept.recall_or_compute(key, lambda: _text(next(counted)))) for key in keys]
    kept.remember()
    unreadable = len(session.workspace.survey.left_out())
    return Trend([*points, TrendPoint(today, now, unreadable)])


def _counted_points(session: Session, heads: Heads, by: RecordFilter) -> list[TrendPoint]:
    if not heads:
        return []
    workspace = session.workspace
    picking = TrendFilter(by, workspace.registry)
    picking.meet(workspace.survey.outlines, workspace.registry, workspace.unread_ids())
    with progress(session.words) as tell:
        return list(trend(day_states(session, heads, picking, tell), session.clock.due_soon_days).points)


def _key(session: Session, by: RecordFilter, head: tuple[object, object]) -> str:
    """What the counts of a day rest on: its commit, the filter, and the parties of today that it names."""
    registry = session.workspace.registry_file
    parts = (*head, session.clock.due_soon_days, session.clock.stale_after_days, by, registry)
    return hashlib.sha256(repr(parts).encode("utf-8", "backslashreplace")).hexdigest()


def _text(point: TrendPoint) -> str:
    counts = {state.value: number for state, number in point.counts.by_timeliness.items()}
    return json.dumps([point.day.isoformat(), point.counts.total, counts, point.unreadable])


def _point(text: str) -> TrendPoint:
    from datetime import date

    day, total, counts, unreadable = json.loads(text)
    by_timeliness = Counter({Timeliness(state): number for state, number in counts.items()})
    return TrendPoint(date.fromisoformat(day), Counts(total, by_timeliness), unreadable)
