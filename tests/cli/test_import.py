"""`commit import` from end to end: the table of a ministry, in a terminal, a pipe and every format."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook

Run = Callable[..., Any]

HEADER = [
    "STT",
    "Nội dung",
    "Đơn vị chủ trì",
    "Đơn vị phối hợp",
    "Thời hạn hoàn thành",
    "Tình trạng",
    "Ghi chú",
]
ROWS: Sequence[Sequence[object]] = [
    ["(1)", "(2)", "(3)", "(4)", "(5)", "(6)", "(7)"],
    ["I", "HỢP TÁC KINH TẾ"],
    [
        1,
        "Tổ chức ngày hội trí tuệ nhân tạo tại Hà Nội",
        "Bộ Tài chính",
        "Acme",
        "15/8/2027",
        "Đang thực hiện",
        "Đã họp lần 1",
    ],
    [2, "Xây dựng cổng dữ liệu chung", "vn-mof", None, datetime(2027, 12, 31), "Đã thống nhất"],
    [3, "Rà soát quy định pháp luật", "Chính phủ", "Acme;\nBộ Tài chính", "Thường xuyên", "Đề xuất"],
    ["II", "HỢP TÁC VĂN HÓA"],
    [4, "Báo cáo kết quả hợp tác", "Bộ Tài chính", "-", "Hằng năm"],
    [5, "Bàn giao tài liệu", "Bộ Tài chính", None, "Quý I/2027"],
]
FAULTY = [
    [6, "Ký kế hoạch hợp tác", "Bộ Công Thươn", None, "5/8/2027", "Đang nghĩ"],
    [7, "Tổng kết", "Bộ Tài chính", None, "32/12/2027"],
]


@pytest.fixture
def table(tmp_path: Path) -> Callable[..., Path]:
    """`table(*rows) -> Path`: a workbook as a ministry sends it, with titles above its header."""

    def made(*rows: Sequence[object], name: str = "theo-doi.xlsx") -> Path:
        book = Workbook()
        sheet = book.active
        sheet.title = "Theo dõi"
        sheet["A1"] = "BỘ NGOẠI GIAO"
        sheet["A2"] = "BẢNG THEO DÕI THỰC HIỆN CÁC CAM KẾT (đến ngày 30/6/2026)"
        sheet.merge_cells("A1:G1")
        sheet.merge_cells("A2:G2")
        sheet.append([])
        for row in (HEADER, *rows):
            sheet.append(list(row))
        path = tmp_path / name
        book.save(path)
        return path

    return made


KIND = ("--kind", "assignment")


def rows_of(ran: Any) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = json.loads(ran.out)["rows"]
    return found


def test_a_ministrys_table_becomes_records(
    make_workspace: Callable[..., Path], run: Run, table: Callable[..., Path]
) -> None:
    root, file = make_workspace({}), table(*ROWS)
    arguments = ("import", str(file), *KIND, "--date", "30/6/2026", "--lang", "vi", "--format", "json")
    shown = run(*arguments, root=root)
    assert shown.status == 0
    assert not list((root / "records").iterdir())
    written = run(*arguments, "--write", root=root)
    assert written.status == 0
    assert len(json.loads(written.out)["written"]) == len(list((root / "records").iterdir())) == 5
    by_row, also_shown = (
        {item["row"]: item["new"] for item in rows_of(ran) if item["new"]} for ran in (written, shown)
    )
    assert by_row == also_shown
    assert list(by_row) == [7, 8, 9, 11, 12]
    assert by_row[7] == {
        "id": "to-chuc-ngay-hoi-tri-tue-nhan-tao-tai-ha-noi",
        "status": "in_progress",
        "source": {"document": "theo-doi.xlsx", "locator": "dòng 7"},
        "kind": "assignment",
        "title": {"vi": "Tổ chức ngày hội trí tuệ nhân tạo tại Hà Nội"},
        "parties": [{"party": "vn-mof", "role": "lead"}, {"party": "acme", "role": "supporting"}],
        "due": "2027-08-15",
        "updates": [{"date": "2026-06-30", "note": {"vi": "Đã họp lần 1"}}],
    }
    assert by_row[8]["due"] == "2027-12-31"
    assert by_row[9]["due_basis"] == {"vi": "Thường xuyên"}
    assert len(by_row[9]["parties"]) == 3
    assert by_row[11]["repeats"] == {"rule": "FREQ=YEARLY"}
    assert by_row[12]["due"] == "2027-Q1"
    assert [by_row[row]["status"] for row in (9, 12)] == ["proposed", "agreed"]
    assert run("validate", root=root).status == 0


def test_another_run_changes_nothing_and_says_so(
    make_workspace: Callable[..., Path], run: Run, table: Callable[..., Path]
) -> None:
    root, file = make_workspace({}), table(*ROWS)
    run("import", str(file), *KIND, "--write", root=root)
    before = {path.name: path.read_bytes() for path in (root / "records").iterdir()}
    again = run("import", str(file), *KIND, "--write", root=root)
    assert again.status == 0
    assert "Nothing changes" in again.out
    assert {path.name: path.read_bytes() for path in (root / "records").iterdir()} == before


def test_every_fault_at_its_cell(
    make_workspace: Callable[..., Path], run: Run, table: Callable[..., Path]
) -> None:
    root = make_workspace({})
    ran = run("import", str(table(*ROWS, *FAULTY)), *KIND, "--write", root=root)
    assert ran.status == 1
    assert not list((root / "records").iterdir())
    for cell in ("C13", "E13", "F13", "E14"):
        assert f"  'Theo dõi'!{cell}: " in ran.out
    assert "C14" not in ran.out
    assert "--skip-faulty" in ran.out
    left = run("import", str(table(*ROWS, *FAULTY)), *KIND, "--write", "--skip-faulty", root=root)
    assert left.status == 1
    assert len(list((root / "records").iterdir())) == 5
    assert left.err.count("Written: ") == 5


def test_what_is_not_imported_is_told(
    make_workspace: Callable[..., Path], run: Run, table: Callable[..., Path]
) -> None:
    ran = run("import", str(table(*ROWS)), *KIND, root=make_workspace({}))
    assert "'Theo dõi'!G4: the column “Ghi chú” is not imported" in ran.err
    assert "headings: 6, 10" in ran.err
    left_out = run(
        "import",
        str(table(*ROWS)),
        *KIND,
        "--map",
        "Ghi chú=",
        "--map",
        "Tình trạng=x-state",
        root=make_workspace({}),
    )
    assert "Ghi chú" not in left_out.err


def test_warnings_are_told_even_of_a_record_that_stays(
    make_workspace: Callable[..., Path], run: Run, tmp_path: Path
) -> None:
    root, file = make_workspace({}), tmp_path / "b.csv"
    file.write_text("Title,Lead,Updated on\nMeet,Acme,2026-08-15\n", "utf-8")
    run("import", str(file), *KIND, "--write", root=root)
    for format in ("table", "json", "csv", "md"):
        told = run("import", str(file), *KIND, "--format", format, root=root)
        assert told.status == 0
        assert "C2" in told.out
        assert "the row has no note" in told.out


def test_a_column_without_a_name_is_told_once(
    make_workspace: Callable[..., Path], run: Run, tmp_path: Path
) -> None:
    file = tmp_path / "b.csv"
    file.write_text("Title,Lead,,,\nMeet,Acme,,-,\nSign,Acme,secret,,\nEnd,Acme,again,,\n", "utf-8")
    ran = run("import", str(file), *KIND, root=make_workspace({}))
    assert ran.err == "C3: a column without a name is not imported.\n"


@pytest.mark.parametrize("columns", [40, 80, 160])
@pytest.mark.parametrize("lang", ["en", "vi"])
def test_a_terminal_shows_all_of_it(
    make_workspace: Callable[..., Path], on_a_screen: Run, table: Callable[..., Path], columns: int, lang: str
) -> None:
    ran = on_a_screen(
        "import",
        str(table(*ROWS, *FAULTY)),
        *KIND,
        "--lang",
        lang,
        "--color",
        "never",
        columns=columns,
        root=make_workspace({}),
    )
    lines = ran.out.splitlines()
    assert max(map(len, lines)) <= columns
    together = " ".join(" ".join(lines).split())
    for title in ("Xây dựng cổng dữ liệu chung", "Ký kế hoạch hợp tác"):
        assert title in together
    assert "'Theo dõi'!F13" in together
    assert ("'Theo dõi'!E13" in together) == (lang == "en")  # Vietnamese settles which is the day
    hanging = [line for line in lines if line.startswith("  ")]
    assert len(hanging) >= 18


@pytest.mark.parametrize("format", ["table", "json", "jsonl", "csv", "md"])
def test_every_format_has_every_row(
    make_workspace: Callable[..., Path], run: Run, table: Callable[..., Path], format: str
) -> None:
    ran = run("import", str(table(*ROWS, *FAULTY)), *KIND, "--format", format, root=make_workspace({}))
    assert ran.status == 1
    for id in ("xay-dung-cong-du-lieu-chung", "ban-giao-tai-lieu", "ky-ke-hoach-hop-tac"):
        assert id in ran.out
    assert "E13" in ran.out


def test_the_keys_of_a_row(
    make_workspace: Callable[..., Path], run: Run, table: Callable[..., Path], record: Callable[..., str]
) -> None:
    root = make_workspace(
        {"small.yaml": record(title={"vi": "Tổng kết"}, source={"document": "theo-doi.xlsx"}, due="2027")}
    )
    answer = json.loads(
        run("import", str(table(FAULTY[1], [8, "Tổng kết", "Chính phủ"])), "--format", "json", root=root).out
    )
    assert list(answer) == [
        "schema_version",
        "command",
        "as_of",
        "file",
        "sheet",
        "columns",
        "summary",
        "written",
        "rows",
    ]
    assert answer["columns"][0] == {"field": "title.vi", "column": "Nội dung"}
    fault, changed, *_ = answer["rows"]
    assert list(fault) == ["row", "cell", "id", "path", "action", "field", "old", "new", "message", "hint"]
    assert (fault["row"], fault["cell"], fault["action"]) == (5, "'Theo dõi'!E5", "fault")
    assert changed["action"] == "fault"


def test_changes_are_told_field_by_field(
    make_workspace: Callable[..., Path], run: Run, table: Callable[..., Path], record: Callable[..., str]
) -> None:
    root = make_workspace(
        {"small.yaml": record(title={"vi": "Tổng kết"}, source={"document": "theo-doi.xlsx"})}
    )
    file = str(table([1, "Tổng kết", "Chính phủ", None, "2027"]))
    found = rows_of(run("import", file, "--format", "json", root=root))
    assert [(item["cell"], item["field"], item["old"]) for item in found] == [
        ("'Theo dõi'!C5", "parties[vn-government/lead]", None),
        ("'Theo dõi'!E5", "due", None),
        ("'Theo dõi'!C5", "lead", None),  # the lead of before stands in the record and not in the table
    ]
    told = run("import", file, root=root).out
    assert "~ row 5  changed  small" in told
    assert "'Theo dõi'!E5: due set to 2027" in told


def test_csv_with_the_order_of_its_dates(
    make_workspace: Callable[..., Path], run: Run, tmp_path: Path
) -> None:
    root, file = make_workspace({}), tmp_path / "b.csv"
    file.write_bytes("\ufeffTitle;Lead;Due\r\nMeet;Acme;5/8/2027\r\n".encode())
    assert "D2" not in run("import", str(file), *KIND, root=root).out
    assert "C2: 5/8/2027 is 2027-08-05 to some" in run("import", str(file), *KIND, root=root).out
    for order, due in (("dmy", "2027-08-05"), ("mdy", "2027-05-08")):
        [row] = rows_of(run("import", str(file), *KIND, "--dates", order, "--format", "json", root=root))
        assert row["new"]["due"] == due
        assert row["new"]["title"] == {"en": "Meet"}


@pytest.mark.parametrize(
    ("rows", "told"),
    [
        (FAULTY, "Nothing is written: every row has faults."),
        ([*ROWS, *FAULTY], "Nothing is written: the rows without faults say nothing new."),
        (ROWS, "Nothing changes: the records already say all this."),
    ],
)
@pytest.mark.parametrize("write", [[], ["--write"]])
def test_where_rows_were_left_out_the_others_are_not_taken_for_all(
    make_workspace: Callable[..., Path],
    run: Run,
    table: Callable[..., Path],
    rows: Sequence[Sequence[object]],
    told: str,
    write: list[str],
) -> None:
    root = make_workspace({})
    assert run("import", str(table(*ROWS)), *KIND, "--write", root=root).status == 0
    ran = run("import", str(table(*rows)), *KIND, "--skip-faulty", *write, root=root)
    assert (ran.status, ran.out.splitlines()[-1]) == (1 if rows is not ROWS else 0, told)


def test_new_files_stand_where_they_are_asked_to(
    make_workspace: Callable[..., Path], run: Run, table: Callable[..., Path]
) -> None:
    root = make_workspace({"schema/commitment.schema.json": "{}"})
    run(
        "import",
        str(table(*ROWS)),
        *KIND,
        "--folder",
        "2026/moi",
        "--document",
        "57-NQ/TW",
        "--write",
        root=root,
    )
    text = (root / "records/2026/moi/ban-giao-tai-lieu.yaml").read_text("utf-8")
    assert text.startswith("# yaml-language-server: $schema=../../../schema/commitment.schema.json\n")
    assert "document: 57-NQ/TW" in text


@pytest.mark.parametrize(
    ("arguments", "why"),
    [
        (("--folder", "../out"), "--folder"),
        (("--folder", ".hidden"), "--folder does not take .hidden"),
        (("--folder", "a//b"), "--folder does not take a//b"),
        (("--kind", "mouu"), "mou"),
        (("--dates", "ymd"), "--dates"),
        (("--date", "5/8/2026"), "some readers"),
        (("--sheet", "Theo doi"), "Theo dõi"),
        (("--map", "Nội dung=titel"), "title"),
        (("--map", "Không có=title"), "no column"),
        (("--header-row", "99"), "no row 99"),
        (("--header-row", "1"), "Row 1"),
    ],
)
def test_what_cannot_be_meant_is_refused(
    make_workspace: Callable[..., Path],
    run: Run,
    table: Callable[..., Path],
    arguments: tuple[str, ...],
    why: str,
) -> None:
    ran = run("import", str(table(*ROWS)), *arguments, root=make_workspace({}))
    assert ran.status == 2
    assert why in ran.err
    assert ran.out == ""


@pytest.mark.parametrize(
    "content", [b"", b"PK\x03\x04rubbish", b"\xff\xfe\x00", b"a,b\n1,2\n", b"\xd0\xcf\x11\xe0"]
)
@pytest.mark.parametrize("ending", ["csv", "xlsx"])
def test_no_file_gives_a_traceback(
    make_workspace: Callable[..., Path], run: Run, tmp_path: Path, content: bytes, ending: str
) -> None:
    file = tmp_path / f"x.{ending}"
    file.write_bytes(content)
    ran = run("import", str(file), root=make_workspace({}))
    assert ran.status == 2
    assert "fault of the program" not in ran.err


def test_a_file_that_is_not_there(make_workspace: Callable[..., Path], run: Run) -> None:
    ran = run("import", "no.xlsx", root=make_workspace({}))
    assert ran.status == 2
    assert "no.xlsx" in ran.err


def test_hostile_cells_are_shown_harmless(
    make_workspace: Callable[..., Path], run: Run, tmp_path: Path
) -> None:
    file = tmp_path / "h.csv"
    file.write_text("Title,Lead,Due\n::warning::x,\x1b[31mAcme,=cmd()\n[b]##[group]x,Acme,@x\n", "utf-8")
    for format in ("table", "json", "csv", "md"):
        ran = run("import", str(file), *KIND, "--format", format, root=make_workspace({}))
        assert ran.status == 1
        assert "\x1b" not in ran.out
        assert "##[" not in ran.out
        assert not any(line.lstrip().startswith("::") for line in ran.out.splitlines())


def test_help_in_vietnamese_and_english(run: Run) -> None:
    for lang in ("en", "vi"):
        ran = run("--lang", lang, "import", "--help", today=None)
        assert ran.status == 0
        for option in ("--map", "--write", "--skip-faulty", "--dates", "--header-row"):
            assert option in ran.out
