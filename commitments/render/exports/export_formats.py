"""Holds the table of the formats of `commit export`. Builds nothing itself, and writes no file."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from importlib import import_module
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from commitments.render.exports.exported_register import ExportedRegister

Export = bytes | Mapping[str, bytes]
"""The content of one file, or of the files of a folder by name."""


class ExportFormat(NamedTuple):
    """One format; its module in `commitments.render` has a function `build`, and is loaded for it alone."""

    module: str
    endings: tuple[str, ...] = ()
    """The endings of its file; none for a format that is a folder."""
    library: str = ""
    """What its module needs and only an extra installs."""
    extra: str = ""
    """The extra that installs it."""
    comes_back: bool = False
    """Whether it is read back into one register, so that of a member the member's own ids stand in it."""
    names_register: bool = False
    """Whether what it holds is known elsewhere by the id of the register."""

    @property
    def is_folder(self) -> bool:
        """Whether it is written as a folder of files."""
        return not self.endings

    def build(self, register: ExportedRegister) -> Export:
        """What is to be written: equal bytes for an equal state."""
        builder: Callable[[ExportedRegister], Export] = import_module(
            f"commitments.render.{self.module}"
        ).build
        return builder(register)


EXPORT_FORMATS: Mapping[str, ExportFormat] = {
    "ics": ExportFormat("calendar.calendar", ("ics",), names_register=True),
    "csv": ExportFormat("exports.words_table", ("csv",)),
    "xlsx": ExportFormat("workbook.written_workbook", ("xlsx",), comes_back=True, names_register=True),
    "datapackage": ExportFormat("data_package.csv_package", names_register=True),
    "parquet": ExportFormat(
        "data_package.parquet_package", library="duckdb", extra="data", names_register=True
    ),
}
"""The formats by name. A new one is a row here, and a module with `build(register) -> Export`."""
