"""Holds examined files of several states of one workspace while the process lives. Reads no record."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

from commitments.cache import cache_file
from commitments.cache.codec import Blocks
from commitments.cache.examined_file import ExaminedFile
from commitments.cache.file_stamps import stamped_files
from commitments.reading.folder import FileEntry


class ExaminedStates:
    """Examined files by path and content; the stamps of a `FileEntry` stand for the content."""

    def __init__(self) -> None:
        self._examined: dict[FileEntry, ExaminedFile] = {}
        self._cached: Blocks | None = None
        self._is_loaded = False

    def cached_blocks(self, place: Path | None, key: str) -> Blocks | None:
        """The state in the cache file, which is read once."""
        if not self._is_loaded:
            self._is_loaded, self._cached = True, cache_file.load_blocks(place, key)
        return self._cached

    def examined_files(self, entries: Sequence[FileEntry]) -> dict[str, ExaminedFile]:
        """The examined files among these, by path; a file that was not examined is missing."""
        if self._cached is not None:
            self._examined.update(
                (FileEntry(file.path, *stamp), file) for file, stamp in stamped_files(self._cached)
            )
            self._cached = None
        return {entry.path: self._examined[entry] for entry in entries if entry in self._examined}

    def learn(self, entries: Sequence[FileEntry], examined: Mapping[str, ExaminedFile]) -> None:
        """Remember examined files; each of `entries` has one under its path."""
        self._examined.update((entry, examined[entry.path]) for entry in entries)
