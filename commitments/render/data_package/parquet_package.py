"""Writes the register as a data package of Parquet files, by DuckDB. Judges nothing.

DuckDB reads the tables as CSV and writes Parquet, in a folder of its own that is removed again.
"""

from __future__ import annotations

import tempfile
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from commitments.render.data_package.columns import ColumnType, PackageTable
from commitments.render.data_package.contents import package_tables
from commitments.render.data_package.csv_package import csv_bytes
from commitments.render.data_package.descriptor import DESCRIPTOR, descriptor
from commitments.render.exports.exported_register import ExportedRegister

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

_FORMAT = {"format": "parquet", "mediatype": "application/vnd.apache.parquet"}

_TYPES: Mapping[ColumnType, str] = {
    ColumnType.STRING: "VARCHAR",
    ColumnType.INTEGER: "BIGINT",
    ColumnType.BOOLEAN: "BOOLEAN",
    ColumnType.DATE: "DATE",
    ColumnType.DATETIME: "TIMESTAMP",
    ColumnType.ARRAY: "VARCHAR",
}

_LONGEST_LINE = 16 * 1024 * 1024
"""Bytes of the longest row: a change may hold two whole records."""


def build(register: ExportedRegister) -> Mapping[str, bytes]:
    """The files of the package by name."""
    import duckdb  # the extra `data`

    tables = package_tables(register)
    with tempfile.TemporaryDirectory() as folder, duckdb.connect(":memory:") as connection:
        connection.execute("SET threads = 1")  # so that rows keep their order, and equal tables equal bytes
        files = {f"{table.name}.parquet": _parquet_bytes(table, connection, Path(folder)) for table in tables}
    return {**files, DESCRIPTOR: descriptor(register, tables, files, _FORMAT)}


def _parquet_bytes(table: PackageTable, connection: DuckDBPyConnection, folder: Path) -> bytes:
    source, target = folder / f"{table.name}.csv", folder / f"{table.name}.parquet"
    source.write_bytes(csv_bytes(table))
    columns = ", ".join(f"'{column.name}': '{_TYPES[column.type]}'" for column in table.columns)
    options = (
        "header = true, auto_detect = false, delim = ',', quote = '\"', escape = '\"', nullstr = '', "
        f"new_line = '\\r\\n', max_line_size = {_LONGEST_LINE}, parallel = false"
    )
    reading = f"read_csv({_quoted(source)}, columns = {{{columns}}}, {options})"
    connection.execute(f"COPY (SELECT * FROM {reading}) TO {_quoted(target)} (FORMAT parquet)")
    return target.read_bytes()


def _quoted(path: Path) -> str:
    """A path as a text of SQL."""
    return "'" + str(path).replace("'", "''") + "'"
