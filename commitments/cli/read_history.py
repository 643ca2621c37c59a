"""Reads history for a command: with the working tree, a progress line, and notices on what is missing.

Must not judge a change. No other module knows how long a reader has waited.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import NamedTuple, Protocol

from commitments.cli.options.history_limits import tell_history_start, tell_shallow_start
from commitments.cli.progress import progress
from commitments.cli.session import PartSession, Session
from commitments.cli.streams import say
from commitments.errors import CommitmentsError
from commitments.history.history_span import EVERYTHING, HistorySpan, Unchanged
from commitments.history.joined_histories import PartPlace, joined_history, named_history
from commitments.history.main_line import History, HistoryReader, history_reader
from commitments.history.side_branches import all_commits_history
from commitments.history.walk import UnknownEarlierRecord
from commitments.history.working_tree import workspace_working_tree
from commitments.model.members import id_in_member
from commitments.model.named_commit import AskedSpan, NamedCommit
from commitments.model.revision import Revision
from commitments.render.safe import one_line
from commitments.reports.changes import ChangesReport


class PartHistory(NamedTuple):
    """A part of a workspace, and its history under the names of the whole."""

    part: PartSession
    history: History


def read_history(
    session: Session,
    span: HistorySpan | AskedSpan = EVERYTHING,
    committed: bool = False,
    all_commits: bool = False,
    unchanged: Unchanged = Unchanged.WHOLE,
) -> History:
    """The changes of a span, then those of the working tree unless only the `committed` ones are asked for.

    `all_commits` follows side branches too. A notice says where history begins late. The histories of the
    members of a roof become one; a member without a history is set aside.
    """
    parts = part_histories(session, span, committed, all_commits, unchanged)
    tell_beginnings(session, parts)
    return joined_history([history for _, history in parts])


def part_histories(
    session: Session,
    span: HistorySpan | AskedSpan = EVERYTHING,
    committed: bool = False,
    all_commits: bool = False,
    unchanged: Unchanged = Unchanged.WHOLE,
    only: Sequence[PartSession] | None = None,
) -> list[PartHistory]:
    """The history of each part, or of some `only`, without a notice; of a register that stands alone, one."""
    parts = []
    for part in session.parts if only is None else only:
        try:
            history = _own_history(part.session, part_span(part, span), committed, all_commits, unchanged)
        except CommitmentsError as error:
            if not session.sets_aside(part, error):
                raise
            continue
        parts.append(PartHistory(part, named_history(history, part_place(part))))
    return parts


def part_place(part: PartSession) -> PartPlace:
    """What the names of a part are called on a roof, and what day it is there."""
    return PartPlace(part.names, part.session.zone, part.session.clock.today)


def part_span(part: PartSession, span: HistorySpan | AskedSpan) -> HistorySpan:
    """A span as it is for one part; that of a past state ends with its commit."""
    member, (since, until) = part.names.member, span
    if isinstance(since, NamedCommit):
        since = since.first_after(member)
    if isinstance(until, NamedCommit):
        until = until.last_of(member)
    if until is None and part.session.revision is not None:
        until = part.session.revision.id
    return HistorySpan(since, until)


class Beginning(Protocol):
    """What tells where a history begins: a history, or a judgement of one."""

    @property
    def shallow_start(self) -> Revision | None: ...

    @property
    def began(self) -> Revision | None: ...


def tell_beginnings(session: Session, parts: Sequence[tuple[PartSession, Beginning]]) -> None:
    """Say where a shallow clone cuts a history off, and with which commit the records of one begin.

    A repository that several members share is named once; of several members only what is cut off is said.
    """
    for start in filter(None, dict.fromkeys(history.shallow_start for _, history in parts)):
        names = [part.names for part, history in parts if history.shallow_start == start]
        tell_shallow_start(start, session.words, session.zone, names[0] if len(names) == 1 else None)
    began = parts[0][1].began if len(parts) == 1 else None
    if began:
        tell_history_start(began, session.words, session.zone)


def _own_history(
    session: Session, span: HistorySpan, committed: bool, all_commits: bool, unchanged: Unchanged
) -> History:
    """The history of a register that stands alone."""
    with progress(session.words) as tell:
        reader = history_reader(session.workspace, session.repository, session.zone, tell)
        history = all_commits_history(reader, span) if all_commits else reader.history(span, unchanged)
        past = isinstance(span.until, str) or (span.until is not None and span.until < session.clock.today)
        if not (committed or past or session.repository.bare):
            history = _with_working_tree(session, reader, history)
    return history


def record_history(session: Session, id: str) -> ChangesReport | None:
    """The changes of one record up to the state that is asked about; None where git cannot be asked."""
    part = session.part_of(id)
    own = part.session
    if own.revision is None and not own.workspace.lies_in_git():
        return None
    try:
        history = _own_history(own, part_span(part, EVERYTHING), False, False, Unchanged.WHOLE)
    except CommitmentsError as error:  # the record itself can be shown all the same
        sentence = one_line(session.words.say(error.message, **error.values))
        say(session.words.say("commit: {message}", message=sentence))
        return None
    own_id = id_in_member(id)
    own_changes = [change for change in history.changes if change.id == own_id]
    history = named_history(replace(history, changes=own_changes), part_place(part))
    rows, began = history.changes, history.began
    if history.shallow_start:
        tell_shallow_start(history.shallow_start, session.words, session.zone, part.names)
    if began and rows and rows[0].at.id == began.id:
        tell_history_start(began, session.words, session.zone)
    return ChangesReport(own.clock.today, own.zone, rows, history.commits)


def _with_working_tree(session: Session, reader: HistoryReader, history: History) -> History:
    uncommitted = workspace_working_tree(session.workspace, session.repository).uncommitted(
        session.repository.head
    )
    try:
        rows = uncommitted.changes(session.repository, history.broken)
    except UnknownEarlierRecord:  # its old state stands further back, or was cut off
        rows = uncommitted.changes(
            session.repository, reader.reread_whole_history().broken, lenient=session.repository.shallow
        )
    changes = [*history.changes, *rows] if rows else history.changes
    return replace(history, changes=changes, ignored=uncommitted.ignored)
