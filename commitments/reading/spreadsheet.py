"""A table that somebody hands over, CSV or Excel, opened within bounds. Knows no field of a record."""

from __future__ import annotations

from pathlib import Path

from commitments.errors import N_, CommitmentsError
from commitments.reading.csv_table import IsHeader, delimited
from commitments.reading.sheet import Sheet
from commitments.reading.workbook import workbook

MOST_BYTES = 16 * 1024 * 1024

_ZIP = b"PK\x03\x04"
_OLE = b"\xd0\xcf\x11\xe0"
"""How files of Excel before 2007 begin, and encrypted ones of today."""


def opened(path: Path) -> bytes:
    """The bytes of a table file; raises CommitmentsError where there are none, or too many."""
    try:
        if path.exists() and not path.is_file():
            raise CommitmentsError(N_("{path} is not a file"), path=path)
        with path.open("rb") as file:
            data = file.read(MOST_BYTES + 1)
    except OSError as error:
        raise CommitmentsError(
            N_("{path} cannot be read: {reason}"), path=path, reason=error.strerror or error
        ) from error
    if len(data) > MOST_BYTES:
        raise CommitmentsError(
            N_("{path} is larger than {limit} MiB"),
            N_("Split it into several files."),
            path=path,
            limit=MOST_BYTES // 1024 // 1024,
        )
    return data


def table(data: bytes, ending: str, is_header: IsHeader, sheet: str | None = None) -> Sheet:
    """The rows of a table file of that ending; raises CommitmentsError for what is none.

    `is_header` tells a header when it sees one, for CSV does not say what parts its columns.
    """
    if data.startswith(_ZIP):
        return workbook(data, sheet)
    if data.startswith(_OLE):
        raise CommitmentsError(
            N_("This is a workbook of old Excel (.xls), or one with a password"),
            N_("Save it as an Excel workbook (.xlsx) without a password."),
        )
    if ending.lower() not in (".csv", ".tsv", ".txt"):
        raise CommitmentsError(
            N_("Tables are read from .csv and .xlsx files"),
            N_("Save it as an Excel workbook (.xlsx), or as CSV UTF-8."),
        )
    if sheet is not None:
        raise CommitmentsError(N_("A CSV file has no sheets"), N_("Leave --sheet out."))
    return delimited(data, is_header)
