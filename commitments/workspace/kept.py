"""The last answer about history, kept while nothing that it rests on has changed. Answers nothing itself."""

from __future__ import annotations

import os
from array import array
from collections.abc import Sequence
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from time import time_ns

from commitments.reading.folder import Entry
from commitments.reading.git import Repository
from commitments.reading.source import SourceFile
from commitments.workspace import cache, codec
from commitments.workspace.opened import Workspace, code_version

MOST = 64 * 1024 * 1024
"""Bytes of the longest answer that is kept."""

_NAMES = ("@text",)


@dataclass(frozen=True, slots=True)
class KeptAnswer:
    """One answer, in the file that holds the last one of a workspace."""

    place: Path
    key: str

    def text(self) -> str | None:
        """The answer; None where another question was last, or something has changed."""
        found = cache.load(self.place, self.key, _NAMES)
        return found["@text"].decode("utf-8", "surrogatepass") if found else None

    def keep(self, text: str) -> None:
        """Keep the answer instead of the last one, unless it is too long."""
        data = text.encode("utf-8", "surrogatepass")
        if len(data) <= MOST:
            cache.save(self.place, self.key, {"@text": data})


def kept_answer(
    workspace: Workspace, repository: Repository, question: str, committed: bool
) -> KeptAnswer | None:
    """Where the answer to a question is kept; None where it cannot be told that nothing has changed.

    `question` holds all that the answer depends on beside the files, the commits and the code.
    """
    place = cache.file_for(workspace.root, workspace.environ, "-answer") if workspace.use_cache else None
    if place is None or repository.shallow:
        return None
    rests_on = sha256(question.encode("utf-8", "surrogatepass"))
    for source in (workspace.settings_file, workspace.registry_file):
        rests_on.update(
            sha256(source.data).digest() if isinstance(source, SourceFile) else repr(source).encode()
        )
    if not committed:
        entries = workspace.listing.entries
        settled = time_ns() - cache.SETTLED_NS
        if any(each.mtime_ns > settled for each in entries):
            return None
        rests_on.update(_stamps(entries))
    where = f"{os.path.realpath(workspace.root)}|{repository.common}|{repository.prefix}|{repository.head}"
    return KeptAnswer(place, f"{where}|{rests_on.hexdigest()}|{code_version(every=True)}")


def _stamps(entries: Sequence[Entry]) -> bytes:
    numbers = array("q", (number for each in entries for number in each[1:]))
    return codec.pack_texts(each.path for each in entries) + numbers.tobytes()
