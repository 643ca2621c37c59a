"""What the shell may complete: ids with their titles, parties with their names. Never fails aloud."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

from commitments.render.safe import one_line


def _plain_help() -> None:
    """Keep typer from reading titles as rich markup, which a bracket would break, and from importing rich."""
    import typer._completion_classes as classes

    if hasattr(classes, "_sanitize_help_text"):
        classes._sanitize_help_text = one_line


def complete_id(ctx: Any, incomplete: str) -> list[tuple[str, str]]:
    """The ids that begin so, each with its title."""
    workspace, lang = _opened(ctx)
    if workspace is None:
        return []
    titles = workspace.survey.titles(lang)
    return [(id, title) for id, title in titles if id.startswith(incomplete)]


def complete_party(ctx: Any, incomplete: str) -> list[tuple[str, str]]:
    """The parties that begin so, each with its name."""
    workspace, lang = _opened(ctx)
    if workspace is None:
        return []
    return [
        (each, workspace.registry.name(each, lang))
        for each in workspace.registry.parties
        if each.startswith(incomplete)
    ]


def _opened(ctx: Any) -> tuple[Any, str]:
    _plain_help()
    from commitments.cli.language import language
    from commitments.errors import CommitmentsError
    from commitments.workspace.opened import open_workspace

    given = {**(ctx.parent.params if ctx.parent else {}), **ctx.params}
    try:
        named = given.get("root") or os.environ.get("COMMIT_ROOT") or None
        workspace = open_workspace(Path.cwd(), named, os.environ)
        lang = language(given.get("lang"), workspace.settings.language, os.environ)
        workspace.remember()
    except CommitmentsError:
        return None, "en"
    return workspace, lang


def complete_status(incomplete: str) -> list[str]:
    """The statuses that begin so."""
    from commitments.model.lifecycle import Status

    return [each.value for each in Status if each.value.startswith(incomplete)]


def complete_kind(incomplete: str) -> list[str]:
    """The kinds that begin so."""
    from commitments.model.lifecycle import Kind

    return [each.value for each in Kind if each.value.startswith(incomplete)]
