"""Tables made into records, in real folders: which record a row is of, what is judged and what written."""

from __future__ import annotations

import os
import re
from collections.abc import Callable
from datetime import date
from difflib import ndiff
from pathlib import Path
from random import Random
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st
from imported_tables import HEADER, OURS, Rows, files
from imported_tables import imported as ran
from laws import law

from commitments.errors import CommitmentsError
from commitments.reading.tables.sheet import BrokenCell
from commitments.writing.tables import import_plan, import_table, write_rows
from commitments.writing.tables.import_plan import plan_import
from commitments.writing.tables.import_table import RowAction, TableImport

ONE = (1, "Họp tổ công tác", "Acme", "15/8/2026", "đề xuất")
TWO = (2, "Ký bản ghi nhớ", "Bộ Tài chính", "Quý IV/2026", None)


def faults(found: TableImport) -> list[tuple[int, str | None, str]]:
    """Row, cell and message of every fault."""
    return [
        (
            row.row,
            found.table.cell(row.row, fault.field),
            getattr(fault.why, "rule", None) or str(fault.why.error()),
        )  # type: ignore[union-attr]
        for row in found.rows
        for fault in row.faults
    ]


def test_a_first_run_only_shows_and_a_second_with_leave_writes(make_workspace: Callable[..., Path]) -> None:
    root = make_workspace({})
    found = ran(root, [ONE, TWO])
    assert [row.action for row in found.rows] == [RowAction.ADDED, RowAction.ADDED]
    assert files(root) == {}
    told: list[str] = []
    assert ran(root, [ONE, TWO], write=True, on_written=told.append).written == told
    assert told == ["records/hop-to-cong-tac.yaml", "records/ky-ban-ghi-nho.yaml"]
    assert files(root)["records/ky-ban-ghi-nho.yaml"].decode() == (
        "id: ky-ban-ghi-nho\n"
        "title:\n  vi: Ký bản ghi nhớ\n"
        "kind: agreed_action\n"
        "status: agreed\n"
        "parties:\n  - {party: vn-mof, role: lead}\n"
        "due: 2026-Q4\n"
        "source:\n  document: b.xlsx\n  locator: dòng 3\n"
    )


def test_another_run_changes_nothing(make_workspace: Callable[..., Path]) -> None:
    root = make_workspace({})
    ran(root, [ONE, TWO], write=True)
    before = files(root)
    again = ran(root, [TWO, (), ONE], write=True)
    assert [row.action for row in again.rows] == [RowAction.UNCHANGED, RowAction.UNCHANGED]
    assert again.written == []
    assert files(root) == before


def test_a_row_with_an_id_changes_what_differs_and_no_other_byte(
    make_workspace: Callable[..., Path], record: Callable[..., str]
) -> None:
    text = (
        "# kept\n"
        + record(title={"vi": "Cũ"}, source=OURS).replace("status: agreed", "status:   agreed  # too")
        + "x-own:  [1,  2]\n"
    )
    root = make_workspace({"records/deep/small.yaml": text})
    found = ran(root, [("Small", "Mới", "Bộ Tài chính", None)], ("Mã", *HEADER[1:]), write=True)
    assert faults(found) == []
    assert [change.field for change in found.rows[0].changes()] == ["title.vi", "parties[vn-mof/lead]"]
    new = files(root)["records/deep/small.yaml"].decode()
    lost = [line for line in ndiff(text.splitlines(), new.splitlines()) if line.startswith("- ")]
    assert lost == ["-   vi: Cũ"]
    assert "status:   agreed  # too" in new


def test_without_an_id_the_title_counts_among_records_of_the_same_document(
    make_workspace: Callable[..., Path], record: Callable[..., str]
) -> None:
    ours = record(id="ours", title={"en": "Meet", "vi": "Họp tổ công tác"}, source={"document": "b.xlsx"})
    theirs = record(id="theirs", title={"vi": "Ký bản ghi nhớ"}, source={"document": "other.pdf"})
    # the row TWO has another lead, and so it is another record
    root = make_workspace({"ours.yaml": ours, "theirs.yaml": theirs})
    found = ran(root, [("", "HỌP tổ công tác.", "Acme"), TWO])
    assert [(row.id, row.action) for row in found.rows] == [
        ("ours", RowAction.CHANGED),
        ("ky-ban-ghi-nho", RowAction.ADDED),
    ]


def test_ids_are_not_given_twice(make_workspace: Callable[..., Path], record: Callable[..., str]) -> None:
    root = make_workspace({"hop.yaml": record(id="hop"), "ky.yaml": "{{{"})
    rows = [
        (None, "Họp", "Acme"),
        (None, "Họp!", "Acme"),
        (None, "Ký", "Acme"),
        ("hop-4", "Họp khác", "Acme"),
    ]
    found = ran(root, rows, ("Mã", "Nội dung", "Đơn vị chủ trì"))
    assert [row.id for row in found.rows] == ["hop-2", "hop-3", "ky-2", "hop-4"]


def test_faults_stand_at_their_cells_and_nothing_is_written(make_workspace: Callable[..., Path]) -> None:
    root = make_workspace({})
    rows = [
        ONE,
        (2, "Hai", "Nobody", "5/8/2026", "gần xong"),
        (3, None, "Acme"),
        (4, "Bốn", None, "31/2/2026"),
        (5, "Năm", "Acme", "2026", "hoàn thành"),
        (6, "họp TỔ công tác", "Acme"),
        (7, "Bảy\u202e", "Acme"),
    ]
    found = ran(root, rows, write=True)
    told = faults(found)
    assert [sentence[:2] for sentence in told] == [
        (2, "S!B2"),
        (3, "S!C3"),
        (3, "S!D3"),
        (3, "S!E3"),
        (4, None),
        (5, "S!D5"),
        (5, "S!C5"),
        (7, "S!B7"),
        (8, "S!B8"),
    ]
    owing = [sentence[2] for sentence in told if sentence[2].startswith(("missing-", "status-", "closed-"))]
    assert owing == ["missing-field"]
    assert files(root) == {}


def test_two_rows_of_one_record_are_a_fault(
    make_workspace: Callable[..., Path], record: Callable[..., str]
) -> None:
    root = make_workspace({"small.yaml": record(source=OURS)})
    found = ran(
        root, [("small", "Một", "Acme"), ("small", "Hai", "Acme")], ("Mã", "Nội dung", "Đơn vị chủ trì")
    )
    assert faults(found) == [
        (2, "S!A2", "Row 3 describes this record too"),
        (3, "S!A3", "Row 2 describes this record too"),
    ]


def test_a_kind_must_be_said(make_workspace: Callable[..., Path]) -> None:
    found = ran(make_workspace({}), [ONE], kind=None)
    [(row, cell, why)] = faults(found)
    assert (row, cell) == (2, None)
    assert "kind" in why


def test_rows_that_only_number_or_head_are_left_out(make_workspace: Callable[..., Path]) -> None:
    rows = [("(1)", "(2)", "(3)", "(4)"), ("I", "LĨNH VỰC KINH TẾ"), ONE, (), ("", "", "", "", ""), ("Tổng",)]
    found = ran(make_workspace({}), rows)
    assert [row.row for row in found.rows] == [4]
    assert found.headings == [3]


def test_words_where_the_numbers_stand_or_under_no_name_are_told(make_workspace: Callable[..., Path]) -> None:
    rows = [
        ("PHẦN I. HỢP TÁC SỐ",),
        ONE,
        (2, None),
        ("III.", None),
        (None, None, None, None, None, "Nơi nhận: như trên"),
    ]
    found = ran(make_workspace({}), rows)
    assert [row.row for row in found.rows] == [3]
    assert found.headings == [2, 6]


def test_what_stands_under_another_name_is_told_with_its_column(make_workspace: Callable[..., Path]) -> None:
    found = ran(
        make_workspace({}), [(None, None, "Nơi nhận: như trên")], ("STT", "Nội dung", "Kinh phí", "Hạn")
    )
    assert (found.rows, found.headings) == ([], [])


def test_cells_that_need_another_are_warned_of_once(
    make_workspace: Callable[..., Path], record: Callable[..., str]
) -> None:
    root = make_workspace({"small.yaml": record(source=OURS)})
    header = ("Mã", "Nội dung", "Đơn vị chủ trì", "Lý do điều chỉnh")
    rows = [("small", "Mới", None, "Chờ"), ("b", "B", "Nobody", None)]
    for item in (ran(root, rows, header, write=True, skip_faulty=True), ran(root, rows, header)):
        assert [warning.field for warning in item.rows[0].warnings] == ["lead", "due_changes.reason.vi"]


def test_dates_that_may_be_turned_round_are_warned_of_at_their_cells(
    make_workspace: Callable[..., Path],
) -> None:
    rows = [
        (1, "Một", "Acme", date(2027, 5, 8)),
        (2, "Hai", "Acme", "15/8/2027"),
        (3, "Ba", "Acme", date(2027, 5, 5)),
        (4, "Bốn", "Acme"),
    ]
    found = ran(make_workspace({}), rows)
    assert [(row.row, warning.field) for row in found.rows for warning in row.warnings] == [(2, "due")]
    assert not found.faulty


def test_an_id_that_a_later_row_names_is_not_given(make_workspace: Callable[..., Path]) -> None:
    found = ran(make_workspace({}), [(None, "Họp", "Acme"), ("hop", "Khác", "Acme")], ("Mã", *HEADER[1:]))
    assert [row.id for row in found.rows] == ["hop-2", "hop"]


def test_a_cell_without_a_value_is_one_fault(make_workspace: Callable[..., Path]) -> None:
    found = ran(make_workspace({}), [(1, "Họp", "Acme", BrokenCell("#REF!"))])
    assert faults(found) == [(2, "S!D2", "The cell holds #REF! instead of a value")]


def test_numbers_further_down_do_not_number_the_columns(make_workspace: Callable[..., Path]) -> None:
    assert ran(make_workspace({}), [ONE, (1, 2)]).headings == [3]


def test_a_warning_of_the_judges_is_told_once(make_workspace: Callable[..., Path]) -> None:
    header = (*HEADER, "Lý do kết thúc", "Ngày kết thúc")
    rows = [(1, "Họp", "Acme", None, "rút lại", "Thôi", "15/8/2026"), (2, "Ký", "Nobody")]
    found = ran(make_workspace({}), rows, header, skip_faulty=True)
    assert [len(row.warnings) for row in found.rows] == [1, 0]


def test_a_file_of_another_record_is_left_alone(
    make_workspace: Callable[..., Path], record: Callable[..., str]
) -> None:
    root = make_workspace({"a.yaml": record(id="b")})
    before = files(root)
    [(row, cell, why)] = faults(ran(root, [("a", "Họp", "Acme")], ("Mã", *HEADER[1:]), write=True))
    assert (row, cell, why) == (2, None, "records/a.yaml holds the record b")
    assert files(root) == before


def test_faulty_rows_are_left_out_with_those_that_need_them(make_workspace: Callable[..., Path]) -> None:
    root = make_workspace({})
    header = ("Mã", "Nội dung", "Đơn vị chủ trì", "Thuộc", "Thời hạn")
    rows = [
        ("a", "A", "Acme", "b"),
        ("b", "B", "Acme", "c"),
        ("c", "C", "Acme", None, "5/8/2026"),
        ("d", "D", "Acme", None, "2026"),
    ]
    shown = ran(root, rows, header)
    assert [fault[:2] for fault in faults(shown)] == [(4, "S!E4")]
    found = ran(root, rows, header, write=True, skip_faulty=True)
    assert sorted(files(root)) == ["records/d.yaml"]
    assert [fault[:2] for fault in faults(found)] == [(2, "S!D2"), (3, "S!D3"), (4, "S!E4")]


def test_rows_may_refer_to_each_other(make_workspace: Callable[..., Path]) -> None:
    root = make_workspace({})
    header = ("Mã", "Nội dung", "Đơn vị chủ trì", "Thuộc")
    ran(root, [("a", "A", "Acme", "b"), ("b", "B", "Acme", None)], header, write=True)
    assert yaml.safe_load(files(root)["records/a.yaml"])["part_of"] == "b"


def test_what_validate_refuses_is_a_fault_at_its_cell(
    make_workspace: Callable[..., Path], record: Callable[..., str]
) -> None:
    root = make_workspace({"small.yaml": record(source=OURS)})
    header = ("Mã", "Nội dung", "Đơn vị chủ trì", "Tình trạng", "Ngày ký", "Liên kết", "Bằng chứng")
    rows = [
        ("small", "x" * 301, None, "hoàn thành"),
        ("b", "B", "Acme", "đã thống nhất", "15/8/2026", "not a link", "Ảnh"),
    ]
    told = faults(ran(root, rows, header, write=True))
    assert (3, "S!F3", "wrong-form") in told
    assert "records/b.yaml" not in files(root)


def test_a_deadline_moves_with_its_reason_alone(
    make_workspace: Callable[..., Path], record: Callable[..., str]
) -> None:
    root = make_workspace({"small.yaml": record(due="2026-Q4")})
    header = ("Mã", "Nội dung", "Thời hạn", "Lý do điều chỉnh")
    [(row, cell, why)] = faults(ran(root, [("small", None, "Quý I/2027")], header, write=True))
    assert (row, cell) == (2, "S!C2")
    assert "2026-Q4" in why
    ran(root, [("small", None, "Quý I/2027", "Chờ luật")], header, write=True)
    found = yaml.safe_load(files(root)["records/small.yaml"])
    assert found["due"] == "2027-Q1"
    assert found["due_changes"][0]["reason"] == {"vi": "Chờ luật"}
    assert (
        ran(root, [("small", None, "Quý I/2027", "Chờ luật")], header).rows[0].action is RowAction.UNCHANGED
    )


def test_a_record_that_cannot_be_read_is_left_alone(make_workspace: Callable[..., Path]) -> None:
    root = make_workspace({"broken.yaml": "id: broken\n\t- x"})
    [(_, _, why)] = faults(ran(root, [("broken", "Họp", "Acme")], ("Mã", *HEADER[1:]), write=True))
    assert "cannot be read" in why
    assert files(root) == {"records/broken.yaml": b"id: broken\n\t- x"}


def test_a_failure_midway_says_what_is_written(
    make_workspace: Callable[..., Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    root = make_workspace({})
    real = write_rows.create_file

    def full(place: Path, data: bytes) -> bool:
        if place.name.startswith("ky"):
            raise CommitmentsError("No space left on {path}", path=place)
        return real(place, data)

    monkeypatch.setattr(write_rows, "create_file", full)
    told: list[str] = []
    found = ran(root, [ONE, TWO, (3, "Xong", "Acme")], write=True, on_written=told.append)
    assert isinstance(found.failure, CommitmentsError)
    assert told == found.written == ["records/hop-to-cong-tac.yaml"]
    assert found.unwritten == ["records/ky-ban-ghi-nho.yaml", "records/xong.yaml"]
    assert sorted(files(root)) == told
    monkeypatch.setattr(write_rows, "create_file", real)
    assert ran(root, [ONE, TWO, (3, "Xong", "Acme")], write=True).written == found.unwritten


def test_a_file_that_changes_meanwhile_is_not_overwritten(
    make_workspace: Callable[..., Path], record: Callable[..., str], monkeypatch: pytest.MonkeyPatch
) -> None:
    root = make_workspace({"small.yaml": record(source=OURS)})
    other = record(tags=["other"], source=OURS).encode()
    real = import_table.verdict

    def meanwhile(*given_: Any) -> Any:
        (root / "records/small.yaml").write_bytes(other)
        return real(*given_)

    monkeypatch.setattr(import_table, "verdict", meanwhile)
    found = ran(root, [("small", "Mới")], ("Mã", "Nội dung"), write=True)
    assert found.failure is not None
    assert files(root)["records/small.yaml"] == other


@pytest.mark.skipif(not hasattr(os, "symlink"), reason="needs links")
def test_a_link_is_never_written_through(make_workspace: Callable[..., Path], tmp_path: Path) -> None:
    root = make_workspace({})
    target = tmp_path / "elsewhere.yaml"
    target.write_text("mine")
    (root / "records/hop-to-cong-tac.yaml").symlink_to(target)
    found = ran(root, [ONE], write=True)
    assert target.read_text() == "mine"
    assert found.failure is not None or found.faulty or found.rows[0].id != "hop-to-cong-tac"


REGISTRY = """\
- {id: acme, name: {en: Acme}, kind: company}
- {id: vn-government, name: {vi: Chính phủ}, kind: government}
- {id: vn-mof, name: {vi: Bộ Tài chính}, kind: ministry}
"""
TITLES = st.text(alphabet="abđếợ 12.-\n'", min_size=1, max_size=12).filter(
    lambda text: any(line.isalnum() for line in text)
)
DUES = st.sampled_from(
    [
        None,
        "-",
        "15/8/2026",
        "Quý IV/2026",
        "6/2027",
        "thường xuyên",
        "hằng năm",
        46249,
        2026,
        "trước 30/6/2027",
        "5/8/2026",
        date(2027, 1, 2),
    ]
)
PARTIES = st.sampled_from(["Acme", "Bộ Tài chính; acme", "vn-government", "Chính phủ\nAcme", None, "Nobody"])


@law(25)
@given(
    rows=st.lists(
        st.tuples(st.none(), TITLES, PARTIES, DUES, st.sampled_from([None, "đã thống nhất", "agreed", "?"])),
        max_size=5,
    )
)
def test_rows_become_records_and_then_change_nothing(
    rows: Rows, tmp_path_factory: pytest.TempPathFactory
) -> None:
    root = tmp_path_factory.mktemp("w")
    (root / "records").mkdir()
    (root / "schema").mkdir()
    (root / "schema/parties.yaml").write_text(REGISTRY, "utf-8")
    first = ran(root, rows, write=True, skip_faulty=True)
    before = files(root)
    assert len(before) == first.count(RowAction.ADDED) == len(first.written)
    again = ran(root, rows, write=True, skip_faulty=True)
    assert again.written == []
    assert files(root) == before
    assert again.count(RowAction.UNCHANGED) == first.count(RowAction.ADDED)
    assert again.count(RowAction.FAULT) == first.count(RowAction.FAULT)


@law(25)
@given(
    rows=st.lists(
        st.tuples(st.none(), TITLES, PARTIES, DUES, st.sampled_from([None, "đã thống nhất", "Done", "?"])),
        max_size=5,
    ),
    order=st.randoms(use_true_random=False),
)
def test_rows_in_any_order_give_the_same_register(
    rows: Rows, order: Random, tmp_path_factory: pytest.TempPathFactory
) -> None:
    roots = []
    for _ in range(2):
        root = tmp_path_factory.mktemp("w")
        (root / "records").mkdir()
        (root / "schema").mkdir()
        (root / "schema/parties.yaml").write_text(REGISTRY, "utf-8")
        ran(root, rows, write=True, skip_faulty=True)
        roots.append(root)
        rows = order.sample(list(rows), len(rows))
    first, second = (
        {path: re.sub(rb"locator: .*", b"", text) for path, text in files(root).items()} for root in roots
    )
    assert first == second


def test_plans_open_no_lock_and_write_nothing(
    make_workspace: Callable[..., Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    def never(*_: object) -> Any:
        raise AssertionError("a dry run asks for no lock")

    monkeypatch.setattr(import_table, "edit_lock", never)
    assert ran(make_workspace({}), [ONE]).rows[0].action is RowAction.ADDED
    assert import_plan.plan_import is plan_import
