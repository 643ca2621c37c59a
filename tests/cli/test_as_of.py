"""`--as-of`: the records as git had them, told as a checkout of that commit would tell them on that day."""

from __future__ import annotations

import json
import re
import subprocess
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from gitstory import clean_environment

from commitments.model.revision import Revision
from commitments.reading.git.open_repository import open_repository

Run = Callable[..., Any]
Story = Callable[..., Any]
pytestmark = pytest.mark.usefixtures("no_git_settings")


@pytest.fixture(scope="module")
def line(laid: Path) -> list[Revision]:
    """Its main line, oldest first."""
    repository = open_repository(laid, clean_environment())
    assert repository.head is not None
    return list(repository.main_line(repository.head))[::-1]


@pytest.fixture
def checkouts(laid: Path, tmp_path: Path) -> Iterator[Callable[[str], Path]]:
    """`checkouts(commit)`: a folder that holds it, with the settings of now."""
    target = tmp_path / "checkout"
    git(laid.parent, "clone", "--quiet", str(laid), str(target))

    def checkout(commit: str) -> Path:
        git(target, "checkout", "--quiet", "--force", "--detach", commit)
        (target / "commitments.toml").write_bytes((laid / "commitments.toml").read_bytes())
        return target

    yield checkout


def git(folder: Path, *words: str) -> None:
    subprocess.run(["git", *words], cwd=folder, env=clean_environment(), check=True, capture_output=True)


def plain(ran: Any) -> tuple[int, Any, str]:
    """An answer without the marks that need more than the files."""
    answer = json.loads(ran.out) if ran.out else None
    for row in (answer or {}).get("records", ()):
        row.pop("stale")
    return ran.status, answer, ran.err


def test_every_commit_is_told_as_its_checkout(
    laid: Path, line: list[Revision], checkouts: Callable[[str], Path], run: Run
) -> None:
    from zoneinfo import ZoneInfo

    statuses = []
    for at in line:
        day = at.day(ZoneInfo("Asia/Ho_Chi_Minh")).isoformat()
        then = plain(run("status", "--all", "--as-of", at.id, "-f", "json", root=laid, today=None))
        there = plain(run("status", "--all", "-f", "json", "--no-cache", root=checkouts(at.id), today=day))
        statuses.append(then[0])
        if then[0] == 2:  # nothing was there yet, and each says so in its own words
            assert there[0] == 2
        else:
            assert then == there, at.subject
    assert len(line) > 50
    assert statuses.count(2) == 1 and set(statuses) == {0, 1, 2}  # 1 where a record could not be read


@pytest.mark.parametrize("place", [0, 20, 40, -1])
def test_the_other_commands_and_formats_too(
    place: int, laid: Path, line: list[Revision], checkouts: Callable[[str], Path], run: Run
) -> None:
    commit, today = line[place].id, "2026-03-31"
    there = checkouts(commit)
    for words in (
        ["overdue", "-f", "json"],
        ["overdue", "--within", "3m", "-f", "csv"],
        ["status", "--by", "lead", "-f", "json"],
        ["status", "--text", "văn", "-f", "md"],
        ["show", "flood-sensors", "-f", "json"],
        ["show", "nothing"],
    ):
        then = run(*words, "--as-of", commit, root=laid, today=today)
        expected = run(*words, "--no-cache", root=there, today=today)
        assert then.status == expected.status, words
        told = re.sub(r" \(as git had them, commit [^)]*\)", "", then.out)  # only the past names its commit
        assert told.replace(": true", ": false") == expected.out.replace(": true", ": false"), words


def test_a_warm_answer_is_that_of_a_cold_one(laid: Path, line: list[Revision], run: Run) -> None:
    for words in (["status", "--all", "-f", "json"], ["show", "flood-sensors"], ["status", "--text", "bus"]):
        for place in (3, 30, 30, -1, 3):
            given = [*words, "--as-of", line[place].id]
            cold = run(*given, "--no-cache", root=laid, today=None)
            assert run(*given, root=laid, today=None) == cold
            assert run(*given, root=laid, today=None) == cold


def test_the_last_commit_is_the_present(laid: Path, run: Run) -> None:
    now = plain(run("status", "--all", "-f", "json", root=laid))
    assert plain(run("status", "--all", "-f", "json", "--as-of", "HEAD", root=laid)) == now
    assert plain(run("status", "--all", "-f", "json", "--as-of", "2026-11-22", root=laid, today=None)) == now


LENGTHS = [("2024-12-31", 6), ("2025-06-30", 10), ("2026-11-22", 14), ("2030-01-01", 14)]


@pytest.mark.parametrize(("day", "total"), LENGTHS)
def test_a_day_is_judged_on_itself(day: str, total: int, laid: Path, run: Run) -> None:
    found = json.loads(run("status", "--as-of", day, "-f", "json", root=laid, today=None).out)
    assert (found["as_of"], found["summary"]["total"]) == (day, total)
    assert found["command"] == "status"


def test_today_beside_it_overrides_the_judging(laid: Path, line: list[Revision], run: Run) -> None:
    for as_of in ("2025-06-30", line[20].id):
        found = json.loads(run("overdue", "--as-of", as_of, "-f", "json", root=laid, today="2026-11-22").out)
        assert found["as_of"] == "2026-11-22"
        assert found["records"]


def test_a_distance_is_back_from_the_day_that_today_names(laid: Path, run: Run) -> None:
    distant = run("status", "-f", "json", "--as-of", "6m", root=laid, today="2026-11-22")
    assert (
        distant.out == run("status", "-f", "json", "--as-of", "2026-05-22", root=laid, today="2026-11-22").out
    )
    year = date.today() - timedelta(days=7)
    found = json.loads(run("status", "--as-of", "1w", "-f", "json", root=laid, today=None).out)
    assert abs(date.fromisoformat(found["as_of"]) - year) <= timedelta(
        days=1
    )  # another time zone, or midnight


def test_people_are_told_whose_state_it_is(laid: Path, line: list[Revision], run: Run) -> None:
    commit = line[20].id
    head = f"(as git had them, commit {commit[:7]})"
    for words in (["status"], ["overdue"], ["overdue", "--tag", "bus"]):
        ran = run(*words, "--as-of", commit, root=laid, today=None)
        assert head in ran.out.splitlines()[0]
        assert "as git had" not in run(*words, root=laid).out
    shown = run("show", "flood-sensors", "--as-of", commit, root=laid, today=None).out
    assert f"commit {commit[:7]}" in "".join(shown.splitlines()[:4])
    assert "commit " not in run("show", "flood-sensors", root=laid).out.partition("\n\n")[0]


def test_what_did_not_exist_then_is_said(laid: Path, run: Run) -> None:
    ran = run("show", "smart-bus-pilot", "--as-of", "2024-12-31", root=laid, today=None)
    assert (ran.status, ran.out) == (2, "")
    assert "2024-12-31" in ran.err and "smart-bus-pilot" in ran.err
    near = run("show", "flood-sensor", "--as-of", "2025-06-30", root=laid, today=None)
    assert near.status == 2 and "flood-sensors" in near.err


@pytest.mark.parametrize("command", [["status"], ["overdue"], ["show", "a"]])
@pytest.mark.parametrize(
    ("as_of", "told"),
    [("2024-01-01", "2024-11-12"), ("nothing", "nothing"), ("", "2026-11-22"), ("2026-02-30", "2026-02-30")],
)
def test_what_is_no_time_or_has_no_state_is_2(
    command: list[str], as_of: str, told: str, laid: Path, run: Run
) -> None:
    ran = run(*command, "--as-of", as_of, root=laid)
    assert (ran.status, ran.out) == (2, "")
    assert told in ran.err
    assert len(ran.err.splitlines()) == 2  # a line and a hint


def test_a_record_that_could_not_be_read_then_is_left_out_and_said(
    git_story: Story, record: Callable[..., str], run: Run
) -> None:
    story = git_story()
    broken = story.commit({"records/small.yaml": record(), "records/b.yaml": "id: [\n"})
    story.commit({"records/b.yaml": record(id="b")})
    for words in (["status"], ["overdue"], ["show", "b"]):
        ran = run(*words, "--as-of", broken, root=story.root)
        assert ran.status == 1
        assert "records/b.yaml:" in ran.err
        assert run(*words, root=story.root).status == 0
    assert run("show", "small", "--as-of", broken, root=story.root).status == 0


def test_a_workspace_in_a_folder_of_a_repository(
    git_story: Story, record: Callable[..., str], run: Run
) -> None:
    story = git_story()
    first = story.commit(
        {"docs/own/records/small.yaml": record(due="2026-01"), "records/outer.yaml": "id: [\n"}
    )
    story.commit({"docs/own/records/small.yaml": record(due="2027-01")})
    ran = run("overdue", "--as-of", first, "-f", "json", root=story.root / "docs/own")
    assert (ran.status, ran.err) == (0, "")
    assert [item["path"] for item in json.loads(ran.out)["records"]] == ["records/small.yaml"]
    assert json.loads(run("overdue", "-f", "json", root=story.root / "docs/own").out)["records"] == []


def test_no_history_is_2(world: Path, run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(world.parent))
    ran = run("status", "--as-of", "2026-01-01", root=world)
    assert (ran.status, ran.out) == (2, "")
    assert len(ran.err.splitlines()) == 2
    monkeypatch.setenv("PATH", "/nowhere")
    ran = run("status", "--as-of", "2026-01-01", root=world)
    assert (ran.status, ran.out) == (2, "")
    assert "git" in ran.err


def test_what_was_committed_last_is_not_what_lies_there(
    git_story: Story, record: Callable[..., str], run: Run
) -> None:
    story = git_story()
    story.commit({"records/small.yaml": record(due="2027-01")})
    story.write({"records/small.yaml": record(due="2026-01"), "records/new.yaml": record(id="new")})
    now, then = (
        json.loads(run("status", "-f", "json", *more, root=story.root).out)["records"]
        for more in ([], ["--as-of", "HEAD"])
    )
    assert [(item["id"], item["due"]) for item in now] == [("small", "2026-01"), ("new", None)]
    assert [(item["id"], item["due"]) for item in then] == [("small", "2027-01")]


def test_vietnamese(laid: Path, run: Run) -> None:
    ran = run("--lang", "vi", "status", "--as-of", "2024-01-01", root=laid, today=None)
    assert ran.status == 2
    assert "2024-11-12" in ran.err
