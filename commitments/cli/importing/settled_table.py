"""Opens a table with what is settled about it: the options, and below them the recipe that fits.

Must not read a cell as a value of a record.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from commitments.cli.options.import_options import RecordDefaults, TableOptions
from commitments.cli.streams import tell
from commitments.edits.table.columns import field_mapping, is_header
from commitments.edits.table.recipe_terms import (
    DOCUMENT_NAMES,
    has_headings,
    map_options,
    recipe_fits,
    require_recipe_fields,
    set_options,
    value_options,
)
from commitments.errors import N_, CommitmentsError, TableError, UsageError
from commitments.reading.tables.recipe import FOLDER, Recipe, named_headings, read_recipe
from commitments.reading.tables.recipe_files import RecipeFile, folder_recipes, open_recipe, workspace_recipes
from commitments.reading.tables.sheet import Sheet
from commitments.reading.tables.spreadsheet import read_table, read_table_file

if TYPE_CHECKING:
    from commitments.cli.session import Session


@dataclass(frozen=True, slots=True)
class SettledTable:
    """A table, and what is settled about it as the texts of options."""

    file: Path
    data: bytes
    sheet: Sheet
    options: TableOptions
    defaults: RecordDefaults
    recipe: Recipe | None = None
    offered: Sequence[str] = ()
    """The recipes beside the table that would fit; nobody named them."""


def settled_table(
    session: Session, file: Path, options: TableOptions, defaults: RecordDefaults
) -> SettledTable:
    """The table of a file with the recipe that `--recipe` names, else the one of the workspace that fits.

    Raises TableError for a table that cannot be read, a faulty recipe, and where several recipes fit.
    """
    data = read_table_file(file)
    if options.recipe is not None:
        recipe = _named_recipe(session, options.recipe)
        require_recipe_fields(recipe)
        return _with_recipe(file, data, None, options, defaults, recipe)
    recipes = list(_usable_recipes(session))
    sheet = _sheet(file, data, options, [recipe for recipe in recipes if isinstance(recipe, Recipe)])
    fitting = _fitting_recipes(recipes, sheet, session.words.lang)
    if len(fitting) > 1:
        raise TableError(
            N_("Several recipes fit this table: {recipes}"),
            N_("Name the one that is meant with --recipe."),
            recipes=", ".join(recipe.path for recipe in fitting),
        )
    for fit in fitting:
        require_recipe_fields(fit)
        return _with_recipe(file, data, sheet, options, defaults, fit)
    offered = _recipes_beside(session, file, sheet)
    return SettledTable(file, data, sheet, options, with_own_options(defaults), offered=offered)


def _sheet(file: Path, data: bytes, options: TableOptions, recipes: Sequence[Recipe] = ()) -> Sheet:
    """The rows of the table; a heading counts as known where an option or a recipe names it."""
    mappings = [field_mapping(options.map or ())]
    mappings += [field_mapping(map_options(recipe)) for recipe in recipes if _has_plain_map(recipe)]

    def is_known(row: Sequence[object]) -> bool:
        return any(is_header(row, mapping) for mapping in mappings)

    return read_table(data, file.suffix, is_known, options.sheet)


def _has_plain_map(recipe: Recipe) -> bool:
    try:
        require_recipe_fields(recipe)
    except CommitmentsError:
        return False
    return True


def _with_recipe(
    file: Path,
    data: bytes,
    sheet: Sheet | None,
    options: TableOptions,
    defaults: RecordDefaults,
    recipe: Recipe,
) -> SettledTable:
    """The table with a recipe laid below its options; another sheet is read where it names one."""
    options, defaults = with_recipe(options, defaults, recipe)
    if sheet is None or options.sheet not in (None, sheet.name):
        sheet = _sheet(file, data, options)
    return SettledTable(file, data, sheet, options, with_own_options(defaults), recipe)


def with_recipe(
    options: TableOptions, defaults: RecordDefaults, recipe: Recipe
) -> tuple[TableOptions, RecordDefaults]:
    """The options, with what a recipe settles where they say nothing."""
    settled: dict[str, Any] = {
        name: getattr(recipe, name)
        for name in ("title", "dates", "fiscal_year_starts", "sheet", "header_row")
        if name in options._fields and getattr(options, name) is None
    }
    options = options._replace(
        map=map_options(recipe, options.map or ()),
        value=value_options(recipe, options.value or ()),
        **settled,
    )
    given = [f"kind={defaults.kind}"] if defaults.kind else []
    given += [f"document={defaults.document}"] if defaults.document else []
    return options, defaults._replace(set=set_options(recipe, [*given, *(defaults.set or ())]))


def with_own_options(defaults: RecordDefaults) -> RecordDefaults:
    """The defaults with a kind and a document of `--set` as the options of their own that they are.

    Raises UsageError where an option says the same field otherwise.
    """
    others: list[str] = []
    own: dict[str, str] = {name: value for name in ("kind", "document") if (value := getattr(defaults, name))}
    for text in defaults.set or ():
        name, _, value = text.partition("=")
        name = "document" if name.strip() in DOCUMENT_NAMES else name.strip()
        if name not in ("kind", "document") or not value.strip():
            others.append(text)
        elif own.setdefault(name, value.strip()) != value.strip():
            raise UsageError(N_("--set {field} and --{field} say two things"), N_("Give one."), field=name)
    return defaults._replace(set=others, **own)


@dataclass(frozen=True, slots=True)
class _FaultyRecipe:
    """A recipe that cannot be used, with the headings that it names; None where they cannot be told."""

    path: str
    error: TableError
    headings: frozenset[str] | None


def _usable_recipes(session: Session) -> Iterator[Recipe | _FaultyRecipe]:
    """The recipes of the workspace; a file that is never opened is told."""
    for file in workspace_recipes(session.workspace.root):
        if isinstance(file, TableError):
            tell(session.words.say(file.message, **file.values))
        else:
            yield _read(file)


def _read(file: RecipeFile) -> Recipe | _FaultyRecipe:
    try:
        return read_recipe(file.path, file.data)
    except TableError as error:
        return _FaultyRecipe(file.path, error, named_headings(file.data))


def _fitting_recipes(recipes: Sequence[Recipe | _FaultyRecipe], sheet: Sheet, lang: str) -> list[Recipe]:
    """The recipes that are for a table; raises TableError for a faulty one that may be."""
    fitting: list[Recipe] = []
    for recipe in recipes:
        if _fits(recipe, sheet, lang):
            if isinstance(recipe, _FaultyRecipe):
                raise recipe.error
            fitting.append(recipe)
    return fitting


def _fits(recipe: Recipe | _FaultyRecipe, sheet: Sheet, lang: str) -> bool:
    """Whether a recipe is for the table; one whose headings cannot be told may be."""
    if isinstance(recipe, _FaultyRecipe):
        return recipe.headings is None or (
            bool(recipe.headings) and has_headings([*recipe.headings], sheet.rows)
        )
    if recipe.sheet is not None and recipe.sheet != sheet.name and recipe.sheet not in sheet.others:
        return False
    if not _has_plain_map(recipe):
        return bool(recipe.map) and has_headings([*recipe.map], sheet.rows)
    return recipe_fits(recipe, sheet.rows, lang)


def _named_recipe(session: Session, named: str) -> Recipe:
    """The recipe of `--recipe`: a file, or the name of a recipe of the workspace."""
    place = Path(named)
    if not place.exists() and not place.suffix and place.name == named:
        file = open_recipe(session.workspace.root / FOLDER, f"{named}.toml", f"{FOLDER}/{named}.toml")
    else:
        file = open_recipe(place.parent, place.name, named)
    if isinstance(file, TableError):
        raise file
    return read_recipe(file.path, file.data)


def _recipes_beside(session: Session, file: Path, sheet: Sheet) -> list[str]:
    """The recipes in the folder of the table that would fit; faulty ones and those of the workspace aside."""
    folder = file.parent
    own_folder = session.workspace.root / FOLDER
    if own_folder.is_dir() and folder.resolve() == own_folder.resolve():
        return []
    prefix = "" if str(folder) == "." else f"{folder}/"
    files = (item for item in folder_recipes(folder, prefix) if isinstance(item, RecipeFile))
    recipes = [recipe for item in files if isinstance(recipe := _read(item), Recipe)]
    return [recipe.path for recipe in recipes if _fits(recipe, sheet, session.words.lang)]
