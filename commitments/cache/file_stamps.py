"""Takes the size and times of a workspace's files, which tell whether they changed. Reads none of them."""

from __future__ import annotations

from array import array
from collections.abc import Container, Iterator
from functools import cached_property
from time import time_ns

from commitments.cache import cache_file, codec
from commitments.cache.codec import Blocks
from commitments.cache.examined_file import ExaminedFile
from commitments.reading.folder import Files


class FileStamps:
    """The files of a workspace with their stamps, listed once before any is read."""

    def __init__(self, files: Files) -> None:
        self.settled = time_ns() - cache_file.SETTLED_NS
        """Nanoseconds since 1970: a file modified later may change again under the same stamp."""
        self.listing = files.listing()

    @cached_property
    def stamps(self) -> Blocks:
        """The paths, sizes and times of the files, as columns; equal blocks mean unchanged files."""
        entries = self.listing.entries
        paths, sizes, modified, changed = zip(*entries, strict=True) if entries else ((),) * 4
        return {
            "file": codec.encode_texts(paths),
            "@size": array("q", sizes).tobytes(),
            "@time": array("q", modified).tobytes(),
            "@changed": array("q", changed).tobytes(),
            "@refused": codec.encode_texts(map(ascii, (*self.listing.refused, *self.listing.unnameable))),
        }

    def lasting(self, doubtful: Container[str]) -> Blocks:
        """The stamps for the next run; files just modified or in `doubtful` get a time that never matches."""
        times = [
            entry.mtime_ns if entry.mtime_ns < self.settled and entry.path not in doubtful else 0
            for entry in self.listing.entries
        ]
        return {**self.stamps, "@time": array("q", times).tobytes()}


def stamped_files(blocks: Blocks) -> Iterator[tuple[ExaminedFile, tuple[int, ...]]]:
    """Yields each examined file of the blocks with the size and times that it had."""
    return zip(codec.decode(blocks), decode_stamps(blocks), strict=True)


def decode_stamps(blocks: Blocks) -> Iterator[tuple[int, ...]]:
    """Yields the size and times, in nanoseconds, of each file of the blocks."""
    return zip(*(codec.decode_numbers(blocks[name]) for name in ("@size", "@time", "@changed")), strict=True)
