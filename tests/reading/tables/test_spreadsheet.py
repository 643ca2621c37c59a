"""Tables as people hand them over, CSV and Excel: their values, their places, and what is refused."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable, Sequence
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from laws import law
from openpyxl import Workbook
from openpyxl.utils.datetime import CALENDAR_MAC_1904

from commitments.errors import CommitmentsError
from commitments.reading.tables import sheet, spreadsheet, workbook_archive
from commitments.reading.tables.sheet import BrokenCell, Sheet, SmallNumber, column_letters
from commitments.reading.tables.spreadsheet import read_table, read_table_file

HEADER = "STT;Nội dung;Thời hạn"


def is_header(row: Sequence[object]) -> bool:
    return "Nội dung" in row and "Thời hạn" in row


def read(data: bytes, ending: str = ".csv", name: str | None = None) -> Sheet:
    return read_table(data, ending, is_header, name)


def saved(book: Workbook) -> bytes:
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def workbook(*rows: Sequence[Any], title: str = "Sheet1") -> Workbook:
    book = Workbook()
    book.active.title = title
    for row in rows:
        book.active.append(list(row))
    return book


def changed(data: bytes, name: str, change: Callable[[bytes], bytes]) -> bytes:
    """A workbook with one part of it changed."""
    file = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as new:
        for item in old.infolist():
            content = old.read(item)
            dateless = zipfile.ZipInfo(item.filename)
            dateless.compress_type = zipfile.ZIP_DEFLATED
            new.writestr(dateless, change(content) if item.filename == name else content)
    return file.getvalue()


SHEET = "xl/worksheets/sheet1.xml"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_csv_in_every_dress(encoding: str, delimiter: str, end: str) -> None:
    lines = [
        "BẢNG THEO DÕI, năm 2026; quý IV",
        "",
        *(item.replace(";", delimiter) for item in (HEADER, "1;Họp;2026")),
    ]
    found = read(end.join(lines).encode(encoding))
    assert found.rows[1] == ()
    assert found.rows[2] == ("STT", "Nội dung", "Thời hạn")
    assert found.rows[3] == ("1", "Họp", "2026")


def test_csv_that_names_its_delimiter() -> None:
    found = read(b"sep=;\r\na,b;c\r\n")
    assert found.rows == ((), ("a,b", "c"))
    assert found.cell(2, 1) == "B2"


def test_quotes_line_feeds_and_guards_of_csv() -> None:
    text = f'{HEADER}\n1;"Họp; rồi\r\nký ""bản"" ghi nhớ";\'=1+1\n2; "x" y ;\'tis\n'
    assert read(text.encode()).rows[1:] == (
        ("1", 'Họp; rồi\nký "bản" ghi nhớ', "=1+1"),
        ("2", '"x" y', "'tis"),
    )


@pytest.mark.parametrize(
    ("data", "why"),
    [
        ("Nội dung,Thời hạn\n".encode("cp1258", "ignore") + b"\xff\xfe", "UTF-8"),
        ("Nội dung".encode("utf-16-le"), "UTF-8"),
        (b'a,"b\n1,2\n', "row"),
        (b"a,b\0\n", "UTF-8"),
        (b"a," * 250 + b"b\n", "columns"),
        (b"a,b\n" * 20_001, "rows"),
        (b"a," + b"b" * 40_000, "A1" and "characters"),
    ],
)
def test_what_is_no_csv(data: bytes, why: str) -> None:
    with pytest.raises(CommitmentsError, match=why):
        read(data)


def test_empty_ends_do_not_count() -> None:
    assert read(b"a,b,,\n,,\n" + b",,\n" * 30_000).rows == (("a", "b"),)


def test_values_of_a_workbook() -> None:
    book = workbook(
        ["BỘ TÀI CHÍNH"],
        [],
        ["STT", "Nội dung", "Thời hạn", "Số", "Đúng"],
        [1, " Họp \n ký ", datetime(2026, 8, 15, 9, 30), 7.5, True],
        [2, None, date(2026, 12, 31)],
        title="Theo dõi",
    )
    found = read(saved(book), ".xlsx")
    assert found.name == "Theo dõi"
    assert found.rows[3] == (1, "Họp \n ký", date(2026, 8, 15), 7.5, True)
    assert found.rows[4] == (2, None, date(2026, 12, 31))
    assert found.cell(4, 1) == "'Theo dõi'!B4"


@pytest.mark.parametrize(
    ("format", "day", "value"),
    [
        ("mm/yyyy", datetime(2025, 6, 1), "2025-06"),
        ("mmm-yy", datetime(2025, 6, 1), "2025-06"),
        ('"Tháng "m/yyyy', datetime(2025, 6, 1), "2025-06"),
        ("yyyy", datetime(2025, 1, 1), "2025"),
        ("mm/yyyy", datetime(2025, 6, 15), date(2025, 6, 15)),
        ("dd/mm/yyyy", datetime(2025, 6, 1), date(2025, 6, 1)),
        ("mm/yyyy hh:mm", datetime(2025, 6, 1), date(2025, 6, 1)),
        ("[$-42A]d mmm yyyy;@", datetime(2025, 6, 1), date(2025, 6, 1)),
    ],
)
def test_a_date_is_as_precise_as_it_is_shown(format: str, day: datetime, value: object) -> None:
    book = workbook([day])
    book.active["A1"].number_format = format
    assert read(saved(book), ".xlsx").rows == ((value,),)


def test_days_counted_from_1904() -> None:
    book = workbook(["x", 44787, datetime(2026, 8, 15)])
    book.epoch = CALENDAR_MAC_1904
    found = read(saved(book), ".xlsx")
    assert found.epoch == 1904
    assert found.rows[0][2] == date(2026, 8, 15)


def of_dates(number: float, format: str = "dd/mm/yyyy", epoch: int = 1900) -> object:
    """What a number is in a cell for dates."""
    book = workbook(["a", "b"], ["x", number])
    book.active["B2"].number_format = format
    if epoch == 1904:
        book.epoch = CALENDAR_MAC_1904
    return read(saved(book), ".xlsx").rows[1][1]


@pytest.mark.parametrize("epoch", [1900, 1904])
@pytest.mark.parametrize(
    "format", ["dd/mm/yyyy", "yyyy", "mm/yyyy", "yyyy-mm-dd h:mm:ss", "d mmm", "[$-42A]dd/mm"]
)
@pytest.mark.parametrize("number", [-1, 0, 1, 12, 59, 61, 366, 1026, 1899, 1900, 2026, 2200, 2026.5])
def test_a_small_number_in_a_cell_for_dates_is_no_day_of_our_time(
    number: float, format: str, epoch: int
) -> None:
    value = of_dates(number, format, epoch)
    assert isinstance(value, SmallNumber), value
    assert value.number == int(number) and str(value) == str(int(number))


@pytest.mark.parametrize(("epoch", "day"), [(1900, date(1906, 1, 9)), (1904, date(1910, 1, 10))])
def test_the_first_day_that_a_cell_for_dates_may_hold(epoch: int, day: date) -> None:
    assert isinstance(of_dates(2200, epoch=epoch), SmallNumber)
    assert of_dates(2201, epoch=epoch) == day


@law(10)
@given(st.integers(-400, 100_000).filter(lambda number: number != 60))
def test_a_number_in_a_cell_for_dates_is_itself_or_the_day_that_is_shown(number: int) -> None:
    value = of_dates(number)
    if isinstance(value, SmallNumber):
        assert value.number == number <= 2200
    else:
        assert value == date(1899, 12, 30) + timedelta(days=number) and number > 2200


def test_a_time_of_day_is_no_number_of_days() -> None:
    assert of_dates(0.5, "h:mm") == "12:00:00"


def test_errors_and_formulas_without_a_value_show() -> None:
    data = saved(workbook(["a", "=1+1", "#REF!"], ["b"]))
    assert read(data, ".xlsx").rows == (("a", BrokenCell("=…"), BrokenCell("#REF!")), ("b",))
    without = changed(
        data, SHEET, lambda part: part.replace(b"<v></v>", b"").replace(b"<v/>", b"").replace(b"<v />", b"")
    )
    assert read(without, ".xlsx").rows[0][1] == BrokenCell("=…")
    computed = changed(
        data,
        SHEET,
        lambda part: (
            part.replace(b"</f><v></v>", b"</f><v>2</v>")
            .replace(b"</f><v/>", b"</f><v>2</v>")
            .replace(b"</f><v />", b"</f><v>2</v>")
        ),
    )
    assert read(computed, ".xlsx").rows[0][1] == 2


def test_cells_merged_over_rows_count_for_each_row() -> None:
    book = workbook(["Tiêu đề"], ["a", "Bộ Tài chính", "x"], ["b"], ["c", None, "z"])
    book.active.merge_cells("A1:C1")
    book.active.merge_cells("B2:B4")
    assert read(saved(book), ".xlsx").rows == (
        ("Tiêu đề",),
        ("a", "Bộ Tài chính", "x"),
        ("b", "Bộ Tài chính"),
        ("c", "Bộ Tài chính", "z"),
    )


def merged(data: bytes, ranges: str) -> bytes:
    cells = f'</sheetData><mergeCells><mergeCell ref="{ranges}"/></mergeCells>'.encode()
    return changed(data, SHEET, lambda part: part.replace(b"</sheetData>", cells))


def test_what_stands_in_a_merged_cell_is_kept() -> None:
    data = merged(saved(workbook(["a"], ["b"], [None])), "A1:A3")
    assert read(data, ".xlsx").rows == (("a",), ("b",), ("a",))


def test_a_merged_formula_without_a_value_shows_in_each_row() -> None:
    data = merged(saved(workbook(["=1+1", "x"], [None, "y"])), "A1:A2")
    assert read(data, ".xlsx").rows == ((BrokenCell("=…"), "x"), (BrokenCell("=…"), "y"))


def test_a_formula_that_yields_no_text_is_empty() -> None:
    empty = b'<c r="B1" t="str"><f>""</f><v></v></c></row>'
    data = changed(saved(workbook(["a"])), SHEET, lambda part: part.replace(b"</row>", empty))
    assert read(data, ".xlsx").rows == (("a",),)


def test_each_row_is_bounded_for_itself(monkeypatch: pytest.MonkeyPatch) -> None:
    data = saved(workbook(*[["x", "y"]] * 40))
    monkeypatch.setattr(workbook_archive, "_MOST_IN_LINE", 60)
    monkeypatch.setattr(workbook_archive, "_MOST_TEXT", 60)
    assert len(read(data, ".xlsx").rows) == 40


def test_the_first_sheet_that_can_be_seen_or_the_named_one() -> None:
    book = workbook(["hidden"], title="Ẩn")
    book.create_sheet("Một").append(["one"])
    book.create_sheet("Hai").append(["two"])
    book.worksheets[0].sheet_state = "hidden"
    data = saved(book)
    assert read(data, ".xlsx").rows == (("one",),)
    assert read(data, ".xlsx", "Hai").rows == (("two",),)
    with pytest.raises(CommitmentsError, match="Hau"):
        read(data, ".xlsx", "Hau")
    with pytest.raises(CommitmentsError, match="no sheets"):
        read(b"a,b", ".csv", "Hai")


def test_the_first_sheet_with_a_header_goes_before_a_cover() -> None:
    book = workbook(["Plan of the year"], title="Cover")
    book.create_sheet("Tasks").append(["Title", "Due"])
    sheet = read_table(saved(book), ".xlsx", lambda row: "Title" in row)
    assert (sheet.name, sheet.others) == ("Tasks", ("Cover",))


@pytest.mark.parametrize(
    ("column", "letters"),
    [(0, "A"), (25, "Z"), (26, "AA"), (51, "AZ"), (52, "BA"), (701, "ZZ"), (702, "AAA")],
)
def test_columns_are_called_as_in_excel(column: int, letters: str) -> None:
    assert column_letters(column) == letters


@pytest.mark.parametrize(
    ("name", "shown"),
    [("Sheet1", "Sheet1!A1"), ("Sổ 1", "'Sổ 1'!A1"), ("a'b", "'a''b'!A1"), ("1a", "'1a'!A1")],
)
def test_sheets_are_quoted_as_in_excel(name: str, shown: str) -> None:
    assert Sheet((), name).cell(1, 0) == shown


def bomb(data: bytes) -> bytes:
    """A part that expands without end."""
    entities = b'<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa">' + b"".join(
        b'<!ENTITY %c "%s">' % (b"bcdefghi"[n : n + 1], b"&%c;" % b"abcdefgh"[n : n + 1] * 10)
        for n in range(8)
    )
    return data.replace(b"<worksheet", entities + b"]><worksheet", 1)


def of_no_day(data: bytes) -> bytes:
    return re.sub(rb"[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9:]+Z", b"2026-01-01T00:00:00Z", data)


GOOD = changed(saved(workbook(["Nội dung", "Thời hạn"], ["Họp", "2026"])), "docProps/core.xml", of_no_day)
"""The same bytes whenever it is made."""


def encrypted(data: bytes) -> bytes:
    at = data.index(b"PK\x01\x02")
    return data[: at + 8] + b"\x01" + data[at + 9 :]


def with_part(name: str, content: bytes) -> bytes:
    file = io.BytesIO(GOOD)
    with zipfile.ZipFile(file, "a", zipfile.ZIP_DEFLATED) as book:
        book.writestr(name, content)
    return file.getvalue()


def far_row(data: bytes) -> bytes:
    return data.replace(b'<row r="2"', b'<row r="99999999999"')


HOSTILE: dict[str, tuple[Callable[[], bytes], str]] = {
    "cut": (lambda: GOOD[:-200], "workbook"),
    "head": (lambda: b"PK\x03\x04" + b"x" * 100, "workbook"),
    "no parts": (lambda: with_part("a", b"")[:0] + b"PK\x05\x06" + b"\0" * 18, ".csv, .tsv, .xlsx"),
    "old": (lambda: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "old Excel"),
    "macros": (lambda: with_part("xl/vbaProject.bin", b"x"), "macros"),
    "encrypted": (lambda: encrypted(GOOD), "encrypted"),
    "entities": (lambda: changed(GOOD, SHEET, bomb), "workbook"),
    "entities elsewhere": (lambda: with_part("xl/odd.bin", bomb(b"<worksheet/>")), "workbook"),
    "large": (
        lambda: with_part("xl/media/x.xml", b"<a>" + b" " * (workbook_archive.MOST_UNPACKED + 1)),
        "too large",
    ),
    "elements": (
        lambda: changed(GOOD, SHEET, lambda _: b"<worksheet>" + b"<x/>" * 2_100_000 + b"</worksheet>"),
        "too large",
    ),
    "cells": (lambda: changed(GOOD, SHEET, lambda _: b"<worksheet><row>" + b"<c/>" * 17_000), "workbook"),
    "attributes": (
        lambda: changed(GOOD, SHEET, lambda _: b"<worksheet>" + b'<x a="" b=""/>' * 700_000),
        "too large",
    ),
    "styles": (
        lambda: changed(
            GOOD, "xl/styles.xml", lambda _: b"<styleSheet>" + b"<xf/>" * 410_000 + b"</styleSheet>"
        ),
        "too large",
    ),
    "a row": (
        lambda: changed(GOOD, SHEET, lambda _: b"<a><row><c>" + b"<r/>" * 160_000 + b"</c></row></a>"),
        "too large",
    ),
    "a text": (
        lambda: changed(GOOD, SHEET, lambda _: b"<a><si><t>" + b"x" * (9 * 1024 * 1024) + b"</t></si></a>"),
        "too large",
    ),
    "a mark": (
        lambda: changed(GOOD, SHEET, lambda _: b'<a b="' + b"x" * (100 * 1024 * 1024) + b'"/>'),
        "too large",
    ),
    "deep": (lambda: changed(GOOD, SHEET, lambda _: b"<a>" * 100_000), "workbook"),
    "no sheet": (lambda: changed(GOOD, SHEET, lambda _: b""), "workbook"),
    "far row": (lambda: changed(GOOD, SHEET, far_row), "workbook"),
    "wide": (lambda: saved(workbook(["x"] * 201)), "columns"),
    "long": (lambda: saved(workbook(*[["x"]] * 20_001)), "rows"),
    "a cell": (
        lambda: changed(
            GOOD,
            SHEET,
            lambda data: data.replace(
                b"</row>", b'<c r="D1" t="str"><v>' + b"x" * 33_000 + b"</v></c></row>", 1
            ),
        ),
        "D1",
    ),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_workbooks_are_refused(name: str, soon: None) -> None:
    data, why = HOSTILE[name]
    with pytest.raises(CommitmentsError, match=why):
        read(data(), ".xlsx")


def test_merged_cells_may_not_overlap() -> None:
    def overlapping(data: bytes) -> bytes:
        merged = b'<mergeCells><mergeCell ref="A1:A9"/><mergeCell ref="A5:A12"/></mergeCells>'
        return data.replace(b"</sheetData>", b"</sheetData>" + merged)

    with pytest.raises(CommitmentsError, match="workbook"):
        read(changed(GOOD, SHEET, overlapping), ".xlsx")


@pytest.mark.parametrize("ending", [".xls", ".ods", ".pdf", ""])
def test_other_files_are_no_tables(ending: str) -> None:
    with pytest.raises(CommitmentsError, match="xlsx"):
        read(b"whatever", ending)


def test_a_workbook_is_known_by_what_is_in_it() -> None:
    assert read(GOOD, ".csv").name == "Sheet1"


def test_files_that_cannot_be_opened(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(CommitmentsError, match=r"no\.csv"):
        read_table_file(tmp_path / "no.csv")
    with pytest.raises(CommitmentsError, match="not a file"):
        read_table_file(tmp_path)
    (tmp_path / "large.csv").write_bytes(b"x" * 20)
    monkeypatch.setattr(spreadsheet, "MOST_BYTES", 10)
    with pytest.raises(CommitmentsError, match="larger"):
        read_table_file(tmp_path / "large.csv")


def read_or_refused(data: bytes, ending: str) -> None:
    try:
        found = read(data, ending)
    except CommitmentsError as error:
        assert str(error)
    else:
        assert len(found.rows) <= sheet.MOST_ROWS


@given(st.binary(max_size=300), st.sampled_from([".csv", ".xlsx"]))
def test_random_bytes_give_rows_or_a_reason(data: bytes, ending: str) -> None:
    read_or_refused(data, ending)
    read_or_refused(b"PK\x03\x04" + data, ending)


@given(st.text(alphabet="a,;\"\t\n\r'=", max_size=60))
def test_any_text_is_csv_or_not(text: str) -> None:
    read_or_refused(text.encode(), ".csv")


@law(60)
@given(st.integers(0, len(GOOD) - 1), st.binary(min_size=1, max_size=4))
def test_a_damaged_workbook_gives_rows_or_a_reason(at: int, noise: bytes) -> None:
    read_or_refused(GOOD[:at] + noise + GOOD[at + len(noise) :], ".xlsx")


with zipfile.ZipFile(io.BytesIO(GOOD)) as _book:
    PARTS = {item: _book.read(item) for item in _book.namelist()}


@law(150)
@given(st.sampled_from(sorted(PARTS)), st.data())
def test_a_workbook_with_a_damaged_part_gives_rows_or_a_reason(name: str, data: st.DataObject) -> None:
    at = data.draw(st.integers(0, len(PARTS[name])))
    noise = data.draw(
        st.sampled_from([b"", b"<", b">", b"9", b"-1", b'"', b"&#0;", b"ZZZZ9", b"</row>", b"e999"])
    )
    drop = data.draw(st.integers(0, 6))
    read_or_refused(changed(GOOD, name, lambda part: part[:at] + noise + part[at + drop :]), ".xlsx")


def test_shares_and_addresses_behind_words_of_a_workbook() -> None:
    book = workbook(("Nội dung", "Thời hạn"), ("Minutes", 0.4), ("Report", 1))
    sheet = book.active
    sheet["B2"].number_format = sheet["B3"].number_format = "0%"
    sheet["A2"].hyperlink = "https://example.org/m"
    sheet["A3"].hyperlink = "#Sheet1!A1"
    found = read(saved(book), ".xlsx")
    assert [row[1] for row in found.rows[1:]] == ["40%", "100%"]
    assert found.marks.linked == (((2, 0), "https://example.org/m"),)
