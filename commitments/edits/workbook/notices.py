"""Words what a person is told of a workbook beside its changes. It must not compare a cell."""

from __future__ import annotations

from collections.abc import Sequence

from commitments.edits.unclear import Unclear, unclear
from commitments.edits.workbook.exported_state import ItemKey
from commitments.edits.workbook.sheet_rows import ReadSheet
from commitments.errors import N_
from commitments.model.calendar.dates import parse_date

_MOST_ROWS = 8
_DAYS_OF_MONTH = 31


def is_long_before(day: object, occurrence: str) -> bool:
    """Whether a day lies more than a month before the first day of an occurrence."""
    held, meant = parse_date(day), parse_date(occurrence)
    if held is None or meant is None or held.latest is None or meant.earliest is None:
        return False
    return (meant.earliest - held.latest).days > _DAYS_OF_MONTH


def early_notice(cell: str, day: str, item: ItemKey) -> Unclear:
    """Says that a day lies long before its occurrence, which may be that of another row."""
    return unclear(
        N_(
            "{cell}: {day} is more than a month before the occurrence {occurrence} of {id};"
            " check that the row is the right one"
        ),
        cell=cell,
        day=day,
        occurrence=item[2],
        id=item[1],
    )


def touched_notice(sheet: ReadSheet, rows: Sequence[str]) -> Unclear:
    """Says in which rows a cell was changed that is only read."""
    shown = ", ".join(rows[:_MOST_ROWS]) + (", …" if len(rows) > _MOST_ROWS else "")
    return unclear(
        N_("{sheet}, row {rows}: a cell with a grey heading was changed; such cells are not read"),
        sheet=sheet.sheet.name,
        rows=shown,
    )
