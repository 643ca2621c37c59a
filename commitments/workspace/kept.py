"""The last answer of a command, kept while nothing that it rests on has changed. Answers nothing itself."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from commitments.reading.source import SourceFile
from commitments.workspace import cache
from commitments.workspace.codec import Blocks
from commitments.workspace.opened import Workspace, code_version

if TYPE_CHECKING:
    from commitments.reading.git import Repository

MOST = 64 * 1024 * 1024
"""Bytes of the longest answer that is kept."""

_TEXT = "@text"


class KeptAnswer(NamedTuple):
    """One answer, in the file that holds the last one of a command in a workspace."""

    place: Path
    key: str
    rests_on: Blocks

    def told(self) -> bytes | None:
        """The answer as it was written; None where another question was last, or something has changed."""
        found = cache.load(self.place, self.key, (_TEXT,))
        if found is None or any(found.get(name) != data for name, data in self.rests_on.items()):
            return None
        return found[_TEXT]

    def keep(self, text: str) -> None:
        """Keep the answer instead of the last one, unless it is too long."""
        data = text.encode("utf-8", "backslashreplace")
        if len(data) <= MOST:
            cache.save(self.place, self.key, {**self.rests_on, _TEXT: data})


def kept_answer(
    workspace: Workspace, command: str, question: object, files: bool = True
) -> KeptAnswer | None:
    """Where the answer to a question is kept; None where it cannot be told that nothing has changed.

    `question` tells by its `repr` all that the answer depends on beside the code, the settings, the
    parties and, unless it is not about them, the `files` of records.
    """
    place = cache.file_for(workspace.root, workspace.environ, f"-answer-{command}")
    if place is None or not workspace.use_cache or (files and workspace.seen.unsettled):
        return None
    rests_on = {
        "@question": repr((question, files)).encode("utf-8", "surrogatepass"),
        "@settings": _bytes(workspace.settings_file),
        "@parties": _bytes(workspace.registry_file),
        **(workspace.seen.stamps if files else {}),
    }
    code = f"{code_version(every=True)}|{sys.hexversion}"
    return KeptAnswer(place, f"{os.path.realpath(workspace.root)}|{code}", rests_on)


def kept_history(
    workspace: Workspace, repository: Repository, command: str, question: object, files: bool
) -> KeptAnswer | None:
    """The same for a question about history; a shallow clone has to be told of each time."""
    if repository.shallow:
        return None
    where = (repository.common, repository.prefix, repository.head)
    return kept_answer(workspace, command, (question, where), files)


def _bytes(source: object) -> bytes:
    """What stands in a file, or why nothing does."""
    return b"=" + source.data if isinstance(source, SourceFile) else repr(source).encode()
