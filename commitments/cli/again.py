"""The last answer of a command, told again where nothing that it rests on has changed. Makes no answer."""

from __future__ import annotations

from typing import TYPE_CHECKING

from commitments.cli.streams import put
from commitments.model.problem import Severity
from commitments.reading.folder import Folder
from commitments.workspace.kept import KeptAnswer, kept_answer, kept_history

if TYPE_CHECKING:
    from collections.abc import Callable

    from commitments.cli.options import Output
    from commitments.cli.session import Session


def of_records(at: Session, output: Output, command: str, *question: object) -> KeptAnswer | None:
    """Where the last answer about the files as they stand is kept; None for one that is not."""
    audience = at.audience(output)
    if audience is None or not isinstance(at.workspace.files, Folder):
        return None
    # what is stale rests on git, where there is one; an answer that asked it is not kept
    return kept_answer(at.workspace, command, (question, audience, at.workspace.lies_in_git()))


def of_history(
    at: Session, output: Output, command: str, *question: object, files: bool
) -> KeptAnswer | None:
    """The same of an answer about history, and maybe about `files` on disk."""
    audience = at.audience(output)
    if audience is None:
        return None
    return kept_history(at.workspace, at.repository, command, (question, audience), files)


def keeping(at: Session, kept: KeptAnswer | None) -> Callable[[str], None] | None:
    """What keeps an answer about records; None where more is said beside it, or it rests on more."""
    survey = at.workspace.survey
    faults = [each for each in (*survey.problems, *survey.refused()) if each.severity is Severity.ERROR]
    return kept.keep if kept and not faults and not at.asked_git else None


def told_again(kept: KeptAnswer | None) -> bool:
    """Write what is kept; whether there was anything."""
    known = kept.told() if kept else None
    if known is not None:
        put(known)
    return known is not None
