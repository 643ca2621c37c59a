"""Keeps results that were computed from files until the next run. Computes nothing itself."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from commitments.cache import cache_file
from commitments.cache.codec import Blocks


class DerivedResults:
    """Blocks of results by name, and the cache file that keeps them."""

    def __init__(self, blocks: Blocks, place: Path | None, key: str, changed: bool = False) -> None:
        self.blocks = blocks
        self.place = place
        self.key = key
        self.changed = changed
        """Whether it holds results that the cache file does not hold yet."""

    def recall_or_compute(self, name: str, inputs: bytes, compute: Callable[[], bytes]) -> bytes:
        """Returns the result kept under `name` for these inputs, else calls `compute` and keeps its result.

        The key of the cache file stands for whatever else the result rests on.
        """
        head = len(inputs).to_bytes(8, "big") + inputs
        remembered = self.blocks.get(name, b"")
        if remembered.startswith(head):
            return remembered[len(head) :]
        result = compute()
        self.blocks = {**self.blocks, name: head + result}
        self.changed = True
        return result

    def remember(self) -> None:
        """Save new results for the next run."""
        if self.changed:
            cache_file.save_blocks(self.place, self.key, self.blocks)
            self.changed = False
