"""What was examined in several states of one workspace. Holds it while the process lives; reads no file."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

from commitments.cache import cache_file
from commitments.cache.codec import Blocks
from commitments.cache.examined_file import ExaminedFile
from commitments.cache.file_stamps import stamped
from commitments.reading.folder import FileEntry


class ExaminedStates:
    """Examined files by path and content, which the stamps of an `Entry` stand for."""

    def __init__(self) -> None:
        self._examined: dict[FileEntry, ExaminedFile] = {}
        self._cached: Blocks | None = None
        self._asked = False

    def loaded(self, place: Path | None, key: str) -> Blocks | None:
        """The state that the cache holds; it is asked once."""
        if not self._asked:
            self._asked, self._cached = True, cache_file.load(place, key)
        return self._cached

    def of(self, entries: Sequence[FileEntry]) -> dict[str, ExaminedFile]:
        """What is known of these files, by path."""
        if self._cached is not None:
            self._examined.update(
                (FileEntry(file.path, *stamp), file) for file, stamp in stamped(self._cached)
            )
            self._cached = None
        return {file.path: self._examined[file] for file in entries if file in self._examined}

    def learn(self, entries: Sequence[FileEntry], examined: Mapping[str, ExaminedFile]) -> None:
        """Remember these files."""
        self._examined.update((file, examined[file.path]) for file in entries)
