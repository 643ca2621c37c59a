"""The last answer of a command, told again where nothing that it rests on has changed. Makes no answer."""

from __future__ import annotations

from typing import TYPE_CHECKING

from commitments.cli.streams import put
from commitments.reading.folder import Folder
from commitments.workspace.kept import KeptAnswer, kept_answer, kept_history

if TYPE_CHECKING:
    from commitments.cli.options import Output
    from commitments.cli.session import Session


def of_records(at: Session, output: Output, command: str, *question: object) -> KeptAnswer | None:
    """Where the last answer about the files as they stand is kept; None for one that is not."""
    reader = at.reader(output)
    if reader is None or not isinstance(at.workspace.files, Folder):
        return None
    # what is stale rests on git, where there is one; an answer that asked it is not kept
    return kept_answer(at.workspace, command, (question, reader, at.workspace.lies_in_git()))


def of_history(
    at: Session, output: Output, command: str, *question: object, files: bool
) -> KeptAnswer | None:
    """The same of an answer about history, and maybe about `files` on disk."""
    reader = at.reader(output)
    if reader is None:
        return None
    return kept_history(at.workspace, at.repository, command, (question, reader), files)


def told_again(kept: KeptAnswer | None) -> bool:
    """Write what is kept; whether there was anything."""
    known = kept.told() if kept else None
    if known is not None:
        put(known)
    return known is not None
