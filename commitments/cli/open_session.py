"""Opens the session of a command: on a workspace, or on a roof over several. Must not answer anything."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from commitments.cache.garbage_collection import without_garbage_collection
from commitments.cli.current_folder import start_folder
from commitments.cli.options.option_groups import Common
from commitments.cli.options.option_values import require_one_of
from commitments.cli.session import Session
from commitments.errors import N_, UsageError
from commitments.locale import LANGUAGES
from commitments.workspace.open_workspace import Workspace, open_workspace


@contextmanager
def open_session(
    common: Common,
    tolerant: bool = False,
    as_of: str | None = None,
    on_roof: bool = False,
    suits: Callable[[Workspace], bool] | None = None,
) -> Iterator[Session]:
    """Open the workspace, in the past where `as_of` is given, and save its cache afterwards.

    `tolerant` passes over faults of the settings. With `on_roof` a roof is read as a whole; else the command
    needs one of its registers, of which only those that suit are named, where any do. Raises UsageError for a
    wrong option, WorkspaceError where no workspace can be used.
    """
    workspace = named_workspace(common, tolerant)
    with without_garbage_collection():
        session = _session(workspace, common, on_roof, suits)
        if as_of is not None:
            session = session.as_of(as_of)
        yield session
    _tell_empty_register(session)
    session.workspace.remember()


def named_workspace(common: Common, tolerant: bool = False) -> Workspace:
    """The workspace that the options lead to; raises what `open_session` does."""
    if common.lang is not None:
        require_one_of("--lang", common.lang, list(LANGUAGES))
    if common.color is not None:
        require_one_of("--color", common.color, ["auto", "always", "never"])
    named_root = common.root or os.environ.get("COMMIT_ROOT") or None
    return open_workspace(start_folder(named_root), named_root, os.environ, common.cache, tolerant)


def _session(
    workspace: Workspace, common: Common, on_roof: bool, suits: Callable[[Workspace], bool] | None
) -> Session:
    chosen = common.member or []
    if not workspace.named_members:
        if chosen:
            raise UsageError(
                N_("--member names a register under a roof, and this workspace is none"),
                N_("A roof names its members in commitments.toml, under [members]."),
            )
        return Session(workspace, common)
    if not on_roof:
        from commitments.cli.member_session import register_session  # needed only for these

        return register_session(workspace, common, suits)
    from commitments.cli.roof_session import roof_session
    from commitments.workspace.roof import opened_members

    return roof_session(workspace, opened_members(workspace, chosen), common)


def _tell_empty_register(session: Session) -> None:
    """Say where an answer is about no record at all, so that nobody takes it for a clean one."""
    workspace = session.workspace
    is_told = session.roof_view is None or session.roof_view.is_whole
    if is_told and "survey" in vars(workspace) and not workspace.survey.checked:
        from commitments.cli.streams import tell

        if session.day is not None:
            tell(session.words.say("The register held no record at that time."))
        else:
            tell(session.words.say("This register holds no record yet. `commit new` writes the first."))
