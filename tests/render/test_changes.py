"""Is the answer of `changes` the same in every format, and does each way of reading it get its own best?"""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from rich.cells import cell_len

from commitments.changes.change import Change
from commitments.model.parties.party import Registry
from commitments.model.revision import Revision
from commitments.render.answer import Answer, Screen
from commitments.render.changes.answer import ROW_KEYS, changes_answer
from commitments.render.changes.story import MOST_SHOWN
from commitments.render.formats.format_table import FORMATS, write_chunks
from commitments.render.safe import json_safe
from commitments.render.words import Words
from commitments.reports.changes import ChangesReport

HANOI = ZoneInfo("Asia/Ho_Chi_Minh")
TODAY = date(2026, 3, 1)
NIGHT = 1_768_172_400  # 2026-01-12 06:00 in Viet Nam, still the 11th in London
FIRST = Revision("a" * 40, (), NIGHT, "Đinh Thục Vi", "vi@example.org", "Two actions of the summit")
SECOND = Revision("b" * 40, ("a" * 40,), NIGHT + 3600, "Tobin Hale", "t@example.org", "Put the paper off")
THIRD = Revision("c" * 40, ("b" * 40,), NIGHT + 35 * 86_400, "Tobin Hale", "t@example.org", "")
EDITED = Revision("", ("c" * 40,), 0, "", "", "")
PAPER = {
    "id": "white-paper",
    "title": {"en": "A white paper on ports", "vi": "Sách trắng về cảng"},
    "tags": ["ai"],
}
NOTE = "The ministry asked for more time, since the figures of two of the ports have not come in yet."


def row(
    at: Revision,
    kind: str,
    field: str = "",
    old: Any = None,
    new: Any = None,
    id: str = "white-paper",
    **more: Any,
) -> Change:
    texts = [json.dumps(item, ensure_ascii=False) for item in (old, new)]
    title = json.dumps(more.get("title", PAPER["title"]), ensure_ascii=False)
    return Change(at, id, f"records/{id}.yaml", kind, field, *texts, title)


ROWS = [
    row(FIRST, "added", new=PAPER),
    row(FIRST, "added", new={"id": "ai-day"}, id="ai-day", title=None),
    row(SECOND, "changed", "due", "2026-Q2", "2026-Q4"),
    row(
        SECOND,
        "changed",
        "updates[2026-01-12]",
        None,
        {"date": "2026-01-12", "note": {"en": NOTE, "vi": "Chậm."}},
    ),
    row(SECOND, "renamed", "", "records/ai-day.yaml", "records/2026/ai-day.yaml", "ai-day", title=None),
    row(THIRD, "unreadable", old={"id": "ai-day"}, id="ai-day", title=None),
    row(THIRD, "removed", old=PAPER),
    row(EDITED, "readable", new={"id": "ai-day"}, id="ai-day", title=None),
    row(EDITED, "changed", "x-rank", 1, -2, id="ai-day", title=None),
]


def answer(rows: Sequence[Change] = ROWS, lang: str = "en", **more: Any) -> Answer:
    return changes_answer(
        ChangesReport(TODAY, HANOI, rows, more.pop("commits", 3), **more), Registry(), Words(lang)
    )


def written(
    form: str, rows: Sequence[Change] = ROWS, lang: str = "en", width: int | None = None, **more: Any
) -> str:
    return "".join(FORMATS[form](answer(rows, lang), Screen(Words(lang), width, **more)))


def expected(change: Change) -> dict[str, Any]:
    at, day = (
        change.at,
        {FIRST: "2026-01-12", SECOND: "2026-01-12", THIRD: "2026-02-16", EDITED: "2026-03-01"},
    )
    who = (at.id, at.author, at.subject) if at.id else (None, None, None)
    old, new = json.loads(change.old), json.loads(change.new)
    values = (who[0], day[at], *who[1:], change.id, change.path, change.kind, change.field or None, old, new)
    return dict(zip(ROW_KEYS, values, strict=True))


def test_json_has_the_keys_of_the_contract() -> None:
    found = json.loads(written("json"))
    assert list(found) == ["schema_version", "command", "as_of", "changes"]
    assert (found["command"], found["as_of"]) == ("changes", "2026-03-01")
    assert found["changes"] == [expected(item) for item in ROWS]
    assert all(tuple(change) == ROW_KEYS for change in found["changes"])


def test_every_format_has_the_same_rows() -> None:
    rows = [expected(item) for item in ROWS]
    assert [json.loads(str(row)) for row in answer().rows()] == rows
    assert [json.loads(line) for line in written("jsonl").splitlines()] == rows
    lines = list(csv.DictReader(io.StringIO(written("csv"), newline="")))
    assert [(line["commit"], line["date"], line["id"], line["change"], line["field"]) for line in lines] == [
        (item["commit"] or "", item["date"], item["id"], item["change"], item["field"] or "") for item in rows
    ]
    assert len(written("table").splitlines()) == len(rows) + 1
    assert len(written("md").splitlines()) == len(rows) + 2


def test_nothing_is_json_too() -> None:
    assert json.loads(written("json", []))["changes"] == []
    assert written("jsonl", []) == ""
    assert written("csv", []) == f"{','.join(ROW_KEYS)}\r\n"


def test_large_answers_are_written_in_pieces_that_no_row_waits_for() -> None:
    many = ROWS * 800
    for form in ("json", "jsonl", "csv"):
        pieces = list(write_chunks(FORMATS[form](answer(many), Screen(Words("en")))))
        assert len(pieces) > 2 and "".join(pieces) == written(form, many)
        assert all(len(piece) < 300_000 for piece in pieces)
    assert all(list(row) == list(ROW_KEYS) for row in answer().cells.rows())


def test_a_cell_of_csv_holds_a_value_or_json() -> None:
    lines = list(csv.DictReader(io.StringIO(written("csv"), newline="")))
    assert json.loads(lines[0]["new"]) == PAPER and lines[0]["old"] == ""
    assert (lines[2]["old"], lines[2]["new"]) == ("2026-Q2", "2026-Q4")
    assert (lines[8]["old"], lines[8]["new"]) == ("1", "-2")
    formula = row(FIRST, "changed", "x", ["\u200b"], "=1+1")
    (line,) = csv.DictReader(io.StringIO(written("csv", [formula]), newline=""))
    assert (line["old"], line["new"]) == ('["\\u200b"]', "'=1+1")


@pytest.mark.parametrize("width", [40, 80, 160])
@pytest.mark.parametrize("lang", ["en", "vi"])
def test_a_screen_tells_a_story(width: int, lang: str) -> None:
    told = written("table", lang=lang, width=width)
    assert told == (Path(__file__).parent / "stories" / f"changes-{lang}-{width}.txt").read_text("utf-8")
    assert max(map(cell_len, told.splitlines())) <= width


@pytest.mark.parametrize("lang", ["en", "vi"])
def test_a_pipe_gets_a_line_a_row(lang: str) -> None:
    told = written("table", lang=lang)
    assert told == (Path(__file__).parent / "stories" / f"changes-{lang}-piped.txt").read_text("utf-8")


def test_colour_changes_no_word() -> None:
    plain = re.compile("\x1b\\[[0-9;]*m")
    for width in (40, 80):
        coloured = written("table", width=width, color=True)
        assert plain.search(coloured)
        assert plain.sub("", coloured) == written("table", width=width)
    endless = plain.sub("", written("table", color=True))
    assert NOTE in endless and "Monday, 12 Jan 2026" in endless
    assert endless.split() == written("table", width=10_000).split()


def test_a_terminal_shows_the_newest_and_counts_the_older() -> None:
    rows = [row(FIRST, "changed", "x-rank", number, number + 1) for number in range(MOST_SHOWN + 12)]
    told = written("table", rows, width=80)
    assert told.startswith("12 older changes are not shown;")
    assert "x-rank: 11 → 12" not in told and "x-rank: 12 → 13" in told and "x-rank: 211 → 212" in told
    assert "not shown" not in written("table", rows[:MOST_SHOWN], width=80)
    assert len(written("table", rows).splitlines()) == MOST_SHOWN + 13
    assert written("table", rows, color=True).count("x-rank") == MOST_SHOWN + 12


def test_clocks_that_run_backwards_keep_the_order_of_history() -> None:
    late = THIRD._replace(time=NIGHT - 86_400)
    told = written("table", [*ROWS[:3], row(late, "removed", old=PAPER)], width=80)
    assert told.index("Monday, 12 Jan 2026") < told.index("Sunday, 11 Jan 2026")


@pytest.mark.parametrize(
    ("since", "until", "span"),
    [
        ("", "", "."),
        ("2026-01-01", "2026-02-01", ", 1 Jan 2026 to 1 Feb 2026."),
        ("v1.0", "", ", from v1.0."),
        ("", "v1.0", ", until v1.0."),
    ],
)
def test_an_empty_answer_says_what_was_looked_at(since: str, until: str, span: str) -> None:
    told = f"Nothing matches this question; 3 commits were checked{span}"
    nothing = answer([], since=since, until=until)
    assert FORMATS["table"](nothing, Screen(Words("en"))) == f"{told}\n"
    assert FORMATS["table"](nothing, Screen(Words("en"), 80)).split() == told.split()


def test_markdown_says_who_did_what_to_which() -> None:
    lines = written("md").splitlines()
    assert lines[0] == "| Day | Who | Commitment | What |"
    assert lines[4] == (
        "| 12 Jan 2026 | Tobin Hale | A white paper on ports (white-paper) "
        "| due moved 6 months later: Q2 2026 → Q4 2026 |"
    )
    assert lines[-1] == "| 1 Mar 2026 | working tree | ai-day | x-rank: 1 → -2 |"


def test_markdown_stays_below_the_limit_of_comments() -> None:
    made = written("md", [row(FIRST, "changed", "x-rank", 1, number) for number in range(2_000)])
    assert len(made) <= 65_536 and "More rows were left out" in made


def hostile_rows(text: str) -> list[Change]:
    at = Revision("d" * 40, (), NIGHT, text, text, text)
    whole = {"id": text, "title": {"en": text}, "x": [text, {text: text}]}
    pairs = [
        ("", None, whole),
        ("title.en", None, text),
        (f'x["{len(text)}"]', text, [text]),
        ("x-a", whole, text),
    ]
    rows = [
        row(at, "changed" if field else "added", field, old, new, text, title=text)
        for field, old, new in pairs
    ]
    return [*rows, row(at, "renamed", "", text, text, text, title={"en": text})]


@pytest.mark.parametrize("lang", ["en", "vi"])
def test_nothing_hostile_is_shown(
    lang: str, hostile: str, not_shown: re.Pattern[str], runner: Callable[[str], list[str]]
) -> None:
    rows = hostile_rows(hostile)
    for form in FORMATS:
        shown = written(form, rows, lang)
        assert not not_shown.search(shown.replace("\r\n", "\n")), form
        assert form in ("json", "jsonl") or runner(shown) == [], form
        shown.encode()
    for width in (40, 80, 160):
        shown = written("table", rows, lang, width)
        assert not not_shown.search(shown) and runner(shown) == []
    coloured = written("table", rows, lang, color=True)
    assert not not_shown.search(re.sub("\x1b\\[[0-9;]*m", "", coloured)) and runner(coloured) == []


def test_json_says_what_the_rows_say_whatever_they_hold(hostile: str) -> None:
    rows = hostile_rows(hostile)
    found = json.loads(written("json", rows))["changes"]
    assert found == [json.loads(line) for line in written("jsonl", rows).splitlines()]
    assert [(row["old"], row["new"]) for row in found] == [
        (json.loads(json_safe(row.old)), json.loads(json_safe(row.new))) for row in rows
    ]
    told = json.loads(json_safe(json.dumps(hostile, ensure_ascii=False)))
    assert {row["author"] for row in found} == {row["id"] for row in found} == {told}
    assert "##[" not in written("json", rows)
