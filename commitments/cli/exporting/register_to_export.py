"""Gathers what an export is made of from the session of a command. Builds and writes nothing."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from commitments.cli.options.option_values import selection
from commitments.cli.streams import say
from commitments.errors import CommitmentsError
from commitments.history.history_span import Unchanged
from commitments.model.parties.party_reader import find_party
from commitments.render.exports.exported_register import ExportedPart, ExportedRegister, RegisterState
from commitments.render.names.party_names import listed_name
from commitments.render.safe import one_line
from commitments.reports.status import status
from commitments.workspace.milestone_titles import scheduled_milestone_titles

if TYPE_CHECKING:
    from commitments.changes.change import Change
    from commitments.cli.options.option_groups import Filters
    from commitments.cli.session import PartSession, Session
    from commitments.model.commitment import Commitment
    from commitments.model.outline import Outline
    from commitments.workspace.open_workspace import Workspace


def register_to_export(session: Session, filters: Filters) -> ExportedRegister:
    """The records that the options pick, and the state that they are of.

    Raises UsageError or UnknownNameError for words that the filters do not take.
    """
    workspace = session.workspace
    outlines = session.selected_outlines(filters)
    state = register_state(session)
    report = status(
        outlines, session.clock, with_closed=True, meetings=selection(filters, session).names_meetings
    )
    return ExportedRegister(
        id=workspace.settings.register or "",
        parts=[_exported_part(part) for part in session.parts],
        roof=session.roof_view,
        state=state,
        clock=session.clock,
        zone=session.zone,
        words=session.words,
        registry=workspace.registry,
        events=workspace.events,
        outlines=outlines,
        rows=report.rows,
        bodies=_bodies(session, filters),
        commitments=lambda paths: _whole_records(workspace, paths),
        milestone_titles=lambda: scheduled_milestone_titles(workspace),
        changes=lambda: _changes(session, state, None if _picks_all(filters) else outlines),
        bare_changes=lambda: _changes(session, state, outlines, Unchanged.BARE),
        later_changes=lambda: _changes(session, state, outlines, Unchanged.LEFT_OUT),
    )


def _whole_records(workspace: Workspace, paths: Sequence[str]) -> Iterable[Commitment]:
    from commitments.workspace.whole_records import read_records  # loads YAML

    return read_records(workspace, paths)


def _bodies(session: Session, filters: Filters) -> Sequence[str]:
    """The names of the parties and countries that the filters ask for, each once."""
    registry, words = session.workspace.registry, session.words
    named = (*(filters.party or ()), *(filters.lead or ()))
    others = session.workspace.survey.named_parties() if named else ()
    names = [listed_name(registry, find_party(party, registry, others), words) for party in named]
    for code in selection(filters, session).country:
        from commitments.render.names.countries import country_name  # needed only for these

        names.append(country_name(code, words.lang))
    return list(dict.fromkeys(names))


def _picks_all(filters: Filters) -> bool:
    return not any(filters)


def _exported_part(part: PartSession) -> ExportedPart:
    return ExportedPart(part.names, part.session.workspace.settings.register or "")


def _changes(
    session: Session,
    state: RegisterState,
    outlines: Sequence[Outline] | None,
    unchanged: Unchanged = Unchanged.WHOLE,
) -> Sequence[Change]:
    """The changes up to a state, of some records or, by None, of all that there ever were."""
    if not state.is_in_git:
        return ()
    from commitments.cli.exporting.changes_of_parts import committed_changes  # loads git

    changes = committed_changes(session, state, unchanged)
    if outlines is None:
        return changes
    ids = {outline.id for outline in outlines}
    return [change for change in changes if change.id in ids]


def register_state(session: Session) -> RegisterState:
    """The commit that is shown, on a roof that of each member, and of its own settings and parties.

    Where git cannot be asked, no commit, and a notice of why.
    """
    if session.roof_view is None:
        return _part_state(session)
    members = {names.member: _part_state(part, names.member or "") for names, part in session.parts}
    folder = session.roof_folder
    if None not in members and folder is not None and (own := _part_state(folder)).revision:
        members = {None: own, **members}
    return RegisterState(members=members)


def _part_state(session: Session, member: str = "") -> RegisterState:
    try:
        return session.committed_state
    except CommitmentsError as error:  # the records themselves can be exported all the same
        sentence = one_line(session.words.say(error.message, **error.values))
        message = f"{member}: {sentence}" if member else sentence
        say(session.words.say("commit: {message}", message=message))
        return RegisterState()
