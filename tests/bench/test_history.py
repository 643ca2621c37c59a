"""Whether a made history is the same every time and holds what real ones do. Asserts no times."""

import os
import re
import subprocess
import sys
from collections.abc import Iterator
from datetime import date, timedelta
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
import yaml

from bench.drafts import drafted, joined, parted, rewind
from bench.history import make
from bench.records import record_text
from bench.story import FEWEST
from bench.workspace import party_ids

RECORDS, COMMITS = 30, 60

Record = dict[str, Any]
State = dict[str, bytes]


class Made:
    """One made repository, and the few questions these tests put to it."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.main = self.git("rev-list", "--first-parent", "--reverse", "HEAD").decode().split()
        self._texts: dict[str, bytes] = {}

    def git(self, *words: str) -> bytes:
        env = {key: value for key, value in os.environ.items() if not key.startswith("GIT_")}
        env |= {"GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_SYSTEM": os.devnull}
        return subprocess.check_output(["git", *words], cwd=self.root, env=env)

    def state(self, revision: str) -> State:
        """Every record file of one commit by its path."""
        listed = self.git("ls-tree", "-r", "-z", revision, "records/").decode().split("\0")[:-1]
        entries = (entry.split("\t") for entry in listed)
        return {path: self._text(about.split()[2]) for about, path in entries}

    def _text(self, blob: str) -> bytes:
        if blob not in self._texts:
            self._texts[blob] = self.git("cat-file", "blob", blob)
        return self._texts[blob]


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Made:
    root = tmp_path_factory.mktemp("made") / "history"
    make(root, RECORDS, COMMITS)
    return Made(root)


@pytest.fixture(scope="module")
def longer(tmp_path_factory: pytest.TempPathFactory) -> Made:
    """Long enough for what is rare: links to what went, new records crowding in, edits on both sides."""
    root = tmp_path_factory.mktemp("made") / "longer"
    make(root, 400, 1_000)
    return Made(root)


@pytest.fixture(scope="module")
def states(made: Made) -> list[State]:
    return [made.state(revision) for revision in made.main]


def test_the_same_commits_twice_whatever_the_settings(
    made: Made, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "config").write_text("[core]\n\tautocrlf = true\n[user]\n\tname = Somebody\n")
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", str(tmp_path / "config"))
    monkeypatch.setenv("GIT_DEFAULT_HASH", "sha256")
    monkeypatch.setenv("GIT_DIR", str(tmp_path / "elsewhere"))
    monkeypatch.setenv("TZ", "America/Lima")
    make(tmp_path / "again", RECORDS, COMMITS)
    assert Made(tmp_path / "again").main == made.main


def test_so_many_commits_on_the_main_line_and_some_beside_it(made: Made) -> None:
    assert len(made.main) == COMMITS
    assert int(made.git("rev-list", "--count", "HEAD")) > COMMITS
    assert int(made.git("rev-list", "--count", "--merges", "HEAD")) >= 2
    assert made.git("for-each-ref", "--format=%(refname)").split() == [b"refs/heads/main"]


def test_two_years_in_one_zone_by_several_people(made: Made) -> None:
    told = made.git("log", "--first-parent", "--reverse", "--format=%ct %cI %an").decode().splitlines()
    times = [int(line.split()[0]) for line in told]
    assert all(earlier < later for earlier, later in pairwise(times))
    assert told[0].split()[1] == "2024-11-20T08:00:00+07:00"
    assert told[-1].split()[1].startswith("2026-11-20T") and told[-1].split()[1].endswith("+07:00")
    assert len({line.split(maxsplit=2)[2] for line in told}) >= 4


def test_a_side_commit_lies_between_its_neighbours_in_time(made: Made) -> None:
    told = made.git("log", "--topo-order", "--format=%H %ct %P").decode().splitlines()
    times = {line.split()[0]: int(line.split()[1]) for line in told}
    parents = {line.split()[0]: line.split()[2:] for line in told}
    assert all(times[parent] < times[commit] for commit in times for parent in parents[commit])


def test_the_work_tree_is_the_last_commit(made: Made, states: list[State]) -> None:
    files = (path for path in (made.root / "records").rglob("*.yaml"))
    assert {path.relative_to(made.root).as_posix(): path.read_bytes() for path in files} == states[-1]
    assert made.git("status", "--porcelain") == b""


@pytest.mark.parametrize("history", ["made", "longer"])
def test_the_last_commit_is_a_valid_workspace(
    history: str, request: pytest.FixtureRequest, tmp_path: Path
) -> None:
    valid: Made = request.getfixturevalue(history)
    command = [sys.executable, "-m", "commitments", "validate", "--strict", "--root", str(valid.root)]
    env = os.environ | {"COMMIT_CACHE_DIR": str(tmp_path / "cache"), "COMMIT_LANG": "en"}
    done = subprocess.run(command, env=env, capture_output=True, text=True, encoding="utf-8", check=False)
    assert done.returncode == 0, done.stdout
    assert f"{len(valid.state('HEAD'))} records checked" in done.stdout


def test_some_half_of_the_records_come_first_and_nearly_all_stay(longer: Made) -> None:
    assert 150 < len(longer.state(longer.main[0])) < 250
    assert 380 < len(longer.state("HEAD")) <= 400


def test_up_to_three_records_a_commit_but_for_the_first_the_bulk_and_merges(longer: Made) -> None:
    how = ("--first-parent", "--no-merges", "--reverse", "--format=%x00", "--name-only", "--no-renames")
    told = longer.git("log", *how).decode().split("\0")[2:]
    sizes = [len({Path(path).stem for path in each.split()}) for each in told]
    bulk = [size for size in sizes if size > 100]
    assert len(bulk) == 1
    # A record that gets another id has two names.
    assert {1, 2, 3} <= set(sizes) - set(bulk) <= {1, 2, 3, 4}


def test_no_merge_undoes_what_the_main_line_did_meanwhile(longer: Made) -> None:
    merges = longer.git("rev-list", "--merges", "--max-count=20", "HEAD").decode().split()
    for merge in merges:
        base = longer.git("merge-base", f"{merge}^1", f"{merge}^2").decode().strip()
        here, there = (set(longer.git("diff", "--name-only", base, side).split()) for side in _sides(merge))
        assert there and not here & there
        assert set(longer.git("diff", "--name-only", f"{merge}^1", merge).split()) == there


def _sides(merge: str) -> tuple[str, str]:
    return f"{merge}^1", f"{merge}^2"


def test_what_cannot_be_read_can_be_read_again_soon(states: list[State]) -> None:
    unreadable = [{path for path, text in state.items() if read(text) is None} for state in states]
    spoilt = set().union(*unreadable)
    assert spoilt
    for path in spoilt:
        spells = "".join("x" if path in each else " " for each in unreadable)
        assert all(2 <= len(spell) <= 6 for spell in spells.split())
    assert not unreadable[-1]


def test_every_sort_of_edit_is_there(made: Made, states: list[State]) -> None:
    assert {sort for before, after in pairwise(states) for sort in sorts(before, after)} == {
        "closed",
        "deadline moved",
        "deadline moved silently",
        "evidence added",
        "layout",
        "milestone met",
        "milestone moved",
        "new",
        "other folder",
        "other id",
        "party replaced",
        "removed",
        "status",
        "title",
        "unreadable",
        "update added",
    }


def test_a_removed_record_comes_back_as_it_was(states: list[State]) -> None:
    places = [set(records(state)) for state in states]
    assert any(
        gone in places[later]
        for at, (before, after) in enumerate(pairwise(places))
        for gone in before - after
        for later in range(at + 2, len(places))
    )


def test_a_record_in_blocks_is_the_whole_record() -> None:
    parties = party_ids(2)
    for number in range(1, 201):
        text = record_text(number, 200, parties)
        assert joined(parted(text)) == text


@pytest.mark.parametrize("days", [0, 100, 500])
def test_a_record_taken_back_knows_nothing_of_what_came_after(days: int) -> None:
    for number in range(1, 201):
        draft = drafted(number, 200, party_ids(2))
        until = max(date(2024, 11, 20), draft.shape.made) + timedelta(days=days)
        rewind(draft, until)
        happened = re.findall(r"\b(?:date|met_on): (\S+?)[,\n]", draft.text())
        assert all(day <= until.isoformat() for day in happened)


def test_too_short_a_history_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="at least"):
        make(tmp_path / "short", RECORDS, FEWEST - 1)


@cache
def read(text: bytes) -> Record | None:
    try:
        record: Record = yaml.load(text, Loader=yaml.CSafeLoader)
    except yaml.YAMLError:
        return None
    return record


def records(state: State) -> dict[str, tuple[str, Record | None]]:
    """The path and the value of every record by the stem of its file."""
    return {Path(path).stem: (path, read(text)) for path, text in state.items()}


def touched(before: State, after: State) -> set[str]:
    paths = before.keys() | after.keys()
    return {Path(path).stem for path in paths if before.get(path) != after.get(path)}


def sorts(before: State, after: State) -> Iterator[str]:
    """What one commit did, by what it left."""
    old, new = records(before), records(after)
    for name in touched(before, after):
        if name not in old:
            yield "new"
        elif name not in new:
            yield "other id" if f"{name}-b" in new else "removed"
        else:
            yield from differences(old[name], new[name])


def differences(old: tuple[str, Record | None], new: tuple[str, Record | None]) -> Iterator[str]:
    if old[0] != new[0]:
        yield "other folder"
    elif old[1] is None or new[1] is None:
        yield "unreadable"
    elif old[1] == new[1]:
        yield "layout"
    else:
        yield from edits(old[1], new[1])


def edits(old: Record, new: Record) -> Iterator[str]:
    for key, sort in (("title", "title"), ("parties", "party replaced"), ("status", "status")):
        if old[key] != new[key]:
            yield sort
    for key, sort in (("updates", "update added"), ("evidence", "evidence added")):
        if len(new.get(key, ())) > len(old.get(key, ())):
            yield sort
    if old.get("due") != new.get("due"):
        yield (
            "deadline moved"
            if old.get("due_changes") != new.get("due_changes")
            else "deadline moved silently"
        )
    if new["status"] in {"fulfilled", "partially_fulfilled", "not_fulfilled", "withdrawn"}:
        yield "closed"
    for earlier, later in zip(old.get("milestones", ()), new.get("milestones", ()), strict=True):
        if earlier.get("status") != later.get("status"):
            yield "milestone met"
        if earlier["due"] != later["due"]:
            yield "milestone moved"
