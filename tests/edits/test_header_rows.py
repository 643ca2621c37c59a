"""Headings of other makers: in many languages, in two rows, and those that hang on other columns."""

from __future__ import annotations

import pytest

from commitments.edits.table.column_names import OTHER_FIELD_BY_HEADING, field_of_heading
from commitments.edits.table.columns import field_mapping, find_columns
from commitments.edits.table.other_headings import OTHER_HEADINGS
from commitments.errors import CommitmentsError


def fields(*rows: tuple[object, ...], mapping: tuple[str, ...] = ()) -> dict[str, int]:
    return dict(find_columns(rows, field_mapping(mapping), "en").fields)


@pytest.mark.parametrize(
    "headings",
    [
        ("Action Item", "Owner", "Timeline"),
        ("Recommendation", "Assigned to", "By when"),
        ("Measure", "Responsible", "Target date"),
        ("Engagement", "Chef de file", "Échéance"),
        ("Maßnahme", "Verantwortlich", "Frist"),
        ("Medida", "Responsable", "Fecha límite"),
        ("取組", "担当", "期限"),
        ("과제명", "담당부서", "기한"),
        ("กิจกรรม", "ผู้รับผิดชอบ", "กำหนดเสร็จ"),
        ("工作内容", "责任单位", "截止日期"),
        ("Action / Hành động", "Lead\nChủ trì", "Deadline | Thời hạn"),
        ("Title (short)", "Owner (one only)", "Due (or TBC)"),
    ],
)
def test_a_title_a_lead_and_a_deadline_in_any_language(headings: tuple[str, ...]) -> None:
    assert fields(headings) == {"title.en": 0, "lead": 1, "due": 2}


def test_vietnamese_headings_of_offices() -> None:
    headings = ("Nhiệm vụ", "Đơn vị được giao", "Sản phẩm", "Khó khăn, vướng mắc", "Đề xuất, kiến nghị")
    assert fields(headings) == {
        "title.vi": 0,
        "lead": 1,
        "deliverable.vi": 2,
        "updates.obstacle.vi": 3,
        "updates.recommendation.vi": 4,
    }


def test_a_weaker_heading_yields_and_is_named() -> None:
    columns = find_columns([("Title", "Recommendation", "Lead", "Owner")], {}, "en")
    assert dict(columns.fields) == {"title.en": 0, "lead": 2}
    assert [stranger.name for stranger in columns.strangers] == ["Recommendation", "Owner"]


def test_weaker_headings_are_no_names_of_fields() -> None:
    assert all(field_of_heading(name) is None for name in OTHER_FIELD_BY_HEADING)
    assert len(OTHER_FIELD_BY_HEADING) > sum(map(len, OTHER_HEADINGS.values())) / 40


@pytest.mark.parametrize(
    ("headings", "meaning"),
    [
        (("Nhiệm vụ", "Ngày bắt đầu", "Ngày kết thúc"), {"title.vi": 0, "due": 2}),
        (("Nhiệm vụ", "Chủ trì", "Ngày kết thúc"), {"title.vi": 0, "lead": 1, "closing.date": 2}),
        (("Nhiệm vụ", "Chủ trì", "Kết quả"), {"title.vi": 0, "lead": 1, "deliverable.vi": 2}),
        (("Nhiệm vụ", "Tình trạng", "Kết quả"), {"title.vi": 0, "status": 1, "updates.note.vi": 2}),
    ],
)
def test_headings_that_hang_on_the_others(headings: tuple[str, ...], meaning: dict[str, int]) -> None:
    assert fields(headings) == meaning


def test_columns_by_letter_and_one_column_for_two_fields() -> None:
    assert fields(("Àé", "ü", "ß"), mapping=("A=title", "b=lead,signatory", "C=due")) == {
        "title.en": 0,
        "lead": 1,
        "signatory": 1,
        "due": 2,
    }
    assert fields(("Title", "Who else"), mapping=("Who else=lead", "Who else=monitor")) == {
        "title.en": 0,
        "lead": 1,
        "monitor": 1,
    }
    with pytest.raises(CommitmentsError, match="no column d"):
        fields(("Title", "Lead"), mapping=("D=due",))


HEADER = (
    ("TT", "Nhiệm vụ", "Đơn vị thực hiện", None, "Thời hạn", None),
    (None, None, "Chủ trì", "Phối hợp", "Ban đầu", "Điều chỉnh"),
)
MEANING = {"title.vi": 1, "lead": 2, "supporting": 3, "due.original": 4, "due": 5}


@pytest.mark.parametrize(
    "rows",
    [
        HEADER,
        (("KẾ HOẠCH",), (), *HEADER),
        (HEADER[0], ("TT", "Nhiệm vụ", *HEADER[1][2:])),  # merged from top to bottom
    ],
)
def test_headings_of_two_rows_are_joined(rows: tuple[tuple[object, ...], ...]) -> None:
    columns = find_columns([*rows, (1, "Mở cổng", "Acme", "Acme", "2026", "2027")], {}, "vi")
    assert dict(columns.fields) == MEANING
    assert columns.header == len(rows)


@pytest.mark.parametrize(
    "row",
    [
        ("1", "Open", "Acme", "Acme"),
        ("1", "Open", "Owner", None, "Status"),
        (None, "Lead", "Status"),
        ("Lead", "Status", "Title", "Due"),
    ],
)
def test_a_row_of_values_is_no_second_header(row: tuple[object, ...]) -> None:
    assert find_columns([("No.", "Title", "Lead", "Supporting"), row], {}, "en").header == 1
    assert find_columns([("No.", "Title", "Lead", None), row], {}, "en").header == 1
