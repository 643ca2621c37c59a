"""What git's working tree leaves out of an answer, said on standard error. Decides nothing."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from commitments.cli.streams import say
from commitments.errors import N_, CommitmentsError
from commitments.model.names import stem
from commitments.render.safe import one_line

if TYPE_CHECKING:
    from commitments.cli.session import Session


def tell_outside(at: Session) -> None:
    """Say how many records a sparse checkout leaves out of the working tree."""
    if count := len(at.workspace.outside):
        say(
            at.words.count(
                count,
                "{n} record is outside the sparse checkout, so it is not on disk; `git sparse-checkout add`"
                " brings it in.",
                "{n} records are outside the sparse checkout, so they are not on disk; `git sparse-checkout"
                " add` brings them in.",
            )
        )


def tell_ignored(at: Session, paths: Sequence[str]) -> None:
    """Say which records are read from disk and no change of the working tree, as git ignores them."""
    if paths:
        say(
            at.words.count(
                len(paths),
                "{n} record is ignored by git, so no commit will hold it: {path}.",
                "{n} records are ignored by git, so no commit will hold them; the first is {path}.",
                path=one_line(paths[0]),
            )
        )


def require_inside(at: Session, id: str) -> None:
    """Raise CommitmentsError where a record is outside the sparse checkout, so that it cannot be read."""
    path = next((path for path in at.workspace.outside if stem(path) == id), None)
    if path is not None:
        raise CommitmentsError(
            N_("{path} is outside the sparse checkout, so it is not on disk"),
            N_("`git sparse-checkout add` brings it in."),
            path=path,
        )
