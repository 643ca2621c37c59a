"""What is printed for a date is read back to the same earliest and latest day."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from commitments.edits.dates.date_terms import DateOrder, DateTerms, settled_order
from commitments.edits.dates.written_dates import WrittenDate, read_date
from commitments.model.calendar.dates import Span, parse_date
from commitments.model.fields import Tense
from commitments.model.parties.party import Registry
from commitments.render.changes.story import WEEKDAYS
from commitments.render.changes.values import FieldWords
from commitments.render.safe import csv_cell, markdown
from commitments.render.slips.words import SlipWords
from commitments.render.words import Words


@st.composite
def edtf(draw: st.DrawFn) -> str:
    """A date as records hold it: of every width, marked or not, alone or as an end of an interval."""
    days = sorted(
        draw(st.lists(st.dates(date(1900, 1, 1), date(2200, 12, 31)), min_size=2, max_size=2, unique=True))
    )
    first, last = (draw(_simple(day)) for day in days)
    text = draw(st.sampled_from([first, f"../{last}", f"{first}/..", f"{first}/{last}"]))
    return text if parse_date(text) else first


@st.composite
def _simple(draw: st.DrawFn, day: date) -> str:
    year, quarter, half = f"{day.year:04}", (day.month + 2) // 3, 1 + day.month // 7
    widths = [day.isoformat(), f"{day:%Y-%m}", year, f"{year}-Q{quarter}", f"{year}-H{half}"]
    codes = [f"{year}-{32 + quarter}", f"{year}-{39 + half}"]
    return draw(st.sampled_from([*widths, *codes])) + draw(st.sampled_from(["", "~", "?"]))


def _require_same_days(text: str, shown: str, order: DateOrder | None, tense: Tense) -> None:
    meant, reading = parse_date(text), read_date(shown, DateTerms(order=order, tense=tense))
    assert isinstance(reading, WrittenDate), (text, shown, reading)
    again = parse_date(reading.date)
    assert meant is not None and again is not None and not reading.wording
    assert _days(again) == _days(meant), (text, shown, reading)


def _days(span: Span) -> tuple[object, ...]:
    return span.earliest, span.latest, span.approximate, span.uncertain


@given(edtf(), st.sampled_from(["en", "vi"]), st.sampled_from(Tense), st.booleans())
@example("2026-08-05", "vi", Tense.TO_COME, False)
@example("../2026-12", "vi", Tense.TO_COME, False)
@example("../2026-12", "en", Tense.HAPPENED, False)
@example("2026-02~/2026-12-31?", "vi", Tense.HAPPENED, False)
def test_what_is_printed_is_read_back(text: str, lang: str, tense: Tense, has_order: bool) -> None:
    words = Words(lang)
    order = settled_order("dmy" if has_order else None, lang)
    assert markdown(words.date(text)) == csv_cell(words.date(text)) == words.date(text)
    _require_same_days(text, words.date(text), order, tense)
    _require_same_days(text, words.past(text), order, tense)
    span = parse_date(text)
    assert span is not None
    _require_same_days(text, words.date(span), order, tense)


@given(
    edtf(), st.sampled_from(["made_on", "met_on", "due", "review_by", "date"]), st.sampled_from(["en", "vi"])
)
def test_what_changes_and_slips_print_is_read_back(text: str, field: str, lang: str) -> None:
    words = Words(lang)
    order = settled_order(None, lang)
    for shown in (
        FieldWords(words, Registry()).value(field, text),
        SlipWords(Registry(), None, "", words).date(text),
    ):
        _require_same_days(text, shown, order, Tense.TO_COME)


@given(st.dates(date(1900, 1, 1), date(2200, 12, 31)), st.sampled_from(["en", "vi"]))
def test_the_heading_of_a_day_is_read_back(day: date, lang: str) -> None:
    words = Words(lang)
    weekday = words.say(WEEKDAYS[day.weekday()])
    heading = words.say("{weekday}, {date}", weekday=weekday, date=words.date(day.isoformat()))
    _require_same_days(day.isoformat(), heading, settled_order(None, lang), Tense.HAPPENED)


@pytest.mark.parametrize(
    ("text", "vi"),
    [
        ("2026-08-05", "05/8/2026"),
        ("2026-01-02", "02/01/2026"),
        ("2026-02-28", "28/02/2026"),
        ("2026-03-10", "10/3/2026"),
        ("2026-12-31", "31/12/2026"),
        ("2026-10", "tháng 10/2026"),
        ("2026-02", "tháng 02/2026"),
        ("2026-Q4", "quý IV/2026"),
    ],
)
def test_vietnamese_dates_stand_as_on_official_paper(text: str, vi: str) -> None:
    assert Words("vi").date(text) == vi
