"""Keeps what is settled about a table as a recipe of the workspace. Must not decide how a table is read."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import partial
from typing import TYPE_CHECKING

from commitments.cli.importing.settled_table import SettledTable
from commitments.edits.table.column_names import folded_heading
from commitments.edits.table.columns import Columns, field_mapping, require_field
from commitments.errors import N_, EditError, UnknownNameError
from commitments.reading.tables.recipe import Recipe
from commitments.reading.tables.sheet import column_letters

if TYPE_CHECKING:
    from commitments.cli.session import Session


def save_recipe(session: Session, name: str, settled: SettledTable, columns: Columns) -> None:
    """Write the recipe of a table, and say where it is; raises CommitmentsError where it cannot be."""
    from commitments.cli.editing.edit_attempt import path_from_here, tell_waiting
    from commitments.cli.streams import say, tell
    from commitments.edits.table.recipe_text import recipe_text
    from commitments.reading.tables.recipe import read_recipe
    from commitments.writing.tables.recipe_file import recipe_path, write_recipe

    recipe = recipe_of(recipe_path(name), settled, columns)
    read_recipe(recipe.path, recipe_text(recipe).encode())  # what could not be read back is not written
    if write_recipe(session.workspace, recipe, partial(tell_waiting, session)):
        say(session.words.say("Written: {path}", path=path_from_here(session, recipe.path)))
    else:
        tell(session.words.say("{path} says this already.", path=recipe.path))


def recipe_of(path: str, settled: SettledTable, columns: Columns) -> Recipe:
    """All that is settled about a table, with every heading, so that the recipe fits no other table."""
    options, defaults = settled.options, settled.defaults
    own = [f"{name}={value}" for name in ("kind", "document") if (value := getattr(defaults, name))]
    if not any(columns.headings):
        raise EditError(
            N_("The table has no headings, which a recipe could be known by"),
            N_("Give its columns names, then save the recipe."),
        )
    return Recipe(
        path,
        _map(columns, field_mapping(options.map or ())),
        _several_by_name([*own, *(defaults.set or ())]),
        dict(_pair(option) for option in options.value or ()),
        options.title,
        options.dates,
        getattr(options, "fiscal_year_starts", None),
        options.sheet,
        options.header_row,
    )


def _pair(option: str) -> tuple[str, str]:
    word, _, meaning = option.rpartition("=")
    return word, meaning


def _several_by_name(options: Sequence[str]) -> dict[str, tuple[str, ...]]:
    texts: dict[str, tuple[str, ...]] = {}
    for option in options:
        name, _, text = option.partition("=")
        texts[name.strip()] = (*texts.get(name.strip(), ()), text.strip())
    return texts


def _map(columns: Columns, mapping: Mapping[str, str]) -> dict[str, str]:
    """The fields of each heading, and of a column that no heading of its own names by its letters."""
    left_out = {stranger.column for stranger in columns.strangers}
    keys = [folded_heading(heading) for heading in columns.headings]
    counted = {key for key in keys if keys.count(key) == 1}
    names_by_column: dict[int, list[str]] = {}
    for name, column in columns.fields.items():
        names_by_column.setdefault(column, []).append(name)
    fields: dict[str, str] = {}
    for column, heading in enumerate(columns.headings):
        names = [name for name in names_by_column.get(column, ()) if _is_field(name)]
        has_own_meaning = column in names_by_column and not names
        if keys[column] and keys[column] in counted and not has_own_meaning:
            if names or column in left_out or mapping.get(keys[column]) == "":
                fields[heading] = ",".join(names)
        elif names:
            fields[column_letters(column)] = ",".join(names)
    return fields


def _is_field(name: str) -> bool:
    try:
        require_field(name)
    except UnknownNameError:
        return False
    return True
