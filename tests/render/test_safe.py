"""Each function that makes untrusted text safe, against the place that it makes it safe for."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from commitments.render.safe import (
    bounded_markdown,
    csv_cell,
    inert,
    json_safe,
    markdown,
    one_line,
    one_line_each,
    visible,
    workflow_property,
    workflow_text,
)

Rendered = Callable[[str], list[list[list[tuple[str, str]]]]]
MENTION = re.compile(r"(?:^|\W)@[a-z0-9][a-z0-9-]*", re.IGNORECASE)
REFERENCE = re.compile(r"(?:^|\W|\w/\w+)#[0-9]+")
ORDINARY = [
    "",
    "a",
    "Thỏa thuận hợp tác số 12/2025 (đợt 1): 50 % – “xong”",
    "Bộ KH&CN",
    "漢字 😀",
    "a_b-c.d/e",
]
anything = st.text(st.characters(), max_size=60)


def test_nothing_that_acts_is_left(hostile: str, not_shown: re.Pattern[str]) -> None:
    for make in (visible, one_line, markdown, workflow_text, workflow_property):
        assert not not_shown.search(make(hostile)), make
    for make in (one_line, markdown, workflow_text, workflow_property):
        assert "\n" not in make(hostile), make


@given(anything)
def test_nothing_that_acts_is_left_of_any_text(text: str) -> None:
    acts = re.compile(
        "[\x00-\x09\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ud800-\udfff]"
    )
    for make in (visible, one_line, markdown, workflow_text, workflow_property):
        assert not acts.search(make(text)), make
    assert len(one_line(text).splitlines()) <= 1
    assert visible(visible(text)) == visible(text)
    visible(text).encode()


@pytest.mark.parametrize("text", ORDINARY)
def test_ordinary_text_stays_as_it_is(text: str) -> None:
    assert visible(text) == one_line(text) == csv_cell(text) == text
    assert workflow_property(text.replace("%", "").replace(":", "").replace(",", "")) == re.sub(
        "[%:,]", "", text
    )


def test_what_is_written_out_can_be_told_apart() -> None:
    assert visible("\u202e") == "\\u202e"
    assert visible("\x1b") == "\\x1b"
    assert visible("\U000e0041") == "\\U000e0041"
    assert visible("\udcff") == "\\xff", "a byte that is no text"
    assert visible("\ud800\udc00") == "\\ud800\\udc00"
    assert visible("a\nb") == "a\nb"
    assert one_line("a\nb") == "a b"


def in_a_table(text: str) -> str:
    return f"| head |\n| --- |\n| {markdown(text)} |\n"


def read(cell_: list[tuple[str, str]]) -> str:
    assert {kind for kind, _ in cell_} <= {"text", "code"}
    return "".join(content for _, content in cell_)


def test_a_cell_of_a_table_is_text_and_nothing_else(hostile: str, code_host: Rendered) -> None:
    [_, [shown]] = code_host(in_a_table(hostile))
    assert read(shown) == one_line(hostile).strip()


@given(anything)
def test_a_cell_of_a_table_is_text_whatever_it_holds(code_host: Rendered, text: str) -> None:
    [_, [shown]] = code_host(in_a_table(text))
    assert read(shown).split() == one_line(text).split()


def test_nobody_is_mentioned_and_nothing_referred_to(hostile: str, code_host: Rendered) -> None:
    """A code host looks for both in the rendered text, where an entity is its character again."""
    [_, [shown]] = code_host(in_a_table(hostile))
    for kind, content in shown:
        assert kind == "code" or not MENTION.search(content)
        assert kind == "code" or not REFERENCE.search(content)


@pytest.mark.parametrize(
    ("text", "acts"),
    [
        ("GH-12, gh-3 and (GH-4)", r"(?i)\bGH-[0-9]"),
        ("see 5c6ffbd, or 5C6FFBDD41D8CD98F00B204E9800998ECF8427E0.", r"(?i)\b[0-9a-f]{7,40}\b"),
        (":tada: a:+1:b :100:", r":[\w+-]+:"),
        ("$x$, $$y$$ and $`z`$ cost $100", r"(?<!\\)\$[^<\s]"),
        ('!12 %3 %"a b" &12 ~bug ~5', r"[!&~][0-9a-z]|%[\w\"]"),
    ],
)
def test_what_code_hosts_act_on_is_parted_and_reads_as_it_stood(
    text: str, acts: str, code_host: Rendered
) -> None:
    written = markdown(text)
    assert re.search(acts, text) and not re.search(acts, written)
    [_, [shown]] = code_host(in_a_table(text))
    assert read(shown) == text
    assert not any(re.search(acts, content) for kind, content in shown if "$" not in content)


@pytest.mark.parametrize("text", ["50 % of it!", "xgh-4", "deadly", "10:30", "Bộ Y tế", "2026-12-31: Q4"])
def test_ordinary_prose_is_left_alone_in_markdown(text: str) -> None:
    assert markdown(text) == text


def test_no_bare_link_is_made_one(hostile: str) -> None:
    """Code hosts also make links of bare addresses, as they stand in the source."""
    outside_code = re.sub(r"(`+).*?\1", "", markdown(hostile))
    assert not re.search(r"https?://|www\.", outside_code)


def test_markdown_is_cut_at_whole_rows_below_the_limit() -> None:
    rows = ["| head |", "| --- |", *(f"| {'é' * 900} {number} |" for number in range(200))]
    cut = bounded_markdown(rows, "More.")
    assert len(cut) <= 65_536
    assert cut.endswith("\n\nMore.\n")
    kept = cut.splitlines()[:-2]
    assert kept == rows[: len(kept)]
    assert len("\n".join(rows[: len(kept) + 1])) + len("\n\nMore.\n") > 65_536
    assert bounded_markdown(rows[:10], "More.") == "\n".join(rows[:10]) + "\n"


def test_one_row_beyond_the_limit_is_left_out() -> None:
    cut = bounded_markdown(["| head |", "| --- |", "x" * 70_000], "More.")
    assert cut == "| head |\n| --- |\n\nMore.\n"


@pytest.mark.parametrize("size", [65_529, 65_530, 65_535, 65_536])
def test_what_has_room_is_whole(size: int) -> None:
    rows = ["| head |", "b" * (size - 10)]
    whole = bounded_markdown(rows, "More.")
    assert (len(whole), whole) == (size, "\n".join(rows) + "\n")


@pytest.mark.parametrize("last", [1, 2, 5])
def test_what_has_one_character_too_many_is_cut_and_says_so(last: int) -> None:
    rows = ["| head |", "b" * (65_537 - 10 - last - 1), "c" * last]
    cut = bounded_markdown(rows, "More.")
    assert cut == "| head |\n\nMore.\n"


@pytest.mark.parametrize(("spare", "kept"), [(0, 2), (1, 1)])
def test_the_words_that_more_was_left_out_have_their_room_and_no_more(spare: int, kept: int) -> None:
    rows = ["| head |", "b" * (65_536 - 9 - 1 - 7 + spare), "c" * 100]
    cut = bounded_markdown(rows, "More.")
    assert cut == "\n".join([*rows[:kept], "", "More."]) + "\n"
    assert len(cut) <= 65_536


def test_no_cell_is_a_formula(hostile: str) -> None:
    made = str(csv_cell(hostile))
    assert not made.lstrip(" ").startswith((*"=+-@＝＋－＠", "\t", "\r"))
    assert made == hostile or made == f"'{hostile}"
    text = io.StringIO()
    csv.writer(text).writerow([made, "next"])
    assert next(csv.reader(io.StringIO(text.getvalue(), newline=""))) == [made, "next"]


FORMULAS = [
    *("=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "\n=1"),
    *("＝1+1", "＋1", "－1", "＠SUM(A1)", "﹦1", "﹢1", "﹣1", "﹫x"),
    *(" =1+1", "  \t-1", "\u00a0+1", "\u3000＝1"),
]
NO_FORMULAS = ["a=1", "1+1", "2026-11-22", "Đề án", "“=1”", "'=1", "(+84) 24", "−1", "", " ", "  a - b"]


@pytest.mark.parametrize("text", FORMULAS)
def test_whatever_a_spreadsheet_may_run_is_marked_as_text(text: str) -> None:
    assert csv_cell(text) == f"'{text}"


@pytest.mark.parametrize("text", NO_FORMULAS)
def test_what_no_spreadsheet_runs_stays_as_it_is(text: str) -> None:
    assert csv_cell(text) == text


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("vi\udceat.yaml", "vi\\xeat.yaml"),
        ("\udc80\udcff", "\\x80\\xff"),
        ("\ud83d\ude00", "\\ud83d\\ude00"),
        ("\udfffé😀", "\\udfffé😀"),
    ],
)
def test_no_form_holds_a_lone_surrogate(text: str, shown: str) -> None:
    """Parsers of JSON in Go and Rust refuse even the escape of one."""
    made = json_safe(json.dumps({text: [text]}, ensure_ascii=False))
    assert json.loads(made) == {shown: [shown]}
    assert visible(text) == one_line(text) == workflow_text(text) == shown


def test_numbers_of_our_own_stay_numbers() -> None:
    assert [csv_cell(item) for item in (-5, 0, 1.5, None, True)] == [-5, 0, 1.5, None, True]


@given(
    st.recursive(
        anything, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(anything, inner, max_size=3)
    )
)
def test_json_says_the_same_and_shows_nothing(value: object) -> None:
    made = json_safe(json.dumps(value, ensure_ascii=False, indent=1))
    assert json.loads(made) == value
    assert not re.search(
        "[\x00-\x09\x0b-\x1f\x7f-\x9f\u200e\u200f\u2028-\u202e\u2066-\u2069\ud800-\udfff]", made
    )


def test_json_keeps_what_can_be_read(hostile: str, not_shown: re.Pattern[str]) -> None:
    made = json_safe(json.dumps([hostile, "Thỏa thuận 漢字 😀"], ensure_ascii=False))
    read_back = re.sub("[\ud800-\udfff]", lambda match: visible(match[0]), hostile)
    assert json.loads(made) == [read_back, "Thỏa thuận 漢字 😀"]
    assert "Thỏa thuận 漢字 😀" in made
    assert not not_shown.search(made)


def decoded(text: str) -> str:
    for code, character in (("%0D", "\r"), ("%0A", "\n"), ("%3A", ":"), ("%2C", ","), ("%25", "%")):
        text = text.replace(code, character)
    return text


def test_a_workflow_command_stays_one(hostile: str, runner: Callable[[str], list[str]]) -> None:
    line = f"::error file={workflow_property(hostile)},line=1::{workflow_text(hostile)}"
    assert runner(line) == ["error"]
    head, _, message = line.removeprefix("::error ").partition("::")
    properties = dict(part.split("=", 1) for part in head.split(","))
    assert properties.keys() == {"file", "line"}
    assert decoded(properties["file"]) == visible(hostile)
    assert decoded(message) == visible(hostile)


def test_no_line_of_a_log_is_taken_for_a_command(hostile: str, runner: Callable[[str], list[str]]) -> None:
    for text in (
        hostile,
        f"  {hostile}",
        f"a\n{hostile}\n\t {hostile}",
        f"::add-mask::a\n{hostile}",
        f"\u3000{hostile}",
    ):
        assert runner(inert(visible(text))) == []
    assert inert("a: b\nc :: d\n") == "a: b\nc :: d\n"


@given(st.lists(anything, max_size=4))
def test_many_texts_are_made_safe_as_one_is(texts: list[str]) -> None:
    assert list(one_line_each(texts)) == [one_line(text) for text in texts]


def test_nothing_in_a_log_is_taken_for_a_command(hostile: str, runner: Callable[[str], list[str]]) -> None:
    assert runner(f"  12 | {one_line(hostile)}") == []
