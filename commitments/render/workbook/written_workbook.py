"""Writes a planned workbook with XlsxWriter. Must not choose what stands in a cell."""

from __future__ import annotations

import io
from collections.abc import Mapping, Sequence
from datetime import date
from itertools import zip_longest
from typing import Any

from commitments.edits.workbook.exported_state import encode_state
from commitments.edits.workbook.layout import STATE_SHEET, ColumnUse
from commitments.render.exports.exported_register import ExportedRegister
from commitments.render.workbook.plan import PlannedCell, PlannedColumn, PlannedSheet, WorkbookPlan
from commitments.render.workbook.planner import plan_workbook

_DATE_FORMATS = {"en": "d mmm yyyy", "vi": "dd/mm/yyyy"}
_HEADING_COLOURS: Mapping[ColumnUse, str] = {
    ColumnUse.KEY: "#D9D9D9",
    ColumnUse.SHOWN: "#D9D9D9",
    ColumnUse.EDITABLE: "#BDD7EE",
    ColumnUse.FILLED: "#FFE699",
}
_A4 = 9
_LINE_HEIGHT = 15
_MOST_LINES = 8
_HEADING_LINES = 4
_LONGEST_HEADER = 250
"""Characters of the header of a page; Excel takes 255."""


def build(register: ExportedRegister) -> bytes:
    """The workbook of a register as a file (.xlsx)."""
    return workbook_bytes(plan_workbook(register))


def workbook_bytes(plan: WorkbookPlan) -> bytes:
    """The workbook as a file (.xlsx); equal plans give equal bytes."""
    from xlsxwriter import Workbook  # only a workbook needs it

    file = io.BytesIO()
    book = Workbook(
        file,
        {
            "constant_memory": True,
            "strings_to_formulas": False,
            "strings_to_urls": False,
            "strings_to_numbers": False,
            "default_date_format": _DATE_FORMATS[plan.state.lang],
        },
    )
    book.set_properties(
        {"title": plan.title, "comments": plan.about, "created": plan.created.replace(tzinfo=None)}
    )
    _WorkbookWriter(book, plan).write()
    book.close()
    return file.getvalue()


class _WorkbookWriter:
    """Writes one plan into one open workbook."""

    def __init__(self, book: Any, plan: WorkbookPlan) -> None:
        self._book = book
        self._plan = plan
        day = {"num_format": _DATE_FORMATS[plan.state.lang], "align": "left"}
        wrapped = {"text_wrap": True, "valign": "top"}
        # Empty cells stay general: a month that is typed into a cell formatted as a day becomes a day.
        self._wrapped = book.add_format(wrapped)
        self._day = book.add_format({**wrapped, **day})
        self._headings = {
            use: book.add_format(
                {"bold": True, "text_wrap": True, "valign": "top", "bg_color": colour, "border": 1}
            )
            for use, colour in _HEADING_COLOURS.items()
        }

    def write(self) -> None:
        """Write every sheet."""
        for sheet in self._plan.sheets:
            self._write_sheet(sheet)
        self._write_lists()
        self._write_state()

    def _write_sheet(self, sheet: PlannedSheet) -> None:
        page = self._book.add_worksheet(sheet.name)
        page.set_row(0, _LINE_HEIGHT * _HEADING_LINES)
        for place, entry in enumerate(sheet.columns):
            page.set_column(place, place, entry.width, self._wrapped)
            page.write_string(0, place, entry.heading, self._headings[entry.column.use])
        widths = [entry.width for entry in sheet.columns]
        for number, row in enumerate(sheet.rows, 1):
            page.set_row(number, _LINE_HEIGHT * _lines(row.cells, widths))
            for place, cell in enumerate(row.cells):
                if cell is not None:
                    self._write_cell(page, number, place, cell)
        self._offer_words(page, sheet)
        page.freeze_panes(1, sheet.frozen)
        page.autofilter(0, 0, max(1, len(sheet.rows)), len(sheet.columns) - 1)
        self._lay_out_page(page, sheet.name)
        page.print_area(0, 0, max(1, len(sheet.rows)), _last_printed(sheet.columns))

    def _write_cell(self, page: Any, row: int, place: int, cell: PlannedCell) -> None:
        if isinstance(cell, date):
            page.write_datetime(row, place, cell, self._day)
        elif isinstance(cell, int):
            page.write_number(row, place, cell, self._wrapped)
        elif cell is not None:
            page.write_string(row, place, cell, self._wrapped)

    def _offer_words(self, page: Any, sheet: PlannedSheet) -> None:
        """Give the columns that take words of a list their drop-downs, by ranges of the sheet of lists."""
        if not sheet.rows:
            return
        names = list(self._plan.lists)
        for place, entry in enumerate(sheet.columns):
            offers = entry.offers
            if offers is None or not self._plan.lists[offers.name].words:
                continue
            letter = "ABC"[names.index(offers.name)]
            last = len(self._plan.lists[offers.name].words) + 1
            source = f"='{self._plan.lists_name}'!${letter}$2:${letter}${last}"
            terms = {"validate": "list", "source": source, "show_error": offers.is_strict}
            page.data_validation(1, place, len(sheet.rows), place, terms)

    def _lay_out_page(self, page: Any, name: str) -> None:
        plan = self._plan
        page.set_landscape()
        page.set_paper(_A4)
        page.fit_to_pages(1, 0)
        page.repeat_rows(0)
        page.hide_gridlines(0)
        page.set_margins(0.4, 0.4, 0.7, 0.6)
        title = f"{plan.title}: {name} ({plan.about})"[: _LONGEST_HEADER // 2].replace("&", "&&")
        page.set_header(f"&L{title}")
        page.set_footer("&C&P / &N")

    def _write_lists(self) -> None:
        page = self._book.add_worksheet(self._plan.lists_name)
        lists = list(self._plan.lists.values())
        page.set_column(0, len(lists) - 1, 40, self._wrapped)
        page.set_column(len(lists), len(lists), 60, self._wrapped)
        for place, text in enumerate([*(entry.heading for entry in lists), self._plan.about]):
            page.write_string(0, place, text, self._headings[ColumnUse.SHOWN])
        # Row by row: in constant memory a cell above the last row that was written is dropped.
        for number, words in enumerate(zip_longest(*(entry.words for entry in lists)), 1):
            for place, word in enumerate(words):
                if word is not None:
                    page.write_string(number, place, word)
        page.freeze_panes(1, 0)
        self._lay_out_page(page, self._plan.lists_name)

    def _write_state(self) -> None:
        page = self._book.add_worksheet(STATE_SHEET)
        for number, texts in enumerate(encode_state(self._plan.state)):
            _write_texts(page, number, texts)
        page.very_hidden()


def _lines(cells: Sequence[PlannedCell], widths: Sequence[int]) -> int:
    """How many lines the longest text of a row takes; programs that open a file do not all look."""
    return min(
        _MOST_LINES,
        max(
            -(-len(cell) // width) + cell.count("\n") if isinstance(cell, str) else 1
            for cell, width in zip(cells, widths, strict=True)
        ),
    )


def _last_printed(columns: Sequence[PlannedColumn]) -> int:
    """The last column that is printed: those to be filled in, and the ids behind them, are not."""
    places = [place for place, entry in enumerate(columns) if entry.column.use is ColumnUse.FILLED]
    return places[0] - 1 if places else len(columns) - 1


def _write_texts(page: Any, number: int, texts: Sequence[str]) -> None:
    for place, text in enumerate(texts):
        if text:
            page.write_string(number, place, text)
