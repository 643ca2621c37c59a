"""A workspace as commands meet it: its settings, its parties and its records. Asks no clock."""

from __future__ import annotations

import json
import os
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from commitments import __version__
from commitments.errors import N_, CommitmentsError
from commitments.model.problem import Problem
from commitments.reading import folder, settings
from commitments.reading.folder import NotRead
from commitments.reading.settings import Settings
from commitments.reading.source import SourceFile
from commitments.reading.text import REGISTRY, SETTINGS, Limits, TextFault, lines
from commitments.workspace import cache
from commitments.workspace.examined import problem
from commitments.workspace.survey import Survey, survey

if TYPE_CHECKING:
    from commitments.model.party import Registry

_ROOMS = ("model", "reading", "checks", "workspace", "schema")


@dataclass
class Workspace:
    """A folder with `records/`, opened for reading."""

    root: Path
    environ: Mapping[str, str]
    use_cache: bool = True
    tolerant: bool = False
    """Whether settings that cannot be used are passed over, as only `validate` may, which tells of them."""

    @cached_property
    def survey(self) -> Survey:
        """Every record file, examined or remembered."""
        place = cache.file_for(self.root, self.environ) if self.use_cache else None
        found = survey(self.root, place, f"{os.path.realpath(self.root)}|{_code_version()}")
        if not found.checked:
            raise CommitmentsError(
                N_("There is no record to look at: {folder} holds no .yaml file"),
                N_("Add a record there, one commitment a file; see docs/quick-start.md."),
                folder=str(self.root / folder.RECORDS),
            )
        return found

    @cached_property
    def settings(self) -> Settings:
        """What `commitments.toml` sets; refuses to judge by a file it cannot read."""
        found, problems = self._settings
        if problems and not self.tolerant:
            raise CommitmentsError(
                N_("The settings cannot be used: {path}, line {line}"),
                N_("Run `commit validate` to see what is wrong with them."),
                path=settings.PATH,
                line=problems[0].line or 1,
            )
        return found

    @cached_property
    def _settings(self) -> tuple[Settings, list[Problem]]:
        source = self._file(settings.PATH, SETTINGS)
        if isinstance(source, NotRead):
            return Settings(), [problem(source.path, source.finding)]
        if source is None:
            return Settings(), []
        kept = self.survey.kept("@settings", source.data, lambda: settings.good_settings(source.data))
        if kept:
            return Settings(**json.loads(kept)), []
        found, faults = settings.read_settings(source.data)
        return found, _placed(source, faults)

    @property
    def settings_problems(self) -> list[Problem]:
        """What is wrong with `commitments.toml`."""
        return self._settings[1]

    @cached_property
    def registry(self) -> Registry:
        """The parties of the workspace."""
        from commitments.model.party import Registry  # completion of ids needs none of it
        from commitments.reading import parties

        source = self.registry_file
        if not isinstance(source, SourceFile):
            return Registry(exists=False)
        rows = self.survey.kept("@parties", source.data, lambda: parties.rows(source.data))
        return parties.registry(rows)

    @cached_property
    def registry_file(self) -> SourceFile | NotRead | None:
        """The registry as it stands."""
        return self._file(folder.PARTIES, REGISTRY)

    def _file(self, path: str, limits: Limits) -> SourceFile | NotRead | None:
        return folder.read(self.root, path, limits.size) if os.path.lexists(self.root / path) else None


def _placed(source: SourceFile, faults: Iterable[TextFault]) -> list[Problem]:
    text = lines(source.data.decode("utf-8-sig", "replace"))
    return [problem(source.path, each.finding, None, each, text) for each in faults]


def _code_version() -> str:
    """The version of what reads and judges, so that no older answer is taken for a new one."""
    package = Path(__file__).resolve().parent.parent
    stamps = []
    for room in _ROOMS:
        with os.scandir(package / room) as files:
            for file in files:
                if file.name == "__pycache__":
                    continue
                status = file.stat()
                stamps.append(f"{room}/{file.name} {status.st_size} {status.st_mtime_ns}")
    return "|".join([__version__, *sorted(stamps)])


def open_workspace(
    start: Path,
    named: str | None,
    environ: Mapping[str, str],
    use_cache: bool = True,
    tolerant: bool = False,
) -> Workspace:
    """The workspace at or above `start`, or the named one; raises CommitmentsError for none."""
    return Workspace(folder.find_root(start, named), environ, use_cache, tolerant)
