"""Holds what an export is made of. Reads nothing, and knows no format."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, tzinfo
from typing import NamedTuple

from commitments.changes.change import Change
from commitments.model.commitment import Commitment
from commitments.model.events import EventRegistry
from commitments.model.members import MemberNames
from commitments.model.names import Prose
from commitments.model.outline import Outline
from commitments.model.parties.party import Registry
from commitments.model.revision import Revision
from commitments.model.timeliness import Clock
from commitments.render.answer import SHORT_ID, RoofView
from commitments.render.roof import covered_members
from commitments.render.words import Words
from commitments.reports.status import JudgedRecord

MEMBERS_SHOWN = 6
"""How many members of a roof a line of text names with their commits."""


class RegisterState(NamedTuple):
    """Which state of the records is exported."""

    revision: Revision | None = None
    """The commit; None without git, before the first commit, and on a roof."""
    unsaved: int = 0
    """How many files differ from the commit."""
    members: Mapping[str | None, RegisterState] | None = None
    """The state of each member of a roof, by its name, and of the roof's own records by None."""

    @property
    def parts(self) -> Mapping[str | None, RegisterState]:
        """The state of each register; None names that of a roof, and one that stands alone."""
        return {None: self} if self.members is None else self.members

    @property
    def is_in_git(self) -> bool:
        """Whether any part of it has a commit."""
        return any(part.revision for part in self.parts.values())

    @property
    def is_all_in_git(self) -> bool:
        """Whether every part of it has a commit, so that its past is known."""
        return all(part.revision for part in self.parts.values())

    @property
    def members_without_commit(self) -> Sequence[str]:
        """The members of a roof whose past is not known, since no commit holds them."""
        return [member for member, part in self.parts.items() if member and part.revision is None]

    @property
    def all_unsaved(self) -> int:
        """How many files differ from the commits, in all parts."""
        return sum(part.unsaved for part in self.parts.values())

    def text(self, words: Words) -> str:
        """`at COMMIT`, and how many edits no commit holds; empty without a commit.

        On a roof it names the first few members with their commits, and how many more there are.
        """
        if self.members is not None:
            return self._text_of_roof(words)
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

    def _text_of_roof(self, words: Words) -> str:
        if not self.is_in_git:
            return ""
        texts = [part.text_in_roof(words, member) for member, part in self.parts.items() if part.revision]
        state = words.say("at {commit}", commit=_in_short(texts, words))
        if not (names := self._names_without_commit(words)):
            return state
        return words.say("{state}; no commit holds {names}", state=state, names=_in_short(names, words))

    def _names_without_commit(self, words: Words) -> list[str]:
        own = self.parts.get(None)
        is_own_unsaved = own is not None and own.revision is None
        names = [words.say("the roof's own records")] if is_own_unsaved else []
        return [*names, *self.members_without_commit]

    def text_in_roof(self, words: Words, member: str | None = None) -> str:
        """The commit of one register among others, such as `mof 5d6e7f8 with 2 unsaved`."""
        if self.revision is None:
            return " ".join(filter(None, (member, words.say("without a commit"))))
        commit = " ".join(filter(None, (member, self.revision.id[:SHORT_ID])))
        if not self.unsaved:
            return commit
        return words.count(
            self.unsaved, "{commit} with {n} unsaved", "{commit} with {n} unsaved", commit=commit
        )

    def time(self) -> datetime | None:
        """When the latest commit was made, the only time that an export may hold; None without a commit."""
        times = [part.revision.moment() for part in self.parts.values() if part.revision]
        return max(times, default=None)


def _in_short(texts: Sequence[str], words: Words) -> str:
    """The first few of some members, and how many more there are."""
    hidden = len(texts) - MEMBERS_SHOWN
    more = [words.count(hidden, "{n} more member", "{n} more members")] if hidden > 0 else []
    return ", ".join([*texts[:MEMBERS_SHOWN], *more])


class ExportedPart(NamedTuple):
    """A register whose records are exported."""

    names: MemberNames
    register: str
    """The id that its settings give it; empty for none."""


@dataclass(frozen=True, slots=True)
class ExportedRegister:
    """The records that a filter picks, as they stand on the day of the clock."""

    id: str
    """The id of the register; empty where its settings name none."""
    parts: Sequence[ExportedPart]
    """The registers that it is made of: itself alone, unless it is a roof."""
    roof: RoofView | None
    """The members that it is about; None where it is no roof."""
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

    def about(self) -> str:
        """Which state it is of, and of which members, where they were chosen; else empty."""
        parts = (self.state.text(self.words), covered_members(self.roof, self.words))
        return ", ".join(filter(None, parts))
