"""Tables in Markdown: which lines are rows, what a cell says, and which table is read."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from commitments.errors import CommitmentsError
from commitments.reading.tables.sheet import Sheet
from commitments.reading.tables.spreadsheet import read_table

HEAD = "| Action | Deadline |\n|---|:--:|\n"


def is_header(values: Sequence[object]) -> bool:
    return "Action" in values and "Deadline" in values


def read(text: str, name: str | None = None) -> Sheet:
    return read_table(text.encode(), ".md", is_header, name)


@pytest.mark.parametrize(
    ("written", "value"),
    [
        ("Open the portal", "Open the portal"),
        ("**Open** the _portal_", "Open the portal"),
        ("snake_case_name and 2*3*4", "snake_case_name and 2*3*4"),
        ("`a | b`".replace("|", "\\|"), "a | b"),
        ("one<br>two<br/>three", "one\ntwo\nthree"),
        ("one  <br> <BR />  two", "one\n\ntwo"),
        ("**a *b* c** and __d__, *e", "a b c and d, *e"),
        ("*a " * 2_000 + "*b*", "a " + "*a " * 1_999 + "*b"),
        ("a \\* b", "a * b"),
        ("[Minutes](https://example.org/m \"t\")", "Minutes"),
        ("<https://example.org/m>", "https://example.org/m"),
        ("https://example.org/a_b_c", "https://example.org/a_b_c"),
        ("~~gone~~", "gone"),
        ("", None),
    ],
)  # fmt: skip
def test_cells(written: str, value: str | None) -> None:
    assert read(f"{HEAD}| x | {written} | y |\n").rows[2] == ("x", value, "y")


def test_rows_keep_the_numbers_of_their_lines() -> None:
    sheet = read(
        f"# Plan\r\n\r\nSome words | and a bar.\r\n\r\n{HEAD}| One | 2026 |\r\nTwo | 2027\r\n\r\nEnd."
    )
    assert sheet.rows[4] == ("Action", "Deadline")
    assert sheet.rows[5:] == ((), ("One", "2026"), ("Two", "2027"))
    assert sheet.cell(7, 1) == "B7"


def test_tables_with_the_same_headings_are_one_and_the_others_are_named() -> None:
    text = (
        "## People\n\n| Name | Room |\n|--|--|\n| A | 1 |\n\n"
        f"## First\n\n{HEAD}| One | 2026 |\n\n## Second\n\n{HEAD}| Two | 2027 |\n"
    )
    sheet = read(text)
    assert [row for row in sheet.rows if row] == [("Action", "Deadline"), ("One", "2026"), ("Two", "2027")]
    assert (sheet.name, sheet.others) == ("First", ("People",))
    assert [row for row in read(text, "Second").rows if row][1:] == [("Two", "2027")]
    with pytest.raises(CommitmentsError, match="heading Frist"):
        read(text, "Frist")


def test_links_and_struck_cells_are_marked() -> None:
    marks = read(f"{HEAD}| ~~One~~ | [a](https://example.org/a), [b](https://example.org/b) |\n").marks
    assert marks.struck == ((3, 0),)
    assert marks.linked == (((3, 1), "https://example.org/a"), ((3, 1), "https://example.org/b"))


@pytest.mark.parametrize(
    "text",
    [
        "No table at all.\n",
        f"```\n{HEAD}| One | 2026 |\n```\n",
        "| Action | Deadline |\n|---|\n| One | 2026 |\n",
        f"<<<<<<< ours\n{HEAD}| One | 2026 |\n",
    ],
    ids=["none", "in a fence", "a line that does not fit", "an unfinished merge"],
)
def test_what_is_refused(text: str) -> None:
    with pytest.raises(CommitmentsError):
        read(text)


def test_a_long_line_takes_no_long_time() -> None:
    assert read(f"{HEAD}| {'*_`[' * 6000} | {'|' * 100}\n").rows
