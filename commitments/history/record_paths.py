"""Tells which paths of a repository are records of a workspace. Asks git nothing."""

from __future__ import annotations

import os
from collections.abc import Iterable

from commitments.history.walk import TouchedFile
from commitments.reading import settings
from commitments.reading.folder import RECORDS, is_record
from commitments.reading.git.repository import Touch


class RecordPaths:
    """Translates paths from the top of the repository to paths from a workspace, which stands at a prefix."""

    def __init__(self, prefix: str) -> None:
        self._prefix = os.fsencode(prefix)
        self.folder = os.fsencode(f"{prefix}{RECORDS}/")
        """The folder of the records, from the top of the repository."""
        self._paths: dict[bytes, str | None] = {}

    def record_files(self, touches: Iterable[Touch]) -> list[TouchedFile]:
        """The record files whose bytes changed, by their paths from the workspace."""
        files = []
        for path, old, new in touches:
            if old != new and path.endswith(b".yaml") and path.startswith(self._prefix):
                record_path = self.record_path(path)
                if record_path is not None:
                    files.append(TouchedFile(record_path, old, new))
        return files

    def rule_files(self, touches: Iterable[Touch]) -> list[str]:
        """The changed files that decide how records are checked: the schema and the settings."""
        paths = (
            os.fsdecode(path[len(self._prefix) :])
            for path, old, new in touches
            if old != new and path.startswith(self._prefix)
        )
        return [path for path in paths if path == settings.PATH or path.startswith("schema/")]

    def record_path(self, path: bytes) -> str | None:
        """The path of a record from the workspace; None for a file that is no record."""
        if path not in self._paths:
            inside = path[len(self._prefix) :].decode("utf-8", "surrogateescape")
            self._paths[path] = inside if is_record(inside) else None
        return self._paths[path]
