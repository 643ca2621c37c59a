"""Holds what an export is made of. Reads nothing, and knows no format."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, tzinfo
from typing import NamedTuple

from commitments.changes.change import Change
from commitments.model.commitment import Commitment
from commitments.model.events import EventRegistry
from commitments.model.names import Prose
from commitments.model.outline import Outline
from commitments.model.parties.party import Registry
from commitments.model.revision import Revision
from commitments.model.timeliness import Clock
from commitments.render.answer import SHORT_ID
from commitments.render.words import Words
from commitments.reports.status import JudgedRecord


class RegisterState(NamedTuple):
    """Which state of the records is exported."""

    revision: Revision | None = None
    """The commit; None without git, or before the first commit."""
    unsaved: int = 0
    """How many files differ from the commit."""

    def text(self, words: Words) -> str:
        """`at COMMIT`, and how many edits no commit holds; empty without a commit."""
        if self.revision is None:
            return ""
        commit = self.revision.id[:SHORT_ID]
        if not self.unsaved:
            return words.say("at {commit}", commit=commit)
        return words.count(
            self.unsaved,
            "at {commit}, with {n} unsaved",
            "at {commit}, with {n} unsaved",
            commit=commit,
        )

    def time(self) -> datetime | None:
        """When the commit was made, the only time that an export may hold; None without a commit."""
        return self.revision.moment() if self.revision else None


@dataclass(frozen=True, slots=True)
class ExportedRegister:
    """The records that a filter picks, as they stand on the day of the clock."""

    id: str
    """The id of the register; empty where its settings name none."""
    state: RegisterState
    clock: Clock
    zone: tzinfo | None
    """The time zone of the register; None is the machine's."""
    words: Words
    registry: Registry
    events: EventRegistry
    outlines: Sequence[Outline]
    """All records that are picked, meetings and closed ones too, by title."""
    rows: Sequence[JudgedRecord]
    """The records that `commit status --all` lists, the most urgent first."""
    bodies: Sequence[str]
    """The names of the parties and countries that the filter asks for."""
    commitments: Callable[[Sequence[str]], Iterable[Commitment]]
    """Reads records as a whole, by their paths and in their order; none without a meaning."""
    milestone_titles: Callable[[], Mapping[str, Mapping[str, Prose]]]
    """The titles of the scheduled milestones of open records, by path and id."""
    changes: Callable[[], Sequence[Change]]
    """What became of the picked records in git up to this state, the oldest first; none without git.

    Where no filter picks, records that were removed have theirs too.
    """
    bare_changes: Callable[[], Sequence[Change]]
    """Those of the picked records, quickly: what never changed since it was added may lack its values."""
    later_changes: Callable[[], Sequence[Change]]
    """Those of the picked records that changed since they were added; those of others may be left out."""
