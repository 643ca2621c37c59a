"""The answer of `slips` in every format, also about hostile records."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Callable
from datetime import timedelta, timezone

import pytest
from rich.cells import cell_len
from slipsample import COMMIT, Build, answer, entry, lead, moved, sample, table, written

from commitments.model.outline import outline
from commitments.render.safe import json_safe
from commitments.render.slips.answer import ROW_KEYS
from commitments.reports.slips import DeadlinesNow, SlipsReport, current_deadlines, slips


@pytest.fixture
def report(commitment_of: Build) -> SlipsReport:
    """The sample."""
    return sample(commitment_of)


def test_json_has_the_keys_of_the_contract(report: SlipsReport) -> None:
    told = json.loads(written(report, "json"))
    assert (told["schema_version"], told["command"], told["as_of"]) == (2, "slips", "2026-11-22")
    assert [row["id"] for row in told["slips"]] == ["flood", "fair", "loose", "mou", "open"]
    flood = told["slips"][0]
    assert {name: value for name, value in flood.items() if name != "milestones"} == {
        "id": "flood",
        "title": {"en": "Flood sensors", "vi": "Cảm biến ngập"},
        "first_due": "2026-Q2",
        "due": "2027-Q2",
        **{"moves": 2, "moves_by_event": 0, "moves_late": 0, "first_settings": 0, "liftings": 0},
        "days": 365,
        "lead": ["vn-mof", "acme"],
        "claimed_moves": 3,
        "differs": True,
        "unclaimed": [],
        "unseen": [{"date": "2026-05", "from": "2027-Q2", "to": "2028", "days": 550}],
    }
    assert flood["milestones"] == [
        {
            **{"id": "m1", "first_due": "2026-03", "due": "2026-05", "moves": 1, "days": 61},
            **{"moves_by_event": 0, "moves_late": 0, "first_settings": 0, "liftings": 0},
            **{"claimed_moves": 1, "unclaimed": [], "unseen": []},
        },
        {
            **{
                "id": "m2",
                "first_due": "2026-12",
                "due": "2027-03",
                "moves": 1,
                "days": 90,
                "claimed_moves": 0,
                **{"moves_by_event": 0, "moves_late": 0, "first_settings": 0, "liftings": 0},
            },
            "unclaimed": [
                {"commit": COMMIT["b"], "date": "2026-03-01", "from": "2026-12", "to": "2027-03", "days": 90}
            ],
            "unseen": [],
        },
    ]


def test_json_says_what_is_in_no_commit_and_has_no_distance(report: SlipsReport) -> None:
    by_id = {row["id"]: row for row in json.loads(written(report, "json"))["slips"]}
    (loose,) = by_id["loose"]["unclaimed"]
    assert (loose["commit"], loose["date"]) == (None, "2026-11-22")
    assert (by_id["open"]["days"], by_id["open"]["unclaimed"][0]["days"]) == (None, None)
    assert (by_id["open"]["lead"], by_id["mou"]["days"]) == ([], -31)


def test_what_no_row_tells_has_neither_commit_nor_day(commitment_of: Build) -> None:
    one = commitment_of(id="one", due="2028")
    told = slips([moved("a", "due", "2026", "2027", "one")], [current_deadlines(outline(one), one)])
    (row,) = answer(told).rows()
    assert [(item["commit"], item["date"]) for item in row["unclaimed"]] == [
        (COMMIT["a"], "2026-01-01"),
        (None, None),
    ]
    assert "2027 → 2028 (working tree)" in table(told, 160)


def test_a_commit_has_its_day_in_the_time_zone_of_the_workspace(report: SlipsReport) -> None:
    there = answer(report, zone=timezone(timedelta(hours=7)))
    days = {row["id"]: row["unclaimed"][0]["date"] for row in there.rows() if row["unclaimed"]}
    assert days["mou"] == "2026-05-01"
    assert list(answer(report).rows())[3]["unclaimed"][0]["date"] == "2026-04-30"


def test_the_summary_in_json(report: SlipsReport) -> None:
    summary = json.loads(written(report, "json"))["summary"]
    by_lead = summary.pop("by_lead")
    assert summary == {
        **{"records": 6, "with_moves": 5, "moves": 6, "milestone_moves": 2},
        **{"moves_by_event": 0, "moves_late": 0},
        **{"median_days": 37.5, "worst_days": 365, "worst": "flood", "differ": 5},
    }
    assert [(item["lead"], item["name"], item["moves"], item["median_days"]) for item in by_lead] == [
        ("acme", "Acme Works", 4, 44),
        ("vn-mof", "Ministry of Finance", 2, 365),
        (None, None, 2, -31),
    ]


def test_the_other_formats_have_the_same_rows(report: SlipsReport) -> None:
    rows = json.loads(written(report, "json"))["slips"]
    assert [json.loads(item) for item in written(report, "jsonl").splitlines()] == rows
    cells = list(csv.DictReader(io.StringIO(written(report, "csv"))))
    assert list(cells[0]) == list(ROW_KEYS)
    assert [cell["id"] for cell in cells] == [row["id"] for row in rows]
    assert (cells[0]["days"], cells[3]["days"], cells[4]["days"]) == ("365", "-31", "")
    assert cells[0]["unclaimed"] == f"m2: 2026-12 → 2027-03 (2026-03-01, {COMMIT['b']})"
    assert cells[0]["unseen"] == "2027-Q2 → 2028 (2026-05)"
    assert cells[0]["milestones"] == "m1: 2026-03 → 2026-05; m2: 2026-12 → 2027-03"
    assert cells[2]["unclaimed"] == "2026-07 → 2026-08 (2026-11-22)"
    body = written(report, "md").splitlines()[2:]
    assert [line.split(" | ")[6] for line in body] == [row["id"] for row in rows]
    assert body[0] == (
        "| +365 | 2 | 3 | yes | Q2 2026 | Q2 2027 | flood | Ministry of Finance; Acme Works | Flood sensors |"
    )


def test_an_empty_answer_says_what_was_looked_at(commitment_of: Build) -> None:
    still = outline(commitment_of(due="2026"))
    nothing = slips([], [DeadlinesNow(still)])
    assert table(nothing, None) == "No deadline moved; 1 record was checked.\n"
    assert table(slips([], [DeadlinesNow(still), DeadlinesNow(still)]), 80).endswith(
        "2 records were checked.\n"
    )
    assert written(nothing, "csv") == ",".join(ROW_KEYS) + "\r\n"
    told = json.loads(written(nothing, "json"))
    assert (told["slips"], told["summary"]["records"], told["summary"]["worst"]) == ([], 1, None)


@pytest.fixture
def hostile_report(hostile: str, commitment_of: Build) -> SlipsReport:
    """One record that holds the same hostile text wherever it can."""
    step = {
        "id": hostile or "x",
        "title": {"en": "x"},
        "due": "2027",
        "due_changes": [entry(hostile, hostile)],
    }
    one = commitment_of(
        id=hostile or "x",
        title={"en": hostile, "vi": hostile},
        due="2027",
        due_changes=[entry(hostile, "2027", hostile), entry("2026", hostile)],
        parties=lead(hostile, "acme"),
        milestones=[step],
    )
    rows = [moved("a", "due", hostile, "2026", one.id), moved("b", "due", "2026", "2027", one.id)]
    return slips(rows, [current_deadlines(outline(one), one)])


def test_no_hostile_text_gets_through(
    hostile: str,
    hostile_report: SlipsReport,
    not_shown: re.Pattern[str],
    runner: Callable[[str], list[str]],
) -> None:
    assert hostile_report.rows
    for width in (None, 40, 80, 160):
        shown = table(hostile_report, width)
        assert not not_shown.search(shown), width
        assert runner(shown) == []
    for format in ("json", "jsonl", "csv", "md"):
        told = written(hostile_report, format)
        assert not not_shown.search(told.replace("\r\n", "\n")), format
        assert runner(told) == [], format
    (row,) = json.loads(written(hostile_report, "json"))["slips"]
    assert row["title"]["en"] == (json.loads(json_safe(json.dumps(hostile, ensure_ascii=False))) or None)
    assert all(
        commit[:1] not in "=+-@\t\r"
        for line in csv.reader(io.StringIO(written(hostile_report, "csv")))
        for commit in line
        if commit
    )


def test_no_hostile_text_outgrows_a_screen(hostile: str, hostile_report: SlipsReport) -> None:
    for width in (40, 80, 160):
        shown = table(hostile_report, width).replace("\\x3a", ":")  # disarmed once it was laid out
        assert max(map(cell_len, shown.splitlines())) <= width


def test_a_code_host_shows_text_and_nothing_else(
    hostile_report: SlipsReport, code_host: Callable[[str], list[list[list[tuple[str, str]]]]]
) -> None:
    head, row = code_host(written(hostile_report, "md"))
    assert len(head) == len(row) == 9
    assert {kind for item in row for kind, _ in item} <= {"text"}
