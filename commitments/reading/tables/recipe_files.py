"""Finds recipes in a folder, and opens them without following links. It must not choose one of them."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from commitments.errors import N_, TableError, system_reason
from commitments.reading.folder import read
from commitments.reading.source_file import SourceFile
from commitments.reading.tables.recipe import ENDING, FOLDER, MOST_BYTES

_MOST_FILES = 50
"""The recipes of one folder that are looked at; a workspace has a few."""


class RecipeFile(NamedTuple):
    """A file whose name makes it a recipe."""

    path: str
    """The file, as people are told of it."""
    data: bytes


def workspace_recipes(root: Path) -> Iterator[RecipeFile | TableError]:
    """The recipes of a workspace by name, and an error for each file that is never opened."""
    if os.path.islink(root / FOLDER):
        yield TableError(N_("{path} is a link, so that no recipe is read there"), path=FOLDER)
        return
    yield from folder_recipes(root / FOLDER, f"{FOLDER}/")


def folder_recipes(folder: Path, prefix: str) -> Iterator[RecipeFile | TableError]:
    """The recipes in a folder by name, without those below it; `prefix` stands before their names."""
    try:
        with os.scandir(folder) as entries:
            names = sorted(
                entry.name
                for entry in entries
                if entry.name.endswith(ENDING) and entry.name[0] != "." and entry.name.isprintable()
            )
    except FileNotFoundError:
        return
    except OSError as error:
        path = prefix.rstrip("/") or "."
        yield TableError(N_("{path} cannot be read: {reason}"), path=path, reason=system_reason(error))
        return
    for name in names[:_MOST_FILES]:
        yield open_recipe(folder, name, f"{prefix}{name}")
    if len(names) > _MOST_FILES:
        yield TableError(
            N_("Only the first {limit} recipes of {folder} are looked at"), limit=_MOST_FILES, folder=prefix
        )


def open_recipe(folder: Path, name: str, path: str) -> RecipeFile | TableError:
    """A recipe by its folder and name; the error of one that is a link, no file, or cannot be read."""
    source = read(folder, name, MOST_BYTES)
    if isinstance(source, SourceFile):
        return RecipeFile(path, source.data)
    if os.path.islink(folder / name):
        return TableError(N_("{path} is a link, and is not read as a recipe"), path=path)
    reason = source.finding.values.get("reason", "")
    if reason:
        return TableError(N_("{path} cannot be read: {reason}"), path=path, reason=reason)
    return TableError(N_("{path} is not a file"), path=path)
