"""Counts how often each date of a record moved, and finds the commit that last changed what is said of it.

It must not read history: the caller supplies the changes, the oldest first.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from commitments.changes.change import Change, ChangeKind
from commitments.model.outline import Outline
from commitments.model.revision import Revision
from commitments.reports.calendar_dates import CalendarDate, DateKind
from commitments.reports.deadlines import DeadlineHistory, milestone_field

_EVERY_DATE = ""
"""The part of a record that is said of each of its dates."""

_MILESTONE = re.compile(r"milestones\[(?:[^\]\\]|\\.)*\]", re.DOTALL)
_PART_BY_FIELD = {
    **dict.fromkeys(("title", "kind", "status", "parties"), _EVERY_DATE),
    **dict.fromkeys(("due", "due_basis", "due_event"), "due"),
    **{name: name for name in ("review_by", "in_force", "milestones", "repeats")},
}
"""The part of a record that a field tells of, by the first part of its name."""

_FIELDS_OF_KIND = {
    DateKind.REVIEW_BY: frozenset({"review_by"}),
    DateKind.TERM_END: frozenset({"in_force.until", "in_force.ends", "in_force.period"}),
    DateKind.NOTICE: frozenset({"in_force.until", "in_force.ends", "in_force.period", "in_force.notice"}),
}
"""The fields whose change moves a date that is no deadline."""

_PART_OF_KIND = {
    DateKind.DUE: "due",
    DateKind.OCCURRENCE: "repeats",
    DateKind.REVIEW_BY: "review_by",
    DateKind.TERM_END: "in_force",
    DateKind.NOTICE: "in_force",
}


@dataclass(slots=True)
class _RecordTrace:
    """What commits did to one record."""

    latest: dict[str, tuple[int, Revision]] = field(default_factory=dict)
    """The last commit that changed a part, with its place in the order of changes."""
    moves: dict[DateKind, set[str]] = field(default_factory=lambda: defaultdict(set))
    """The commits that moved a date that is no deadline."""


class DateHistory:
    """The moves and the last changes of the dates of some records."""

    def __init__(self, changes: Iterable[Change]) -> None:
        self._traces: dict[str, _RecordTrace] = {}
        changed_ids: set[str] = set()
        rows: Sequence[Change] = list(changes)
        for place, row in enumerate(rows):
            trace = self._traces.get(row.id)
            if trace is None:
                trace = self._traces[row.id] = _RecordTrace()
            if row.kind == ChangeKind.CHANGED:
                changed_ids.add(row.id)
                _note_change(trace, place, row)
            elif row.kind in (ChangeKind.ADDED, ChangeKind.READABLE):
                if _EVERY_DATE in trace.latest:
                    changed_ids.add(row.id)
                trace.latest[_EVERY_DATE] = (place, row.at)
        # a record that no commit changed has no moves, so that most need not be followed
        self._deadlines = DeadlineHistory(changed_ids)
        for row in rows:
            if row.id in changed_ids:
                self._deadlines.add(row)
        self._changed_ids = changed_ids

    def moves(self, outline: Outline, shown: CalendarDate) -> int:
        """How often a date moved from one day to another; deadlines as `reports.deadlines` counts them."""
        if outline.id not in self._changed_ids:
            return 0
        if shown.kind is DateKind.DUE:
            return len(self._deadlines.deadlines_of(outline).own.moves)
        if shown.kind is DateKind.MILESTONE:
            track = self._deadlines.deadlines_of(outline).milestones.get(milestone_field(shown.milestone))
            return len(track.moves) if track else 0
        return len(self._traces[outline.id].moves[shown.kind])

    def last_change(self, outline: Outline, shown: CalendarDate) -> Revision | None:
        """The last commit that changed what is said of a date; None where no commit holds the record."""
        trace = self._traces.get(outline.id)
        if trace is None:
            return None
        latest = trace.latest
        if len(latest) == 1 and _EVERY_DATE in latest:
            return latest[_EVERY_DATE][1]
        part = _PART_OF_KIND.get(shown.kind) or milestone_field(shown.milestone)
        parts = (_EVERY_DATE, part, "milestones") if shown.milestone else (_EVERY_DATE, part)
        entries = [latest[name] for name in parts if name in latest]
        return max(entries, key=lambda entry: entry[0])[1] if entries else None


def _note_change(trace: _RecordTrace, place: int, row: Change) -> None:
    milestone = _MILESTONE.match(row.field)
    part = milestone[0] if milestone else _PART_BY_FIELD.get(re.split(r"[.\[]", row.field, maxsplit=1)[0])
    if part is not None:
        trace.latest[part] = (place, row.at)
    if row.old == "null" and row.field != "in_force.ends":
        return
    for kind, fields in _FIELDS_OF_KIND.items():
        if row.field in fields:
            trace.moves[kind].add(row.at.id)
