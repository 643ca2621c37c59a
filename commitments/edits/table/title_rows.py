"""Gives a row without a title the other text that names it. It must not read a cell."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from commitments.edits.table.cells import first_clause, title_key
from commitments.edits.table.row_values import LONGEST_TITLE, RowValues
from commitments.edits.table.title_columns import LANGS, NAMING_TEXTS
from commitments.model.record import read_prose


def with_text_as_title(row: RowValues, record: Mapping[str, Any] | None = None) -> RowValues:
    """A row without a title, with its other text as one; for a standing record only where that has it."""
    if row.titles:
        return row
    for field in NAMING_TEXTS:
        names = {lang: f"{field}.{lang}" for lang in LANGS if f"{field}.{lang}" in row.values}
        texts = {lang: str(row.values[name]) for lang, name in names.items()}
        titles = {
            lang: text if len(text) <= LONGEST_TITLE else first_clause(text, LONGEST_TITLE)
            for lang, text in texts.items()
        }
        if titles and (record is None or _has_titles(record, titles)):
            values = {name: value for name, value in row.values.items() if name.partition(".")[0] != field}
            values |= {f"title.{lang}": " ".join(title.split()) for lang, title in titles.items()}
            values |= {f"summary.{lang}": text for lang, text in texts.items() if len(text) > LONGEST_TITLE}
            return replace(row, values=values)
    return row


def _has_titles(record: Mapping[str, Any], titles: Mapping[str, str]) -> bool:
    standing = read_prose(record.get("title"))
    return all(title_key(getattr(standing, lang) or "") == title_key(text) for lang, text in titles.items())
