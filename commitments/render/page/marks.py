"""Finds what is marked of each record, for the numbers of a page that lead to lists. Judges nothing."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from enum import StrEnum

from commitments.model.timeliness import stands_by_moved_deadline
from commitments.render.page.content import PageContent
from commitments.reports.status import JudgedRecord, is_stale


class Mark(StrEnum):
    """A list of records to which a number of the page leads; the order is that of the bits in the list."""

    REVIEW = "review"
    NOTICE = "notice"
    ENDING = "ending"
    STALE = "stale"
    NEVER = "never"
    UNANSWERED = "unanswered"
    RECOMMENDED = "recommended"
    MOVED = "moved"
    BY_MOVED = "by_moved"
    CHANGED = "changed"
    OURS = "ours"


def marks_by_path(content: PageContent) -> dict[str, list[Mark]]:
    """The marks of each record, by its path, in the order of `Mark`."""
    overview = content.overview
    week, waiting = overview.week, overview.decisions
    counted = [row for row in overview.report.rows if row.outline.counts]
    changed_ids = {record.id for record in content.changed or ()}
    marked: dict[Mark, Iterable[JudgedRecord]] = {
        Mark.REVIEW: week.review_due,
        Mark.NOTICE: (row for row, _ in week.notices),
        Mark.ENDING: (row for row, _ in week.ending),
        Mark.STALE: (row for row in counted if is_stale(row)),
        Mark.NEVER: (row for row in counted if row.outline.is_open and not row.heard),
        Mark.UNANSWERED: (item.row for item in waiting.unanswered),
        Mark.RECOMMENDED: (item.row for item in waiting.recommendations),
        Mark.MOVED: (row for row in counted if row.outline.path in content.moved),
        Mark.BY_MOVED: (
            row for row in counted if stands_by_moved_deadline(row.outline, row.timeliness, row.today)
        ),
        Mark.CHANGED: (row for row in overview.report.rows if row.outline.id in changed_ids),
        Mark.OURS: overview.ours,
    }
    marks: dict[str, list[Mark]] = defaultdict(list)
    for mark in Mark:
        for path in dict.fromkeys(row.outline.path for row in marked[mark]):
            marks[path].append(mark)
    return marks
