"""Writes a recipe as the text of its file. It must not write the file."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping

from commitments.reading.tables.recipe import Recipe

_COMMENT = "# What `commit import` takes for settled in tables with these headings."


def recipe_text(recipe: Recipe) -> str:
    """The text of a recipe; equal recipes have equal texts."""
    return "\n".join([_COMMENT, *_lines(recipe)]) + "\n"


def _lines(recipe: Recipe) -> Iterator[str]:
    for name in ("title", "dates", "fiscal_year_starts", "sheet", "header_row"):
        if (value := getattr(recipe, name)) is not None:
            yield f"{name} = {_toml_value(value)}"
    settled = {name: texts[0] if len(texts) == 1 else list(texts) for name, texts in recipe.set.items()}
    for name, table in (("map", recipe.map), ("set", settled), ("values", recipe.values)):
        yield from _section(name, table)


def _section(name: str, table: Mapping[str, object]) -> Iterator[str]:
    if table:
        yield ""
        yield f"[{name}]"
        yield from (f"{_toml_value(key)} = {_toml_value(value)}" for key, value in table.items())


def _toml_value(value: object) -> str:
    """A text, a number or a list of texts as TOML writes it, whose escapes are those of JSON."""
    return json.dumps(value, ensure_ascii=False)
