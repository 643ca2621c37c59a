"""One run of a command: its workspace, its clock, its language and its screen.

The only place that asks what day it is and how wide the screen.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime, tzinfo
from functools import cached_property
from typing import TYPE_CHECKING

from commitments.cache.garbage_collection import without_garbage_collection
from commitments.cli.current_folder import start_folder, way_from_here
from commitments.cli.language import language
from commitments.cli.option_values import day_option, require_one_of, selection
from commitments.cli.options import Common, Filters, Output
from commitments.cli.streams import USUAL_WIDTH, width
from commitments.locale import LANGUAGES
from commitments.model.timeliness import Clock
from commitments.reading.folder import Folder
from commitments.reading.settings import Settings
from commitments.workspace.open_workspace import Workspace, open_workspace

if TYPE_CHECKING:
    from commitments.model.outline import Outline
    from commitments.model.revision import Revision
    from commitments.reading.git import Repository
    from commitments.render.answer import Screen
    from commitments.render.words import Words

_SHORT = 7
"""Digits of a commit's id that people are shown."""


@dataclass
class Session:
    """What a command works with."""

    workspace: Workspace
    common: Common
    revision: Revision | None = None
    """The commit whose state the workspace is, where it is asked about as of a time."""
    day: date | None = None
    """That time."""

    @cached_property
    def clock(self) -> Clock:
        """The day of judging, in the time zone of the workspace unless an option names it."""
        settings = self.workspace.settings
        if self.common.today is not None or self.day is None:
            return _clock(settings, self.common)
        return Clock(self.day, settings.due_soon_days, settings.stale_after_days)

    @cached_property
    def zone(self) -> tzinfo | None:
        """The time zone of the workspace; None is the machine's."""
        return _zone(self.workspace.settings)

    @cached_property
    def repository(self) -> Repository:
        """The repository of the workspace; raises CommitmentsError where there is none."""
        from commitments.history.past_workspace import repository_of  # and with it git

        return repository_of(self.workspace)

    def then(self, given: str) -> Session:
        """The same workspace as of a time."""
        from commitments.cli.time_options import moment
        from commitments.history.past_workspace import (  # and with it git
            Past,
            holds_records,
            named_revision,
            on_day,
        )

        past = Past(self.workspace, self.repository)
        zone = self.zone
        found = moment("--as-of", given, self.clock.today)
        if isinstance(found, date):
            revision, day = on_day(self.repository, found, zone), found
        else:
            revision = named_revision(self.repository, found)
            day = revision.day(zone)
        workspace = past.at(revision)
        if not holds_records(workspace) and (first := past.beginning()):
            from commitments.cli.history_limits import tell_begun

            tell_begun(first, self.words, zone)
        return Session(workspace, self.common, revision, day)

    @cached_property
    def lang(self) -> str:
        """The language of the reader."""
        return language(self.common.lang, self.workspace.settings.language, os.environ)

    @cached_property
    def words(self) -> Words:
        """The same, with its words."""
        from commitments.render.words import Words

        return Words(self.lang)

    def screen(self, output: Output) -> Screen:
        """Where the answer will be read."""
        from commitments.render.answer import Screen

        terminal = output.output is None and sys.stdout.isatty()
        columns = (width(sys.stdout) or USUAL_WIDTH) if terminal else None
        commit = self.revision.id[:_SHORT] if self.revision else ""
        return Screen(self.words, columns, _color(self.common.color, terminal), self._way(), commit)

    def _way(self) -> str:
        """From the current folder to files on disk."""
        way = (way_from_here(self.workspace.root) or ".").replace(os.sep, "/")
        inside = isinstance(self.workspace.files, Folder) and way != "." and not way.startswith("..")
        return f"{way}/" if inside else ""

    def selected(self, filters: Filters) -> list[Outline]:
        """The records a filter picks, by title."""
        from commitments.reports.filters import select  # `validate` filters nothing

        workspace = self.workspace
        by_title = workspace.survey.by_title(self.words.lang)
        unread = workspace.unread_ids()
        return select(by_title, selection(filters), workspace.registry, self._texts, unread)

    def _texts(self) -> Mapping[str, str]:
        from commitments.workspace.whole_records import texts  # and with it YAML

        return texts(self.workspace)


@contextmanager
def session(common: Common, tolerant: bool = False, as_of: str | None = None) -> Iterator[Session]:
    """Open the workspace, as of a time where one is given, and remember afterwards what was learnt of it."""
    if common.lang is not None:
        require_one_of("--lang", common.lang, list(LANGUAGES))
    if common.color is not None:
        require_one_of("--color", common.color, ["auto", "always", "never"])
    named = common.root or os.environ.get("COMMIT_ROOT") or None
    at = Session(open_workspace(start_folder(named), named, os.environ, common.cache, tolerant), common)
    if as_of is not None:
        at = at.then(as_of)
    with without_garbage_collection():
        yield at
    at.workspace.remember()


def _clock(settings: Settings, common: Common) -> Clock:
    if common.today is not None:
        today = day_option("--today", common.today)
    else:
        today = datetime.now(_zone(settings)).date()
    return Clock(today, settings.due_soon_days, settings.stale_after_days)


def _zone(settings: Settings) -> tzinfo | None:
    if settings.timezone is None:
        return None
    from zoneinfo import ZoneInfo

    return ZoneInfo(settings.timezone)


def _color(asked: str | None, terminal: bool) -> bool:
    if asked in ("always", "never"):
        return asked == "always"
    return terminal and not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"
