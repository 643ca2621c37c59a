"""Reads history for a command: with the working tree, a progress line, and notices on what is missing.

Must not judge a change. No other module knows how long a reader has waited.
"""

from __future__ import annotations

from dataclasses import replace

from commitments.cli.options.history_limits import tell_history_start, tell_shallow_start
from commitments.cli.progress import progress
from commitments.cli.session import Session
from commitments.cli.streams import say
from commitments.errors import CommitmentsError
from commitments.history.history_span import EVERYTHING, HistorySpan, Unchanged
from commitments.history.main_line import History, HistoryReader, history_reader
from commitments.history.side_branches import all_commits_history
from commitments.history.walk import UnknownEarlierRecord
from commitments.history.working_tree import workspace_working_tree
from commitments.render.safe import one_line
from commitments.reports.changes import ChangesReport


def read_history(
    session: Session,
    span: HistorySpan = EVERYTHING,
    committed: bool = False,
    all_commits: bool = False,
    unchanged: Unchanged = Unchanged.WHOLE,
) -> History:
    """The changes of a span, then those of the working tree unless only the `committed` ones are asked for.

    `all_commits` follows side branches too. A notice says where history begins late.
    """
    history = read_history_silently(session, span, committed, all_commits, unchanged)
    if history.shallow_start:
        tell_shallow_start(history.shallow_start, session.words, session.zone)
    if history.began:
        tell_history_start(history.began, session.words, session.zone)
    return history


def read_history_silently(
    session: Session,
    span: HistorySpan = EVERYTHING,
    committed: bool = False,
    all_commits: bool = False,
    unchanged: Unchanged = Unchanged.WHOLE,
) -> History:
    """What `read_history` returns, without a notice."""
    with progress(session.words) as tell:
        reader = history_reader(session.workspace, session.repository, session.zone, tell)
        history = all_commits_history(reader, span) if all_commits else reader.history(span, unchanged)
        past = isinstance(span.until, str) or (span.until is not None and span.until < session.clock.today)
        if not (committed or past or session.repository.bare):
            history = _with_working_tree(session, reader, history)
    return history


def record_history(session: Session, id: str) -> ChangesReport | None:
    """The changes of one record up to the state that is asked about; None where git cannot be asked."""
    if session.revision is None and not session.workspace.lies_in_git():
        return None
    span = HistorySpan(until=session.revision.id) if session.revision else EVERYTHING
    try:
        history = read_history_silently(session, span)
    except CommitmentsError as error:  # the record itself can be shown all the same
        sentence = one_line(session.words.say(error.message, **error.values))
        say(session.words.say("commit: {message}", message=sentence))
        return None
    rows = [change for change in history.changes if change.id == id]
    if history.shallow_start:
        tell_shallow_start(history.shallow_start, session.words, session.zone)
    if history.began and rows and rows[0].at.id == history.began.id:
        tell_history_start(history.began, session.words, session.zone)
    return ChangesReport(session.clock.today, session.zone, rows, history.commits)


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
