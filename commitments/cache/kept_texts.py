"""Keeps texts by their key until the next run, those of the last run alone. Computes nothing itself."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

from commitments.cache import cache_file

_BLOCK = "@texts"


class KeptTexts:
    """Texts in a cache file; each is computed where its key is new."""

    def __init__(self, place: Path | None, key: str) -> None:
        self._place, self._key = place, key
        blocks = cache_file.load_blocks(place, key, (_BLOCK,))
        self._kept: dict[str, str] = json.loads(blocks[_BLOCK]) if blocks else {}
        self._used: dict[str, str] = {}

    def holds(self, key: str) -> bool:
        """Whether a text is kept under a key."""
        return key in self._kept

    def recall_or_compute(self, key: str, compute: Callable[[], str]) -> str:
        """The text kept under a key, else what `compute` returns; it is kept for the next run."""
        if key not in self._used:
            self._used[key] = self._kept[key] if key in self._kept else compute()
        return self._used[key]

    def remember(self) -> None:
        """Save the texts that were used, where they are not what was kept."""
        if self._used != self._kept:
            text = json.dumps(self._used, ensure_ascii=True)
            cache_file.save_blocks(self._place, self._key, {_BLOCK: text.encode()})
