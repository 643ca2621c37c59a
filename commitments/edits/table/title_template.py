"""Makes titles of cells, as `--title "MoU with {Partner}, {Signed}"` says. It must not read a field."""

from __future__ import annotations

import re
from collections.abc import Sequence

from commitments.edits.table.cells import is_blank, one_line_text
from commitments.edits.table.column_names import folded_heading
from commitments.errors import N_, UsageError

_PLACE = re.compile(r"\{([^{}]*)\}")


class TitleTemplate:
    """A text with headings in braces, each for the cell of its column; it has no other syntax."""

    def __init__(self, template: str, headings: Sequence[str]) -> None:
        """Raises UsageError for a text without a heading, or with one that the table does not have."""
        self._template = template
        self._columns: dict[str, int] = {}
        column_by_key = {
            folded_heading(heading): column for column, heading in enumerate(headings) if heading
        }
        for name in _PLACE.findall(template):
            column = column_by_key.get(folded_heading(name))
            if column is None:
                raise UsageError(
                    N_("The table has no column {name}"),
                    N_("It has: {names}"),
                    name=name,
                    names=", ".join(filter(None, headings)),
                )
            self._columns[name] = column
        if not self._columns:
            raise UsageError(
                N_("--title names no column"), N_('Write it like --title "MoU with {{Partner}}, {{Signed}}".')
            )

    def title(self, values: Sequence[object]) -> str:
        """The title of a row; empty where all of its cells are."""
        texts = {
            name: "" if column >= len(values) or is_blank(values[column]) else one_line_text(values[column])
            for name, column in self._columns.items()
        }
        if not any(texts.values()):
            return ""
        title = _PLACE.sub(lambda match: texts[match[1]], self._template)
        return re.sub(r"(?: ,)+", ",", " ".join(title.split())).strip(" ,;:-–")
