"""Which files a workspace holds, and what tells whether they are as they were. Reads none of them."""

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
    """Which files there are, as they were found once, before any was read."""

    def __init__(self, files: Files) -> None:
        self.settled = time_ns() - cache_file.SETTLED_NS
        """What was modified since may change again within the same stamp."""
        self.listing = files.listing()

    @cached_property
    def stamps(self) -> Blocks:
        """What tells whether files are as they were."""
        entries = self.listing.entries
        paths, sizes, modified, changed = zip(*entries, strict=True) if entries else ((),) * 4
        return {
            "file": codec.pack_texts(paths),
            "@size": array("q", sizes).tobytes(),
            "@time": array("q", modified).tobytes(),
            "@changed": array("q", changed).tobytes(),
            "@refused": codec.pack_texts(map(ascii, (*self.listing.refused, *self.listing.unnameable))),
        }

    def lasting(self, doubtful: Container[str]) -> Blocks:
        """The same for the next run; nothing tells it of a file just modified or not opened."""
        times = [
            entry.mtime_ns if entry.mtime_ns < self.settled and entry.path not in doubtful else 0
            for entry in self.listing.entries
        ]
        return {**self.stamps, "@time": array("q", times).tobytes()}


def stamped(known: Blocks) -> Iterator[tuple[ExaminedFile, tuple[int, ...]]]:
    """What was examined, with its size and times then."""
    return zip(codec.decode(known), stamps(known), strict=True)


def stamps(known: Blocks) -> Iterator[tuple[int, ...]]:
    """The size and times that each file had."""
    return zip(*(codec.numbers(known[name]) for name in ("@size", "@time", "@changed")), strict=True)
