"""`commit changes`: which changes every option picks, in every format, and what it refuses."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from gitstory import GitStory

Run = Callable[..., Any]
Story = Callable[..., GitStory]
Rows = list[dict[str, Any]]
pytestmark = pytest.mark.usefixtures("no_git_settings")

KEYS = ["commit", "date", "author", "subject", "id", "path", "change", "field", "old", "new"]


REFUSED = [
    (["--since", "nothing"], "nothing"),
    (["--until", "nothing"], "nothing"),
    (["--since", ""], "a commit of this repository"),
    (["--since", "2026-02-30"], "2026-02-30"),
    (["--until", "2026-13-01"], "2026-13-01"),
    (["--since=--output=x"], "--output=x"),
    (["--since", "HEAD:records"], "HEAD:records"),
    (["--since", "main..main"], "main..main"),
    (["flood-sensor"], "Nearest: flood-sensors"),
    (["no-such-thing", "flood-sensors"], "no-such-thing"),
    (["--field", "duee"], "Nearest: due"),
    (["--field", "milestones.nothing"], "milestones.nothing"),
    (["--field", ""], "field"),
    (["--party", "norhavn"], "Nearest: norhaven"),
    (["--format", "github"], "github"),
    (["--every", "month"], "--every"),
]


@pytest.mark.parametrize(("words", "told"), REFUSED)
def test_what_cannot_be_answered_is_2(words: list[str], told: str, laid: Path, run: Run) -> None:
    since = [] if words[0].startswith("--since") else ["--since", "2026-11-01"]
    for more in ([], ["--all-commits"], since):
        ran = run("changes", *more, *words, root=laid)
        assert (ran.status, ran.out) == (2, "")
        assert told in ran.err
        assert len(ran.err.splitlines()) <= 2


def test_what_matches_nothing_is_fine(laid: Path, run: Run) -> None:
    for words in (
        ["--author", "nobody"],
        ["no-*"],
        ["port-statistics", "--since", "2026-01-01"],  # it was there once
        ["--field", "x-own"],
        ["--field", "review_by", "--until", "1y"],
    ):
        ran = run("changes", *words, root=laid)
        assert (ran.status, ran.err) == (0, ""), words
        assert "commits were checked" in ran.out
        assert json.loads(run("changes", *words, "-f", "json", root=laid).out)["changes"] == []


def test_a_row_has_the_keys_of_the_contract(laid: Path, run: Run) -> None:
    answer = json.loads(run("changes", "-f", "json", root=laid).out)
    assert list(answer)[:3] == ["schema_version", "command", "as_of"]
    assert (answer["schema_version"], answer["command"], answer["as_of"]) == (2, "changes", "2026-11-22")
    found = answer["changes"]
    assert {tuple(item) for item in found} == {tuple(KEYS)}
    assert {item["change"] for item in found} == {
        "added",
        "removed",
        "renamed",
        "changed",
        "unreadable",
        "readable",
    }
    for item in found:
        assert (item["field"] is None) == (item["change"] != "changed")
        assert date.fromisoformat(item["date"]) and len(item["commit"]) == 40
    (moved,) = [
        item
        for item in found
        if item["subject"] == "Flood sensors: six months later"
        if item["field"] == "due"
    ]
    assert moved == {
        "commit": moved["commit"],
        "date": "2025-11-10",
        "author": "Tạ Quang Khôi",
        "subject": "Flood sensors: six months later",
        "id": "flood-sensors",
        "path": "records/flood-sensors.yaml",
        "change": "changed",
        "field": "due",
        "old": "2025-12",
        "new": "2026-06",
    }


FILTERS: list[tuple[list[str], Callable[[dict[str, Any]], bool]]] = [
    (["flood-sensors"], lambda row: row["id"] == "flood-sensors"),
    (["science-books", "*-pledge"], lambda row: row["id"] in ("science-books", "mangrove-pledge")),
    (["port-statistics"], lambda row: row["id"] == "port-statistics"),
    (["--field", "due"], lambda row: row["field"] == "due"),
    (["--field", "milestones.due"], lambda row: (row["field"] or "").endswith("].due")),
    (["--field", "due", "--field", "status"], lambda row: row["field"] in ("due", "status")),
    (["--author", "luong HOAI an"], lambda row: row["author"] == "Lương Hoài An"),
    (["--author", "tobin", "--author", "edda"], lambda row: row["author"] in ("Tobin Hale", "Edda Marlow")),
    (
        ["--author", "Tobin", "--field", "status", "direct-cargo-line"],
        lambda row: (row["author"], row["field"], row["id"]) == ("Tobin Hale", "status", "direct-cargo-line"),
    ),
    (["--party", "norhaven-water"], lambda row: row["id"] in ("water-operators", "flood-sensors")),
    (["--since", "2026-11-01"], lambda row: row["date"] >= "2026-11-01"),
]


@pytest.mark.parametrize(
    ("words", "test"), FILTERS, ids=lambda name: " ".join(name) if isinstance(name, list) else ""
)
def test_options_pick_rows(
    words: list[str], test: Callable[[dict[str, Any]], bool], laid: Path, rows: Callable[..., Rows]
) -> None:
    found = rows(laid, *words)
    assert found == list(filter(test, rows(laid)))
    assert found


@pytest.mark.parametrize("words", [[], ["--field", "due"], ["flood-sensors", "--since", "2026-01-01"]])
def test_every_format_has_the_same_rows(
    words: list[str], laid: Path, run: Run, rows: Callable[..., Rows]
) -> None:
    def out(form: str) -> str:
        ran = run("changes", "-f", form, *words, root=laid)
        assert (ran.status, ran.err) == (0, "")
        return str(ran.out)

    expected = rows(laid, *words)
    assert [json.loads(line) for line in out("jsonl").splitlines()] == expected
    flat = list(csv.DictReader(io.StringIO(out("csv"), newline="")))
    assert [list(item) for item in flat[:1]] == [KEYS]
    told = ("commit", "date", "author", "subject", "id", "path", "change", "field")
    assert [[item[key] for key in told] for item in flat] == [
        [item[key] or "" for key in told] for item in expected
    ]
    table = out("table").splitlines()[1:]
    assert [line[:10] for line in table] == [item["date"] for item in expected]
    assert [line.split()[1] for line in table] == [item["commit"][:7] for item in expected]
    assert len([line for line in out("md").splitlines() if line.startswith("|")]) == len(expected) + 2


def test_an_answer_is_the_same_cold_and_warm_and_without_a_cache(laid: Path, run: Run) -> None:
    for words in (
        [],
        ["--since", "2026-01-01"],
        ["--until", "2025-12-31", "--all-commits"],
        ["smart-bus-pilot"],
    ):
        cold = run("changes", *words, "--no-cache", root=laid)
        assert [run("changes", *words, root=laid) for _ in range(2)] == [cold, cold]
