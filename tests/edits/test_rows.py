"""What rows do to records: new ones made, standing ones updated field by field, faults at their cells."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from commitments.changes.compare import compare
from commitments.edits.steps import apply_steps
from commitments.edits.table.cells import CellReader, is_blank, title_key
from commitments.edits.table.columns import Columns, find_columns
from commitments.edits.table.row_steps import ImportTerms, idle_cells, row_steps
from commitments.edits.table.row_values import (
    CellFault,
    RowValues,
    field_at,
    field_of_change,
    may_swap_day_and_month,
    row_values,
    swapped_date_doubt,
)
from commitments.edits.unclear import Unclear
from commitments.model.names import PartyId, Prose
from commitments.model.parties.party import Party, Registry

PARTIES = Registry(
    {
        id: Party(PartyId(id), Prose(en, vi))
        for id, en, vi in (
            ("acme", "Acme", None),
            ("vn-mof", "Ministry of Finance", "Bộ Tài chính"),
            ("vn-mocst", "Ministry of Culture", "Bộ Văn hóa, Thể thao và Du lịch"),
            ("hcm-doit", "Department of Trade", "Sở Công Thương"),
            ("hn-doit", "Hanoi Department of Trade", "Sở Công Thương"),
        )
    }
)
CHOICES = {
    "kind": {"agreed_action": "agreed_action", "bien ban ghi nho": "mou", "mou": "mou"},
    "status": {
        name.replace("_", " "): name
        for name in ("proposed", "agreed", "in_progress", "suspended", "fulfilled", "withdrawn")
    }
    | {"dang thuc hien": "in_progress"},
}
TERMS = ImportTerms(date(2026, 11, 22), "vi", "2026-11-20")


def said(fields: Mapping[str, object], **given_: Any) -> tuple[RowValues, Columns]:
    """What a row with these fields says."""
    found = Columns(1, {name: at for at, name in enumerate(fields)})
    reader = CellReader(PARTIES, choices=CHOICES, **given_)
    return row_values(
        2, list(fields.values()), found, reader, {"hội nghị": ["meeting"], "hai": ["a", "b"]}
    ), found


def done(
    record: Mapping[str, Any], fields: Mapping[str, object], new: bool = False
) -> tuple[dict[str, Any], list[CellFault]]:
    """A record after a row, and why some of it was not done."""
    row, _ = said(fields)
    assert row.faults == ()
    steps, faults = row_steps(record, row, TERMS, new)
    return apply_steps(record, steps), faults


def changes(record: Mapping[str, Any], fields: Mapping[str, object]) -> dict[str, Any]:
    """The fields that a row changes; a second time it changes nothing."""
    after, faults = done(record, fields)
    assert faults == []
    assert done(after, fields) == (after, [])
    return {change.field: change.new for change in compare(record, after)}


@pytest.mark.parametrize(
    ("field", "value", "meant"),
    [
        ("title.vi", " Họp\n  ký ", "Họp ký"),
        ("title.vi", "Ho\u0323p", "Họp"),
        ("summary.vi", "một \nhai\n", "một\nhai"),
        ("title.en", 2026, "2026"),
        ("title.en", 7.0, "7"),
        ("kind", "Biên bản ghi nhớ", "mou"),
        ("status", "ĐANG THỰC HIỆN", "in_progress"),
        ("status", "in_progress", "in_progress"),
        ("lead", "bộ tài chính", ["vn-mof"]),
        ("lead", "Bo Tai chinh", ["vn-mof"]),
        ("lead", "acme; Ministry of Finance", ["acme", "vn-mof"]),
        ("lead", "- Acme\n- Bộ Tài chính.", ["acme", "vn-mof"]),
        ("lead", "Acme, Bộ Tài chính", ["acme", "vn-mof"]),
        ("lead", "Bộ Văn hóa, Thể thao và Du lịch, Acme", ["vn-mocst", "acme"]),
        ("made_on", date(2026, 8, 15), "2026-08-15"),
        ("made_on", "15/8/2026", "2026-08-15"),
        ("made_on", "2026", 2026),
        ("part_of", "Hội nghị.", "meeting"),
        ("part_of", "some-id", "some-id"),
        ("tags", "ai; số hóa, ai", ["ai", "số hóa", "ai"]),
        ("id", "CK-01", "ck-01"),
        ("x-own", 12.5, 12.5),
        ("x-own", True, True),
        ("source.locator", "mục 2\nđoạn 3", "mục 2 đoạn 3"),
    ],
)
def test_cells_are_read_as_what_they_mean(field: str, value: object, meant: object) -> None:
    assert said({field: value})[0].values == {field: meant}


@pytest.mark.parametrize("value", [None, "", "-", " – ", "…"[:0]])
def test_a_dash_is_nothing(value: object) -> None:
    assert is_blank(value)
    assert said({"due": value})[0].values == {}


@pytest.mark.parametrize(
    ("field", "value", "why", "hint"),
    [
        ("kind", "biên bản", "mou", ""),
        ("status", "in progres", "is not one of", "in_progress"),
        ("status", "không tạm dừng", "is not one of", ""),
        ("lead", "Bộ Tài chín", "no party Bộ Tài chín", "vn-mof"),
        ("lead", "Acme, Nobody", "no party Nobody", ""),
        ("lead", "Sở Công Thương", "several parties", ""),
        ("made_on", "thường xuyên", "more than a date", ""),
        ("due", "5/8/2026", "some readers", "--dates"),
        ("part_of", "Hội nghi", "neither the id", "meeting"),
        ("part_of", "Hai", "neither the id", ""),
        ("id", "港の整備", "is not a valid id", ""),
    ],
)
def test_what_is_not_certain_is_a_fault_at_its_cell(field: str, value: object, why: str, hint: str) -> None:
    [fault] = said({field: value})[0].faults
    assert fault.field == field
    assert why in str(fault.why.error())
    assert hint in fault.why.hint.format(**dict(fault.why.values))


def test_no_registry_takes_ids_alone() -> None:
    reader = CellReader(Registry(exists=False), choices=CHOICES)
    assert reader.parties("acme; b-2") == ["acme", "b-2"]
    assert all(not isinstance(party, str) for party in reader.parties("Bộ Tài chính"))


def test_a_new_record_says_what_its_row_says() -> None:
    after, faults = done(
        {
            "id": "hop",
            "status": "proposed",
            "kind": "agreed_action",
            "source": {"document": "b.xlsx", "locator": "dòng 2"},
        },
        {
            "supporting": "Acme",
            "lead": "Bộ Tài chính",
            "title.vi": "Họp",
            "due": "hằng năm",
            "status": "đang thực hiện",
            "updates.note.vi": "Đã họp",
            "evidence.title": "Biên bản",
            "evidence.url": "https://example.org/1",
            "source.document": "57-NQ/TW",
            "closing.reason.vi": "Xong",
            "tags": "ai",
            "x-own": 1,
        },
        new=True,
    )
    assert faults == []
    assert after == {
        "id": "hop",
        "title": {"vi": "Họp"},
        "kind": "agreed_action",
        "status": "in_progress",
        "parties": [{"party": "vn-mof", "role": "lead"}, {"party": "acme", "role": "supporting"}],
        "due_basis": {"vi": "hằng năm"},
        "repeats": {"rule": "FREQ=YEARLY"},
        "updates": [{"date": "2026-11-20", "note": {"vi": "Đã họp"}}],
        "evidence": [{"title": "Biên bản", "url": "https://example.org/1"}],
        "closing": {"reason": {"vi": "Xong"}},
        "source": {"document": "57-NQ/TW", "locator": "dòng 2"},
        "tags": ["ai"],
        "x-own": 1,
    }


@pytest.mark.parametrize(
    ("kind", "status", "marked"),
    [
        ("agreed_action", "fulfilled", True),
        ("meeting", "fulfilled", False),
        ("agreed_action", "agreed", False),
    ],
)
def test_what_is_closed_from_the_first_says_it_was_imported(kind: str, status: str, marked: bool) -> None:
    after, _ = done({"id": "a", "kind": kind, "status": "proposed"}, {"status": status}, new=True)
    assert after["status"] == status
    assert (after.get("x-imported") is True) == marked


STANDING: dict[str, Any] = {
    "id": "a",
    "title": {"en": "Meet", "vi": "Họp"},
    "kind": "agreed_action",
    "status": "agreed",
    "parties": [{"party": "acme", "role": "lead"}],
    "due": "2026-Q4",
    "due_basis": {"vi": "Trước kỳ họp"},
    "repeats": {"rule": "FREQ=YEARLY;BYMONTH=11", "starts": "2025-11"},
    "updates": [
        {"date": "2026-01-12", "note": {"vi": "Đã ký"}},
        {"date": "2026-12-01", "note": {"en": "late"}},
    ],
    "evidence": [{"title": "Report", "url": "https://example.org/r"}],
    "source": {"document": "b.xlsx"},
    "tags": ["ai"],
}


@pytest.mark.parametrize(
    ("fields", "changed"),
    [
        ({"title.vi": "Họp", "due": "Quý IV/2026", "lead": "Acme", "tags": "ai"}, {}),
        ({"due": "2026-36"}, {}),
        ({"due": "chậm nhất 31/12/2026"}, {}),
        ({"due": "hằng năm"}, {}),
        (
            {
                "updates.note.vi": "Đã ký",
                "evidence.title": "Báo cáo",
                "evidence.url": "https://example.org/r",
            },
            {},
        ),
        ({"title.vi": "Họp mới"}, {"title.vi": "Họp mới"}),
        ({"summary.en": "All"}, {"summary": {"en": "All"}}),
        ({"status": "in progress"}, {"status": "in_progress"}),
        ({"supporting": "Acme"}, {"parties[acme/supporting]": {"party": "acme", "role": "supporting"}}),
        ({"lead": "Bộ Tài chính"}, {"parties[vn-mof/lead]": {"party": "vn-mof", "role": "lead"}}),
        ({"tags": "ai; mới"}, {"tags": ["ai", "mới"]}),
        ({"evidence.title": "Ảnh"}, {"evidence[Ảnh]": {"title": "Ảnh"}}),
        ({"source.locator": "dòng 9"}, {"source.locator": "dòng 9"}),
        ({"made_on": "8/2026"}, {"made_on": "2026-08"}),
        ({"updates.note.vi": "Mới"}, {"updates[2026-11-20]": {"date": "2026-11-20", "note": {"vi": "Mới"}}}),
        (
            {"due": "15/3/2027", "due_changes.reason.vi": "Chờ luật"},
            {
                "due": "2027-03-15",
                "due_changes[2026-11-22]": {
                    "date": "2026-11-22",
                    "from": "2026-Q4",
                    "to": "2027-03-15",
                    "reason": {"vi": "Chờ luật"},
                },
            },
        ),
    ],
)
def test_a_standing_record_is_updated_field_by_field(
    fields: Mapping[str, object], changed: Mapping[str, Any]
) -> None:
    assert changes(STANDING, fields) == changed


def test_an_update_stands_at_its_time() -> None:
    after, _ = done(STANDING, {"updates.note.vi": "Mới", "updates.date": "3/2026", "updates.by": "acme"})
    assert [update["date"] for update in after["updates"]] == ["2026-01-12", "2026-03", "2026-12-01"]
    assert after["updates"][1]["by"] == "acme"


def test_a_note_without_any_date_is_not_taken() -> None:
    row, _ = said({"updates.note.vi": "Mới"})
    assert row_steps(STANDING, row, ImportTerms(date(2026, 11, 22), "vi"), False) == ([], [])
    steps, [fault] = row_steps(STANDING, row, ImportTerms(date(2026, 11, 22), "vi", dated=True), False)
    assert steps == []
    assert (fault.field, fault.why.message) == ("updates.note.vi", "The note has no date")


@pytest.mark.parametrize(
    ("fields", "field", "why"),
    [
        ({"due": "15/3/2027"}, "due", "is due 2026-Q4"),
        ({"due": "12/2026"}, "due", "is due 2026-Q4"),
        ({"due": "thường xuyên"}, "due", "is due 2026-Q4"),
        ({"status": "proposed"}, "status", "may not move"),
        ({"evidence.date": "2026-01-05"}, "evidence.title", "needs a title"),
    ],
)
def test_a_standing_record_is_never_overwritten(fields: Mapping[str, object], field: str, why: str) -> None:
    after, faults = done(STANDING, fields)
    assert after == STANDING
    [fault] = faults
    assert fault.field == field
    assert why in str(fault.why.error())


def test_a_first_deadline_is_set() -> None:
    without = {name: value for name, value in STANDING.items() if name not in ("due", "due_basis", "repeats")}
    assert changes(without, {"due": "trước 30/6/2027"}) == {
        "due": "2027-06-29",
        "due_basis": {"vi": "trước 30/6/2027"},
    }
    assert changes(without, {"due": "quarterly"}) == {
        "repeats": {"rule": "FREQ=MONTHLY;INTERVAL=3"},
        "due_basis": {"en": "quarterly"},
    }


def test_one_fault_hides_no_other() -> None:
    row, _ = said({"due": "15/3/2027", "status": "proposed", "title.vi": "Mới"})
    steps, faults = row_steps(STANDING, row, TERMS, False)
    assert {fault.field for fault in faults} == {"due", "status"}
    assert apply_steps(STANDING, steps)["title"]["vi"] == "Mới"


@pytest.mark.parametrize(
    ("pointer", "field"),
    [
        (("title", "vi"), "title.vi"),
        (("title",), "title.vi"),
        (("parties", 0, "party"), "lead"),
        (("parties",), "lead"),
        (("due_basis", "vi"), "due"),
        (("repeats", "rule"), "due"),
        (("place",), ""),
        ((), ""),
    ],
)
def test_each_place_of_a_record_has_its_cell(pointer: tuple[str | int, ...], field: str) -> None:
    found = find_columns([("Nội dung", "Đơn vị chủ trì", "Thời hạn")], {}, "vi")
    assert field_at(pointer, STANDING, found) == field


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ("title.vi", "title.vi"),
        ("parties[vn-mof/lead]", "lead"),
        ("parties[a/supporting]", ""),
        ("updates[2026]", ""),
        ("due_changes[2026]", "due"),
    ],
)
def test_each_change_has_its_cell(change: str, field: str) -> None:
    found = find_columns([("Nội dung", "Đơn vị chủ trì", "Thời hạn")], {}, "vi")
    assert field_of_change(change, found) == field


def test_an_update_has_the_cell_of_its_topic() -> None:
    found = find_columns([("Nội dung", "Ghi chú", "Ngày cập nhật", "Khó khăn, vướng mắc")], {}, "vi")
    entry = {"date": "2026-11-20", "about": "obstacle", "note": {"vi": "Thiếu vốn"}}
    record = {"updates": [{"date": "2026-11-20", "note": {"vi": "Đã họp"}}, entry]}
    assert field_of_change("updates[2026-11-20]", found, record["updates"][0]) == "updates.note.vi"
    assert field_of_change("updates[2026-11-20#2]", found, entry) == "updates.obstacle.vi"
    assert field_at(("updates", 0, "note", "vi"), record, found) == "updates.note.vi"
    assert field_at(("updates", 1, "note", "vi"), record, found) == "updates.obstacle.vi"
    assert field_at(("updates", 1, "date"), record, found) == "updates.date"


def test_a_row_brings_what_its_updates_are_about() -> None:
    fields = {
        "updates.note.vi": "Đã họp",
        "updates.obstacle.vi": "Thiếu vốn",
        "updates.next_step.vi": "Họp lại",
        "updates.recommendation.vi": "Đề nghị gia hạn",
    }
    after, faults = done({}, fields)
    assert faults == []
    assert after["updates"] == [
        {"date": "2026-11-20", **about, "note": {"vi": note}}
        for about, note in (
            ({}, "Đã họp"),
            ({"about": "obstacle"}, "Thiếu vốn"),
            ({"about": "next_step"}, "Họp lại"),
            ({"about": "recommendation"}, "Đề nghị gia hạn"),
        )
    ]
    assert done(after, fields) == (after, [])


def test_a_deadline_that_was_lifted_is_set_again_only_with_a_reason() -> None:
    lifted = {"id": "a", "due_changes": [{"date": 2026, "from": "2026-06", "reason": {"vi": "Bỏ"}}]}
    after, faults = done(lifted, {"due": "2027"})
    assert after == lifted
    assert [fault.field for fault in faults] == ["due"]
    after, faults = done(lifted, {"due": "2027", "due_changes.reason.vi": "Làm lại"})
    assert (faults, after["due"]) == ([], 2027)
    assert after["due_changes"][-1] == {"date": "2026-11-22", "to": 2027, "reason": {"vi": "Làm lại"}}


def test_titles_are_compared_by_their_words() -> None:
    assert title_key(" Họp  Hội nghị. ") == title_key("họp hội nghị")
    assert CellReader(PARTIES).link("x y", {}) != "x y"


CELLS: Sequence[object] = [
    "",
    None,
    "-",
    2026,
    46249,
    1.5,
    True,
    date(2026, 8, 15),
    "a",
    "5/8/2026",
    "hằng năm",
    "Acme; x",
    "in progress",
    "thường xuyên",
    "x\ny",
]
FIELDS = [
    "title.vi",
    "title.en",
    "kind",
    "status",
    "lead",
    "supporting",
    "due",
    "made_on",
    "met_on",
    "part_of",
    "tags",
    "updates.note.vi",
    "updates.date",
    "updates.by",
    "evidence.title",
    "evidence.url",
    "due_changes.reason.vi",
    "closing.date",
    "closing.reason.en",
    "source.note.vi",
    "place.vi",
    "review_by",
    "x-a",
]


@given(
    st.dictionaries(
        st.sampled_from(FIELDS), st.one_of(st.sampled_from(CELLS), st.text(max_size=8)), max_size=8
    ),
    st.booleans(),
)
def test_a_row_done_twice_is_done_once(fields: dict[str, object], new: bool) -> None:
    row, _ = said(fields)
    base: dict[str, Any] = {"id": "a", "status": "proposed"} if new else STANDING
    steps, faults = row_steps(base, row, TERMS, new)
    after = apply_steps(base, steps)
    again, told = row_steps(after, row, TERMS, False)
    assert again == []
    assert {sentence.field for sentence in told} <= {fault.field for fault in faults}
    if not new:
        gone = [change.field for change in compare(STANDING, after) if change.new is None]
        assert gone == []


STATUSES = CellReader(
    PARTIES, choices={"status": {"hoan thanh": "fulfilled", "dang thuc hien": "in_progress"}}
)


@pytest.mark.parametrize(
    ("word", "near"),
    [
        ("hoàn thàn", "fulfilled"),
        ("đang thục hiên", "in_progress"),
        ("đang thực hiệ", "in_progress"),
        ("chưa hoàn thành", ""),
        ("không thực hiện", ""),
        ("chưa thực hiện", ""),
        ("not hoan thanh", ""),
        ("unhoan thanh", ""),
        ("xong", ""),
    ],
)
def test_a_status_is_only_suggested_for_a_slip(word: str, near: str) -> None:
    found = STATUSES.choice("status", word)
    if isinstance(found, str):
        assert found == near
    else:
        assert str(dict(found.values)["nearest"]) == near
        assert ("Did you mean" in found.hint) == bool(near)


@pytest.mark.parametrize(
    ("fields", "after", "told"),
    [
        ({"updates.date": "15/8/2026", "updates.by": "acme"}, {}, ["updates.date", "updates.by"]),
        ({"updates.date": "15/8/2026", "updates.note.en": "Met"}, {}, []),
        ({"due_changes.reason.vi": "Chờ"}, {"due": 2027}, ["due_changes.reason.vi"]),
        ({"due_changes.date": "15/8/2026", "due": "2027"}, {"due": 2027}, ["due_changes.date"]),
        ({"due_changes.reason.vi": "Chờ"}, {"due": 2027, "due_changes": [{"to": 2027}]}, []),
        ({"title.vi": "Họp"}, {}, []),
    ],
)
def test_cells_that_need_another_are_told_when_it_is_empty(
    fields: dict[str, object], after: dict[str, Any], told: list[str]
) -> None:
    assert [sentence.field for sentence in idle_cells(said(fields)[0], after)] == told


def test_no_reason_takes_a_deadline_away() -> None:
    """`thường xuyên` beside a deadline: moving it is no way out, so that is not what the hint says."""
    fields = {"due": "thường xuyên", "due_changes.reason.vi": "Chờ"}
    _, [fault] = done({"due": "2026-Q4"}, fields)
    assert fault.field == "due"
    assert "reschedule" not in fault.why.hint


@pytest.mark.parametrize(
    ("values", "doubted"),
    [
        (["15/8/2026", date(2026, 5, 8)], True),
        (["8/15/2026", date(2026, 5, 8), None], True),
        (["15/8/2026", date(2026, 5, 8), date(2026, 5, 13)], False),
        (["5/8/2026", "thường xuyên", "ngày 15/8/2026", 2026, date(2026, 5, 8)], False),
        (["15/8/2026"], False),
        ([date(2026, 5, 8)], False),
    ],
)
def test_dates_that_a_spreadsheet_may_have_turned_round(values: list[object], doubted: bool) -> None:
    assert may_swap_day_and_month(values) is doubted


def test_the_other_reading_of_a_date_is_told() -> None:
    found = swapped_date_doubt(date(2026, 5, 8))
    assert found is not None
    assert dict(found.values) == {"value": "2026-05-08", "other": "2026-08-05"}
    assert swapped_date_doubt(date(2026, 5, 5)) is None


def test_a_table_full_of_strangers_is_read_soon(soon: None) -> None:
    """Looking for the nearest of a few thousand words costs a second a hundred times."""
    titles = {f"biên bản về hợp tác số {number} giữa hai bên": ["x"] for number in range(2000)}
    reader = CellReader(PARTIES, choices=CHOICES)
    found = [
        (
            reader.link(f"biên bản hợp tác {number}", titles),
            reader.party(f"Bộ Tài chín {number}"),
            reader.choice("status", f"in progres {number}"),
        )
        for number in range(5000)
    ]
    assert [sum(item[at].hint != last.hint for item in found) for at, last in enumerate(found[-1])] == [
        20,
        20,
        20,
    ]


def test_a_long_title_is_not_suggested_without_its_id() -> None:
    found = CellReader(PARTIES).link("biên bản " * 20 + "hai", {"biên bản " * 20 + "ba": ["x"]})
    assert isinstance(found, Unclear)
    assert found.hint == ""
