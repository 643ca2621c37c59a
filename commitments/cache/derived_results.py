"""What was made of files, under the name of what it is, kept for the next run. Makes nothing itself."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from commitments.cache import cache_file
from commitments.cache.codec import Blocks


class DerivedResults:
    """Some blocks, and where they are kept."""

    def __init__(self, blocks: Blocks, place: Path | None, key: str, changed: bool = False) -> None:
        self.blocks = blocks
        self.place = place
        self.key = key
        self.changed = changed
        """Whether there is more to remember than was loaded."""

    def kept(self, name: str, of: bytes, compute: Callable[[], bytes]) -> bytes:
        """What `compute` makes of `of`, and of what else these notes rest on, remembered under `name`."""
        head = len(of).to_bytes(8, "big") + of
        known = self.blocks.get(name, b"")
        if known.startswith(head):
            return known[len(head) :]
        result = compute()
        self.blocks = {**self.blocks, name: head + result}
        self.changed = True
        return result

    def remember(self) -> None:
        """Save what was learnt, for the next run."""
        if self.changed:
            cache_file.save(self.place, self.key, self.blocks)
            self.changed = False
