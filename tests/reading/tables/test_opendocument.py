"""OpenDocument spreadsheets: their values, their marks, and what is refused."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

import pytest
from open_documents import cell, open_document, row, table

from commitments.errors import CommitmentsError
from commitments.reading.tables.sheet import BrokenCell, Sheet, SmallNumber
from commitments.reading.tables.spreadsheet import read_table

HEADER = row("Action", "Deadline")


def is_header(values: Sequence[object]) -> bool:
    return "Action" in values and "Deadline" in values


def read(data: bytes, name: str | None = None) -> Sheet:
    return read_table(data, ".ods", is_header, name)


def day(value: str, shown: str) -> str:
    return cell(shown, f'office:value-type="date" office:date-value="{value}"')


@pytest.mark.parametrize(
    ("written", "value"),
    [
        (cell("One\ntwo"), "One\ntwo"),
        (day("2026-12-31", "31/12/2026"), date(2026, 12, 31)),
        (day("2026-12-31T00:00:00", "31.12.26"), date(2026, 12, 31)),
        (day("2025-06-01", "06/2025"), "2025-06"),
        (day("2025-06-01", "June 2025"), "2025-06"),
        (day("2025-01-01", "2025"), "2025"),
        (day("2025-06-01", "01/06/2025"), date(2025, 6, 1)),
        (day("1905-07-18", "18/07/1905"), SmallNumber(2026, "1905-07-18")),
        (cell("12", 'office:value-type="float" office:value="12"'), 12),
        (cell("1,5", 'office:value-type="float" office:value="1.5"'), 1.5),
        (cell("40 %", 'office:value-type="percentage" office:value="0.4"'), "40 %"),
        (cell("TRUE", 'office:value-type="boolean" office:boolean-value="true"'), True),
        (cell("#REF!", 'office:value-type="string" calcext:value-type="error"'), BrokenCell("#REF!")),
        (cell("", 'table:formula="of:=[.A1]"'), BrokenCell("=…")),
        (cell("a", inner="<office:annotation><text:p>secret</text:p></office:annotation>"), "a"),
        ('<table:table-cell office:value-type="string"><text:p>a<text:s/>b<text:line-break/>c</text:p>'
         "</table:table-cell>", "a b\nc"),
    ],
)  # fmt: skip
def test_cells(written: str, value: object) -> None:
    assert read(open_document(table("S", HEADER, row("x", written)))).rows[1] == ("x", value)


def test_the_sheet_with_a_table_is_read_and_the_others_are_named() -> None:
    data = open_document(table("Cover", row("Plan 2026")), table("Tasks", HEADER, row("One", "2026")))
    sheet = read(data)
    assert (sheet.name, sheet.others, sheet.rows[1]) == ("Tasks", ("Cover",), ("One", "2026"))
    assert read(data, "Cover").rows == (("Plan 2026",),)
    with pytest.raises(CommitmentsError, match="sheet Taks"):
        read(data, "Taks")


def test_repeated_rows_and_cells_keep_their_places() -> None:
    empty = row(
        cell("", 'table:number-columns-repeated="16384"'), attributes='table:number-rows-repeated="3"'
    )
    end = row(
        cell("", 'table:number-columns-repeated="16384"'), attributes='table:number-rows-repeated="1048570"'
    )
    same = row(
        "One", cell("2026", 'table:number-columns-repeated="2"'), attributes='table:number-rows-repeated="2"'
    )
    sheet = read(open_document(table("S", HEADER, empty, same, end)))
    assert sheet.rows == (("Action", "Deadline"), (), (), (), *[("One", "2026", "2026")] * 2)


def test_a_cell_over_several_rows_holds_for_each_of_them() -> None:
    spans = cell("mof", 'table:number-rows-spanned="3"')
    covered = "<table:covered-table-cell/>"
    rows = [row("One", spans), row("Two", covered), row("Three", covered), row("Four", covered)]
    assert [values[1:] for values in read(open_document(table("S", HEADER, *rows))).rows[1:]] == [
        ("mof",),
        ("mof",),
        ("mof",),
        (),
    ]


def test_marks_are_kept_beside_the_values() -> None:
    styles = (
        '<style:style style:name="s1"><style:text-properties style:text-line-through-style="solid"/>'
        '<style:table-cell-properties fo:background-color="#ff0000"/></style:style>'
    )
    link = '<text:p><text:a xlink:href="https://example.org/m">Minutes</text:a></text:p>'
    rows = [
        row(cell("One", 'table:style-name="s1"'), cell("", 'office:value-type="string"', link)),
        row(cell("Two", inner="<office:annotation/>"), "2026", attributes='table:visibility="collapse"'),
    ]
    columns = '<table:table-column/><table:table-column table:visibility="collapse"/>'
    marks = read(open_document(table("S", HEADER, *rows, before=columns), styles=styles)).marks
    assert marks.struck == ((2, 0),)
    assert marks.filled == (((2, 0), "#ff0000"),)
    assert marks.linked == (((2, 1), "https://example.org/m"),)
    assert marks.commented == ((3, 0),)
    assert (marks.hidden_rows, marks.hidden_columns) == ((3,), (1,))


def test_days_that_count_from_1904() -> None:
    settings = (
        '<table:calculation-settings><table:null-date table:date-value="1904-01-01"/>'
        "</table:calculation-settings>"
    )
    assert read(open_document(table("S", HEADER), settings=settings)).epoch == 1904


REPEATED = row(
    cell("x", 'table:number-columns-repeated="190"'), attributes='table:number-rows-repeated="19000"'
)
REFUSED = {
    "a text document": open_document(media_type="application/vnd.oasis.opendocument.text"),
    "a document type": open_document(head='<!DOCTYPE a [<!ENTITY b "c">]><office:document-content '
                                          'xmlns:office="o" xmlns:table="t">'),
    "a password": open_document(
        table("S", HEADER), others=[("META-INF/manifest.xml", "<a><manifest:encryption-data/></a>")]
    ),
    "rows without end": open_document(
        table("S", HEADER, row("x", attributes='table:number-rows-repeated="1000000"'))
    ),
    "columns without end": open_document(
        table("S", HEADER, row(cell("x", 'table:number-columns-repeated="1000"')))
    ),
    "tables without end": open_document(*(table(f"S{number}", REPEATED) for number in range(300))),
    "an element that does not end": open_document("<table:table>"),
    "no sheet": open_document(),
    "a deep tree": open_document("<a>" * 100 + "</a>" * 100),
    "a long cell": open_document(table("S", HEADER, row("x" * 40_000))),
}  # fmt: skip


@pytest.mark.parametrize("name", REFUSED)
def test_what_is_refused(name: str) -> None:
    with pytest.raises(CommitmentsError):
        read(REFUSED[name])
