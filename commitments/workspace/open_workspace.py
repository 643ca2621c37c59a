"""A workspace as commands meet it: its settings, its parties and its records. Asks no clock."""

from __future__ import annotations

import json
import os
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import InitVar, dataclass, field
from functools import cached_property, lru_cache
from pathlib import Path
from posixpath import dirname, relpath
from typing import TYPE_CHECKING

from commitments.cache import cache_file
from commitments.cache.derived_results import DerivedResults
from commitments.cache.examined_file import problem
from commitments.cache.file_stamps import FileStamps
from commitments.errors import N_, CommitmentsError
from commitments.model.names import stem
from commitments.model.problem import Problem
from commitments.reading import folder, settings
from commitments.reading.folder import Files, Folder, Listing, NotRead
from commitments.reading.git_directory import is_sparse
from commitments.reading.settings import Settings
from commitments.reading.source_file import SourceFile
from commitments.reading.text import REGISTRY, SETTINGS, Limits, lines
from commitments.version import __version__
from commitments.workspace.survey import Survey, survey

if TYPE_CHECKING:
    from commitments.cache.examined_states import ExaminedStates
    from commitments.model.party import Registry

_ROOMS = ("model", "reading", "checks", "changes", "workspace", "schema")


@dataclass
class Workspace:
    """The files of a workspace, opened for reading: those of its folder unless others are given."""

    root: Path
    environ: Mapping[str, str]
    use_cache: bool = True
    tolerant: bool = False
    """Whether settings that cannot be used are passed over, as only `validate` may, which tells of them."""
    given: InitVar[Files | None] = None
    files: Files = field(init=False)
    memory: ExaminedStates | None = None
    """What is known of other states, where this is a past one."""
    judged_by: Settings | None = None
    """Settings that hold instead of its own."""

    def __post_init__(self, given: Files | None) -> None:
        self.files = given or Folder(self.root)

    @cached_property
    def seen(self) -> FileStamps:
        """Which files there are, as they were found once."""
        return FileStamps(self.files)

    @property
    def listing(self) -> Listing:
        """The same, by kind."""
        return self.seen.listing

    @cached_property
    def survey(self) -> Survey:
        """Every record file, examined or remembered."""
        found = survey(self.files, self.seen, *self._place("-past" if self.memory else ""), self.memory)
        if not found.checked:
            raise self.files.no_record()
        return found

    def _place(self, name: str = "") -> tuple[Path | None, str]:
        """The file where something is kept, and the key that it is kept under."""
        place = cache_file.file_for(self.root, self.environ, name) if self.use_cache else None
        return place, f"{os.path.realpath(self.root)}|{code_version()}"

    @cached_property
    def settings(self) -> Settings:
        """What `commitments.toml` sets; refuses to judge by a file it cannot read."""
        return self.judged_by or self._usable(*self._settings)

    def _usable(self, found: Settings, problems: Sequence[Problem]) -> Settings:
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
        source = self.settings_file
        if isinstance(source, NotRead):
            return Settings(), [problem(source.path, source.finding)]
        if source is None:
            return Settings(), []
        kept = self._apart.kept("@settings", source.data, lambda: settings.good_settings(source.data))
        return (Settings(**json.loads(kept)), []) if kept else _read(source)

    @cached_property
    def _apart(self) -> DerivedResults:
        """What is remembered of other files than records."""
        place, key = self._place("-apart")
        return DerivedResults(cache_file.load(place, key, ()) or {}, place, key)

    @cached_property
    def settings_file(self) -> SourceFile | NotRead | None:
        """The settings as they stand."""
        return self._file(settings.PATH, SETTINGS)

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
        rows = self._apart.kept("@parties", source.data, lambda: parties.rows(source.data))
        return parties.registry(rows)

    @cached_property
    def registry_file(self) -> SourceFile | NotRead | None:
        """The registry as it stands."""
        return self._file(folder.PARTIES, REGISTRY)

    @cached_property
    def outside(self) -> Sequence[str]:
        """The records that git holds and a sparse checkout leaves out; none where git cannot be asked."""
        if not self.files.on_disk or not is_sparse(self.root):
            return ()
        from commitments.reading.checkout import skipped  # and with it git
        from commitments.reading.plumbing import plumbing

        try:
            paths = skipped(plumbing(os.path.abspath(self.root), self.environ, bare=False), folder.RECORDS)
        except CommitmentsError:
            return ()
        here = {*(entry.path for entry in self.listing.entries), *self.listing.refused}
        return [path for path in paths if folder.is_record(path) and path not in here]

    def unread_ids(self) -> list[str]:
        """The ids of the records that nothing is known of but that they are there."""
        return [stem(path) for path in (*(left.path for left in self.survey.left_out()), *self.outside)]

    def modeline(self, path: str) -> str:
        """The way from a record to the schema that editors read; empty where the workspace has none."""
        schema = "schema/commitment.schema.json"
        return relpath(schema, dirname(path)) if self.files.is_file(schema) else ""

    def remember(self) -> None:
        """Save what was learnt, if anything was looked at."""
        for name in ("_apart", "survey"):
            if name in vars(self):
                getattr(self, name).remember()

    def lies_in_git(self) -> bool:
        """Whether there is any sign of a repository, so that it pays to ask git."""
        root = Path(os.path.abspath(self.root))
        above = (os.path.lexists(folder / ".git") for folder in (root, *root.parents))
        return not self.files.on_disk or any(above)

    def _file(self, path: str, limits: Limits) -> SourceFile | NotRead | None:
        return self.files.read(path, limits.size) if self.files.exists(path) else None


def _read(source: SourceFile) -> tuple[Settings, list[Problem]]:
    found, faults = settings.read_settings(source.data)
    text = lines(source.data.decode("utf-8-sig", "replace"))
    return found, [problem(source.path, fault.finding, None, fault, text) for fault in faults]


def code_version() -> str:
    """The version of what reads and judges, so that nothing older is taken for new."""
    return "|".join([__version__, *_stamps()])


@lru_cache
def _stamps() -> list[str]:
    """Sizes and times of the code."""
    package = Path(__file__).resolve().parent.parent
    stamps = []
    for room in _ROOMS:
        with suppress(FileNotFoundError), os.scandir(package / room) as files:  # who needs it will say so
            for file in files:
                if file.name == "__pycache__":
                    continue
                status = file.stat()
                stamps.append(f"{room}/{file.name} {status.st_size} {status.st_mtime_ns}")
    return sorted(stamps)


def open_workspace(
    start: Path,
    named: str | None,
    environ: Mapping[str, str],
    use_cache: bool = True,
    tolerant: bool = False,
) -> Workspace:
    """The workspace at or above `start`, or the named one; raises CommitmentsError for none.

    Of a bare repository it is what the last commit holds.
    """
    root = folder.find_root(start, named)
    if named is not None and folder.is_bare(root):
        from commitments.workspace.bare_repository import last_commit  # and with it git

        files: Files | None = last_commit(root, environ)
    else:
        files = None
    return Workspace(root, environ, use_cache, tolerant, files)
