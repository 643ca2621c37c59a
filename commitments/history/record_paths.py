"""Which paths that git names are records of a workspace, and what they are called there. Asks nothing."""

from __future__ import annotations

import os
from collections.abc import Iterable

from commitments.history.walk import Touched
from commitments.reading import settings
from commitments.reading.folder import RECORDS, is_record
from commitments.reading.git import Touch


class RecordPaths:
    """The paths of a workspace that stands at a prefix."""

    def __init__(self, prefix: str) -> None:
        self._prefix = os.fsencode(prefix)
        self.folder = os.fsencode(f"{prefix}{RECORDS}/")
        """Where all records are, from the top of the repository."""
        self._known: dict[bytes, str | None] = {}

    def among(self, touches: Iterable[Touch]) -> list[Touched]:
        """The record files whose bytes changed."""
        files = []
        for path, old, new in touches:
            if old != new and path.endswith(b".yaml") and path.startswith(self._prefix):
                name = self.name(path)
                if name is not None:
                    files.append(Touched(name, old, new))
        return files

    def beside(self, touches: Iterable[Touch]) -> list[str]:
        """What decides how records are checked: the schema and the settings."""
        names = (
            os.fsdecode(path[len(self._prefix) :])
            for path, old, new in touches
            if old != new and path.startswith(self._prefix)
        )
        return [name for name in names if name == settings.PATH or name.startswith("schema/")]

    def name(self, path: bytes) -> str | None:
        """The path from the workspace; None where it is no record."""
        if path not in self._known:
            name = path[len(self._prefix) :].decode("utf-8", "surrogateescape")
            self._known[path] = name if is_record(name) else None
        return self._known[path]
