"""Gathers what a page is made of from the session of a command. Builds no markup, and writes no file."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from datetime import date, timedelta
from itertools import takewhile
from typing import TYPE_CHECKING

from commitments.cli.exporting.page_details import PageDetails
from commitments.cli.exporting.page_trend import page_trend
from commitments.cli.exporting.register_to_export import register_state
from commitments.cli.options.option_values import selection
from commitments.cli.read_history import read_history
from commitments.errors import N_, UsageError
from commitments.history.history_span import EVERYTHING, HistorySpan
from commitments.model.lifecycle import Kind, Status, UpdateTopic
from commitments.model.parties.party_reader import find_party
from commitments.render.page.content import PageContent
from commitments.reports.overview.meetings import held_meeting
from commitments.reports.overview.moved_deadlines import moved_deadlines
from commitments.reports.overview.overview import overview
from commitments.reports.overview.partners import home_bodies
from commitments.reports.overview.recent_changes import changed_records
from commitments.reports.record_ids import id_form
from commitments.reports.slips import current_deadlines, ids_without_claims, slips
from commitments.reports.status import status
from commitments.workspace.whole_records import read_record, searchable_texts

if TYPE_CHECKING:
    from commitments.changes.change import Change
    from commitments.cli.options.option_groups import Filters
    from commitments.cli.session import Session
    from commitments.model.commitment import Commitment
    from commitments.model.outline import Outline
    from commitments.render.exports.exported_register import RegisterState
    from commitments.reports.overview.moved_deadlines import MovedDeadline

USUAL_DAYS = 30
"""The days of which changes are told unless `--since` names others."""


def page_content(session: Session, filters: Filters, since: str | None, is_public: bool) -> PageContent:
    """Everything that the page says.

    Raises UsageError or UnknownNameError for words that the options do not take.
    """
    workspace, clock = session.workspace, session.clock
    first_day = first_day_of_changes(session, since)
    home = _home(session)
    outlines = session.selected_outlines(filters)
    meetings = selection(filters, session).names_meetings
    report = status(outlines, clock, with_closed=True, meetings=meetings)
    state = register_state(session)
    changes = _all_changes(session, state)
    bodies = home_bodies(home, workspace.registry)
    ids = None if len(outlines) == len(workspace.survey.outlines) else {outline.id for outline in outlines}
    details = PageDetails(session, outlines, changes or (), is_public)
    return PageContent(
        register=workspace.settings.register or "",
        home=home,
        lang=session.lang,
        is_public=is_public,
        state=state,
        clock=clock,
        zone=session.zone,
        registry=workspace.registry,
        events=workspace.events,
        overview=overview(report, workspace.registry, bodies, _decision_reader(session)),
        all_records=sum(1 for outline in workspace.survey.outlines if outline.counts),
        moved={} if changes is None else _moved(session, outlines, changes),
        changed=None if changes is None else changed_records(_since(session, changes, first_day), ids),
        since=first_day,
        trend=None if changes is None else page_trend(session, filters, report.counts),
        unreadable=workspace.survey.left_out(),
        details=details.packed,
    )


def first_day_of_changes(session: Session, text: str | None) -> date:
    """The day from which changes are told: as typed, or that of a meeting; by default thirty days back.

    Raises UsageError for a text that names neither a day nor a meeting that was held.
    """
    if text is None:
        return session.clock.today - timedelta(USUAL_DAYS)
    outlines, id = session.workspace.survey.outlines, id_form(text)
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
    from commitments.cli.options.date_options import past_time
    from commitments.history.past_workspace import named_revision  # loads git

    day_or_name = past_time(session, text, first=True)
    if isinstance(day_or_name, date):
        return day_or_name
    return named_revision(session.repository, day_or_name).day(session.zone)


def _home(session: Session) -> list[str]:
    """The parties that we are; raises UnknownNameError for one that nobody knows."""
    workspace = session.workspace
    known = {party for outline in workspace.survey.outlines for party, _ in outline.roles()}
    return [find_party(party, workspace.registry, known) for party in workspace.settings.home]


def _all_changes(session: Session, state: RegisterState) -> Sequence[Change] | None:
    """Every change up to the state that is shown, with what is not saved; None without git."""
    if state.revision is None:
        return None
    if session.revision is None:
        return read_history(session, EVERYTHING).changes
    return read_history(session, HistorySpan(until=state.revision.id), committed=True).changes


def _since(session: Session, changes: Sequence[Change], day: date) -> list[Change]:
    """The changes after the state at the end of the day before, oldest first."""
    newest_first = takewhile(
        lambda change: not change.at.id or change.at.day(session.zone) >= day, reversed(changes)
    )
    return list(newest_first)[::-1]


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
