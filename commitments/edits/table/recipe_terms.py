"""Lays a recipe below the options of an import, and tells whether it is for a table. It must not open a file.

What an option says goes before what the recipe says of the same heading, field or word.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from commitments.edits.table.cells import one_line_text
from commitments.edits.table.column_names import folded_heading
from commitments.edits.table.columns import field_mapping, find_columns, require_field
from commitments.edits.table.header_rows import TableRow
from commitments.edits.table.title_template import TitleTemplate
from commitments.errors import N_, CommitmentsError, TableError, UnknownNameError
from commitments.model.folding import fold
from commitments.reading.tables.recipe import Recipe

_FIRST_ROWS = 60
_LONGEST_LETTERS = 2
_LONGEST_HEADING = 200

DOCUMENT_NAMES = ("document", "source.document")


def map_options(recipe: Recipe, options: Sequence[str] = ()) -> list[str]:
    """The texts of `--map`, with those of a recipe before them."""
    given = {folded_heading(option.rpartition("=")[0]) for option in options}
    settled = (
        f"{heading}={fields}"
        for heading, fields in recipe.map.items()
        if folded_heading(heading) not in given
    )
    return [*settled, *options]


def value_options(recipe: Recipe, options: Sequence[str] = ()) -> list[str]:
    """The texts of `--value`, with those of a recipe before them."""
    given = {_folded_word(option.rpartition("=")[0]) for option in options}
    settled = (
        f"{word}={meaning}" for word, meaning in recipe.values.items() if _folded_word(word) not in given
    )
    return [*settled, *options]


def _folded_word(word: str) -> str:
    return fold(one_line_text(word))


def set_options(recipe: Recipe, options: Sequence[str] = ()) -> list[str]:
    """The texts of `--set`, with those of a recipe before them."""
    given = {_settled_field(option.partition("=")[0]) for option in options}
    settled = (
        f"{name}={text}"
        for name, texts in recipe.set.items()
        if _settled_field(name) not in given
        for text in texts
    )
    return [*settled, *options]


def _settled_field(name: str) -> str:
    return DOCUMENT_NAMES[1] if name.strip() in DOCUMENT_NAMES else name.strip()


def require_recipe_fields(recipe: Recipe) -> None:
    """Raise TableError, with its line and column, for a field that no column can be."""
    for section, key, name in _named_fields(recipe):
        try:
            require_field(name)
        except UnknownNameError as error:
            raise TableError(
                N_("{place}: {field} is not a field that a column can be"),
                error.hint,
                place=recipe.place(section, key),
                **error.values,
            ) from error


def _named_fields(recipe: Recipe) -> Iterator[tuple[str, str, str]]:
    for heading, fields in recipe.map.items():
        yield from (("map", heading, name.strip()) for name in fields.split(","))
    yield from (("set", name, _settled_field(name)) for name in recipe.set)


def recipe_fits(recipe: Recipe, rows: Sequence[TableRow], lang: str) -> bool:
    """Whether the headings that a recipe names, at least one, are those of a table."""
    if not _may_have_headings([*recipe.map], rows):
        return False
    try:
        mapping = field_mapping(map_options(recipe))
        columns = find_columns(rows, mapping, lang, recipe.header_row, bool(recipe.title))
        if recipe.title is not None:
            TitleTemplate(recipe.title, columns.headings)
    except CommitmentsError:
        return False
    return bool(mapping.keys() & {folded_heading(heading) for heading in columns.headings if heading})


def _may_have_headings(names: Sequence[str], rows: Sequence[TableRow]) -> bool:
    """Whether each heading stands in the first rows, whole or joined of two; a letter may name any column.

    A table that does not have them is told from one that does without looking for the meaning of its columns.
    """
    keys = [key for name in names if len(key := folded_heading(name)) > _LONGEST_LETTERS]
    texts = {
        folded_heading(str(cell)[:_LONGEST_HEADING]) for row in rows[:_FIRST_ROWS] for cell in row if cell
    }
    return all(
        key in texts or any(text and (key.endswith(text) or text.startswith(key)) for text in texts)
        for key in keys
    )


def has_headings(names: Sequence[str], rows: Sequence[TableRow]) -> bool:
    """Whether one row among the first holds all of these headings."""
    keys = set(map(folded_heading, names))
    return any(
        keys <= {folded_heading(str(cell)) for cell in row if cell is not None} for row in rows[:_FIRST_ROWS]
    )
