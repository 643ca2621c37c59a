"""`commit slips` and `commit trend` on the example's history, with figures that were counted by hand.

The deadlines are those that tests/example/test_history.py finds in the commits; each counts by its last day.
"""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from gitstory import GitStory

Run = Callable[..., Any]
Story = Callable[..., GitStory]
Record = Callable[..., str]
pytestmark = pytest.mark.usefixtures("no_git_settings")


def answer(run: Run, root: Path, *words: str, status: int = 0) -> dict[str, Any]:
    ran = run(words[0], "-f", "json", *words[1:], root=root)
    assert ran.status == status
    assert bool(ran.err) == bool(status)
    found: dict[str, Any] = json.loads(ran.out)
    return found


MOVED = {
    # id: first, now, moves, days, moves that due_changes claims
    "flood-sensors": ("2025-12", "2026-12", 2, 365, 2),
    "ai-service-plan": ("2026-04", "2026-08", 2, 31 + 30 + 31 + 31, 2),
    "science-books": ("2025-05", "2025-08", 1, 30 + 31 + 31, 1),
    "trade-fair-2026": ("2026-10", "2026-12-12/2026-12-14", 1, 30 + 14, 0),
    "startup-desk": ("2025-12", "2025-10-31", 1, -61, 1),
}


def test_deadlines_that_moved(laid: Path, run: Run) -> None:
    found = answer(run, laid, "slips")
    assert list(found)[:3] == ["schema_version", "command", "as_of"]
    keys = ["first_due", "due", "moves", "days", "claimed_moves"]
    assert {slip["id"]: tuple(slip[key] for key in keys) for slip in found["slips"]} == MOVED
    for slip in found["slips"]:
        assert set(slip) >= {"id", "first_due", "due", "moves", "days", "lead", "claimed_moves"}
    summary = found["summary"]
    assert (summary["records"], summary["with_moves"], summary["moves"]) == (14, 5, 7)
    assert (summary["median_days"], summary["worst_days"], summary["worst"]) == (92, 365, "flood-sensors")


def test_where_the_record_and_git_differ(laid: Path, run: Run) -> None:
    found = {slip["id"]: slip for slip in answer(run, laid, "slips")["slips"]}
    assert [item["id"] for item in found.values() if item["differs"]] == ["flood-sensors", "trade-fair-2026"]
    (silent,) = found["trade-fair-2026"]["unclaimed"]
    assert (silent["date"], silent["from"], silent["to"]) == (
        "2026-03-20",
        "2026-10",
        "2026-12-12/2026-12-14",
    )
    steps = {milestone["id"]: milestone for milestone in found["flood-sensors"]["milestones"]}
    assert {id: (item["moves"], item["days"], item["claimed_moves"]) for id, item in steps.items()} == {
        "first-twenty": (1, 31 + 30 + 31 + 31 + 28 + 31 + 30, 1),
        "alert-link": (2, 365 - 30, 1),  # dropped once and put back, which is no move
        "all-sixty": (2, 365, 0),
    }


def test_leads_bear_the_moves_of_what_they_lead(laid: Path, run: Run) -> None:
    leads = {item["lead"]: item for item in answer(run, laid, "slips")["summary"]["by_lead"]}
    assert {lead: item["moves"] for lead, item in leads.items() if item["moves"]} == {
        "thanh-van-science": 4,
        "norhaven": 1,
        "norhaven-chamber": 1,
        "thanh-van-foreign-affairs": 1,
    }
    assert leads["thanh-van-science"]["median_days"] == (365 + 123) / 2


@pytest.mark.parametrize(
    ("words", "ids"),
    [
        (["flood-*"], ["flood-sensors"]),
        (["--lead", "thanh-van-science"], ["flood-sensors", "ai-service-plan"]),
        (["--status", "fulfilled"], ["science-books", "startup-desk"]),
        (["mangrove-pledge"], []),
        (["mangrove-pledge", "--all"], ["mangrove-pledge"]),
    ],
)
def test_slips_of_some(words: list[str], ids: list[str], laid: Path, run: Run) -> None:
    for form in ("json", "jsonl", "csv"):
        out = run("slips", *words, "-f", form, root=laid).out
        if form == "json":
            found = [slip["id"] for slip in json.loads(out)["slips"]]
        elif form == "jsonl":
            found = [json.loads(line)["id"] for line in out.splitlines()]
        else:
            found = list(dict.fromkeys(item["id"] for item in csv.DictReader(io.StringIO(out, newline=""))))
        assert found == ids, form


@pytest.mark.parametrize(
    ("words", "first", "hidden"),
    [
        ((), "flood-sensors", 0),
        (("--sort", "moves", "--limit", "1"), "flood-sensors", 4),
        (("--sort", "id", "--limit", "2"), "ai-service-plan", 3),
        (("--sort", "due"), "science-books", 0),
        (("--sort", "title", "--lang", "en", "--limit", "9"), "flood-sensors", 0),
    ],
)
def test_slips_are_ordered_and_cut(
    words: tuple[str, ...], first: str, hidden: int, laid: Path, run: Run
) -> None:
    whole, cut = (json.loads(run("slips", "-f", "json", *more, root=laid).out) for more in ((), words))
    assert cut["slips"][0]["id"] == first
    assert cut["summary"] == whole["summary"]
    assert len(whole["slips"]) - len(cut["slips"]) == hidden
    assert (f"… and {hidden} more: --limit 0" in run("slips", *words, root=laid).out) is bool(hidden)


def test_slips_count_what_is_not_committed_and_nothing_that_is_laid_out_anew(
    git_story: Story, record: Record, run: Run
) -> None:
    story = git_story()
    story.commit(
        {"records/small.yaml": record(due="2026-06-30"), "records/b.yaml": record(id="b", due="2026")}
    )
    story.commit({"records/b.yaml": record(id="b", due=2026)})
    story.commit({"records/small.yaml": "id: ["})
    story.commit({"records/small.yaml": record(due="2026-07-10")})
    story.commit({"records/small.yaml": None, "records/x/small.yaml": record(due="2026-07-10")})
    story.write({"records/x/small.yaml": record(due="2026-07-30")})
    (row,) = answer(run, story.root, "slips")["slips"]
    assert (row["first_due"], row["due"], row["moves"], row["days"]) == ("2026-06-30", "2026-07-30", 2, 30)


TODAY = {
    "overdue": 3,  # the AI plan, the port data of September, an alert of the flood sensors
    "due_soon": 1,  # the trade fair
    "on_track": 1,  # the memorandum
    "awaiting": 2,  # the internships, the electric buses
    "undated": 1,
    "suspended": 1,  # the mangroves
    "done_on_time": 1,  # the help desk
    "done_late": 1,  # the books
    "done": 0,
    "closed": 3,  # the cargo line, the first bus pilot, the water operators
}


def test_counts_over_time(laid: Path, run: Run) -> None:
    found = answer(run, laid, "trend", "--from", "2024-12-10", "--to", "2026-11-22", "--every", "quarter")
    points = {point["date"]: point for point in found["points"]}
    assert points["2026-11-22"]["by_timeliness"] == TODAY
    assert [point["total"] for point in points.values()][-1] == sum(TODAY.values()) == 14
    (first,) = answer(run, laid, "trend", "--from", "2024-12-10", "--to", "2024-12-10")["points"]
    counts = {state: count for state, count in first["by_timeliness"].items() if count}
    assert (first["total"], counts) == (5, {"on_track": 3, "awaiting": 1, "undated": 1})
    (before,) = answer(run, laid, "trend", "--from", "2024-11-01", "--to", "2024-11-01")["points"]
    assert (before["total"], set(before["by_timeliness"].values())) == (0, {0})


@pytest.mark.parametrize("every", ["month", "week"])
def test_every_point_is_what_status_says_of_that_day(every: str, laid: Path, run: Run) -> None:
    first, last = ("2024-12-31", "2026-11-30") if every == "month" else ("2026-08-23", "2026-10-18")
    points = answer(run, laid, "trend", "--from", first, "--to", last, "--every", every)["points"]
    assert len(points) == {"month": 23, "week": 9}[every]
    for point in points:
        ran = run("status", "--as-of", point["date"], "-f", "json", root=laid, today=None)
        summary = json.loads(ran.out)["summary"]
        assert (summary["total"], summary["by_timeliness"]) == (point["total"], point["by_timeliness"])


def test_days_on_which_a_record_could_not_be_read_are_said(laid: Path, run: Run) -> None:
    words = ["trend", "--from", "2025-07-07", "--to", "2025-07-12", "--every", "day"]
    found = answer(run, laid, *words, status=1)
    assert [point["unreadable"] for point in found["points"]] == [0, 1, 1, 1, 0, 0]
    totals = [point["total"] for point in found["points"]]
    assert totals == [totals[0], *[totals[0] - 1] * 3, *[totals[0]] * 2]
    assert "3 of these days" in run(*words, root=laid).err


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (["trend", "--every", "moon"], "moon"),
        (["trend", "--from", "2026-02-30"], "2026-02-30"),
        (["trend", "--to", "nothing"], "nothing"),
        (["trend", "--lead", "norhavn"], "norhaven"),
        (["slips", "--lead", "norhavn"], "norhaven"),
        (["slips", "flood-sensor"], "flood-sensors"),
        (["slips", "--status", "don"], "don"),
    ],
)
def test_what_cannot_be_answered_is_2(words: list[str], told: str, laid: Path, run: Run) -> None:
    ran = run(*words, root=laid)
    assert (ran.status, ran.out) == (2, "")
    assert told in ran.err and len(ran.err.splitlines()) == 2
