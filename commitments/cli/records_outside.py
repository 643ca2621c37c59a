"""Says on standard error which records git leaves out of an answer. Must not look for them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from commitments.cli.streams import say
from commitments.errors import N_, UnknownNameError
from commitments.model.names import id_from_path
from commitments.render.safe import one_line

if TYPE_CHECKING:
    from commitments.cli.session import Session


def tell_outside(session: Session) -> None:
    """Say how many records a sparse checkout leaves out of the working tree."""
    if count := len(session.workspace.paths_not_on_disk):
        say(
            session.words.count(
                count,
                "{n} record is outside the sparse checkout, so it is not on disk; run `git"
                " sparse-checkout add` to bring it in.",
                "{n} records are outside the sparse checkout, so they are not on disk; run `git"
                " sparse-checkout add` to bring them in.",
            )
        )


def tell_ignored(session: Session, paths: Sequence[str]) -> None:
    """Say which records git ignores: they are read from disk, but are no change of the working tree."""
    if paths:
        say(
            session.words.count(
                len(paths),
                "{n} record is ignored by git, so no commit will hold it: {path}.",
                "{n} records are ignored by git, so no commit will hold them; the first is {path}.",
                path=one_line(paths[0]),
            )
        )


def require_inside(session: Session, id: str) -> None:
    """Raise UnknownNameError for a record outside the sparse checkout, which cannot be read."""
    path = next((path for path in session.workspace.paths_not_on_disk if id_from_path(path) == id), None)
    if path is not None:
        raise UnknownNameError(
            N_("{path} is outside the sparse checkout, so it is not on disk"),
            N_("Run `git sparse-checkout add` to bring it in."),
            path=path,
        )
