"""Writes the register as a data package of CSV files, each value exactly as it stands. Judges nothing.

The files are for programs: no sign is put before what a spreadsheet would take for a formula.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping

from commitments.render.data_package.columns import Cell, PackageTable
from commitments.render.data_package.contents import package_tables
from commitments.render.data_package.descriptor import DESCRIPTOR, descriptor
from commitments.render.exports.exported_register import ExportedRegister

_FORMAT = {"format": "csv", "mediatype": "text/csv", "encoding": "utf-8"}


def build(register: ExportedRegister) -> Mapping[str, bytes]:
    """The files of the package by name."""
    tables = package_tables(register)
    files = {f"{table.name}.csv": csv_bytes(table) for table in tables}
    return {**files, DESCRIPTOR: descriptor(register, tables, files, _FORMAT)}


def csv_bytes(table: PackageTable) -> bytes:
    """A table as CSV (RFC 4180); a value that is missing is an empty cell."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow(column.name for column in table.columns)
    writer.writerows(map(_cell, row) for row in table.rows)
    return text.getvalue().encode("utf-8", "backslashreplace")


def _cell(value: Cell) -> str | int:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    return value
