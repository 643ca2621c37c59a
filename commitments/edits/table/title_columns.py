"""Finds what names the rows of a table: titles are texts, and in their place stands a summary or a product.

It must not read a row.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence, Set

from commitments.edits.table.header_rows import TableRow

LANGS = ("en", "vi")
NAMING_TEXTS = ("summary", "deliverable")
"""The fields that name a row where no title does, the better one first."""

_SHARE = 0.8
"""From which share of cells without a letter on a column holds no titles but numbers."""


def titled_columns(
    fields: Mapping[str, int], rows: Sequence[TableRow], mapped: Set[int], has_title: bool
) -> dict[str, int]:
    """The columns of a table, where titles are texts; `mapped` are those that people named themselves."""
    text = next((text for text in NAMING_TEXTS if any(f"{text}.{lang}" in fields for lang in LANGS)), "")
    columns = {
        name: column
        for name, column in fields.items()
        if not text
        or name.partition(".")[0] != "title"
        or column in mapped
        or not _holds_numbers(rows, column)
    }
    if has_title or "id" in columns or any(f"title.{lang}" in columns for lang in LANGS):
        return columns
    renamed = {f"{text}.{lang}": f"title.{lang}" for lang in LANGS}
    return {renamed.get(name, name): column for name, column in columns.items()}


def _holds_numbers(rows: Sequence[TableRow], column: int) -> bool:
    texts = [str(row[column]) for row in rows if column < len(row) and row[column] is not None]
    return bool(texts) and sum(not any(map(str.isalpha, text)) for text in texts) >= _SHARE * len(texts)
