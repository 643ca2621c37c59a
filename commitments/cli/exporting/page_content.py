"""Gathers what a page is made of from the session of a command. Builds no markup, and writes no file."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from datetime import date, timedelta
from typing import TYPE_CHECKING

from commitments.cli.exporting.changes_of_parts import all_changes, changes_of_parts, recent_changes
from commitments.cli.exporting.page_details import PageDetails
from commitments.cli.exporting.page_trend import page_trend
from commitments.cli.exporting.register_to_export import register_state
from commitments.cli.home_parties import home_parties
from commitments.cli.named_records import id_meant
from commitments.cli.options.option_values import selection
from commitments.errors import N_, UsageError
from commitments.model.lifecycle import Kind, Status, UpdateTopic
from commitments.render.page.content import PageContent
from commitments.reports.overview.meetings import held_meeting
from commitments.reports.overview.moved_deadlines import moved_deadlines
from commitments.reports.overview.overview import overview
from commitments.reports.overview.partners import home_bodies
from commitments.reports.overview.recent_changes import changed_records
from commitments.reports.slips import current_deadlines, ids_without_claims, slips
from commitments.reports.status import status, with_member_groups
from commitments.workspace.whole_records import read_record, searchable_texts

if TYPE_CHECKING:
    from commitments.changes.change import Change
    from commitments.cli.exporting.changes_of_parts import PartChanges
    from commitments.cli.options.option_groups import Filters
    from commitments.cli.session import Session
    from commitments.model.commitment import Commitment
    from commitments.model.outline import Outline
    from commitments.render.exports.exported_register import RegisterState
    from commitments.reports.overview.moved_deadlines import MovedDeadline
    from commitments.reports.status import StatusReport
    from commitments.reports.trend import Trend

USUAL_DAYS = 30
"""The days of which changes are told unless `--since` names others."""


def page_content(session: Session, filters: Filters, since: str | None, is_public: bool) -> PageContent:
    """Everything that the page says.

    Raises UsageError or UnknownNameError for words that the options do not take.
    """
    workspace, clock = session.workspace, session.clock
    first_day = first_day_of_changes(session, since)
    home = home_parties(session)
    outlines = session.selected_outlines(filters)
    meetings = selection(filters, session).names_meetings
    report = _report(session, outlines, meetings)
    state = register_state(session)
    parts = _changes_of_parts(session, state)
    changes = None if parts is None else all_changes(parts)
    bodies = home_bodies(home, workspace.registry)
    ids = None if len(outlines) == len(workspace.survey.outlines) else {outline.id for outline in outlines}
    details = PageDetails(session, outlines, changes or (), is_public)
    return PageContent(
        register=workspace.settings.register or "",
        home=home,
        lang=session.lang,
        is_public=is_public,
        state=state,
        roof=session.roof_view,
        clock=clock,
        zone=session.zone,
        registry=workspace.registry,
        events=workspace.events,
        overview=overview(report, workspace.registry, bodies, _decision_reader(session)),
        all_records=sum(1 for outline in workspace.survey.outlines if outline.counts),
        moved={} if changes is None else _moved(session, outlines, changes),
        changed=None if parts is None else changed_records(recent_changes(parts, first_day), ids),
        since=first_day,
        trend=_trend(session, filters, report, state),
        unreadable=workspace.survey.left_out(),
        details=details.packed,
    )


def _report(session: Session, outlines: Sequence[Outline], meetings: bool) -> StatusReport:
    """The counts of the records, on a roof those of each member too."""
    roof = session.roof_view
    by = None if roof is None else "member"
    report = status(outlines, session.clock, with_closed=True, meetings=meetings, by=by)
    return report if roof is None else with_member_groups(report, roof.members)


def first_day_of_changes(session: Session, text: str | None) -> date:
    """The day from which changes are told: as typed, or that of a meeting; by default thirty days back.

    Raises UsageError for a text that names neither a day nor a meeting that was held.
    """
    if text is None:
        return session.clock.today - timedelta(USUAL_DAYS)
    outlines, id = session.workspace.survey.outlines, id_meant(session, text)
    named = next((outline for outline in outlines if outline.id == id and outline.kind == Kind.MEETING), None)
    if named is None:
        return _day(session, text)
    commitment = read_record(session.workspace, named.path)
    meeting = held_meeting(commitment) if commitment else None
    if meeting is None:
        raise UsageError(
            N_("{meeting} does not say on which day it was held"),
            N_("Give it `met_on`, or give a day with --since."),
            meeting=named.id,
        )
    return meeting.day


def _day(session: Session, text: str) -> date:
    time = session.past_time(text, first=True)
    return time if isinstance(time, date) else time.day


def _changes_of_parts(session: Session, state: RegisterState) -> Sequence[PartChanges] | None:
    """Every change up to the state that is shown, with what is not saved; None without git."""
    return changes_of_parts(session, state, with_unsaved=True) if state.is_in_git else None


def _trend(session: Session, filters: Filters, report: StatusReport, state: RegisterState) -> Trend | None:
    """The counts of past months; None where git does not know the past of every register."""
    if not state.is_all_in_git:
        return None
    return page_trend(session, filters, report.counts)


def _moved(
    session: Session, outlines: Sequence[Outline], changes: Sequence[Change]
) -> dict[str, MovedDeadline]:
    """The deadlines that moved, by the path of their record, as `commit slips` finds them."""
    ids = _ids_with_moves(changes)
    rows = [change for change in changes if change.id in ids]
    plain = ids_without_claims(rows)
    records = [
        current_deadlines(
            outline, None if outline.id in plain else read_record(session.workspace, outline.path)
        )
        for outline in outlines
        if outline.id in ids
    ]
    return {row.outline.path: row for row in moved_deadlines(slips(rows, records), records)}


def _ids_with_moves(changes: Sequence[Change]) -> set[str]:
    """The ids of records whose own deadline can have moved: it changed, or the record was whole anew."""
    wholes = Counter(change.id for change in changes if not change.field)
    moved = {change.id for change in changes if change.field == "due"}
    return moved.union(id for id, number in wholes.items() if number > 1)


def _decision_reader(session: Session) -> Callable[[Outline], Commitment | None]:
    """Reads the records that may hold a recommendation or an answer, or wait for one; others are not read."""
    texts = searchable_texts(session.workspace)
    words = (UpdateTopic.RECOMMENDATION.value, UpdateTopic.ANSWER.value)

    def read(outline: Outline) -> Commitment | None:
        waits = outline.kind == Kind.REQUEST and outline.status == Status.PROPOSED
        may_wait = waits or any(word in texts.get(outline.path, "") for word in words)
        return read_record(session.workspace, outline.path) if may_wait else None

    return read
