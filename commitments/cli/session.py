"""One run of a command: its workspace, its clock, its language and its screen. Must not answer anything.

No other module asks what day it is, or how wide the screen.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime, tzinfo
from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple

from commitments.cli.current_folder import path_in_checkout, relative_path
from commitments.cli.language import language
from commitments.cli.options.option_groups import Common, Filters, Output
from commitments.cli.options.option_values import selection
from commitments.cli.streams import USUAL_WIDTH, height, page_height, width
from commitments.model.members import OWN_NAMES, MemberNames
from commitments.model.timeliness import Clock
from commitments.reading.settings import Settings
from commitments.workspace.open_workspace import Workspace

if TYPE_CHECKING:
    from commitments.edits.dates.date_terms import DateTerms
    from commitments.edits.new_party import NewParty
    from commitments.errors import CommitmentsError
    from commitments.model.named_commit import PastTime
    from commitments.model.outline import Outline
    from commitments.model.revision import Revision
    from commitments.reading.git.repository import Repository
    from commitments.render.answer import Cells, RoofView, Screen
    from commitments.render.exports.exported_register import RegisterState
    from commitments.render.words import Words

_SHORT_ID = 7
"""Digits of a commit's id that people are shown."""


class Membership(NamedTuple):
    """That a register is a member of the roof at which the reader stands."""

    name: str
    roof: Workspace


class PartSession(NamedTuple):
    """A part of a workspace as if a command were asked about it alone."""

    names: MemberNames
    session: Session


@dataclass
class Session:
    """What a command works with."""

    workspace: Workspace
    common: Common
    revision: Revision | None = None
    """The commit that the workspace is read at; None where it is not asked about as of a time."""
    day: date | None = None
    """The day that the past state is judged on; None for today."""
    reader_language: str | None = None
    """The language of the answer where the settings of this workspace do not choose it."""
    new_parties: list[NewParty] = field(default_factory=list)
    """The parties that the edit of this run adds to the registry."""
    membership: Membership | None = None
    """The roof from which one of its members is asked about; None for a reader who stands in the register."""

    @property
    def parts(self) -> Sequence[PartSession]:
        """The registers that are asked about: this one alone, unless it is a roof."""
        return (PartSession(OWN_NAMES, self),)

    @property
    def names(self) -> MemberNames:
        """What the records of this register are called where the reader stands."""
        return MemberNames(self.membership.name) if self.membership else OWN_NAMES

    @property
    def place_options(self) -> list[tuple[str, str]]:
        """The options by which another command is about this register too."""
        options = {"--root": self.common.root, "--member": self.membership and self.membership.name}
        return [(option, value) for option, value in options.items() if value]

    def member_of(self, id: str) -> str | None:
        """The member that a record is of, by its id; None for the roof's own, and where this is no roof."""
        return None

    def part_of(self, id: str) -> PartSession:
        """The part that a record with this id is in; the first, where there is no such part."""
        member = self.member_of(id)
        return next((part for part in self.parts if part.names.member == member), self.parts[0])

    def sets_aside(self, part: PartSession, error: CommitmentsError) -> bool:
        """Whether an answer goes on without a part that cannot be asked, and says why: on a roof alone."""
        return False

    @cached_property
    def clock(self) -> Clock:
        """The day of judging, in the time zone of the workspace unless an option names it."""
        settings = self.workspace.settings
        if self.common.today is not None or self.day is None:
            return _clock(settings, self.common, self.lang)
        return Clock(self.day, settings.due_soon_days, settings.stale_after_days, settings.expiring_days)

    @cached_property
    def date_terms(self) -> DateTerms:
        """What dates are read by: the day of judging, and the order of day and month."""
        return _date_terms(self.workspace.settings, self.lang, self.clock.today)

    @cached_property
    def zone(self) -> tzinfo | None:
        """The time zone of the workspace; None is the machine's."""
        return _zone(self.workspace.settings)

    @cached_property
    def repository(self) -> Repository:
        """The repository of the workspace; raises GitError where there is none that can be used."""
        from commitments.history.past_workspace import workspace_repository  # loads git

        return workspace_repository(self.workspace)

    @cached_property
    def committed_state(self) -> RegisterState:
        """The commit that is shown, and how many files differ from it; without a commit outside git.

        Raises CommitmentsError where git cannot be asked.
        """
        from commitments.render.exports.exported_register import RegisterState

        if self.revision is not None or not self.workspace.lies_in_git():
            return RegisterState(self.revision)
        from commitments.cli.committed_state import state_at_head  # loads git

        return state_at_head(self.workspace, self.repository)

    def past_time(self, text: str, first: bool = False) -> PastTime:
        """The day or the commit that a text names; of a longer date the last day, or the `first`.

        Raises RevisionError where there is no such commit, GitError where git cannot be asked.
        """
        from commitments.cli.options.date_options import past_time
        from commitments.history.past_workspace import named_revision  # loads git
        from commitments.model.named_commit import NamedCommit

        day_or_name = past_time(self, text, first)
        if isinstance(day_or_name, date):
            return day_or_name
        revision = named_revision(self.repository, day_or_name)
        return NamedCommit(None, revision, revision.day(self.zone))

    def as_of(self, time: str) -> Session:
        """A session on the workspace as it was at a day, a distance back or a commit.

        Raises RevisionError where there is no such commit, GitError where git cannot be asked.
        """
        from commitments.history.past_workspace import PastWorkspaces, holds_records  # loads git

        session = self.at_time(self.past_time(time))
        if not holds_records(session.workspace):
            past = PastWorkspaces(self.workspace, self.repository)
            if first := past.beginning():
                from commitments.cli.options.history_limits import tell_history_start

                tell_history_start(first, self.words, self.zone)
        return session

    def at_time(self, time: PastTime) -> Session:
        """A session on the workspace as it was at the end of a day, or after a commit of its own.

        Raises RevisionError where its first commit is of a later day, HistoryError where a shallow clone
        lacks the commit, GitError where git cannot be asked.
        """
        from commitments.history.past_workspace import PastWorkspaces, revision_of_day  # loads git

        past = PastWorkspaces(self.workspace, self.repository)
        if isinstance(time, date):
            revision, day = revision_of_day(self.repository, time, self.zone), time
        else:
            revision, day = time.revision, time.day
        return replace(self, workspace=past.at(revision), revision=revision, day=day)

    @property
    def roof_view(self) -> RoofView | None:
        """The members that are asked about; None where this is no roof."""
        return None

    @property
    def roof_folder(self) -> Session | None:
        """The session of the folder of the roof, as of the time that is asked about; None for no roof."""
        return None

    @cached_property
    def lang(self) -> str:
        """The language of the reader."""
        chosen = self.reader_language or self.common.lang
        return language(chosen, self.workspace.settings.language, os.environ)

    @cached_property
    def words(self) -> Words:
        """The messages in the language of the reader."""
        from commitments.render.words import Words

        return Words(self.lang)

    def screen(self, output: Output) -> Screen:
        """The screen that the answer is made for."""
        from commitments.render.answer import Screen

        terminal = output.output is None and sys.stdout.isatty()
        columns = (width(sys.stdout) or USUAL_WIDTH) if terminal else None
        commit = self.revision.id[:_SHORT_ID] if self.revision else ""
        return Screen(
            self.words,
            columns,
            _uses_color(self.common.color, terminal),
            height(sys.stdout) if terminal else None,
            page_height(self.common.no_pager) if terminal else None,
            self._path_prefix(),
            commit,
            self._cells_in_words() if output.in_words else None,
            self.roof_view,
        )

    def _cells_in_words(self) -> Callable[[Cells], Cells]:
        from commitments.render.cell_words import CellWords  # needed only for this option

        return CellWords(self.workspace.registry, self.words).cells

    def _path_prefix(self) -> str:
        """The path from the top of the repository to the workspace, ending in `/`, for code hosts.

        Without a repository it begins at the current folder; empty where the workspace is not below it.
        """
        if not self.workspace.files.on_disk:
            return ""
        path = path_in_checkout(self.workspace.root) or relative_path(self.workspace.root) or "."
        inside = path != "." and not path.startswith("..")
        return f"{path.replace(os.sep, '/')}/" if inside else ""

    def selected_outlines(self, filters: Filters) -> list[Outline]:
        """The outlines that a filter picks, by title; says which of its words fit no record.

        Raises UnknownNameError for an unknown id or party.
        """
        from commitments.reports.filters import select_records  # `validate` filters nothing

        workspace = self.workspace
        by_title = workspace.survey.by_title(self.words.lang)
        unread = workspace.unread_ids()
        selected = select_records(
            by_title, selection(filters, self), workspace.registry, self.clock, self._texts, unread
        )
        if selected.unmatched:
            from commitments.cli.options.unmatched_words import tell_unmatched  # needed only for these

            tell_unmatched(selected.unmatched, self.words)
        return selected.outlines

    def _texts(self) -> Mapping[str, str]:
        from commitments.workspace.whole_records import searchable_texts  # loads YAML

        return searchable_texts(self.workspace)


def _clock(settings: Settings, common: Common, lang: str) -> Clock:
    today = datetime.now(_zone(settings)).date()
    if common.today is not None:
        from commitments.cli.options.date_options import (  # needed only for this option
            day_of_judging,
            iso_day,
        )

        today = iso_day(common.today) or day_of_judging(common.today, _date_terms(settings, lang, today))
    return Clock(today, settings.due_soon_days, settings.stale_after_days, settings.expiring_days)


def _date_terms(settings: Settings, lang: str, today: date) -> DateTerms:
    from commitments.edits.dates.date_terms import DateTerms, settled_order  # needed only for dates

    return DateTerms(today, settled_order(settings.dates, lang))


def _zone(settings: Settings) -> tzinfo | None:
    if settings.timezone is None:
        return None
    from zoneinfo import ZoneInfo

    return ZoneInfo(settings.timezone)


def _uses_color(option: str | None, terminal: bool) -> bool:
    if option in ("always", "never"):
        return option == "always"
    return terminal and not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"
