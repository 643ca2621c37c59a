"""Dates as people write them: what they mean, what is refused, and never a guess."""

from __future__ import annotations

import re
from datetime import date, datetime, timedelta
from pathlib import Path
from unicodedata import normalize

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from commitments.edits.dates.date_terms import DATE_ORDERS, DateOrder, DateTerms
from commitments.edits.dates.written_dates import (
    TWO_DAYS,
    WrittenDate,
    date_field_value,
    read_date,
    read_plain_date,
)
from commitments.edits.unclear import Unclear
from commitments.model.calendar.dates import parse_date
from commitments.model.fields import Tense

DMY, MDY = (DateTerms(order=order) for order in DATE_ORDERS)

CERTAIN = [
    ("15/8/2026", "2026-08-15"),
    ("15-8-2026", "2026-08-15"),
    ("15.8.2026", "2026-08-15"),
    ("15 / 08 / 2026", "2026-08-15"),
    ("8/15/2026", "2026-08-15"),
    ("5/5/2026", "2026-05-05"),
    ("ngày 5/8/2026", "2026-08-05"),
    ("15/8/2026 00:00:00", "2026-08-15"),
    ("2026-08-15T00:00:00", "2026-08-15"),
    ("2026/8/15", "2026-08-15"),
    ("6/2025", "2025-06"),
    ("06-2025", "2025-06"),
    ("2025/6", "2025-06"),
    ("tháng 6/2025", "2025-06"),
    ("Tháng 6 năm 2025", "2025-06"),
    ("T6/2025", "2025-06"),
    ("Quý IV/2026", "2026-Q4"),
    ("quy iv/2026", "2026-Q4"),
    ("QUÝ III NĂM 2026", "2026-Q3"),
    ("quý 4 năm 2026", "2026-Q4"),
    ("trong quý I/2026", "2026-Q1"),
    ("Q4/2026", "2026-Q4"),
    ("Q4 2026", "2026-Q4"),
    ("4th quarter of 2026", "2026-Q4"),
    ("6 tháng đầu năm 2026", "2026-H1"),
    ("6 tháng cuối năm 2026", "2026-H2"),
    ("nửa đầu năm 2026", "2026-H1"),
    ("second half of 2026", "2026-H2"),
    ("năm 2026", "2026"),
    ("2026", "2026"),
    ("ngày 15 tháng 8 năm 2026", "2026-08-15"),
    ("15 August 2026", "2026-08-15"),
    ("15-Aug-2026", "2026-08-15"),
    ("August 15, 2026", "2026-08-15"),
    ("Aug 2026", "2026-08"),
    ("from 2026 to 2030", "2026/2030"),
    ("giai đoạn 2026–2030", "2026/2030"),
    ("từ 3/2026 đến 6/2026", "2026-03/2026-06"),
    ("khoảng 10/2026", "2026-10~"),
]


@pytest.mark.parametrize(("text", "means"), CERTAIN)
@pytest.mark.parametrize("form", ["NFC", "NFD"])
def test_what_can_mean_one_thing_is_read(text: str, means: str, form: str) -> None:
    assert read_date(normalize(form, text)) == WrittenDate(means)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("text", "means", "lang"),
    [
        ("chậm nhất 30/6/2026", "2026-06-30", "vi"),
        ("Chậm nhất là ngày 5/6/2026", "2026-06-05", "vi"),
        ("đến hết năm 2026", "2026", "vi"),
        ("hết quý II/2026", "2026-Q2", "vi"),
        ("Dự kiến quý IV/2026", "2026-Q4", "vi"),
        ("by June 2026", "2026-06", "en"),
        ("by the end of 2026", "2026", "en"),
        ("no later than 30 June 2026", "2026-06-30", "en"),
        ("trước 30/6/2026", "2026-06-29", "vi"),
        ("Trước ngày 1/7/2026", "2026-06-30", "vi"),
        ("trước tháng 6/2026", "2026-05-31", "vi"),
        ("before 2027", "2026-12-31", "en"),
    ],
)
def test_a_deadline_in_words_keeps_its_words(text: str, means: str, lang: str) -> None:
    assert read_date(text) == WrittenDate(means, text, lang)


@pytest.mark.parametrize(
    ("text", "lang", "rule"),
    [
        ("thường xuyên", "vi", None),
        ("Thường xuyên, liên tục", "vi", None),
        ("ongoing", "en", None),
        ("As needed", "en", None),
        ("hằng năm", "vi", "FREQ=YEARLY"),
        ("Hàng năm", "vi", "FREQ=YEARLY"),
        ("thường xuyên; hằng năm", "vi", "FREQ=YEARLY"),
        ("annually", "en", "FREQ=YEARLY"),
        ("hằng quý", "vi", "FREQ=MONTHLY;INTERVAL=3"),
        ("định kỳ hằng tháng", "vi", "FREQ=MONTHLY"),
        ("quarterly", "en", "FREQ=MONTHLY;INTERVAL=3"),
    ],
)
def test_words_without_a_date_are_kept(text: str, lang: str, rule: str | None) -> None:
    assert read_date(text) == WrittenDate(None, text, lang, rule)


def test_day_and_month_are_never_guessed() -> None:
    found = read_date("5/8/2026")
    assert isinstance(found, Unclear)
    assert found.message == TWO_DAYS
    assert dict(found.values) == {"value": "5/8/2026", "day_first": "2026-08-05", "month_first": "2026-05-08"}
    assert read_date("5/8/2026", DMY) == WrittenDate("2026-08-05")
    assert read_date("5/8/2026", MDY) == WrittenDate("2026-05-08")
    assert isinstance(read_date("by 5/8/2026"), Unclear)


def test_words_that_say_the_day_count_more_than_the_order_of_the_table() -> None:
    assert read_date("ngày 5/8/2026", MDY) == WrittenDate("2026-08-05")


@pytest.mark.parametrize(("text", "order"), [("8/15/2026", "dmy"), ("15/8/2026", "mdy")])
def test_a_date_against_the_order_of_its_table_is_a_fault(text: str, order: DateOrder) -> None:
    found = read_date(text, DateTerms(order=order))
    assert isinstance(found, Unclear)
    assert "exists" in found.message


@pytest.mark.parametrize(
    ("value", "why"),
    [
        ("15/8/26", "four digits"),
        ("15-Aug-26", "four digits"),
        ("30/6", "four digits"),
        ("quý IV", "four digits"),
        ("tháng 5", "four digits"),
        ("31/2/2026", "exists"),
        ("13/2026", "exists"),
        ("31/6/2026", "exists"),
        ("2026-15-8", "exists"),
        ("từ 6/2026 đến 3/2026", "exists"),
        ("cuối năm 2026", "vague"),
        ("đầu quý II", "vague"),
        ("early 2026", "vague"),
        ("１５/８/２０２６", "read"),
        ("within 3 months", "read"),
        ("sau khi ký", "read"),
        ("biannually", "read"),
        ("hằng năm, hằng quý", "read"),
        ("10 - 15/8/2026", "read"),
        ("", "read"),
        (True, "read"),
        (None, "read"),
        (12, "number"),
        (46249, "number"),
        (2026.5, "number"),
        (float("nan"), "number"),
        (float("inf"), "number"),
    ],
)
def test_all_else_is_refused_with_its_reason(value: object, why: str) -> None:
    found = read_date(value)
    assert isinstance(found, Unclear), found
    assert why in found.message
    assert str(found.error())


@pytest.mark.parametrize(
    ("value", "nearest"),
    [
        ("30/6/2206", ""),
        ("6/1026", ""),
        ("năm 3026", ""),
        ("tháng 6 năm 1026", ""),
        ("Q4 1026", ""),
        ("Quý IV/2569", "2026-Q4"),
        ("30/6/2569", "2026-06-30"),
        ("30 June 2569", "2026-06-30"),
        ("by the end of 2569", "2026"),
        ("chậm nhất 30/6/2569", "2026-06-30"),
        ("giai đoạn 2569-2573", "2026/2030"),
        ("2568/2569", "2025/2026"),
        ("../2569-12", "../2026-12"),
        ("2026/2569", ""),
        ("2569-33", "2026-33"),
        ("khoảng 10/2569", "2026-10~"),
        ("1899-12-31", ""),
        ("before 1900", ""),
        ("trước 1/1/1900", ""),
        ("2201", ""),
        ("0999", ""),
        (1899, ""),
        (2201, ""),
        (2569, "2026"),
        (2569.0, "2026"),
        (9999, ""),
        (date(1899, 12, 29), ""),
        (date(9999, 12, 31), ""),
        (datetime(2569, 6, 30), "2026-06-30"),
    ],
)
@pytest.mark.parametrize("epoch", [None, 1900, 1904])
def test_a_year_that_nobody_means_is_refused(value: object, nearest: str, epoch: int | None) -> None:
    found = read_date(value, DateTerms(epoch=epoch))
    assert isinstance(found, Unclear), found
    assert "outside the years 1900 to 2200" in str(found.error())
    assert dict(found.values)["nearest"] == nearest
    assert ("Buddhist" in found.hint) == bool(nearest)


@pytest.mark.parametrize(
    ("value", "means"),
    [
        ("Q4 1926", "1926-Q4"),
        ("năm 1900", "1900"),
        ("31/12/2200", "2200-12-31"),
        ("before 1901", "1900-12-31"),
        (1900, "1900"),
        (2200, "2200"),
        (date(1930, 6, 30), "1930-06-30"),
    ],
)
def test_a_year_that_is_only_unlikely_is_read(value: object, means: str) -> None:
    found = read_date(value)
    assert isinstance(found, WrittenDate)
    assert found.date == means


@pytest.mark.parametrize(
    ("value", "epoch", "means"),
    [
        (46249, 1900, "2026-08-15"),
        (46249.75, 1900, "2026-08-15"),
        ("46249", 1900, "2026-08-15"),
        (44787, 1904, "2026-08-15"),
        (2026, 1900, "2026"),
        (2026.0, None, "2026"),
        (date(2026, 8, 15), None, "2026-08-15"),
        (datetime(2026, 8, 15, 23, 59), None, "2026-08-15"),
    ],
)
def test_days_of_spreadsheets(value: object, epoch: int | None, means: str) -> None:
    assert read_date(value, DateTerms(epoch=epoch)) == WrittenDate(means)


@pytest.mark.parametrize("serial", [1, 60, 32873, 73416, 999_999, -5])
def test_serials_of_other_centuries_are_no_dates(serial: int) -> None:
    assert isinstance(read_date(serial, DateTerms(epoch=1900)), Unclear)


@given(st.dates(date(1990, 1, 1), date(2100, 12, 31)))
def test_serials_count_the_day_that_never_was(day: date) -> None:
    """1 March 1900 is 61 in Excel, since it takes 1900 for a leap year."""
    assert read_date(61 + (day - date(1900, 3, 1)).days, DateTerms(epoch=1900)) == WrittenDate(
        day.isoformat()
    )
    assert read_date((day - date(1904, 1, 1)).days, DateTerms(epoch=1904)) == WrittenDate(day.isoformat())


@st.composite
def edtf(draw: st.DrawFn) -> str:
    """A date in the form of records."""
    day = draw(st.dates(date(1900, 1, 1), date(2200, 12, 31)))
    simple = st.sampled_from(
        [
            day.isoformat(),
            f"{day:%Y-%m}",
            f"{day.year:04}",
            f"{day.year:04}-Q{(day.month + 2) // 3}",
            f"{day.year:04}-H{1 + day.month // 7}",
            f"{day.year:04}-36",
        ]
    )
    one = draw(simple) + draw(st.sampled_from(["", "~", "?"]))
    return draw(st.sampled_from([one, f"../{one}", f"{one}/..", f"{one}/{one}"]))


@given(edtf())
def test_every_date_of_records_stands_for_itself(text: str) -> None:
    assert parse_date(text) is not None
    assert read_date(text) == WrittenDate(text)
    assert read_date(f" {text}\n") == WrittenDate(text)


_PIECES = st.sampled_from(
    [
        *(
            "15",
            "8",
            "2026",
            "26",
            "/",
            "-",
            ".",
            " ",
            "ngày ",
            "tháng ",
            "năm ",
            "quý ",
            "IV",
            "Q",
            "trước ",
        ),
        *(
            "chậm nhất ",
            "by ",
            "before ",
            "end of ",
            "hằng ",
            "thường xuyên",
            ",",
            "~",
            "?",
            "..",
            "từ ",
            " đến ",
        ),
        *("August", " to ", "0001", "9999", "first half", "(?)", "khoảng ", "T", "H", "12:00", "ï", "\u0301"),
    ]
)


@given(
    st.one_of(
        st.text(max_size=40),
        st.lists(_PIECES, max_size=9).map("".join),
        st.integers(),
        st.floats(),
        st.datetimes(),
        st.none(),
        st.binary(max_size=5),
    ),
    st.sampled_from([None, *DATE_ORDERS]),
    st.sampled_from([None, 1900, 1904]),
    st.sampled_from(Tense),
)
@example("trước 1/1/0001", None, None, Tense.TO_COME)
@example("before 0001-01-01", None, None, Tense.TO_COME)
def test_nothing_raises_and_every_date_is_one_of_records(
    value: object, order: DateOrder | None, epoch: int | None, tense: Tense
) -> None:
    found = read_date(value, DateTerms(date(2026, 11, 30), order, tense, epoch))
    if isinstance(found, WrittenDate):
        assert found.date is None or parse_date(found.date) is not None
        assert found.date or found.wording
        assert bool(found.lang) == bool(found.wording)
    else:
        assert str(found.error())


@given(st.dates(date(1900, 1, 1), date(2199, 12, 31)), st.sampled_from("/-."))
def test_numbers_mean_the_same_to_every_reader_or_nothing(day: date, sign: str) -> None:
    day_first, month_first = (
        sign.join([*item, str(day.year)])
        for item in ((str(day.day), str(day.month)), (str(day.month), str(day.day)))
    )
    certain = day.day > 12 or day.day == day.month
    for text in (day_first, month_first):
        found = read_date(text)
        assert found == WrittenDate(day.isoformat()) if certain else isinstance(found, Unclear)
    assert read_date(day_first, DMY) == read_date(month_first, MDY) == WrittenDate(day.isoformat())


@given(st.dates(date(1900, 1, 1), date(2199, 12, 31)))
def test_before_a_day_is_the_day_before_it(day: date) -> None:
    found = read_date(f"before {day.isoformat()}".replace("-", "-"), DMY)
    told = read_date(f"trước ngày {day.day}/{day.month}/{day.year}")
    assert isinstance(told, WrittenDate)
    assert told.date == (day - timedelta(days=1)).isoformat()
    assert isinstance(found, WrittenDate)
    assert found.date == told.date


@pytest.mark.parametrize("text", ["thường xuyên", "5/8/2026", "soon", "30/6/2569", "6/1026"])
def test_where_only_a_date_will_do_words_are_refused(text: str) -> None:
    assert isinstance(read_plain_date(text), Unclear)


def test_a_date_alone_is_what_records_hold() -> None:
    assert read_plain_date("Quý IV/2026") == "2026-Q4"
    assert [date_field_value(name) for name in ("2026", "2026-10", "0999")] == [2026, "2026-10", "0999"]


def test_long_texts_are_refused_quickly(soon: None) -> None:
    for piece in ("1/", "tháng ", "trước ", "by ", "a to ", "- ", "quý 4 "):
        assert isinstance(read_date(piece * 200_000), Unclear)


PAGE = Path(__file__).resolve().parents[3] / "docs" / "dates.md"
SECTION = PAGE.read_text("utf-8").partition("## As people write them")[2].partition("\n## ")[0]
TOLD = [
    (text, means)
    for line in re.findall(r"^\| (`.*) \|$", SECTION, re.MULTILINE)
    for words, means in [line.split(" | ")]
    for text in re.findall("`([^`]+)`", words)
]
NEAR_SECTION = PAGE.read_text("utf-8").partition("<!-- near dates -->")[2].partition("\n\n")[0]
NEAR = [
    (text, *meanings)
    for line in re.findall(r"^\| (`.*) \|$", NEAR_SECTION, re.MULTILINE)
    for words, *meanings in [line.split(" | ")]
    for text in re.findall("`([^`]+)`", words)
]


@pytest.mark.parametrize(("text", "coming", "past"), NEAR)
def test_the_page_says_what_is_near(text: str, coming: str, past: str) -> None:
    today = date(2026, 11, 30)
    for tense, means in ((Tense.TO_COME, coming), (Tense.HAPPENED, past), (Tense.ENTERED, past)):
        reading = read_plain_date(text, DateTerms(today, tense=tense))
        assert ("refused" if isinstance(reading, Unclear) else reading) == means


@pytest.mark.parametrize(("text", "means"), TOLD)
def test_the_page_says_what_is_read(text: str, means: str) -> None:
    found = read_date(text)
    assert isinstance(found, WrittenDate)
    assert (found.rule or found.date or "no date") == means.strip("`")


def test_the_page_says_what_is_refused() -> None:
    listed = re.findall(r"^- (.*)$", SECTION, re.MULTILINE)
    texts = [word for line in listed for word in re.findall("`([^`]+)`", line) if not word.startswith("--")]
    assert len(texts) == 9
    assert [text for text in texts if isinstance(read_date(text), WrittenDate)] == []
    assert len(TOLD) >= 60 and len(NEAR) == 18
