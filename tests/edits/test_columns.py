"""Which column is which field: by the names people use, and as they say."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from commitments.edits.table.column_names import (
    COLUMN_NAMES,
    FIELD_BY_HEADING,
    IGNORED_HEADINGS,
    field_of_heading,
    folded_heading,
)
from commitments.edits.table.columns import field_mapping, find_columns, is_header
from commitments.errors import CommitmentsError

MINISTRY = (
    "STT",
    "Nội dung công việc",
    "Đơn vị chủ trì",
    "Đơn vị\nphối hợp",
    "THỜI HẠN HOÀN THÀNH (ngày/tháng/năm)",
    "Tình trạng",
    "Ghi chú",
)


@pytest.mark.parametrize(
    ("name", "field"),
    [
        ("Mã số", "id"),
        ("ID", "id"),
        ("Nội dung", "title.vi"),
        ("noi dung", "title.vi"),
        ("Nội dung (tiếng Anh)", "title.en"),
        ("Title", "title"),
        ("title (vi)", "title.vi"),
        ("title.en", "title.en"),
        ("Commitment", "title"),
        ("Loại", "kind"),
        ("Trạng thái", "status"),
        ("Cơ quan chủ trì:", "lead"),
        ("Bên chủ trì", "lead"),
        ("Bên phối hợp", "supporting"),
        ("Lead agency", "lead"),
        ("Đối tác", "counterpart"),
        ("Bên ký kết", "signatory"),
        ("Ngày ký", "made_on"),
        ("Hạn hoàn thành", "due"),
        ("Deadline", "due"),
        ("due_basis.en", "due_basis.en"),
        ("Lý do điều chỉnh", "due_changes.reason.vi"),
        ("Thuộc", "part_of"),
        ("Văn bản", "source.document"),
        ("Ngày hoàn thành", "met_on"),
        ("Kết quả", "updates.note.vi"),
        ("Remarks", "updates.note"),
        ("Obstacles", "updates.obstacle"),
        ("Khó khăn, vướng mắc", "updates.obstacle.vi"),
        ("Next steps", "updates.next_step"),
        ("Việc tiếp theo", "updates.next_step.vi"),
        ("Recommendations", "updates.recommendation"),
        ("Đề xuất, kiến nghị", "updates.recommendation.vi"),
        ("updates.answer.en", "updates.answer.en"),
        ("Deliverable", "deliverable"),
        ("Deliverable / Sản phẩm", "deliverable"),
        ("Khó khăn, vướng mắc/Obstacles", "updates.obstacle"),
        ("Deadline / Ngày ký", None),
        ("Deliverable / Kinh phí", None),
        ("Sản phẩm", "deliverable.vi"),
        ("Expiry", "in_force.until"),
        ("Ngày có hiệu lực", "in_force.from"),
        ("Bằng chứng", "evidence.title"),
        ("x-file-number", "x-file-number"),
        ("X-File", "x-file"),
        ("STT", ""),
        ("No.", ""),
        ("#", ""),
        ("Kinh phí", None),
        ("x-", None),
    ],
)
def test_names_in_either_language(name: str, field: str | None) -> None:
    assert field_of_heading(name) == field
    assert field_of_heading(unicodedata.normalize("NFD", name.upper())) == field


def test_every_field_is_known_by_its_own_name() -> None:
    assert {field: field_of_heading(field) for field in COLUMN_NAMES} == {
        field: field for field in COLUMN_NAMES
    }


def test_no_name_is_two_fields_or_is_left_out() -> None:
    fields = {name: field.removesuffix(".vi").removesuffix(".en") for name, field in FIELD_BY_HEADING.items()}
    assert set(fields.values()) <= COLUMN_NAMES
    assert not IGNORED_HEADINGS & FIELD_BY_HEADING.keys()
    assert all(folded_heading(name) == name for name in FIELD_BY_HEADING)


def test_the_header_of_a_ministry_stands_below_its_titles() -> None:
    rows = [("BỘ TÀI CHÍNH",), (), ("Kế hoạch", "2026"), MINISTRY, (1, "Họp")]
    found = find_columns(rows, {}, "en")
    assert found.header == 4
    assert dict(found.fields) == {
        "title.vi": 1,
        "lead": 2,
        "supporting": 3,
        "due": 4,
        "status": 5,
        "updates.note.vi": 6,
    }
    assert found.strangers == ()


@pytest.mark.parametrize("lang", ["en", "vi"])
def test_a_text_that_names_no_language_is_in_that_of_the_workspace(lang: str) -> None:
    assert find_columns([("Title", "Notes", "Due")], {}, lang).fields == {
        f"title.{lang}": 0,
        f"updates.note.{lang}": 1,
        "due": 2,
    }


def test_strangers_are_told_with_what_they_nearly_are() -> None:
    found = find_columns([("Nội dung", "Thời hạm", "Kinh phí", None, "STT", "Trạng thái")], {}, "vi")
    assert [stranger[:2] for stranger in found.strangers] == [(1, "Thời hạm"), (2, "Kinh phí")]
    assert [stranger.near for stranger in found.strangers] == ["thời hạn", ""]


def test_what_the_user_says_goes_before_the_name() -> None:
    mapping = field_mapping(["Ghi chú=", "Tình trạng = x-state", "Kinh phí=x-cost", "a=b=due"])
    assert mapping == {"ghi chu": "", "tinh trang": "x-state", "kinh phi": "x-cost", "a b": "due"}
    del mapping["a b"]
    found = find_columns([(*MINISTRY, "Kinh phí")], mapping, "vi")
    assert found.field_column("x-state") == 5
    assert found.field_column("x-cost") == 7
    assert found.field_column("updates.note.vi") is None
    assert is_header(["Alpha", "Beta"], field_mapping(["alpha=title", "beta=due"]))


@pytest.mark.parametrize(
    ("rows", "mapping", "row", "why"),
    [
        ([("a", "b")], [], None, "No row"),
        ([("Nội dung", "Tình trạng", "Kết quả", "Ghi chú")], [], None, "both"),
        ([("Title", "Nội dung", "Due")], [], None, "both"),
        ([("Nội dung", "Thời hạn")], ["Kinh phí=due"], None, "no column kinh phi"),
        ([("Thời hạn", "Tình trạng")], [], None, "nor one of titles"),
        ([("Nội dung", "Thời hạn")], [], 2, "no row 2"),
        ([("Nội dung", "Thời hạn")], [], 0, "no row 0"),
    ],
)
def test_tables_whose_columns_cannot_be_told(
    rows: list[tuple[str, ...]], mapping: list[str], row: int | None, why: str
) -> None:
    with pytest.raises(CommitmentsError, match=why):
        find_columns(rows, field_mapping(mapping), "vi", row)


def test_a_named_row_needs_only_one_column_that_is_known() -> None:
    assert find_columns([("Việc", "Khi nào"), (1, 2)], field_mapping(["việc=title"]), "vi", 1).fields == {
        "title.vi": 0
    }


@pytest.mark.parametrize("given_", ["due", "=due", "Hạn=deu", "Hạn=x-"])
def test_a_mapping_that_cannot_be_meant(given_: str) -> None:
    with pytest.raises(CommitmentsError):
        field_mapping([given_])
    with pytest.raises(CommitmentsError) as told:
        field_mapping(["Hạn=deu"])
    assert told.value.values["near"] == "due"


@given(
    st.lists(
        st.lists(
            st.one_of(st.none(), st.integers(), st.text(max_size=20), st.sampled_from(MINISTRY)), max_size=9
        ),
        max_size=6,
    )
)
def test_any_table_has_columns_or_a_reason(rows: list[list[object]]) -> None:
    try:
        found = find_columns(rows, {}, "vi")
    except CommitmentsError:
        return
    assert all(0 <= column < len(rows[found.header - 1]) for column in found.fields.values())
