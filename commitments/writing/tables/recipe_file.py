"""Writes a recipe into `imports/` of a workspace, so that `commit undo` can take it back.

Replaces only a recipe that was written here: what a person wrote in one, such as a comment, is not lost.
"""

from __future__ import annotations

import os
from collections.abc import Callable

from commitments.edits.new_record import written_id
from commitments.edits.table.recipe_text import recipe_text
from commitments.errors import N_, EditError, TableError, UsageError, WriteError
from commitments.model.names import is_register_id
from commitments.reading.folder import read
from commitments.reading.source_file import SourceFile
from commitments.reading.tables.recipe import ENDING, FOLDER, MOST_BYTES, Recipe, read_recipe
from commitments.workspace.open_workspace import Workspace
from commitments.workspace.verdict import TextEdit
from commitments.writing.journal.recording import record_step
from commitments.writing.lock import edit_lock
from commitments.writing.patience import no_notice
from commitments.writing.store import create_file, replace_unchanged
from commitments.writing.writable_place import require_folder


def recipe_path(name: str) -> str:
    """The path of a recipe by its name; raises UsageError for a name that is no plain one."""
    stem = name.removesuffix(ENDING)
    stem = stem if {"/", "\\", "."}.intersection(stem) else written_id(stem)
    if not is_register_id(stem):
        raise UsageError(
            N_("{option} does not take {given}"),
            N_("Give the recipe a plain name, such as plan-2026; it is kept in imports/."),
            option="--save-recipe",
            given=name,
        )
    return f"{FOLDER}/{stem}{ENDING}"


def write_recipe(workspace: Workspace, recipe: Recipe, notice: Callable[[], object] = no_notice) -> bool:
    """Write a recipe to its path; False where it stands there already.

    Raises EditError where another recipe stands there that a person wrote or edited, and WriteError where
    the file cannot be written.
    """
    new, root = recipe_text(recipe).encode(), require_folder(workspace).root
    if len(new) > MOST_BYTES:
        raise EditError(N_("The recipe would be larger than {limit} KiB"), limit=MOST_BYTES // 1024)
    with edit_lock(root, notice=notice):
        old = _standing_text(workspace, recipe.path)
        if old == new:
            return False
        if old is not None and not _is_ours(recipe.path, old):
            raise EditError(
                N_("{path} stands already, and was written or edited by hand"),
                N_("Give the recipe another name, or edit the file."),
                path=recipe.path,
            )
        record_step(workspace, {recipe.path: TextEdit(old, new)})
        place = root / recipe.path
        if not (create_file(place, new) if old is None else replace_unchanged(place, old, new)):
            raise WriteError(
                N_("{path} is being changed by another program"),
                N_("Nothing was written. Try again."),
                path=recipe.path,
            )
    return True


def _standing_text(workspace: Workspace, path: str) -> bytes | None:
    """The text of a recipe as it stands; raises WriteError for a link, or where the folder is one."""
    place = workspace.root / path
    if not os.path.lexists(place) and not os.path.lexists(place.parent):
        return None
    source = read(place.parent, place.name, MOST_BYTES) if os.path.lexists(place) else None
    if place.parent.is_symlink() or not place.parent.is_dir() or place.is_symlink():
        raise WriteError(N_("{path} is a link or no file, and is not written to"), path=path)
    if source is not None and not isinstance(source, SourceFile):
        raise WriteError(N_("{path} is a link or no file, and is not written to"), path=path)
    return source.data if source else None


def _is_ours(path: str, text: bytes) -> bool:
    """Whether a recipe says nothing but what writing it anew would say."""
    try:
        return recipe_text(read_recipe(path, text)).encode() == text
    except TableError:
        return False
