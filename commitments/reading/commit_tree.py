"""Lists and reads the files of a workspace in one commit. Opens nothing on disk; judges no record."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import ClassVar

from commitments.errors import N_, WorkspaceError
from commitments.model.problem import Finding
from commitments.reading.folder import RECORDS, SCHEMA, FileEntry, Listing, NotRead, is_record
from commitments.reading.git.repository import Blob, Repository
from commitments.reading.settings import PATH as SETTINGS_PATH
from commitments.reading.source_file import SourceFile
from commitments.reading.text import RECORD

_WORKSPACE_PATHS = (RECORDS, SCHEMA, SETTINGS_PATH)
_DIGITS = 15
"""Hexadecimal digits of an object id in each stamp. As nanoseconds they lie before 2007: long settled."""


@dataclass(eq=False)
class CommitTree:
    """The files of a workspace in one commit, under the interface of `Files`."""

    repository: Repository
    commit: str
    on_disk: ClassVar[bool] = False

    def listing(self) -> Listing:
        """Returns what stands below `records/`, sorted as for a folder; the object id makes the stamps."""
        listing = Listing()
        paths_by_kind: dict[str, list[str]] = {}
        for path, blob in self._workspace_blobs.items():
            if not path.startswith(f"{RECORDS}/"):
                continue
            if blob.regular and is_record(path):
                listing.entries.append(_file_entry(path, blob))
            else:
                outer_path, kind = _classify_stray(path, blob)
                paths_by_kind.setdefault(kind, []).append(outer_path)
        listing.entries.sort()
        listing.strays = sorted({*paths_by_kind.get("stray", ())})
        listing.refused = sorted({*paths_by_kind.get("refused", ())})
        listing.nested = sorted({*paths_by_kind.get("nested", ())})
        listing.unnameable = sorted({*paths_by_kind.get("unnameable", ())})
        return listing

    def holds_records(self) -> bool:
        """Whether the commit holds any record."""
        return any(blob.regular and is_record(path) for path, blob in self._workspace_blobs.items())

    def read(self, path: str, most: int = RECORD.size) -> SourceFile | NotRead:
        """Returns one file, or why it is not read; `most` is in bytes."""
        if self._is_behind_linked_schema(path):
            return NotRead(SCHEMA, Finding("not-a-regular-file"))
        return next(self._read_blobs([path], most))

    def read_all(self, paths: Sequence[str]) -> Iterator[SourceFile | NotRead]:
        """Yields several records in the order of `paths`, all read from one process."""
        return self._read_blobs(paths, RECORD.size)

    def _read_blobs(self, paths: Sequence[str], most: int) -> Iterator[SourceFile | NotRead]:
        blobs = [self._blob(path) for path in paths]
        ids = [blob.id for blob in blobs if blob and blob.regular and blob.size <= most]
        contents = self.repository.blobs(ids)
        for path, blob in zip(paths, blobs, strict=True):
            if blob is None or not blob.regular:
                yield NotRead(path, Finding("not-a-regular-file"))
            elif blob.size > most:
                yield SourceFile(path, b" " * (most + 1))  # nobody reads what is too large
            else:
                yield SourceFile(path, next(contents))

    def exists(self, path: str) -> bool:
        """Whether a file, a link or a folder stands at a path."""
        if self.is_file(path) or self._is_behind_linked_schema(path):
            return True
        return any(inner_path.startswith(f"{path}/") for inner_path in self._blobs_beside(path))

    def is_file(self, path: str) -> bool:
        """Whether a file or a link stands at a path, wherever the link leads."""
        return self._blob(path) is not None

    def no_record(self) -> WorkspaceError:
        """Returns the error for a commit without anything below `records/`."""
        return WorkspaceError(
            N_("There is no record to look at: commit {commit} holds no .yaml file below {folder}"),
            N_("Run `git log -- {folder}` to list the commits that changed such files."),
            commit=self.commit[:7],
            folder=f"{self.repository.prefix}{RECORDS}/",
        )

    def _is_behind_linked_schema(self, path: str) -> bool:
        return path.startswith(f"{SCHEMA}/") and self._blob(SCHEMA) is not None

    def _blob(self, path: str) -> Blob | None:
        return self._blobs_beside(path).get(path)

    def _blobs_beside(self, path: str) -> dict[str, Blob]:
        return self._workspace_blobs if path.partition("/")[0] in _WORKSPACE_PATHS else self._all_blobs

    @cached_property
    def _workspace_blobs(self) -> dict[str, Blob]:
        """The blobs of records, schema and settings, by path."""
        return self._blobs_below(*(self.repository.prefix + name for name in _WORKSPACE_PATHS))

    @cached_property
    def _all_blobs(self) -> dict[str, Blob]:
        """All blobs in the workspace's folder, by path; only paths that records name need them."""
        prefix = self.repository.prefix
        return self._blobs_below(*((prefix.rstrip("/"),) if prefix else ()))

    def _blobs_below(self, *paths: str) -> dict[str, Blob]:
        prefix = self.repository.prefix
        blobs = ((_path_text(blob.path), blob) for blob in self.repository.tree(self.commit, *paths))
        return {path.removeprefix(prefix): blob for path, blob in blobs}


def _path_text(path: bytes) -> str:
    return path.decode("utf-8", "surrogateescape")


def _file_entry(path: str, blob: Blob) -> FileEntry:
    return FileEntry(path, blob.size, int(blob.id[:_DIGITS], 16), int(blob.id[_DIGITS : 2 * _DIGITS], 16))


def _classify_stray(path: str, blob: Blob) -> tuple[str, str]:
    """Returns the outermost part of a path that keeps it from being a record, and the list it belongs to.

    The list is `unnameable`, `stray`, `nested` or `refused`; empty for a path that no list names.
    The rule is that of `folder.listing`.
    """
    outer_path, *names = path.split("/")
    for index, name in enumerate(names):
        outer_path = f"{outer_path}/{name}"
        if not name.isprintable():
            return outer_path, "unnameable"
        if name.startswith(".") and index < len(names) - 1:
            hidden = "/".join([RECORDS, *names[index + 1 :]])
            return outer_path, "stray" if blob.regular and is_record(hidden) else ""
    if not blob.regular:
        return path, "nested" if blob.submodule else "refused"
    dotted = names[-1].startswith(".") and not path.endswith((".yaml", ".yml"))
    return path, "" if dotted else "stray"
