"""The answer of `trend` in every format, and its picture on every screen."""

from __future__ import annotations

import csv
import io
import json
import re
from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as some
from rich.cells import cell_len

from commitments.model.lifecycle import Timeliness
from commitments.render.answer import Answer, Screen
from commitments.render.formats.format_table import FORMATS
from commitments.render.trend import BLOCKS, ROW_KEYS, bar_lengths, trend_answer
from commitments.render.words import Words
from commitments.reports.status import Counts
from commitments.reports.trend import Trend, TrendPoint

SGR = re.compile(r"\x1b\[[0-9;]*m")
OVERDUE, SOON, ON_TRACK, AWAITING, UNDATED, SUSPENDED, ON_TIME, LATE, DONE, CLOSED = Timeliness


def point(day: str, counts: Mapping[Timeliness, int], unreadable: int = 0) -> TrendPoint:
    return TrendPoint(date.fromisoformat(day), Counts(sum(counts.values()), Counter(counts)), unreadable)


POINTS = [
    point("2025-11-22", {}),
    point("2026-02-22", {ON_TRACK: 5, UNDATED: 2}),
    point("2026-05-22", {ON_TRACK: 8, SOON: 1, UNDATED: 2, ON_TIME: 1}),
    point("2026-08-22", {OVERDUE: 1, ON_TRACK: 6, SUSPENDED: 1, UNDATED: 2, ON_TIME: 2, CLOSED: 1}),
    point(
        "2026-11-22",
        {OVERDUE: 3, SOON: 1, ON_TRACK: 2, UNDATED: 2, SUSPENDED: 1, ON_TIME: 2, LATE: 1, CLOSED: 3},
    ),
]


def answer(points: Sequence[TrendPoint] = POINTS, lang: str = "en") -> Answer:
    return trend_answer(Trend(points), "2026-11-22", Words(lang))


def table(
    width: int | None, points: Sequence[TrendPoint] = POINTS, lang: str = "en", color: bool = False
) -> str:
    return FORMATS["table"](answer(points, lang), Screen(Words(lang), width, color))


PIPED = """\
DATE         TOTAL  OVERDUE  DUE SOON  ON TRACK  NO DEADLINE  SUSPENDED  DONE ON TIME  DONE LATE  CLOSED
22 Nov 2025      0        0         0         0            0          0             0          0       0
22 Feb 2026      7        0         0         5            2          0             0          0       0
22 May 2026     12        0         1         8            2          0             1          0       0
22 Aug 2026     13        1         0         6            2          1             2          0       1
22 Nov 2026     15        3         1         2            2          1             2          1       3
"""

NARROW = """\
█ overdue  ▓ due soon  ▒ on track
░ no deadline  ▌ suspended
▄ done on time  ▀ done late  ─ closed

22 Nov 2025   ·
22 Feb 2026   7  ▒▒▒▒▒▒▒▒░░░
  ▒5  ░2
22 May 2026  12  ▓▓▒▒▒▒▒▒▒▒▒▒▒▒░░░▄
  ▓1  ▒8  ░2  ▄1
22 Aug 2026  13  ██▒▒▒▒▒▒▒▒▒░░░▌▌▄▄▄─
  █1  ▒6  ░2  ▌1  ▄2  ─1
22 Nov 2026  15  █████▓▓▒▒▒░░░▌▄▄▄▀─────
  █3  ▓1  ▒2  ░2  ▌1  ▄2  ▀1  ─3
"""

MIDDLE = """\
█ overdue  ▓ due soon  ▒ on track  ░ no deadline  ▌ suspended  ▄ done on time
▀ done late  ─ closed

                                                   total  █  ▓  ▒  ░  ▌  ▄  ▀  ─
22 Nov 2025                                            ·  ·  ·  ·  ·  ·  ·  ·  ·
22 Feb 2026  ▒▒▒▒▒▒▒▒▒▒▒▒░░░░░                         7  ·  ·  5  2  ·  ·  ·  ·
22 May 2026  ▓▓▓▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒░░░░░▄▄            12  ·  1  8  2  ·  1  ·  ·
22 Aug 2026  ███▒▒▒▒▒▒▒▒▒▒▒▒▒▒░░░░░▌▌▄▄▄▄▄──          13  1  ·  6  2  1  2  ·  1
22 Nov 2026  ███████▓▓▓▒▒▒▒▒░░░░░▌▌▄▄▄▄▄▀▀───────     15  3  1  2  2  1  2  1  3
"""

WIDE = """\
                                                     total  █ overdue  ▓ due soon  ▒ on track  \
░ no deadline  ▌ suspended  ▄ done on time  ▀ done late  ─ closed
22 Nov 2025                                              ·          ·           ·           ·  \
            ·            ·               ·            ·         ·
22 Feb 2026  ▒▒▒▒▒▒▒▒▒▒▒▒▒░░░░░                          7          ·           ·           5  \
            2            ·               ·            ·         ·
22 May 2026  ▓▓▓▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒░░░░░▄▄             12          ·           1           8  \
            2            ·               1            ·         ·
22 Aug 2026  ███▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒░░░░░▌▌▌▄▄▄▄▄──          13          1           ·           6  \
            2            1               2            ·         1
22 Nov 2026  ████████▓▓▓▒▒▒▒▒░░░░░▌▌▄▄▄▄▄▀▀────────     15          3           1           2  \
            2            1               2            1         3
"""


def test_in_a_pipe_it_is_numbers_in_columns() -> None:
    assert table(None) == PIPED


def test_on_a_narrow_screen_the_numbers_stand_below_the_bars() -> None:
    assert table(40) == NARROW


def test_on_a_screen_the_numbers_stand_under_the_signs() -> None:
    assert table(80) == MIDDLE


def test_on_a_wide_screen_the_numbers_stand_under_words() -> None:
    assert table(160) == WIDE


VIETNAMESE = """\
█ quá hạn  ▓ sắp đến hạn  ▒ trong hạn
░ chưa có thời hạn  ▌ tạm dừng
▄ hoàn thành đúng hạn
▀ hoàn thành quá hạn  ─ đã kết thúc

22/11/2025   ·
22/02/2026   7  ▒▒▒▒▒▒▒▒░░░
  ▒5  ░2
"""


def test_in_vietnamese() -> None:
    assert table(40, lang="vi").startswith(VIETNAMESE)
    assert "15  3  1  2  2  1  2  1  3" in table(80, lang="vi")
    heads = re.split("  +", table(None, lang="vi").splitlines()[0])
    assert heads[1:4] == ["TỔNG SỐ", "QUÁ HẠN", "SẮP ĐẾN HẠN"]


def test_thousands_stand_under_one_another_in_both_languages() -> None:
    many = [point("2026-11-21", {ON_TRACK: 1}), point("2026-11-22", {ON_TRACK: 12_345})]
    assert [line.split()[3:] for line in table(None, many).splitlines()[1:]] == [["1", "1"], ["12,345"] * 2]
    assert table(None, many, "vi").endswith("  12.345     12.345\n")
    for width in (40, 80, 160):
        assert "12,345" in table(width, many) and "12.345" in table(width, many, "vi")


def test_colour_changes_no_character_and_is_off_without() -> None:
    for width in (40, 80, 160):
        plain, coloured = table(width), table(width, color=True)
        assert "\x1b" not in plain
        bare = SGR.sub("", coloured)
        assert [line.rstrip() for line in bare.splitlines()] == plain.splitlines()
        assert "\x1b[1;31m███" in coloured


def test_colour_in_a_pipe_brings_the_picture() -> None:
    assert "▒▒" in table(None, color=True)
    assert max(map(cell_len, SGR.sub("", table(None, color=True)).splitlines())) <= 100


def test_each_block_is_its_own_and_takes_one_column() -> None:
    assert set(BLOCKS) == set(Timeliness)
    assert len(set(BLOCKS.values())) == len(BLOCKS)
    assert {cell_len(block) for block in BLOCKS.values()} == {1}


def test_what_no_point_has_takes_no_room() -> None:
    few = [point("2026-11-22", {ON_TRACK: 2})]
    assert table(None, few) == "DATE         TOTAL  ON TRACK\n22 Nov 2026      2         2\n"
    assert "overdue" not in table(40, few) + table(80, few) + table(160, few)


def test_records_that_could_not_be_read_are_told() -> None:
    points = [point("2026-11-21", {ON_TRACK: 1}), point("2026-11-22", {}, unreadable=3)]
    assert table(None, points) == (
        "DATE         TOTAL  ON TRACK  UNREADABLE\n"
        "21 Nov 2026      1         1           0\n"
        "22 Nov 2026      0         0           3\n"
    )
    assert "? unreadable" in table(40, points) and "?3" in table(40, points)
    assert "unreadable" in FORMATS["md"](answer(points), Screen(Words("en")))
    assert "unreadable" not in FORMATS["md"](answer(), Screen(Words("en")))


def test_nothing_at_all_is_said_on_a_screen_and_counted_in_a_pipe() -> None:
    nothing = [point("2026-11-21", {}), point("2026-11-22", {})]
    assert table(80, nothing) == "There is nothing to count from 21 Nov 2026 to 22 Nov 2026.\n"
    assert table(None, nothing) == "DATE         TOTAL\n21 Nov 2026      0\n22 Nov 2026      0\n"


def test_json_has_the_keys_of_the_contract() -> None:
    told = json.loads("".join(FORMATS["json"](answer(), Screen(Words("en")))))
    assert {name: told[name] for name in ("schema_version", "command", "as_of")} == {
        "schema_version": 2,
        "command": "trend",
        "as_of": "2026-11-22",
    }
    assert told["points"][0] == {
        "date": "2025-11-22",
        "total": 0,
        "by_timeliness": dict.fromkeys(Timeliness, 0),
        "unreadable": 0,
    }
    assert told["points"][-1]["by_timeliness"] == {
        **{"overdue": 3, "due_soon": 1, "on_track": 2, "awaiting": 0, "undated": 2, "suspended": 1},
        **{"done_on_time": 2, "done_late": 1, "done": 0, "closed": 3},
    }


def test_the_other_formats_have_the_same_rows() -> None:
    screen = Screen(Words("en"))
    lines = "".join(FORMATS["jsonl"](answer(), screen)).splitlines()
    assert [json.loads(line) for line in lines] == json.loads("".join(FORMATS["json"](answer(), screen)))[
        "points"
    ]
    rows = list(csv.DictReader(io.StringIO("".join(FORMATS["csv"](answer(), screen)))))
    assert list(rows[0]) == list(ROW_KEYS)
    assert [row["total"] for row in rows] == ["0", "7", "12", "13", "15"]
    assert rows[-1]["by_timeliness.overdue"] == "3"
    head, _, *body = FORMATS["md"](answer(), screen).splitlines()
    assert head.startswith("| Date | total | overdue | due soon |")
    assert body[-1] == "| 22 Nov 2026 | 15 | 3 | 1 | 2 | 0 | 2 | 1 | 2 | 1 | 0 | 3 |"


COUNTS = some.lists(
    some.integers(0, 5) | some.integers(0, 100_000), min_size=len(Timeliness), max_size=len(Timeliness)
)


@given(COUNTS, some.integers(0, 100_000), some.integers(len(Timeliness), 200))
def test_a_bar_is_as_long_as_its_share_and_shows_whatever_is_there(
    counts: list[int], more: int, width: int
) -> None:
    total = sum(counts)
    most = total + more
    found = bar_lengths(counts, most, width)
    there = sum(1 for count in counts if count)
    assert [item > 0 for item in found] == [count > 0 for count in counts]
    assert sum(found) == (max(round(total / most * width), there) if total else 0)
    for one, length in zip(counts, found, strict=True):
        for other, beside in zip(counts, found, strict=True):
            assert length <= beside + 1 or one > other
            assert not (one > other and length < beside)


@given(COUNTS, some.integers(1, 7))
def test_a_bar_never_outgrows_its_room(counts: list[int], width: int) -> None:
    assert sum(bar_lengths(counts, max(sum(counts), 1), width)) <= width


@given(
    some.lists(some.tuples(COUNTS, some.integers(0, 20)), min_size=1, max_size=4),
    some.integers(40, 180),
    some.sampled_from(["en", "vi"]),
)
def test_no_line_is_wider_than_the_screen(told: list[Any], width: int, lang: str) -> None:
    points = [
        point(
            (date(2026, 1, 1) + timedelta(at)).isoformat(), dict(zip(Timeliness, counts, strict=True)), unread
        )
        for at, (counts, unread) in enumerate(told)
    ]
    shown = table(width, points, lang)
    assert max(map(cell_len, shown.splitlines())) <= width
    for item in points:
        assert Words(lang).date(item.day.isoformat()) in shown
        assert Words(lang).number(item.counts.total) in shown or not item.counts.total


@pytest.mark.parametrize("width", [0, 1, 10, 25])
def test_an_odd_width_is_no_crash(width: int) -> None:
    assert table(width)
