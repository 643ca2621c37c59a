"""Shows the files of a workspace as if some had other texts. Writes nothing."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from commitments.errors import WorkspaceError
from commitments.reading.folder import FileEntry, Files, Listing, NotRead, is_record
from commitments.reading.source_file import SourceFile
from commitments.reading.text import RECORD

_NEVER = -1
"""A time that no file has, so that no remembered result is used for the new text."""


class Overlay:
    """An implementation of `Files`: some files have new texts, all others are those `below`."""

    def __init__(self, below: Files, texts: Mapping[str, bytes]) -> None:
        self.below = below
        self.texts = texts

    @property
    def on_disk(self) -> bool:
        return self.below.on_disk

    def listing(self) -> Listing:
        listing = self.below.listing()
        unchanged = [entry for entry in listing.entries if entry.path not in self.texts]
        new = [
            FileEntry(path, len(data), _NEVER, _NEVER) for path, data in self.texts.items() if is_record(path)
        ]
        return replace(listing, entries=sorted([*unchanged, *new]))

    def read(self, path: str, most: int = RECORD.size) -> SourceFile | NotRead:
        data = self.texts.get(path)
        return self.below.read(path, most) if data is None else SourceFile(path, data[: most + 1])

    def read_all(self, paths: Sequence[str]) -> Iterator[SourceFile | NotRead]:
        return (self.read(path) for path in paths)

    def exists(self, path: str) -> bool:
        return path in self.texts or self.below.exists(path)

    def is_file(self, path: str) -> bool:
        return path in self.texts or self.below.is_file(path)

    def no_record(self) -> WorkspaceError:
        return self.below.no_record()
