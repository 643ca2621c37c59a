"""Opens a workspace for commands: its settings, its parties and its records. Asks no clock."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import InitVar, dataclass, field
from functools import cached_property, lru_cache
from pathlib import Path
from posixpath import dirname, relpath
from typing import TYPE_CHECKING, NamedTuple

from commitments.cache import cache_file
from commitments.cache.derived_results import DerivedResults
from commitments.cache.examined_file import located_problem
from commitments.cache.file_stamps import FileStamps
from commitments.errors import N_, CommitmentsError, WorkspaceError
from commitments.model.members import OWN_NAMES, MemberNames
from commitments.model.names import id_from_path
from commitments.model.problem import Problem
from commitments.reading import folder, settings
from commitments.reading.folder import Files, Folder, Listing, NotRead
from commitments.reading.git.git_directory import is_sparse
from commitments.reading.members import names_members
from commitments.reading.settings import Settings
from commitments.reading.source_file import SourceFile
from commitments.reading.text import REGISTRY, SETTINGS, Limits, lines
from commitments.version import __version__
from commitments.workspace.survey import Survey, survey

if TYPE_CHECKING:
    from commitments.cache.examined_states import ExaminedStates
    from commitments.model.events import EventRegistry
    from commitments.model.parties.party import Registry

_ROOMS = ("model", "reading", "checks", "changes", "cache", "workspace", "history", "schema")


class Part(NamedTuple):
    """A register, and what its names are called in the workspace that it is a part of."""

    workspace: Workspace
    names: MemberNames


@dataclass
class Workspace:
    """The files of a workspace, opened for reading: those of its folder, or `other_files`."""

    root: Path
    environ: Mapping[str, str]
    use_cache: bool = True
    tolerant: bool = False
    """Whether unusable settings are passed over, as only `validate` may, which reports them."""
    other_files: InitVar[Files | None] = None
    files: Files = field(init=False)
    memory: ExaminedStates | None = None
    """The examined files of other states, where this is a past state."""
    judged_by: Settings | None = None
    """Settings that hold instead of those of the workspace."""

    def __post_init__(self, other_files: Files | None) -> None:
        self.files = other_files or Folder(self.root)

    @cached_property
    def file_stamps(self) -> FileStamps:
        """The files of the workspace, listed once, and their stamps."""
        return FileStamps(self.files)

    @property
    def listing(self) -> Listing:
        """The files below `records/`, by kind."""
        return self.file_stamps.listing

    @cached_property
    def survey(self) -> Survey:
        """Every record file, examined or remembered.

        Raises WorkspaceError where there is none, unless the files are those of a new register.
        """
        self.require_records()
        place, key = self.cache_place("-past" if self.memory else "")
        return survey(self.files, self.file_stamps, place, key, self.memory)

    def require_records(self) -> None:
        """Raise WorkspaceError where there is no record file, unless it is a new register."""
        if not self.listing.count and not self._is_new_register():
            raise self.files.no_record()

    def let_survey_go(self) -> None:
        """Free the memory of what was examined, where the cache holds it until it is asked for again."""
        if "survey" in vars(self) and self.memory is None and self.survey.place is not None:
            self.survey.remember()
            del self.survey

    def _is_new_register(self) -> bool:
        """Whether the settings name a register or are those of a roof, and git leaves no record out."""
        is_named = self._settings[0].register is not None or self.is_roof()
        return is_named and not self.paths_not_on_disk

    def is_roof(self) -> bool:
        """Whether the settings name members, whatever is wrong with them."""
        source = self.settings_file
        return isinstance(source, SourceFile) and names_members(source.data)

    def cache_place(self, name: str = "") -> tuple[Path | None, str]:
        """A file of the cache, or None, and the key that its content is kept under."""
        place = cache_file.cache_path(self.root, self.environ, name) if self.use_cache else None
        return place, f"{os.path.realpath(self.root)}|{code_version()}"

    @property
    def named_members(self) -> Mapping[str, str]:
        """The members that the settings name, however faulty they are; empty where this is no roof."""
        return self._settings[0].members

    @property
    def settings(self) -> Settings:
        """The settings in `commitments.toml`; raises WorkspaceError where they cannot be used."""
        return self.judged_by or self._require_usable(*self._settings)

    def _require_usable(self, values: Settings, problems: Sequence[Problem]) -> Settings:
        if problems and not self.tolerant:
            raise WorkspaceError(
                N_("The settings cannot be used: {path}, line {line}"),
                N_("Run `commit validate` to see what is wrong with them."),
                path=settings.PATH,
                line=problems[0].line or 1,
            )
        return values

    @cached_property
    def _settings(self) -> tuple[Settings, list[Problem]]:
        source = self.settings_file
        if isinstance(source, NotRead):
            return Settings(), [located_problem(source.path, source.finding)]
        if source is None:
            return Settings(), []
        kept = self._small_results.recall_or_compute(
            "@settings", source.data, lambda: settings.encode_settings(source.data)
        )
        return (Settings(**json.loads(kept)), []) if kept else _read_settings(source)

    @cached_property
    def _small_results(self) -> DerivedResults:
        """What is remembered of the settings, the parties and the events."""
        place, key = self.cache_place("-apart")
        return DerivedResults(cache_file.load_blocks(place, key, ()) or {}, place, key)

    @cached_property
    def settings_file(self) -> SourceFile | NotRead | None:
        """The file `commitments.toml`; None where there is none."""
        return self._read_existing(settings.PATH, SETTINGS)

    @property
    def settings_problems(self) -> list[Problem]:
        """The problems of `commitments.toml`."""
        return self._settings[1]

    @cached_property
    def registry(self) -> Registry:
        """The parties of the workspace."""
        from commitments.model.parties.party import Registry  # completion of ids needs none of it
        from commitments.reading import parties

        source = self.registry_file
        if not isinstance(source, SourceFile):
            return Registry(exists=False)
        rows = self._small_results.recall_or_compute(
            "@parties", source.data, lambda: parties.encode_parties(source.data)
        )
        return parties.decode_registry(rows)

    @cached_property
    def registry_file(self) -> SourceFile | NotRead | None:
        """The file of the registry of parties; None where there is none."""
        return self._read_existing(folder.PARTIES, REGISTRY)

    @property
    def has_unread_registry(self) -> bool:
        """Whether it has a registry of parties that cannot be read, so that its parties are not known."""
        return self.registry_file is not None and not self.registry.exists

    @cached_property
    def events(self) -> EventRegistry:
        """The events that deadlines hang on."""
        from commitments.model.events import EventRegistry  # most commands need no event
        from commitments.reading import events

        source = self.events_file
        if not isinstance(source, SourceFile):
            return EventRegistry(is_readable=source is None)
        rows = self._small_results.recall_or_compute(
            "@events", source.data, lambda: events.encode_events(source.data)
        )
        return events.decode_events(rows)

    @cached_property
    def events_file(self) -> SourceFile | NotRead | None:
        """The file of the events; None where there is none."""
        return self._read_existing(folder.EVENTS, REGISTRY)

    @cached_property
    def paths_not_on_disk(self) -> Sequence[str]:
        """The records that git holds and a sparse checkout leaves out; none where git cannot be asked."""
        if not self.files.on_disk or not is_sparse(self.root):
            return ()
        from commitments.reading.git.checkout import skipped_files  # and with it git
        from commitments.reading.git.plumbing import find_git

        try:
            paths = skipped_files(
                find_git(os.path.abspath(self.root), self.environ, bare=False), folder.RECORDS
            )
        except CommitmentsError:
            return ()
        present = {*(entry.path for entry in self.listing.entries), *self.listing.refused}
        return [path for path in paths if folder.is_record(path) and path not in present]

    def unread_ids(self) -> list[str]:
        """The ids of records that exist but could not be read."""
        left_out = (problem.path for problem in self.survey.left_out())
        return [id_from_path(path) for path in (*left_out, *self.paths_not_on_disk)]

    @property
    def parts(self) -> Sequence[Part]:
        """The registers that it is made of: itself alone, unless it is a roof."""
        return (Part(self, OWN_NAMES),)

    def names_at(self, path: str) -> MemberNames:
        """What the names in the record at a path are called here: as they are, unless this is a roof."""
        return OWN_NAMES

    def modeline(self, path: str) -> str:
        """The relative path from a record to the schema that editors read; empty where there is no schema."""
        schema = "schema/commitment.schema.json"
        return relpath(schema, dirname(path)) if self.files.is_file(schema) else ""

    def remember(self) -> None:
        """Save the results of this run for the next one."""
        for name in ("_small_results", "survey"):
            if name in vars(self):
                getattr(self, name).remember()

    def lies_in_git(self) -> bool:
        """Whether there is any sign of a git repository, so that it pays to ask git."""
        root = Path(os.path.abspath(self.root))
        marks = (os.path.lexists(directory / ".git") for directory in (root, *root.parents))
        return not self.files.on_disk or any(marks)

    def _read_existing(self, path: str, limits: Limits) -> SourceFile | NotRead | None:
        return self.files.read(path, limits.size) if self.files.exists(path) else None


def _read_settings(source: SourceFile) -> tuple[Settings, list[Problem]]:
    values, faults = settings.read_settings(source.data)
    text = lines(source.data.decode("utf-8-sig", "replace"))
    return values, [located_problem(source.path, fault.finding, None, fault, text) for fault in faults]


def code_version() -> str:
    """The version of the code that reads and judges: results of other code are not reused."""
    return "|".join([__version__, *_code_stamps()])


@lru_cache
def _code_stamps() -> list[str]:
    """The sizes and times of the files of code."""
    package = Path(__file__).resolve().parent.parent
    stamps: list[str] = []
    for room in _ROOMS:
        stamps += _room_stamps(str(package / room), room)
    return sorted(stamps)


def _room_stamps(folder: str, room: str) -> Iterator[str]:
    """The files of a room and of the rooms in it, with size and time."""
    # the import of a missing room fails by itself
    with suppress(FileNotFoundError), os.scandir(folder) as files:
        for file in files:
            if file.name == "__pycache__":
                continue
            if file.is_dir():
                yield from _room_stamps(file.path, f"{room}/{file.name}")
                continue
            status = file.stat()
            yield f"{room}/{file.name} {status.st_size} {status.st_mtime_ns}"


def open_workspace(
    start: Path,
    named: str | None,
    environ: Mapping[str, str],
    use_cache: bool = True,
    tolerant: bool = False,
) -> Workspace:
    """The workspace at or above `start`, or the named one; raises WorkspaceError where there is none.

    The workspace of a bare repository is what its last commit holds; raises GitError where it has none.
    """
    root = folder.find_root(start, named)
    if named is not None and folder.is_bare(root):
        from commitments.workspace.bare_repository import last_commit  # and with it git

        files: Files | None = last_commit(root, environ)
    else:
        files = None
    return Workspace(root, environ, use_cache, tolerant, files)
