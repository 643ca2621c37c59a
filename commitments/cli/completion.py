"""What the shell may complete: ids with their titles, parties with their names. Never fails aloud."""

from __future__ import annotations

import os
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from commitments.render.safe import one_line

if TYPE_CHECKING:
    from commitments.workspace.open_workspace import Workspace


def _plain_help() -> None:
    """Keep typer from reading titles as rich markup, which a bracket would break, and from importing rich."""
    import typer._completion_classes as classes

    if hasattr(classes, "_sanitize_help_text"):
        classes._sanitize_help_text = one_line


def complete_id(ctx: Any, incomplete: str) -> list[tuple[str, str]]:
    """The ids that begin so, each with its title."""
    _plain_help()
    return _begin(incomplete, _given(ctx, "root"), _given(ctx, "lang"), _ids)


def complete_party(ctx: Any, incomplete: str) -> list[tuple[str, str]]:
    """The parties that begin so, each with its name."""
    _plain_help()
    return _begin(incomplete, _given(ctx, "root"), _given(ctx, "lang"), _parties)


def complete_party_role(ctx: Any, incomplete: str) -> list[tuple[str, str]]:
    """Parties that begin so; of the one that is meant, its roles: `acme/lead`."""
    from commitments.model.lifecycle import Role

    begun, slash, role = incomplete.partition("/")
    found = complete_party(ctx, begun)
    if slash:
        found = [item for item in found if item[0] == begun] or [(begun, "")]
    elif len(found) > 1:
        return found
    return [(f"{id}/{item}", name) for id, name in found for item in Role if item.startswith(role)]


def _ids(workspace: Workspace, lang: str) -> list[tuple[str, str]]:
    from commitments.workspace.survey import titles

    return titles(workspace.survey.blocks, lang)


def _parties(workspace: Workspace, lang: str) -> list[tuple[str, str]]:
    return [(id, workspace.registry.name(id, lang)) for id in workspace.registry.parties]


def _given(ctx: Any, option: str) -> str | None:
    """What an option is given after the command, else before it."""
    before = ctx.parent.params.get(option) if ctx.parent else None
    return ctx.params.get(option) or before


def _begin(
    incomplete: str,
    root: str | None,
    lang: str | None,
    all_of: Callable[[Workspace, str], list[tuple[str, str]]],
) -> list[tuple[str, str]]:
    """What begins so; nothing where there is no workspace, or none that can be used."""
    from commitments.cli.current_folder import start_folder
    from commitments.cli.language import language
    from commitments.errors import CommitmentsError
    from commitments.workspace.open_workspace import open_workspace

    try:
        named = root or os.environ.get("COMMIT_ROOT") or None
        workspace = open_workspace(start_folder(named), named, os.environ)
        found = all_of(workspace, language(lang, workspace.settings.language, os.environ))
        workspace.remember()
    except CommitmentsError:
        return []
    return [item for item in found if item[0].startswith(incomplete)]


def complete_status(incomplete: str) -> list[str]:
    """The statuses that begin so."""
    from commitments.model.lifecycle import Status

    return [status.value for status in Status if status.value.startswith(incomplete)]


def complete_kind(incomplete: str) -> list[str]:
    """The kinds that begin so."""
    from commitments.model.lifecycle import Kind

    return [kind.value for kind in Kind if kind.value.startswith(incomplete)]
