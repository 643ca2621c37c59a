"""The one reader of dates, by a table: what is written, for what, and what it means or why it is refused."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from unicodedata import normalize

import pytest

from commitments.edits.dates.date_terms import DateTerms, settled_order
from commitments.edits.dates.one_day import End, read_day
from commitments.edits.dates.written_dates import read_plain_date
from commitments.edits.unclear import Unclear
from commitments.model.calendar.dates import parse_date
from commitments.model.fields import Tense

MONDAY = date(2026, 11, 30)
BASE = DateTerms(MONDAY)
TERMS = {
    "due": BASE,
    "met": replace(BASE, tense=Tense.HAPPENED),
    "entry": replace(BASE, tense=Tense.ENTERED),
    "due dmy": replace(BASE, order="dmy"),
    "due mdy": replace(BASE, order="mdy"),
    "met dmy": replace(BASE, order="dmy", tense=Tense.HAPPENED),
    "no day": DateTerms(),
}

READ = """
due     | 2026-10-31                        | 2026-10-31
due     | 2026-10                           | 2026-10
due     | 2026-Q4                           | 2026-Q4
due     | 2026-H2                           | 2026-H2
due     | 2026                              | 2026
due     | 2026-36                           | 2026-36
due     | 2026-41                           | 2026-41
due     | 2026-03/2026-06                   | 2026-03/2026-06
due     | ../2026-12                        | ../2026-12
due     | 2026/..                           | 2026/..
due     | 2026-10~                          | 2026-10~
due     | 2026-10-31?                       | 2026-10-31?
met     | ../2026-12                        | ../2026-12
due     | 1900                              | 1900
due     | 2200-12-31                        | 2200-12-31
due     | 2026-q4                           | 2026-Q4
due     | 2026h2                            | 2026-H2
due     | 31/12/2026                        | 2026-12-31
met     | 31/12/2026                        | 2026-12-31
due     | 31-12-2026                        | 2026-12-31
due     | 31.12.2026                        | 2026-12-31
due     | 12/31/2026                        | 2026-12-31
due     | 5/5/2026                          | 2026-05-05
due     | 05/08/2026                        | 5 Aug or 8 May
due     | 5/8/2026                          | 2026-08-05 or 2026-05-08
met     | 5.8.2026                          | 2026-08-05 or 2026-05-08
due     | by 5/8/2026                       | 2026-08-05 or 2026-05-08
due     | trước 5/8/2026                    | 2026-08-05 or 2026-05-08
due dmy | 5/8/2026                          | 2026-08-05
met dmy | 5/8/2026                          | 2026-08-05
due dmy | trước 5/8/2026                    | 2026-08-04
due mdy | 5/8/2026                          | 2026-05-08
due mdy | 05-08-2026                        | 2026-05-08
due mdy | ngày 5/8/2026                     | 2026-08-05
due dmy | 8/15/2026                         | order 2026-08-15
due mdy | 15/8/2026                         | order 2026-08-15
due dmy | 2026-08-05                        | 2026-08-05
due     | 31 Dec 2026                       | 2026-12-31
due     | 31 December 2026                  | 2026-12-31
due     | Dec 31, 2026                      | 2026-12-31
due     | December 31 2026                  | 2026-12-31
due     | 31st of December 2026             | 2026-12-31
due     | 1-Dec-2026                        | 2026-12-01
due     | Dec 2026                          | 2026-12
due     | Sept 2026                         | 2026-09
due     | 12/2026                           | 2026-12
due     | 12-2026                           | 2026-12
due     | T12/2026                          | 2026-12
due     | tháng 12/2026                     | 2026-12
due     | tháng 02/2026                     | 2026-02
due     | tháng 12 năm 2026                 | 2026-12
due     | ngày 31 tháng 12 năm 2026         | 2026-12-31
due     | ngay 31 thang 12 nam 2026         | 2026-12-31
due     | Q4 2026                           | 2026-Q4
due     | Q4/2026                           | 2026-Q4
due     | quý IV/2026                       | 2026-Q4
due     | Quý 4 năm 2026                    | 2026-Q4
due     | QUÝ IV/2026                       | 2026-Q4
due     | fourth quarter of 2026            | 2026-Q4
due     | H2 2026                           | 2026-H2
due     | 6 tháng cuối năm 2026             | 2026-H2
due     | nửa đầu năm 2026                  | 2026-H1
due     | first half of 2026                | 2026-H1
due     | năm 2026                          | 2026
due     | trong năm 2026                    | 2026
due     | in 2026                           | 2026
due     | giai đoạn 2026-2030               | 2026/2030
due     | 2026 to 2030                      | 2026/2030
due     | từ tháng 3/2026 đến tháng 6/2026  | 2026-03/2026-06
due     | Mar 2026 to Jun 2026              | 2026-03/2026-06
due     | about Mar 2026 to Jun 2026 (?)    | 2026-03~/2026-06?
due     | khoảng tháng 10/2026              | 2026-10~
due     | about October 2026                | 2026-10~
due     | Oct 2026 (?)                      | 2026-10?
due     | trước 30/6/2026                   | 2026-06-29
due     | trước ngày 30/6/2026              | 2026-06-29
due     | trước ngày 01/3/2026              | 2026-02-28
due     | trước tháng 6/2026                | 2026-05-31
due     | trước quý IV/2026                 | 2026-09-30
due     | before 30 June 2026               | 2026-06-29
due     | before 2027                       | 2026-12-31
due     | chậm nhất 30/6/2026               | 2026-06-30
due     | chậm nhất là ngày 30/6/2026       | 2026-06-30
due     | muộn nhất 30/6/2026               | 2026-06-30
due     | không muộn hơn 30/6/2026          | 2026-06-30
due     | không quá ngày 30/6/2026          | 2026-06-30
due     | đến hết ngày 30/6/2026            | 2026-06-30
due     | hết ngày 30/6/2026                | 2026-06-30
due     | đến ngày 30/6/2026                | 2026-06-30
due     | hết năm 2026                      | 2026
due     | đến hết năm 2026                  | 2026
due     | hết quý II/2026                   | 2026-Q2
due     | hết tháng 6/2026                  | 2026-06
due     | hạn 30/6/2026                     | 2026-06-30
due     | by 30 June 2026                   | 2026-06-30
due     | by June 2026                      | 2026-06
due     | by the end of 2026                | 2026
due     | no later than 30 June 2026        | 2026-06-30
due     | until 30 June 2026                | 2026-06-30
met     | trước 30/6/2026                   | limit ../2026-06-29
met     | chậm nhất 30/6/2026               | limit ../2026-06-30
met     | hết năm 2026                      | limit ../2026
entry   | by June 2026                      | limit ../2026-06
due     | up to Dec 2026                    | ../2026-12
met     | up to Dec 2026                    | ../2026-12
met     | on or before 31 Dec 2026          | ../2026-12-31
met     | từ tháng 12/2025 trở về trước     | ../2025-12
due     | cho đến tháng 12/2026             | ../2026-12
due     | cho đến hết năm 2026              | ../2026
due     | up to about Dec 2026              | ../2026-12~
due     | from 2026                         | 2026/..
due     | since June 2026                   | 2026-06/..
due     | từ 2026                           | 2026/..
due     | từ ngày 05/8/2026                 | 2026-08-05/..
due     | từ tháng 3/2026 trở đi            | 2026-03/..
due     | from 5 Aug 2026 onwards           | 2026-08-05/..
due     | today                             | 2026-11-30
due     | Today                             | 2026-11-30
met     | yesterday                         | 2026-11-29
due     | tomorrow                          | 2026-12-01
due     | hôm nay                           | 2026-11-30
met     | hôm qua                           | 2026-11-29
due     | ngày mai                          | 2026-12-01
due     | NGÀY MAI                          | 2026-12-01
met     | hom qua                           | 2026-11-29
due     | monday                            | 2026-11-30
met     | monday                            | 2026-11-30
due     | tuesday                           | 2026-12-01
met     | tuesday                           | 2026-11-24
due     | Sunday                            | 2026-12-06
met     | sunday                            | 2026-11-29
due     | thứ Ba                            | 2026-12-01
met     | thứ ba                            | 2026-11-24
due     | thứ 6                             | 2026-12-04
met     | chủ nhật                          | 2026-11-29
entry   | fri                               | 2026-11-27
due     | +0d                               | 2026-11-30
due     | +30d                              | 2026-12-30
due     | +2w                               | 2026-12-14
due     | +3m                               | 2027-02-28
due     | +1y                               | 2027-11-30
met     | +1d                               | 2026-12-01
met     | 30d                               | 2026-10-31
met     | 0d                                | 2026-11-30
entry   | 2w                                | 2026-11-16
met     | 9m                                | 2026-02-28
met     | 1y                                | 2025-11-30
due     | 30d                               | direction 2026-12-30
met     | 9999y                             | years
due     | +9999y                            | years
due     | 9999y                             | years
met     | 9999m                             | years
met     | 126y                              | 1900-11-30
met     | 127y                              | years
due     | Monday, 30 Nov 2026               | 2026-11-30
due     | Thứ Hai, ngày 30/11/2026          | 2026-11-30
due     | Mon 30 Nov 2026                   | 2026-11-30
due     | Thu 3 Dec 2026                    | 2026-12-03
due     | Tuesday, 30 Nov 2026              | weekday
no day  | today                             | unread
no day  | +30d                              | unread
due     | 30/6                              | no year
due     | 15/8/26                           | no year
due     | quý IV                            | no year
due     | tháng 5                           | no year
due     | may                               | no year
due     | 2026-02-30                        | not real
due     | 31/2/2026                         | not real
due     | 13/2026                           | not real
due     | from Jun 2026 to Mar 2026         | not real
due     | cuối năm 2026                     | vague
due     | early June 2026                   | vague
due     | soon                              | vague
due     | 1899-12-31                        | years
due     | 2201                              | years
due     | 30/6/2569                         | years
due     | trước 1/1/1900                    | years
due     | 6/1026                            | years
met     | 0001-01-01                        | years
due     | hằng năm                          | no date
due     | thường xuyên                      | no date
due     | ongoing                           | no date
due     | next week                         | unread
due     | 30D x                             | unread
due     | 20261130                          | unread
due     | HEAD~3                            | unread
due     | -30d                              | unread
due     | ٣d                                | unread
due     | 30                                | unread
"""
"""One row a date: what for, what is written, what it means. The last column of a refusal is its kind."""

REFUSALS = {
    "order": "in the order of day and month",
    "limit": "is a limit",
    "direction": "ahead or back",
    "years": "outside the years 1900 to 2200",
    "weekday": "a weekday that its day does not have",
    "unread": "not a date that can be read",
    "no year": "the year in four digits",
    "not real": "not a date that exists",
    "vague": "too vague",
    "no date": "more than a date",
}
ROWS = [tuple(cell.strip() for cell in row.split("|")) for row in READ.strip().splitlines()]


@pytest.mark.parametrize(("purpose", "text", "means"), ROWS)
@pytest.mark.parametrize("form", ["NFC", "NFD"])
def test_a_date_means_one_thing_or_says_why_not(purpose: str, text: str, means: str, form: str) -> None:
    reading = read_plain_date(normalize(form, text), TERMS[purpose])  # type: ignore[arg-type]
    kind = next((kind for kind in REFUSALS if means.startswith(kind)), "")
    if " or " in means:
        assert isinstance(reading, Unclear)
        assert "to some readers" in reading.message
        values = dict(reading.values)
        assert means in (f"{values['day_first']} or {values['month_first']}", "5 Aug or 8 May")
    elif kind:
        assert isinstance(reading, Unclear), reading
        assert REFUSALS[kind] in str(reading.error())
        assert means.removeprefix(kind).strip() in reading.hint.format(**dict(reading.values))
    else:
        assert reading == means
        assert parse_date(reading) is not None


def test_the_table_is_long_enough() -> None:
    assert len(ROWS) >= 150
    assert len({row[:2] for row in ROWS}) == len(ROWS)


DAYS = """
first | 2026-10-31     | 2026-10-31
last  | 2026-10-31     | 2026-10-31
only  | 2026-10-31     | 2026-10-31
first | 10/2026        | 2026-10-01
last  | 10/2026        | 2026-10-31
only  | 10/2026        | not one day
first | Q4 2026        | 2026-10-01
last  | Q4 2026        | 2026-12-31
last  | 2026-03/2026-06 | 2026-06-30
first | from 2026      | 2026-01-01
last  | from 2026      | not one day
first | ../2026        | not one day
last  | ../2026        | 2026-12-31
only  | yesterday      | 2026-11-29
only  | 30d            | 2026-10-31
only  | hôm nay        | 2026-11-30
only  | 2026-10-31~    | 2026-10-31
only  | 5/8/2026       | to some readers
first | v1.0           | cannot be read
only  | ongoing        | more than a date
"""


@pytest.mark.parametrize(
    ("end", "text", "means"), [[cell.strip() for cell in row.split("|")] for row in DAYS.strip().splitlines()]
)
def test_one_day_of_a_longer_date_is_taken_only_where_it_is_said_which(
    end: str, text: str, means: str
) -> None:
    day = read_day(text, TERMS["met"], End[end.upper()])
    if isinstance(day, Unclear):
        assert means in day.message.replace("not a date that can be read", "cannot be read")
    else:
        assert day.isoformat() == means


@pytest.mark.parametrize(
    ("option", "setting", "lang", "order"),
    [
        ("mdy", "dmy", "vi", "mdy"),
        ("dmy", "mdy", "en", "dmy"),
        (None, "mdy", "vi", "mdy"),
        (None, "dmy", "en", "dmy"),
        (None, None, "vi", "dmy"),
        (None, None, "en", None),
    ],
)
def test_the_option_goes_before_the_setting_and_that_before_the_language(
    option: str | None, setting: str | None, lang: str, order: str | None
) -> None:
    assert settled_order(setting, lang, option) == order
