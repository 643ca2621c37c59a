"""Finds what stands in the working tree and in no commit. Never asks `git status`, which may run programs.

A commit is asked for the object ids of its files, and the files on disk are hashed. git's index is asked for
records that it leaves out of the working tree, where there may be any, and the rules of ignored files are
asked about records that no commit holds.
"""

from __future__ import annotations

import hashlib
import os
from array import array
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from time import time_ns
from typing import NamedTuple

from commitments.cache import cache_file, codec
from commitments.cache.codec import Blocks
from commitments.changes.change import Change
from commitments.history.walk import (
    CommitFiles,
    TouchedFile,
    UnreadableFiles,
    VersionReader,
    report_nothing,
    walk,
)
from commitments.history.workspace_places import (
    RULE_PATHS,
    Snapshot,
    Whereabouts,
    record_ids,
    rule_file_ids,
    workspace_whereabouts,
)
from commitments.model.revision import Revision
from commitments.reading import folder
from commitments.reading.folder import FileEntry, Listing
from commitments.reading.git import checkout
from commitments.reading.git.git_directory import is_sparse
from commitments.reading.git.repository import Repository
from commitments.reading.source_file import SourceFile
from commitments.reading.text import RECORD, REGISTRY
from commitments.workspace.open_workspace import Workspace, code_version

_NAMES = ("file", "@size", "@time", "@changed", "@ids", "@head", "@prefix", "@tree", "@blobs")
_UNREAD = b"\xff"
"""The bytes of a file that cannot be opened: they are no text."""


class UncommittedFiles(NamedTuple):
    """How the files on disk differ from a commit."""

    step: CommitFiles
    """The files that differ, as the step of a commit without an id."""
    prefix: str
    """Where the workspace stands in the commit."""
    loose: Mapping[str, bytes]
    """The bytes that git may not have, by object id."""
    ignored: Sequence[str]
    """The paths of records that git ignores and does not hold; these are no part of the step."""

    def changes(self, repository: Repository, broken: UnreadableFiles, lenient: bool = False) -> list[Change]:
        """The rows of the step; see `WorkingTree.changes`."""
        if not self.step.files:
            return []
        versions = VersionReader(repository, self.loose)
        (rows,) = walk(versions, [self.step], dict(broken), report_nothing, lenient)
        return rows


@dataclass(frozen=True, slots=True)
class WorkingTree:
    """Compares the record files on disk with those of a commit."""

    root: Path
    listing: Listing
    repository: Repository
    place: Path | None = None
    """The file that keeps object ids between runs; None keeps nothing."""
    key: str = ""
    places: Whereabouts | None = None
    """Finds the workspace in other commits."""

    def changes(self, broken: UnreadableFiles, lenient: bool = False) -> list[Change]:
        """The changes since HEAD, as the rows of a commit without an id.

        Raises UnknownEarlierRecord, unless `lenient`, where a file of HEAD cannot be read and `broken` lacks
        it.
        """
        return self.uncommitted(self.repository.head).changes(self.repository, broken, lenient)

    def uncommitted(self, commit: str | None) -> UncommittedFiles:
        """Compare the files on disk with a commit; None stands for a repository without commits."""
        settled = time_ns() - cache_file.SETTLED_NS
        kept = cache_file.load_blocks(self.place, self.key, _NAMES)
        entries = self.listing.entries
        prefix, committed = self._committed_ids(commit or "", kept)
        ids, loose = self._file_ids(entries, kept, committed)
        self._save_ids(kept, _without_recent_times(entries, settled), ids, commit or "", prefix, committed)
        on_disk = {entry.path: id for entry, id in zip(entries, ids, strict=True)}
        skipped = self._skipped_ids(committed.keys() - on_disk.keys())
        on_disk |= skipped
        ignored = self._ignored_paths(on_disk.keys() - committed.keys())
        nested = tuple(f"{place}/" for place in self.listing.nested)
        touched = [
            TouchedFile(path, committed.get(path), on_disk.get(path))
            for path in sorted(committed.keys() | on_disk.keys())
            if committed.get(path) != on_disk.get(path)
            and path not in ignored
            and not path.startswith(nested)
        ]
        at_hand = {*loose, *skipped.values()}
        loose |= {
            file.new: self._read_bytes(file.path) for file in touched if file.new and file.new not in at_hand
        }
        at = Revision("", (commit,) if commit else (), 0, "", "", "")
        return UncommittedFiles(CommitFiles(at, touched), prefix, loose, ignored)

    def _skipped_ids(self, missing: Collection[str]) -> dict[str, str]:
        """The object ids, by path, of records that git deliberately leaves out of the working tree."""
        if not missing and not is_sparse(self.root):
            return {}
        present = {*(entry.path for entry in self.listing.entries), *self.listing.refused}
        skipped = checkout.skipped_files(self.repository, folder.RECORDS)
        return {path: id for path, id in skipped.items() if path not in present and folder.is_record(path)}

    def _ignored_paths(self, new: Collection[str]) -> Sequence[str]:
        """Which records on disk and in no commit git ignores, and so would not add."""
        if not new:
            return ()
        ignored = {*checkout.ignored_files(self.repository, folder.RECORDS)}
        return sorted(ignored.intersection(new))

    def record_texts(self) -> Iterator[bytes | None]:
        """Yields the bytes of every record on disk."""
        return (self._read_bytes(entry.path) for entry in self.listing.entries)

    def changed_rule_files(self, snapshot: Snapshot) -> list[str]:
        """The paths at which the schema or the settings on disk differ from a commit."""
        committed = rule_file_ids(self.repository, snapshot)
        on_disk = {
            path: self._object_id(self._read_bytes(path, REGISTRY.size), committed.get(path))
            for path in self._rule_files()
        }
        if missing := committed.keys() - on_disk.keys():
            skipped = checkout.skipped_files(self.repository, *RULE_PATHS)
            on_disk |= {path: skipped[path] for path in missing if path in skipped}
        return sorted(
            path for path in committed.keys() | on_disk.keys() if committed.get(path) != on_disk.get(path)
        )

    def _rule_files(self) -> list[str]:
        """The files of the schema and the settings on disk."""
        schema_folder, settings_file = RULE_PATHS
        paths = [settings_file] if os.path.lexists(self.root / settings_file) else []
        if not os.path.islink(self.root / schema_folder):
            for directory, _, names in os.walk(self.root / schema_folder):
                inside = os.path.relpath(directory, self.root).replace(os.sep, "/")
                paths += [
                    f"{inside}/{name}" for name in names if not os.path.islink(os.path.join(directory, name))
                ]
        return paths

    def _committed_ids(self, commit: str, kept: Blocks | None) -> tuple[str, dict[str, str]]:
        """The prefix of the workspace in a commit, and the object ids of its record files by path."""
        prefix = self.repository.prefix
        if kept and kept["@head"] == commit.encode() and kept["@tree"]:
            ids = zip(codec.decode_texts(kept, "@tree"), codec.decode_texts(kept, "@blobs"), strict=True)
            return kept["@prefix"].decode("utf-8", "surrogateescape"), dict(ids)
        if not commit:
            return prefix, {}
        ids_here = record_ids(self.repository, Snapshot(commit, prefix))
        if ids_here or not self.listing.entries:
            return prefix, ids_here
        prefix = (self.places or Whereabouts(self.repository)).at(commit)
        return prefix, record_ids(self.repository, Snapshot(commit, prefix))

    def _file_ids(
        self, entries: Sequence[FileEntry], kept: Blocks | None, committed: Mapping[str, str]
    ) -> tuple[list[str], dict[str, bytes]]:
        """The object id that each file would have, and the bytes of files that git may not have."""
        kept_ids = _kept_ids(kept) if kept else {}
        ids: list[str] = []
        loose: dict[str, bytes] = {}
        for entry in entries:
            id = kept_ids.get(entry)
            if id is None:
                # a file that is too large for a record may be unchanged
                data = self._read_bytes(entry.path, REGISTRY.size)
                id = self._object_id(data, committed.get(entry.path))
                if id != committed.get(entry.path):
                    loose[id] = data[: RECORD.size + 1]
            ids.append(id)
        return ids, loose

    def _read_bytes(self, path: str, most: int = RECORD.size) -> bytes:
        source = folder.read(self.root, path, most)
        return source.data if isinstance(source, SourceFile) else _UNREAD

    def _object_id(self, data: bytes, committed: str | None) -> str:
        """The object id of some bytes; the `committed` id where git holds them with other line ends."""
        id = _blob_id(data, self.repository.object_format)
        if id != committed and b"\r\n" in data:
            plain = _blob_id(data.replace(b"\r\n", b"\n"), self.repository.object_format)
            return plain if plain == committed else id
        return id

    def _save_ids(
        self,
        kept: Blocks | None,
        entries: Sequence[FileEntry],
        ids: Sequence[str],
        commit: str,
        prefix: str,
        committed: Mapping[str, str],
    ) -> None:
        blocks = {
            "file": codec.encode_texts(file.path for file in entries),
            "@size": array("q", [entry.size for entry in entries]).tobytes(),
            "@time": array("q", [entry.mtime_ns for entry in entries]).tobytes(),
            "@changed": array("q", [entry.ctime_ns for entry in entries]).tobytes(),
            "@ids": codec.encode_texts(ids),
            "@head": commit.encode(),
            "@prefix": prefix.encode("utf-8", "surrogateescape"),
            "@tree": codec.encode_texts(committed),
            "@blobs": codec.encode_texts(committed.values()),
        }
        if kept is None or any(kept[name] != data for name, data in blocks.items()):
            cache_file.save_blocks(self.place, self.key, blocks)


def workspace_working_tree(workspace: Workspace, repository: Repository) -> WorkingTree:
    """The files of a workspace on disk, to be compared with commits of its repository."""
    place = cache_file.cache_path(workspace.root, workspace.environ, "-tree") if workspace.use_cache else None
    root = os.path.realpath(workspace.root)
    key = f"{root}|{repository.common}|{repository.object_format}|{code_version()}"
    places = workspace_whereabouts(workspace, repository)
    return WorkingTree(workspace.root, workspace.listing, repository, place, key, places)


def _without_recent_times(entries: Sequence[FileEntry], settled: int) -> list[FileEntry]:
    """Drop the times of files that may change again at the same time, so that the next run reads them."""
    return [entry if entry.mtime_ns < settled else entry._replace(mtime_ns=0) for entry in entries]


def _kept_ids(kept: Blocks) -> dict[FileEntry, str]:
    """The object ids that were kept, by path, size and times of the file."""
    stamps = zip(
        codec.decode_texts(kept, "file"),
        *(codec.decode_numbers(kept[name]) for name in ("@size", "@time", "@changed")),
        strict=True,
    )
    return dict(zip(map(FileEntry._make, stamps), codec.decode_texts(kept, "@ids"), strict=True))


def _blob_id(data: bytes, object_format: str) -> str:
    """The object id of some bytes in git; `object_format` is the hash that the repository uses."""
    digest = hashlib.new(object_format, b"blob %d\0" % len(data), usedforsecurity=False)
    digest.update(data)
    return digest.hexdigest()
