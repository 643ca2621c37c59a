"""Imports tables into workspaces of tests, from rows as plain values."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Any

from commitments.edits.table.cells import CellReader
from commitments.edits.table.columns import find_columns
from commitments.edits.table.row_steps import ImportTerms
from commitments.reading.tables.sheet import CellValue, Sheet, trimmed
from commitments.render.imports.answer import values_by_word
from commitments.workspace.open_workspace import Workspace
from commitments.writing.tables.import_plan import ImportRequest, plan_import
from commitments.writing.tables.import_table import ImportOrders, Table, TableImport, run_import

TODAY = date(2026, 11, 22)
HEADER = ("STT", "Nội dung", "Đơn vị chủ trì", "Thời hạn", "Tình trạng")
OURS = {"document": "b.xlsx"}
"""The source of records that come from the table."""

Rows = Sequence[Sequence[CellValue]]


def imported(
    root: Path,
    rows: Rows,
    header: Sequence[CellValue] = HEADER,
    kind: str | None = "agreed_action",
    document: str = "b.xlsx",
    sync: bool = False,
    **orders: Any,
) -> TableImport:
    """A table imported into a workspace, whose sheet is called S."""
    workspace = Workspace(root, {}, use_cache=False)
    sheet = Sheet(tuple(trimmed(list(row)) for row in (header, *rows)), "S")
    table = Table(sheet, find_columns(sheet.rows, {}, "vi"))
    reader = CellReader(workspace.registry, choices=values_by_word())
    request = ImportRequest(
        table, reader, ImportTerms(TODAY, "vi", "2026-11-20", sync), document, "dòng {row}", kind
    )
    return run_import(workspace, lambda at: plan_import(at, request), ImportOrders(TODAY, **orders))


def files(root: Path) -> dict[str, bytes]:
    return {
        path.relative_to(root).as_posix(): path.read_bytes()
        for path in (root / "records").rglob("*")
        if path.is_file()
    }
