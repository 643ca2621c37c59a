"""The keys, rows and forms that other people's scripts read, exactly as the contract has them."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

Run = Callable[..., Any]

ENVELOPE = ["schema_version", "command", "as_of"]
RECORD = [
    *("id", "title", "kind", "class", "status", "timeliness", "stale", "heard_on", "silent_days", "made_on"),
    *("due", "due_latest", "due_basis", "due_event", "days_late", "days_left", "review_by", "review_due"),
    *("term", "reasons", "lead", "owes", "owed", "parties", "milestones", "part_of", "tags", "path"),
    "updated_on",
]
PROBLEM = ["rule", "severity", "path", "line", "column", "id", "message", "hint"]
TIMELINESS = {
    "overdue",
    "due_soon",
    "on_track",
    "awaiting",
    "undated",
    "suspended",
    "done_on_time",
    "done_late",
    "done",
    "closed",
}
STATUSES = {
    "proposed",
    "agreed",
    "in_progress",
    "suspended",
    "fulfilled",
    "partially_fulfilled",
    "not_fulfilled",
}
STATUSES |= {"withdrawn", "superseded"}


def as_json(ran: Any) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(ran.out)
    return found


def check_record(row: dict[str, Any]) -> None:
    """Every key with its type, present even where there is nothing."""
    assert set(row) == set(RECORD)
    assert set(row["title"]) == set(row["due_basis"]) == {"en", "vi"}
    assert row["class"] in ("instrument", "undertaking", "request", None)
    assert row["term"] is None or set(row["term"]) == {"state", "from", "until", "notice_by", "renewed"}
    assert set(row["milestones"]) == {"met", "total"}
    assert row["timeliness"] in TIMELINESS and row["status"] in STATUSES
    for name in ("id", "kind", "status", "timeliness", "path"):
        assert isinstance(row[name], str) and row[name]
    for name in ("due", "due_latest", "part_of", "updated_on", "heard_on", "made_on", "review_by"):
        assert row[name] is None or (isinstance(row[name], str) and row[name])
    for name in ("days_late", "days_left", "silent_days"):
        assert row[name] is None or type(row[name]) is int
    assert type(row["stale"]) is type(row["review_due"]) is bool
    assert all(row[name] is None or isinstance(row[name], list) for name in ("owes", "owed"))
    assert all(isinstance(item, str) for name in ("lead", "tags") for item in row[name])
    assert all(set(party) == {"party", "role"} for party in row["parties"])
    assert all(set(reason) == {"what", "id", "due", "days_late"} for reason in row["reasons"])
    assert {reason["what"] for reason in row["reasons"]} <= {"due", "milestone", "occurrence", "review_by"}
    late = [reason["days_late"] for reason in row["reasons"] if reason["what"] != "review_by"]
    assert row["days_late"] == max(late, default=None)


def test_status_has_the_keys_of_the_contract(world: Path, run: Run) -> None:
    found = as_json(run("status", "--all", "-f", "json", root=world))
    assert set(found) == {*ENVELOPE, "summary", "records"}
    assert [found[name] for name in ENVELOPE] == [2, "status", "2026-11-22"]
    assert len(found["records"]) == 9
    for row in found["records"]:
        check_record(row)
    summary = found["summary"]
    assert set(summary) == {
        *("total", "by_timeliness", "by_status", "by_class", "by_term"),
        *("stale", "never_heard", "review_due", "in_time_by_moved"),
    }
    assert set(summary["by_class"]) == {"instrument", "undertaking", "request"}
    assert sum(row["total"] for row in summary["by_class"].values()) == 9
    assert set(summary["in_time_by_moved"]) == {"done", "open"}
    assert set(summary["by_timeliness"]) == TIMELINESS and set(summary["by_status"]) == STATUSES
    assert (
        sum(summary["by_timeliness"].values()) == sum(summary["by_status"].values()) == summary["total"] == 9
    )


@pytest.mark.parametrize("by", ["party", "lead", "kind", "tag", "status", "part_of"])
def test_groups_have_the_keys_of_the_contract(by: str, world: Path, run: Run) -> None:
    found = as_json(run("status", "--by", by, "-f", "json", root=world))
    assert set(found) == {*ENVELOPE, "summary", "groups", "records"}
    assert found["groups"]
    for group in found["groups"]:
        assert set(group) == {"key", "label", "total", "by_timeliness"}
        assert set(group["by_timeliness"]) == TIMELINESS
        assert sum(group["by_timeliness"].values()) == group["total"]
        assert isinstance(group["label"], str) and group["label"]


def test_overdue_has_the_keys_of_the_contract(world: Path, run: Run) -> None:
    found = as_json(run("overdue", "--within", "1y", "-f", "json", root=world))
    assert set(found) == {*ENVELOPE, "records"}
    assert found["command"] == "overdue"
    assert {row["id"] for row in found["records"]} >= {"late", "later", "yearly", "soon"}
    for row in found["records"]:
        check_record(row)
    reasons = {reason["what"] for row in found["records"] for reason in row["reasons"]}
    assert reasons == {"due", "milestone", "occurrence"}


def test_show_has_the_keys_of_the_contract(world: Path, run: Run) -> None:
    for id in ("late", "soon", "yearly", "meeting", "done"):
        found = as_json(run("show", id, "-f", "json", root=world))
        assert set(found) == {*ENVELOPE, "record", "computed", "children", "history"}
        assert found["record"]["id"] == id
        assert found["record"]["source"] == {"document": "report.txt"}
        assert set(found["computed"]) >= set(RECORD)
        check_record({name: found["computed"][name] for name in RECORD})
        assert isinstance(found["children"], list) and isinstance(found["history"], list)
    assert [child["id"] for child in as_json(run("show", "late", "-f", "json", root=world))["children"]] == [
        "soon"
    ]


def test_validate_has_the_keys_of_the_contract(
    make_workspace: Callable[..., Path], record: Callable[..., str], run: Run
) -> None:
    root = make_workspace(
        {
            "a.yaml": record(id="b", due="2026-13", x=1),
            "b.yml": "",
            "c.yaml": b"\xff",
            "d.yaml": record(id="d"),
        }
    )
    ran = run("validate", "-f", "json", root=root)
    found = as_json(ran)
    assert set(found) == {*ENVELOPE, "problems", "checked"}
    assert (ran.status, found["command"], found["checked"]) == (1, "validate", 3)
    for problem in found["problems"]:
        assert set(problem) == set(PROBLEM)
        assert problem["severity"] in ("error", "warning")
        assert isinstance(problem["message"], str) and problem["message"]
        assert problem["line"] is None or problem["line"] >= 1
        assert problem["hint"] is None or problem["hint"]
    rules = {(problem["rule"], problem["path"]) for problem in found["problems"]}
    assert {
        ("stray-file", "records/b.yml"),
        ("not-utf8", "records/c.yaml"),
        ("unknown-field", "records/a.yaml"),
    } <= rules


def test_an_answer_without_rows_has_its_keys(world: Path, run: Run) -> None:
    found = as_json(run("status", "nothing-*", "-f", "json", root=world))
    assert (found["records"], found["summary"]["total"]) == ([], 0)
    assert as_json(run("overdue", "nothing-*", "-f", "json", root=world))["records"] == []
    assert as_json(run("validate", "-f", "json", root=world))["problems"] == []
    for command in ("status", "overdue"):
        assert run(command, "nothing-*", "-f", "jsonl", root=world).out == ""
        assert len(run(command, "nothing-*", "-f", "csv", root=world).out.splitlines()) == 1
    assert run("validate", "-f", "csv", root=world).out.strip().split(",") == PROBLEM


QUESTIONS = [
    ["status"],
    ["status", "--all"],
    ["overdue", "--within", "1y"],
    ["validate"],
]


@pytest.fixture
def faulty(make_workspace: Callable[..., Path], record: Callable[..., str]) -> Path:
    """A workspace in which every question has an answer with rows."""
    files = {
        f"r{n}.yaml": record(id=f"r{n}", due=f"2026-0{n + 1}", title={"en": f'A, "b" {n}'}) for n in range(8)
    }
    return make_workspace({**files, "bad.yaml": record(id="other", due="2027-13", tags=[])})


@pytest.mark.parametrize("question", QUESTIONS, ids=" ".join)
def test_lines_are_the_items_of_the_list(question: list[str], faulty: Path, run: Run) -> None:
    whole = as_json(run(*question, "-f", "json", root=faulty))
    items = whole["problems" if question[0] == "validate" else "records"]
    lines = run(*question, "-f", "jsonl", root=faulty).out
    assert lines.endswith("\n") and items
    assert [json.loads(line) for line in lines.splitlines()] == items


@pytest.mark.parametrize("question", QUESTIONS, ids=" ".join)
def test_csv_has_the_same_rows(question: list[str], faulty: Path, run: Run) -> None:
    whole = as_json(run(*question, "-f", "json", root=faulty))
    items = whole["problems" if question[0] == "validate" else "records"]
    text = run(*question, "-f", "csv", root=faulty).out
    rows = list(csv.DictReader(io.StringIO(text, newline="")))
    assert len(rows) == len(items)
    key = "rule" if question[0] == "validate" else "id"
    assert [row[key] for row in rows] == [item[key] for item in items]
    assert all(None not in row and None not in row.values() for row in rows)
    if key == "id":
        assert [row["title.en"] for row in rows] == [item["title"]["en"] for item in items]
        assert [row["days_late"] for row in rows] == [str(item["days_late"] or "") for item in items]
    assert not text.startswith("\ufeff"), "a mark is for files, not for pipes"
    assert text.count("\r\n") == text.count("\n")


@pytest.mark.parametrize("question", QUESTIONS, ids=" ".join)
def test_markdown_has_the_same_rows(question: list[str], faulty: Path, run: Run) -> None:
    whole = as_json(run(*question, "-f", "json", root=faulty))
    items = whole["problems" if question[0] == "validate" else "records"]
    lines = run(*question, "-f", "md", root=faulty).out.splitlines()
    head = next(index for index, line in enumerate(lines) if re.match(r"\| (State|Severity) ", line))
    table = [line for line in lines[head:] if line.startswith("|")]
    assert len(table) == len(items) + 2
    assert len({line.replace("\\|", "").count("|") for line in table}) == 1


def test_show_tells_one_record(world: Path, run: Run) -> None:
    [line] = run("show", "late", "-f", "jsonl", root=world).out.splitlines()
    assert json.loads(line)["record"]["id"] == "late"
    rows = csv.DictReader(io.StringIO(run("show", "late", "-f", "csv", root=world).out, newline=""))
    fields = {row["field"]: row["value"] for row in rows}
    assert (fields["id"], fields["kind"]) == ("late", "agreed_action")
    assert run("show", "late", "-f", "md", root=world).out.startswith("# ")


def test_vietnamese_is_written_as_it_is(world: Path, run: Run) -> None:
    for form in ("json", "jsonl", "csv", "md", "table"):
        assert "tiếng Việt" in run("--lang", "vi", "status", "-f", form, root=world).out, form


def test_any_value_of_a_record_can_be_shown(
    make_workspace: Callable[..., Path], record: Callable[..., str], run: Run
) -> None:
    own: dict[str, Any] = {
        "x-a": [None, True, 1.5, 10**299, {"b": {"c": []}}],
        "x-b": {},
        "x-": "",
        "x-\u200b": "😀",
    }
    root = make_workspace({"small.yaml": record(**own, due=2026)})
    shown = as_json(run("show", "small", "-f", "json", root=root))["record"]
    assert {name: shown[name] for name in own} == own
    for form in ("table", "jsonl", "csv", "md"):
        for lang in ("en", "vi"):
            assert run("--lang", lang, "show", "small", "-f", form, root=root).status == 0
