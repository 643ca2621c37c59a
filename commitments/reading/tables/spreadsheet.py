"""Opens a table file (CSV, Excel, OpenDocument, Markdown) within bounds. Knows no field of a record."""

from __future__ import annotations

from pathlib import Path

from commitments.errors import N_, TableError, UsageError, system_reason
from commitments.reading.tables.csv_table import IsHeader, read_csv, table_text
from commitments.reading.tables.markdown_table import read_markdown
from commitments.reading.tables.opendocument import is_opendocument, read_opendocument
from commitments.reading.tables.sheet import Sheet
from commitments.reading.tables.workbook import read_workbook

MOST_BYTES = 16 * 1024 * 1024

_ZIP = b"PK\x03\x04"
_OLE = b"\xd0\xcf\x11\xe0"
"""The first bytes of the files of Excel before 2007 and of encrypted workbooks of today."""


def read_table_file(path: Path) -> bytes:
    """The bytes of a table file; raises TableError where it cannot be read or is too large."""
    try:
        if path.exists() and not path.is_file():
            raise TableError(N_("{path} is not a file"), path=path)
        with path.open("rb") as file:
            data = file.read(MOST_BYTES + 1)
    except OSError as error:
        raise TableError(
            N_("{path} cannot be read: {reason}"), path=path, reason=system_reason(error)
        ) from error
    if len(data) > MOST_BYTES:
        raise TableError(
            N_("{path} is larger than {limit} MiB"),
            N_("Split it into several files."),
            path=path,
            limit=MOST_BYTES // 1024 // 1024,
        )
    return data


def read_table(data: bytes, ending: str, is_header: IsHeader, sheet: str | None = None) -> Sheet:
    """The rows of a table file with this ending of its name.

    CSV does not say what its delimiter is; `is_header` tells whether a row read with one is a header.
    Raises TableError for a file that is no table, UsageError where a CSV file is asked for a sheet, and
    UnknownNameError for a sheet that a workbook does not hold.
    """
    if is_opendocument(data):
        return read_opendocument(data, sheet, is_header)
    if data.startswith(_ZIP):
        return read_workbook(data, sheet, is_header)
    if data.startswith(_OLE):
        raise TableError(
            N_("This is a workbook of an old Excel (.xls), or one with a password"),
            N_("Save it as an Excel workbook (.xlsx) without a password."),
        )
    if ending.lower() in (".md", ".markdown"):
        return read_markdown(table_text(data), is_header, sheet)
    if ending.lower() not in (".csv", ".tsv", ".txt"):
        raise TableError(
            N_("Tables are read from .csv, .tsv, .xlsx, .ods and .md files"),
            N_("Save it as an Excel workbook (.xlsx), or as CSV UTF-8."),
        )
    if sheet is not None:
        raise UsageError(N_("A CSV file has no sheets"), N_("Leave --sheet out."))
    return read_csv(data, is_header)
