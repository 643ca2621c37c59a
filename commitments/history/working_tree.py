"""What stands in the working tree and in no commit yet. Asks git only for what a commit holds.

git's `status` is never asked, since it may run what the repository configures. git's index is asked which
records it leaves out, where that is possible, and its rules which it ignores, where a record is new.
"""

from __future__ import annotations

import hashlib
import os
from array import array
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from time import time_ns
from typing import NamedTuple

from commitments.cache import cache_file, codec
from commitments.cache.codec import Blocks
from commitments.changes.change import Change
from commitments.history.walk import Broken, CommitFiles, Shelf, Touched, unheard, walk
from commitments.history.workspace_places import (
    BESIDE,
    Snapshot,
    Whereabouts,
    beside_ids,
    record_ids,
    whereabouts_of,
)
from commitments.model.revision import Revision
from commitments.reading import checkout, folder
from commitments.reading.folder import FileEntry, Listing
from commitments.reading.git import Repository
from commitments.reading.git_directory import is_sparse
from commitments.reading.source_file import SourceFile
from commitments.reading.text import RECORD, REGISTRY
from commitments.workspace.open_workspace import Workspace, code_version

_NAMES = ("file", "@size", "@time", "@changed", "@ids", "@head", "@prefix", "@tree", "@blobs")
_UNREAD = b"\xff"
"""Bytes that are no text, for a file that cannot be opened."""


class Uncommitted(NamedTuple):
    """What the files on disk are otherwise than in a commit."""

    step: CommitFiles
    """As of a commit without an id."""
    prefix: str
    """Where the workspace stands in the commit."""
    loose: Mapping[str, bytes]
    """The bytes that git may not have, by object id."""
    ignored: Sequence[str]
    """Records that git ignores and does not hold, by path; no part of the step."""

    def changes(self, repository: Repository, broken: Broken, lenient: bool = False) -> list[Change]:
        """The rows of the step; see `WorkingTree.changes`."""
        if not self.step.files:
            return []
        shelf = Shelf(repository, self.loose)
        (rows,) = walk(shelf, [self.step], dict(broken), unheard, lenient)
        return rows


@dataclass(frozen=True, slots=True)
class WorkingTree:
    """The record files on disk beside those of a commit."""

    root: Path
    listing: Listing
    repository: Repository
    place: Path | None = None
    """The file that keeps what was learnt; None keeps nothing."""
    key: str = ""
    places: Whereabouts | None = None
    """Where the workspace stood in other commits."""

    def changes(self, broken: Broken, lenient: bool = False) -> list[Change]:
        """What differs from HEAD, as the rows of a commit without an id.

        Raises UnknownBefore, unless `lenient`, where a file of HEAD cannot be read and `broken` lacks it.
        """
        return self.uncommitted(self.repository.head).changes(self.repository, broken, lenient)

    def uncommitted(self, commit: str | None) -> Uncommitted:
        """What the files on disk are otherwise than in a commit."""
        settled = time_ns() - cache_file.SETTLED_NS
        kept = cache_file.load(self.place, self.key, _NAMES)
        entries = self.listing.entries
        prefix, committed = self._committed(commit or "", kept)
        ids, loose = self._ids(entries, kept, committed)
        self._keep(kept, _unsettled(entries, settled), ids, commit or "", prefix, committed)
        here = {entry.path: id for entry, id in zip(entries, ids, strict=True)}
        outside = self._outside(committed.keys() - here.keys())
        here |= outside
        ignored = self._ignored(here.keys() - committed.keys())
        nested = tuple(f"{place}/" for place in self.listing.nested)
        touched = [
            Touched(path, committed.get(path), here.get(path))
            for path in sorted(committed.keys() | here.keys())
            if committed.get(path) != here.get(path) and path not in ignored and not path.startswith(nested)
        ]
        known = {*loose, *outside.values()}
        loose |= {file.new: self._bytes(file.path) for file in touched if file.new and file.new not in known}
        at = Revision("", (commit,) if commit else (), 0, "", "", "")
        return Uncommitted(CommitFiles(at, touched), prefix, loose, ignored)

    def _outside(self, missing: Collection[str]) -> dict[str, str]:
        """The object ids of records that git holds and leaves out of the working tree, as it may do."""
        if not missing and not is_sparse(self.root):
            return {}
        here = {*(entry.path for entry in self.listing.entries), *self.listing.refused}
        skipped = checkout.skipped(self.repository, folder.RECORDS)
        return {path: id for path, id in skipped.items() if path not in here and folder.is_record(path)}

    def _ignored(self, new: Collection[str]) -> Sequence[str]:
        """Those of the records on disk and in no commit that git ignores, and so would not add."""
        if not new:
            return ()
        ignored = {*checkout.ignored(self.repository, folder.RECORDS)}
        return sorted(ignored.intersection(new))

    def beside(self, snapshot: Snapshot) -> list[str]:
        """Which of the files that decide how records are checked are otherwise than in a commit."""
        committed = beside_ids(self.repository, snapshot)
        here = {
            path: self._id(self._bytes(path, REGISTRY.size), committed.get(path))
            for path in self._files_beside()
        }
        if missing := committed.keys() - here.keys():
            skipped = checkout.skipped(self.repository, *BESIDE)
            here |= {path: skipped[path] for path in missing if path in skipped}
        return sorted(
            path for path in committed.keys() | here.keys() if committed.get(path) != here.get(path)
        )

    def _files_beside(self) -> list[str]:
        """Those of them that there are."""
        within, alone = BESIDE
        found = [alone] if os.path.lexists(self.root / alone) else []
        if not os.path.islink(self.root / within):
            for here, _, names in os.walk(self.root / within):
                way = os.path.relpath(here, self.root).replace(os.sep, "/")
                found += [f"{way}/{name}" for name in names if not os.path.islink(os.path.join(here, name))]
        return found

    def _committed(self, commit: str, kept: Blocks | None) -> tuple[str, dict[str, str]]:
        """The prefix of the workspace in a commit, and the ids of its record files by path from there."""
        prefix = self.repository.prefix
        if kept and kept["@head"] == commit.encode() and kept["@tree"]:
            ids = zip(codec.texts(kept, "@tree"), codec.texts(kept, "@blobs"), strict=True)
            return kept["@prefix"].decode("utf-8", "surrogateescape"), dict(ids)
        if not commit:
            return prefix, {}
        ids_here = record_ids(self.repository, Snapshot(commit, prefix))
        if ids_here or not self.listing.entries:
            return prefix, ids_here
        prefix = (self.places or Whereabouts(self.repository)).at(commit)
        return prefix, record_ids(self.repository, Snapshot(commit, prefix))

    def _ids(
        self, entries: Sequence[FileEntry], kept: Blocks | None, committed: Mapping[str, str]
    ) -> tuple[list[str], dict[str, bytes]]:
        """The object id that each file would have, and the bytes of those that git may not have."""
        known = _known(kept) if kept else {}
        ids: list[str] = []
        loose: dict[str, bytes] = {}
        for file in entries:
            id = known.get(file)
            if id is None:
                data = self._bytes(file.path, REGISTRY.size)  # also a file that is too large may be unchanged
                id = self._id(data, committed.get(file.path))
                if id != committed.get(file.path):
                    loose[id] = data[: RECORD.size + 1]
            ids.append(id)
        return ids, loose

    def _bytes(self, path: str, most: int = RECORD.size) -> bytes:
        source = folder.read(self.root, path, most)
        return source.data if isinstance(source, SourceFile) else _UNREAD

    def _id(self, data: bytes, committed: str | None) -> str:
        """The object id of some bytes; of those as git keeps them where line ends were changed on the way."""
        id = _object_id(data, self.repository.object_format)
        if id != committed and b"\r\n" in data:
            plain = _object_id(data.replace(b"\r\n", b"\n"), self.repository.object_format)
            return plain if plain == committed else id
        return id

    def _keep(
        self,
        kept: Blocks | None,
        entries: Sequence[FileEntry],
        ids: Sequence[str],
        commit: str,
        prefix: str,
        committed: Mapping[str, str],
    ) -> None:
        blocks = {
            "file": codec.pack_texts(file.path for file in entries),
            "@size": array("q", [entry.size for entry in entries]).tobytes(),
            "@time": array("q", [entry.mtime_ns for entry in entries]).tobytes(),
            "@changed": array("q", [entry.ctime_ns for entry in entries]).tobytes(),
            "@ids": codec.pack_texts(ids),
            "@head": commit.encode(),
            "@prefix": prefix.encode("utf-8", "surrogateescape"),
            "@tree": codec.pack_texts(committed),
            "@blobs": codec.pack_texts(committed.values()),
        }
        if kept is None or any(kept[name] != data for name, data in blocks.items()):
            cache_file.save(self.place, self.key, blocks)


def working_tree_of(workspace: Workspace, repository: Repository) -> WorkingTree:
    """The files of a workspace on disk beside what its repository holds."""
    place = cache_file.file_for(workspace.root, workspace.environ, "-tree") if workspace.use_cache else None
    key = (
        f"{os.path.realpath(workspace.root)}|{repository.common}|{repository.object_format}|{code_version()}"
    )
    places = whereabouts_of(workspace, repository)
    return WorkingTree(workspace.root, workspace.listing, repository, place, key, places)


def _unsettled(entries: Sequence[FileEntry], settled: int) -> list[FileEntry]:
    """The same without the times of files that may change again within them, so that these are read anew."""
    return [entry if entry.mtime_ns < settled else entry._replace(mtime_ns=0) for entry in entries]


def _known(kept: Blocks) -> dict[FileEntry, str]:
    """The ids of the files that are as they were."""
    stamps = zip(
        codec.texts(kept, "file"),
        *(codec.numbers(kept[name]) for name in ("@size", "@time", "@changed")),
        strict=True,
    )
    return dict(zip(map(FileEntry._make, stamps), codec.texts(kept, "@ids"), strict=True))


def _object_id(data: bytes, form: str) -> str:
    """What git calls some bytes."""
    hashed = hashlib.new(form, b"blob %d\0" % len(data), usedforsecurity=False)
    hashed.update(data)
    return hashed.hexdigest()
