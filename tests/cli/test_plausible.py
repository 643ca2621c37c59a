"""What cannot be meant is refused by every way into a record: an option, `--set`, a cell of a table."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Any, NamedTuple

import pytest
from openpyxl import Workbook


class DayCell(NamedTuple):
    """A number in a cell for dates."""

    number: int
    format: str = "dd/mm/yyyy"


WRONG_ADDRESSES = [
    'https://x.example/"y',
    "http://[::1",
    "https://x.example:99999/y",
    "https://x..example",
    "https://a:b@x.example",
]


@pytest.mark.parametrize("address", WRONG_ADDRESSES)
def test_no_edit_takes_an_address_that_cannot_be_opened(
    address: str, make_workspace: Callable[..., Path], record: Callable[..., str], run: Callable[..., Any]
) -> None:
    root = make_workspace({"small.yaml": record()})
    before = (root / "records" / "small.yaml").read_bytes()
    proof = ["--evidence", address, "--title", "Report"]
    for command in (
        ["update", "small", "--note", "x", *proof],
        ["close", "small", "--as", "fulfilled", "--met-on", "2026-02-01", *proof],
        ["update", "small", "--set", f"source.url={address}"],
        ["update", "small", "--set", f"evidence=[{{title: R, url: '{address}'}}]"],
    ):
        ran = run(*command, root=root)
        assert (ran.status, "[web-address]" in ran.err) == (1, True), command
    assert (root / "records" / "small.yaml").read_bytes() == before


@pytest.mark.parametrize("address", WRONG_ADDRESSES)
def test_no_table_brings_an_address_that_cannot_be_opened(
    address: str, make_workspace: Callable[..., Path], run: Callable[..., Any], tmp_path: Path
) -> None:
    root = make_workspace({"empty/.keep": ""})
    cell = address.replace('"', '""')
    (tmp_path / "t.csv").write_text(f'Title,Lead,Evidence,Link\nOne,Acme,Report,"{cell}"\n', "utf-8")
    ran = run("import", str(tmp_path / "t.csv"), "--kind", "agreed_action", root=root)
    assert ran.status == 1
    assert f"D2: {address} is not a web address that can be opened" in ran.out


AT_SOME_TIME = [
    ["--today", "DAY", "status"],
    ["status", "--due-before", "DAY"],
    ["status", "--as-of", "DAY"],
    ["overdue", "--as-of", "DAY"],
    ["changes", "--since", "DAY"],
    ["changes", "--until", "DAY"],
    ["trend", "--from", "DAY"],
]


def test_no_option_takes_a_day_of_another_age(
    record: Callable[..., str], run: Callable[..., Any], git_story: Callable[..., Any]
) -> None:
    story = git_story()
    story.commit({"records/small.yaml": record()})
    for day in ("1899-12-31", "2201-01-01", "2569-11-22", "0001-01-01", "9999-12-31", "9999y"):
        for command in AT_SOME_TIME:
            words = [word.replace("DAY", day) for word in command]
            ran = run(*words, root=story.root, today=None)
            assert (ran.status, ran.out) == (2, ""), words
            assert f"{day} is outside the years 1900 to 2200" in ran.err


EDITS = [
    ["reschedule", "small", "DATE", "--reason", "Late"],
    ["update", "small", "--note", "x", "--date", "DATE"],
    ["update", "small", "--set", "due=DATE"],
    ["update", "small", "--set", "source.published_on=DATE"],
    ["close", "small", "--as", "withdrawn", "--reason", "x", "--date", "DATE"],
    ["hold", "small", "DATE"],
    ["new", "--title-en", "T", "--kind", "mou", "--party", "acme/lead", "--source", "d", "--due", "DATE"],
    ["new", "--title-en", "T", "--kind", "mou", "--party", "acme/lead", "--source", "d", "--made-on", "DATE"],
]


@pytest.mark.parametrize("given", ["2569-06-30", "1026-06", "3026", "2569-Q4", "2026/2206"])
@pytest.mark.parametrize("command", EDITS, ids=lambda command: " ".join(command[:4]))
def test_no_edit_takes_a_year_that_nobody_means(
    command: list[str],
    given: str,
    make_workspace: Callable[..., Path],
    record: Callable[..., str],
    run: Callable[..., Any],
) -> None:
    root = make_workspace({"small.yaml": record(due="2026", repeats={"rule": "FREQ=YEARLY", "starts": 2026})})
    ran = run(*[word.replace("DATE", given) for word in command], root=root)
    assert ran.status == 2
    assert f"{given} is outside the years 1900 to 2200" in ran.err
    assert ("Buddhist" in ran.err) == ("2569" in given)


@pytest.mark.parametrize(
    ("command", "warned"),
    [
        (["reschedule", "small", "1926-Q4", "--reason", "Late"], "1926-Q4"),
        (["update", "small", "--note", "x", "--date", "1905-07-18"], "1905-07-18"),
        (["update", "small", "--set", "review_by=18/7/1905"], "1905-07-18"),
        (["update", "small", "--set", "made_on=1944"], "1944"),
        (["update", "small", "--set", "made_on=1945"], ""),
        (
            ["update", "small", "--note", "Why", "--set", "repeats.rule=FREQ=YEARLY;UNTIL=21011231"],
            "2101-12-31",
        ),
        (["reschedule", "small", "2027-Q4", "--reason", "Late"], ""),
    ],
)
def test_an_edit_warns_of_a_year_that_hardly_anybody_means(
    command: list[str],
    warned: str,
    make_workspace: Callable[..., Path],
    record: Callable[..., str],
    run: Callable[..., Any],
) -> None:
    root = make_workspace({"small.yaml": record(due="2026", repeats={"rule": "FREQ=YEARLY", "starts": 2026})})
    ran = run(*command, root=root)
    assert ran.status == 0, ran.err
    assert ("[date-implausible]" in ran.err) == bool(warned)
    assert f"{warned} is unlikely" in ran.err or not warned
    assert ("[date-implausible]" in run("validate", root=root).out) == bool(warned)


@pytest.mark.parametrize(
    ("cell", "verdict", "words"),
    [
        ("30/6/2206", "fault", "30/6/2206 is outside the years 1900 to 2200"),
        ("6/1026", "fault", "6/1026 is outside the years 1900 to 2200"),
        ("năm 3026", "fault", "năm 3026 is outside the years 1900 to 2200"),
        ("30/6/2569", "fault", "Did you mean 2026-06-30? The Buddhist era counts 543 years more."),
        ("2569", "fault", "Did you mean 2026? The Buddhist era counts 543 years more."),
        ("Q4 1926", "added", "1926-Q4 is unlikely: such dates lie between 1990 and 2100"),
        ("18/7/1905", "added", "Did you mean 2026, a year typed into a spreadsheet cell for dates?"),
        ("1905-07-18", "added", "Did you mean 2026, a year typed into a spreadsheet cell for dates?"),
        ("30/6/2026", "added", None),
        (2026, "added", None),
        (2569, "fault", "2569 is outside the years 1900 to 2200"),
        (1026, "fault", "1026 is outside the years 1900 to 2200"),
        (12, "fault", "12 is a number, not a date"),
        (DayCell(2026), "fault", "holds the number 2026, which a spreadsheet takes for 1905-07-18"),
        (DayCell(2026, "yyyy"), "fault", "Give the cell the format General if the year is meant"),
        (DayCell(-1), "fault", "holds the number -1, which a spreadsheet takes for 1899-12-29"),
        (DayCell(12), "fault", "holds the number 12, which a spreadsheet takes for 1900-01-12"),
        (datetime(1930, 6, 30), "added", "1930-06-30 is unlikely"),
        (datetime(9999, 12, 31), "fault", "9999-12-31 is outside the years 1900 to 2200"),
        (datetime(2026, 6, 30), "added", None),
    ],
    ids=repr,
)
@pytest.mark.parametrize("column", ["Due", "Date signed"])
def test_a_cell_is_a_date_of_our_time_or_a_fault(
    cell: object,
    verdict: str,
    words: str | None,
    column: str,
    make_workspace: Callable[..., Path],
    run: Callable[..., Any],
    tmp_path: Path,
) -> None:
    book = Workbook()
    book.active.append(["Title", "Lead", column])
    book.active.append(["One", "Acme", cell.number if isinstance(cell, DayCell) else cell])
    if isinstance(cell, DayCell):
        book.active["C2"].number_format = cell.format
    book.save(tmp_path / "t.xlsx")
    root = make_workspace({"empty/.keep": ""})
    ran = run(
        *("import", str(tmp_path / "t.xlsx"), "--kind", "mou", "--dates", "dmy", "-f", "json"), root=root
    )
    rows = json.loads(ran.out)["rows"]
    assert {row["action"] for row in rows} == {verdict}
    told = [f"{row['message']} {row['hint']}" for row in rows if row["message"] and row["cell"] == "Sheet!C2"]
    if words is None:
        assert told == []
    else:
        assert [
            words.replace("1990", "1945" if column != "Due" else "1990") in sentence for sentence in told
        ] == [True]


def test_a_row_of_numbers_below_the_header_may_lie_in_a_column_for_dates(
    make_workspace: Callable[..., Path], run: Callable[..., Any], tmp_path: Path
) -> None:
    book = Workbook()
    for row in (["Title", "Lead", "Due"], [1, 2, 3], ["One", "Acme", datetime(2026, 6, 30)]):
        book.active.append(row)
    book.active["C2"].number_format = "dd/mm/yyyy"
    book.save(tmp_path / "t.xlsx")
    ran = run("import", str(tmp_path / "t.xlsx"), "--kind", "mou", root=make_workspace({"empty/.keep": ""}))
    assert (ran.status, "1 new record\n" in ran.out) == (0, True), ran.out
