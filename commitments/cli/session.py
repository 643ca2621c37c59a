"""One run of a command: its workspace, its clock, its language and its screen.

The only place that asks what day it is and how wide the screen.
"""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property
from pathlib import Path

from commitments.cli.language import language
from commitments.cli.options import Common, Filters, Output
from commitments.cli.values import day_option, require_one_of, selection
from commitments.locale import LANGUAGES
from commitments.model.names import stem
from commitments.model.outline import Outline
from commitments.model.timeliness import Clock
from commitments.render.answer import Screen
from commitments.render.words import Words
from commitments.workspace.collecting import uncollected
from commitments.workspace.opened import Workspace, open_workspace


@dataclass
class Session:
    """What a command works with."""

    workspace: Workspace
    common: Common

    @cached_property
    def clock(self) -> Clock:
        """The day of judging, in the time zone of the workspace unless `--today` names it."""
        settings = self.workspace.settings
        if self.common.today is not None:
            today = day_option("--today", self.common.today)
        else:
            today = _now(settings.timezone)
        return Clock(today, settings.due_soon_days, settings.stale_after_days)

    @cached_property
    def words(self) -> Words:
        """The language of the reader."""
        return Words(language(self.common.lang, self.workspace.settings.language, os.environ))

    def screen(self, output: Output) -> Screen:
        """Where the answer will be read."""
        terminal = output.output is None and sys.stdout.isatty()
        width = shutil.get_terminal_size().columns if terminal else None
        way = os.path.relpath(self.workspace.root).replace(os.sep, "/")
        prefix = "" if way == "." or way.startswith("..") else f"{way}/"
        return Screen(self.words, width, _color(self.common.color, terminal), prefix)

    def selected(self, filters: Filters) -> list[Outline]:
        """The records a filter picks, by title."""
        from commitments.reports.select import select  # `validate` filters nothing

        survey = self.workspace.survey
        unread = [stem(each.path) for each in survey.left_out()]
        by_title = survey.by_title(self.words.lang)
        return select(by_title, selection(filters), self.workspace.registry, self._texts, unread)

    def _texts(self) -> Mapping[str, str]:
        from commitments.workspace.whole import texts  # and with it YAML

        return texts(self.workspace)


@contextmanager
def session(common: Common, tolerant: bool = False) -> Iterator[Session]:
    """Open the workspace, and remember afterwards what was learnt of it."""
    if common.lang is not None:
        require_one_of("--lang", common.lang, list(LANGUAGES))
    if common.color is not None:
        require_one_of("--color", common.color, ["auto", "always", "never"])
    named = common.root or os.environ.get("COMMIT_ROOT") or None
    workspace = open_workspace(Path.cwd(), named, os.environ, common.cache, tolerant)
    with uncollected():
        yield Session(workspace, common)
    workspace.survey.remember()


def _now(timezone: str | None) -> date:
    if timezone is None:
        return datetime.now().astimezone().date()
    from zoneinfo import ZoneInfo

    return datetime.now(ZoneInfo(timezone)).date()


def _color(asked: str | None, terminal: bool) -> bool:
    if asked in ("always", "never"):
        return asked == "always"
    return terminal and not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"
