"""`slips` and `trend` of a roof add up what its members tell, or say that they do not."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import pytest
from roof_histories import ZONES, RoofStory, record

Run = Callable[..., Any]
pytestmark = pytest.mark.usefixtures("no_git_settings")


@pytest.fixture
def roof(tmp_path: Path) -> RoofStory:
    return RoofStory(tmp_path / "desk")


def answer(run: Run, root: Path, *words: str, status: int = 0) -> Any:
    ran = run(*words, "-f", "json", root=root)
    assert ran.status == status, ran.err
    return json.loads(ran.out)


def plain_folder(roof: RoofStory) -> None:
    """One more member, which is in no git repository."""
    folder = roof.root / "plain/records"
    folder.mkdir(parents=True)
    (folder / "one.yaml").write_text(record("one"), encoding="utf-8")
    roof.add("plain", "plain")


ADDED = ("records", "with_moves", "moves", "milestone_moves", "moves_by_event", "moves_late", "differ")


@pytest.mark.parametrize("words", [(), ("--all",), ("--sort", "moves")])
def test_slips_are_those_of_the_members(run: Run, roof: RoofStory, words: Sequence[str]) -> None:
    roof.stories["moit"].write({"records/deep/plan.yaml": record("plan", due="2026-06")})
    alone = {name: answer(run, roof.folder(name), "slips", *words) for name in ZONES}
    whole = answer(run, roof.root, "slips", *words)
    for key in ADDED:
        assert whole["summary"][key] == sum(one["summary"][key] for one in alone.values()), key
    expected = {}
    for name, one in alone.items():
        for row in one["slips"]:
            lead = [
                party if party == "acme" or name == "mofa" else f"{name}:{party}" for party in row["lead"]
            ]
            expected[f"{name}:{row['id']}"] = {
                **row,
                "id": f"{name}:{row['id']}",
                "member": name,
                "lead": lead,
            }
    assert {row["id"]: row for row in whole["slips"]} == expected
    assert whole["summary"]["moves_by_event"] == 1, "the event of mof moved its deadline"
    assert whole["summary"]["worst"] == "mofa:plan"


@pytest.mark.parametrize("name", ["table", "jsonl", "csv", "md"])
def test_slips_have_every_format(run: Run, roof: RoofStory, name: str) -> None:
    ran = run("slips", "-f", name, root=roof.root)
    assert (ran.status, ran.err) == (0, "")
    assert "mofa:plan" in ran.out
    if name == "csv":
        rows = list(csv.DictReader(io.StringIO(ran.out)))
        assert {row["id"]: row["member"] for row in rows}["mof:late"] == "mof"


def test_filters_and_members_narrow_slips(run: Run, roof: RoofStory) -> None:
    assert [row["id"] for row in answer(run, roof.root, "slips", "mof:late")["slips"]] == ["mof:late"]
    assert [row["id"] for row in answer(run, roof.root, "slips", "--member", "moit")["slips"]] == [
        "moit:plan"
    ]
    assert answer(run, roof.root, "slips", "--lead", "mofa:own")["summary"]["records"] == 1


def test_no_total_of_slips_is_told_without_a_history(run: Run, roof: RoofStory) -> None:
    plain_folder(roof)
    whole = answer(run, roof.root, "slips", status=1)
    assert {row["member"] for row in whole["slips"]} == set(ZONES)
    assert whole["summary"]["moves"] is None
    assert whole["summary"]["worst"] is None
    assert whole["members"][-1]["state"] == "unreadable"
    ran = run("slips", root=roof.root)
    assert "No total is told" in ran.out
    assert "moved their deadline" not in ran.out


def added(points: Sequence[Any]) -> Any:
    """The sum of numbers, key by key."""
    if isinstance(points[0], dict):
        return {key: added([point[key] for point in points]) for key in points[0]}
    return sum(points) if isinstance(points[0], int) else points[0]


SPANS = [
    ("--from", "2025-02-28", "--every", "month"),
    ("--from", "2025-06-01", "--to", "2025-07-05", "--every", "day"),
    ("--from", "2025-06-01", "--to", "2025-07-05", "--every", "week", "--lead", "acme"),
]


@pytest.mark.parametrize("span", SPANS)
def test_a_point_is_the_sum_of_the_members(run: Run, roof: RoofStory, span: Sequence[str]) -> None:
    alone = [answer(run, roof.folder(name), "trend", *span)["points"] for name in ZONES]
    whole = answer(run, roof.root, "trend", *span)["points"]
    assert whole == [added(points) for points in zip(*alone, strict=True)]


def test_each_member_is_judged_by_its_own_settings(run: Run, roof: RoofStory) -> None:
    settings = roof.folder("mof") / "commitments.toml"
    settings.write_text('timezone = "America/New_York"\ndue_soon_days = 365\n', encoding="utf-8")
    span = ("--from", "2025-04-01", "--to", "2025-05-01")
    alone = [answer(run, roof.folder(name), "trend", *span)["points"] for name in ("mofa", "mof")]
    whole = answer(run, roof.root, "trend", *span, "--member", "mofa", "--member", "mof")["points"]
    assert whole == [added(points) for points in zip(*alone, strict=True)]
    assert whole[0]["by_timeliness"]["due_soon"] == 1


def test_the_trend_begins_with_the_first_member(run: Run, roof: RoofStory) -> None:
    points = answer(run, roof.root, "trend", "--to", "2025-08-01")["points"]
    assert [(point["date"], point["total"]) for point in points] == [
        ("2025-03-01", 4),
        ("2025-04-01", 4),
        ("2025-05-01", 4),
        ("2025-06-01", 4),
        ("2025-07-01", 6),
        ("2025-08-01", 6),
    ]


def test_a_commit_of_a_member_bounds_the_trend(run: Run, roof: RoofStory) -> None:
    points = answer(run, roof.root, "trend", "--from", "mof:v1", "--to", "2025-06-21", "--every", "day")[
        "points"
    ]
    assert [point["date"] for point in points] == ["2025-06-20", "2025-06-21"]
    ran = run("trend", "--from", "v1", root=roof.root)
    assert (ran.status, "mofa, mof, moit" in ran.err) == (2, True)


@pytest.mark.parametrize("name", ["table", "jsonl", "csv", "md"])
def test_the_trend_has_every_format(run: Run, roof: RoofStory, name: str) -> None:
    ran = run("trend", "-f", name, root=roof.root)
    assert (ran.status, ran.err) == (0, "")
    assert ran.out.count("\n") >= 12


def test_no_point_is_told_without_a_history(run: Run, roof: RoofStory) -> None:
    plain_folder(roof)
    whole = answer(run, roof.root, "trend", "--from", "2026-01", status=1)
    assert {point["total"] for point in whole["points"]} == {None}
    assert {point["by_timeliness"]["overdue"] for point in whole["points"]} == {None}
    ran = run("trend", root=roof.root)
    assert (ran.status, "No total is told" in ran.out) == (1, True)
    for name in ("csv", "md", "jsonl"):
        assert run("trend", "-f", name, root=roof.root).status == 1


def test_a_trend_of_nothing_but_untold_members(run: Run, tmp_path: Path) -> None:
    roof = RoofStory(tmp_path / "desk")
    roof.members = {}
    plain_folder(roof)
    whole = answer(run, roof.root, "trend", "--to", "2026-01-31", status=1)
    assert [(point["date"], point["total"]) for point in whole["points"]] == [("2026-01-31", None)]


def test_a_roof_cut_off_tells_no_hidden_day(run: Run, roof: RoofStory, tmp_path: Path) -> None:
    from gitstory import GitStory

    story = GitStory(tmp_path / "origin")
    members = 'timezone = "UTC"\n[members]\none = "one"\ntwo = "two"\nmof = "mof"\n'
    story.commit(
        {"commitments.toml": members, "one/records/a.yaml": record("a")}, when="2025-03-01T09:00:00+00:00"
    )
    story.commit({"two/records/b.yaml": record("b")}, when="2025-06-01T09:00:00+00:00")
    story.commit({"two/records/c.yaml": record("c")}, when="2025-09-01T09:00:00+00:00")
    clone = story.shallow(2)
    mof = roof.stories["mof"]
    mof.git("clone", "--quiet", "--template=", str(mof.root), str(clone / "mof"))
    ran = run("trend", "-f", "json", "--from", "2025-05-01", "--to", "2025-09-01", root=clone)
    assert ran.status == 0
    assert ran.err.count("This clone is shallow") == 1
    points = {point["date"]: point["total"] for point in json.loads(ran.out)["points"]}
    assert points == {"2025-05-01": None, "2025-06-01": 4, "2025-07-01": 5, "2025-08-01": 5, "2025-09-01": 6}
    table = run("trend", "--from", "2025-05-01", "--to", "2025-09-01", root=clone).out
    assert table.splitlines()[1].split()[-2:] == ["–", "–"]
