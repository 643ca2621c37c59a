"""Writes the list of records as CSV with headings, names and states in the reader's words. Judges nothing."""

from __future__ import annotations

from commitments.render.cell_words import CellWords
from commitments.render.exports.exported_register import ExportedRegister
from commitments.render.formats.csv_text import csv_lines
from commitments.render.records.record_keys import record_cells
from commitments.render.roof import cells_with_member

BYTE_ORDER_MARK = "\ufeff"
"""Makes Excel read the file as UTF-8."""


def build(register: ExportedRegister) -> bytes:
    """The table of `commit status --all --words`, for a spreadsheet."""
    cells = record_cells(register.rows)
    if register.roof is not None:
        cells = cells_with_member(cells, register.roof)
    lines = csv_lines(CellWords(register.registry, register.words).cells(cells))
    return (BYTE_ORDER_MARK + "".join(lines)).encode("utf-8", "backslashreplace")
