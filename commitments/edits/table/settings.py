"""Reads what holds for all rows of a table, `--set` and `--value`. It must not read a row."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from commitments.edits.table.cells import CellReader, one_line_text
from commitments.edits.table.column_names import PROSE_FIELDS
from commitments.edits.table.columns import require_field
from commitments.edits.table.row_values import cell_value
from commitments.edits.unclear import Unclear
from commitments.errors import N_, UsageError
from commitments.model.folding import fold

_OTHER_NAMES = {"document": "source.document"}


def own_words(options: Sequence[str]) -> dict[str, str]:
    """What stands for words of the table, by those, folded; raises UsageError for `A` without `=B`."""
    words = {}
    for option in options:
        word, sign, meaning = option.rpartition("=")
        if not sign or not word.strip() or not meaning.strip():
            raise UsageError(
                N_("--value does not take {given}"),
                N_('Write it like --value "Delivered=fulfilled".'),
                given=option,
            )
        words[fold(one_line_text(word))] = meaning.strip()
    return words


def settled_values(options: Sequence[str], reader: CellReader, lang: str) -> Mapping[str, Any]:
    """The value of each field that `--set` gives; raises UsageError for what cannot be read."""
    values: dict[str, Any] = {}
    for option in options:
        name, sign, text = option.partition("=")
        if not sign or not text.strip():
            raise UsageError(
                N_("--set does not take {given}"), N_("Write it like --set lead=vn-mof."), given=option
            )
        field = require_field(_OTHER_NAMES.get(name.strip(), name.strip()))
        reading = cell_value(field, text.strip(), reader, {})
        for part in reading if isinstance(reading, list) else [reading]:
            if isinstance(part, Unclear):
                raise part.error()
        name_in_language = f"{field}.{lang}" if field in PROSE_FIELDS else field
        is_list = isinstance(reading, list) and name_in_language in values
        values[name_in_language] = [*values[name_in_language], *reading] if is_list else reading
    return values
