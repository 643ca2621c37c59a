"""History as commands ask for it: with what is not committed, progress on a screen, and what is missing.

The only place that knows how long somebody has waited.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace

from commitments.cli.history_limits import tell_begun, tell_cut
from commitments.cli.session import Session
from commitments.cli.streams import say
from commitments.errors import CommitmentsError
from commitments.history.history_span import EVERYTHING, HistorySpan
from commitments.history.main_line import History, HistoryReader, history_reader
from commitments.history.side_branches import every_commit
from commitments.history.walk import Tell, UnknownBefore, unheard
from commitments.history.working_tree import working_tree_of
from commitments.render.safe import one_line
from commitments.render.words import Words
from commitments.reports.changes import ChangesReport

_PATIENCE = 1.0
"""Seconds before anything is said of how far the work is."""
_STEP = 0.1


def history(
    at: Session, span: HistorySpan = EVERYTHING, committed: bool = False, every: bool = False
) -> History:
    """The changes of a span, and then of the working tree unless only what is `committed` is meant.

    `every` follows side branches too. Where history begins late is said.
    """
    found = silent_history(at, span, committed, every)
    if found.cut:
        tell_cut(found.cut, at.words, at.zone)
    if found.began:
        tell_begun(found.began, at.words, at.zone)
    return found


def silent_history(
    at: Session, span: HistorySpan = EVERYTHING, committed: bool = False, every: bool = False
) -> History:
    """The same, and nothing is said."""
    with progress(at.words) as tell:
        reader = history_reader(at.workspace, at.repository, at.zone, tell)
        found = every_commit(reader, span) if every else reader.history(span)
        past = isinstance(span.until, str) or (span.until is not None and span.until < at.clock.today)
        if not (committed or past or at.repository.bare):
            found = _with_working_tree(at, reader, found)
    return found


def history_of(at: Session, id: str) -> ChangesReport | None:
    """What became of one record up to the state that is asked about; None where there is no git to ask."""
    if at.revision is None and not at.workspace.lies_in_git():
        return None
    span = HistorySpan(until=at.revision.id) if at.revision else EVERYTHING
    try:
        found = silent_history(at, span)
    except CommitmentsError as error:  # the record itself can be shown all the same
        told = one_line(at.words.say(error.message, **error.values))
        say(at.words.say("commit: {message}", message=told))
        return None
    rows = [change for change in found.changes if change.id == id]
    if found.cut:
        tell_cut(found.cut, at.words, at.zone)
    if found.began and rows and rows[0].at.id == found.began.id:
        tell_begun(found.began, at.words, at.zone)
    return ChangesReport(at.clock.today, at.zone, rows, found.commits)


def _with_working_tree(at: Session, reader: HistoryReader, found: History) -> History:
    uncommitted = working_tree_of(at.workspace, at.repository).uncommitted(at.repository.head)
    try:
        rows = uncommitted.changes(at.repository, found.broken)
    except UnknownBefore:  # what it was stands further back, or was cut off
        rows = uncommitted.changes(at.repository, reader.anew().broken, lenient=at.repository.shallow)
    changes = [*found.changes, *rows] if rows else found.changes
    return replace(found, changes=changes, ignored=uncommitted.ignored)


@dataclass
class Progress:
    """How far a long work is, on one line of a terminal that is taken away again."""

    words: Words
    _begun: float = field(default_factory=time.monotonic)
    _told: float = 0.0

    def tell(self, done: int, total: int) -> None:
        """Show it, unless the work is young or was told of just now."""
        now = time.monotonic()
        if now - self._begun > _PATIENCE and now - self._told > _STEP and done < total:
            self._told = now
            text = self.words.say("reading history: {done} of {total}", done=done, total=total)
            sys.stderr.write(f"\r{text}\x1b[K")
            sys.stderr.flush()

    def clear(self) -> None:
        """Take the line away."""
        if self._told:
            sys.stderr.write("\r\x1b[K")
            sys.stderr.flush()


@contextmanager
def progress(words: Words) -> Iterator[Tell]:
    """What is to be told how far the work is; shown on a terminal only."""
    if not sys.stderr.isatty():
        yield unheard
        return
    shown = Progress(words)
    try:
        yield shown.tell
    finally:
        shown.clear()
