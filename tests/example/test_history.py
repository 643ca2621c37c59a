"""Does the example's script lay out the history that docs and tests count on?

It must not know commit ids: they follow the workspace's texts, so commits are found by subject.
"""

import hashlib
import os
import subprocess
import sys
from collections.abc import Mapping
from itertools import pairwise
from pathlib import Path

import pytest
import yaml

EXAMPLE = Path(__file__).resolve().parents[2] / "docs" / "example"
PAGES = [
    path.relative_to(EXAMPLE).as_posix()
    for pattern in ("README.md", "commitments.toml", "schema/*.yaml", "records/**/*.yaml")
    for path in EXAMPLE.glob(pattern)
]
BUS = "records/smart-bus-pilot.yaml"
CARGO = "records/direct-cargo-line.yaml"
FLOOD = "records/flood-sensors.yaml"
PLAN = "records/ai-service-plan.yaml"
PLEDGE = "records/mangrove-pledge.yaml"

STORIES = [
    # subject, path, what only the commit before holds, what only the commit itself holds;
    # None where the file itself is absent
    ("Flood sensors: the survey has begun", FLOOD, "status: agreed", "status: in_progress"),
    ("Name the cargo request after what it asks", "records/cargo-route.yaml", "id: cargo", None),
    ("Name the cargo request after what it asks", CARGO, None, "id: direct-cargo-line"),
    ("Bỏ hồ sơ port-statistics", "records/port-statistics.yaml", "id: port-statistics", None),
    ("Chuyển hồ sơ giáo dục vào một thư mục", "records/science-books.yaml", "id: science", None),
    (
        "Chuyển hồ sơ giáo dục vào một thư mục",
        "records/education/science-books.yaml",
        None,
        "id: science",
    ),
    ("Remove the mangrove pledge", PLEDGE, "id: mangrove-pledge", None),
    ("Put the mangrove pledge back", PLEDGE, None, "id: mangrove-pledge"),
    ("Science books: handed over", "records/education/science-books.yaml", "", "\nevidence:"),
    ("Flood sensors: six months later", FLOOD, "\ndue: 2025-12\n", "    to: 2026-06\n"),
    ("Flood sensors: another six months", FLOOD, "\ndue: 2026-06\n", "    to: 2026-12\n"),
    ("Flood sensors: one milestone fewer", FLOOD, "  - id: alert-link", ""),
    ("Flood sensors: put the alert milestone back", FLOOD, "", "  - id: alert-link"),
    ("AI plan: tidy the record", PLAN, "\ndue: 2026-04\n", "\ndue: 2026-06\n"),
    ("Kế hoạch AI: ghi lý do lùi thời hạn", PLAN, "", "\ndue_changes:\n  - date: 2026-03-02"),
    ("Cargo line: withdrawn", CARGO, "status: proposed", "\nclosing:"),
    ('Revert "Cargo line: withdrawn"', CARGO, "\nclosing:", "status: proposed"),
    ("Merge branch 'trade-fair'", "records/trade-fair-2026.yaml", "", "2026-12-12/2026-12-14"),
]


def run_script(target: Path, **more: str) -> "subprocess.CompletedProcess[str]":
    command = [sys.executable, str(EXAMPLE / "history.py"), str(target)]
    return subprocess.run(command, capture_output=True, text=True, encoding="utf-8", env=os.environ | more)


class Laid:
    """One laid-out repository, and the few questions these tests put to it."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        log = self.git("log", "--reverse", "--format=%H%x09%P%x09%an%x09%ct%x09%s", "main")
        self.commits = [line.split("\t") for line in log.decode().splitlines()]

    def git(self, *words: str) -> bytes:
        env = {key: value for key, value in os.environ.items() if not key.startswith("GIT_")}
        env |= {"GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_SYSTEM": os.devnull}
        return subprocess.check_output(["git", *words], cwd=self.folder, env=env)

    def commit(self, subject: str) -> str:
        (found,) = (commit[0] for commit in self.commits if commit[4] == subject)
        return found

    def paths(self, revision: str) -> dict[str, str]:
        entries = self.git("ls-tree", "-r", "-z", revision).decode().split("\0")[:-1]
        return {path: about.split()[2] for about, path in (entry.split("\t") for entry in entries)}

    def text(self, revision: str, path: str) -> str | None:
        blob = self.paths(revision).get(path)
        return None if blob is None else self.git("cat-file", "blob", blob).decode()

    def read(self, revision: str, path: str) -> object:
        return yaml.safe_load(self.text(revision, path) or "")


@pytest.fixture(scope="module")
def laid(tmp_path_factory: pytest.TempPathFactory) -> Laid:
    target = tmp_path_factory.mktemp("history") / "absent" / "yet"
    done = run_script(target)
    assert done.returncode == 0, done.stderr
    return Laid(target)


def test_some_sixty_commits_by_several_authors_over_two_years(laid: Laid) -> None:
    times = [int(commit[3]) for commit in laid.commits]
    assert 55 <= len(laid.commits) <= 75
    assert len({commit[2] for commit in laid.commits}) >= 5
    assert (max(times) - min(times)) / 86_400 > 700


def test_two_runs_make_the_same_commits(laid: Laid, tmp_path: Path) -> None:
    other = {"TZ": "America/Lima", "GIT_AUTHOR_NAME": "Somebody", "GIT_DIR": str(tmp_path / "x")}
    assert run_script(tmp_path / "again", **other).returncode == 0
    assert Laid(tmp_path / "again").commits == laid.commits


def test_no_commit_holds_a_schema_which_lies_beside(laid: Laid) -> None:
    for name in ("commitment.schema.json", "parties.schema.json"):
        assert laid.git("log", "--all", "--format=%h", "--", f"schema/{name}") == b""
        assert (laid.folder / "schema" / name).read_bytes() == (EXAMPLE / "schema" / name).read_bytes()


def test_the_last_commit_is_the_workspace(laid: Laid) -> None:
    assert laid.paths("HEAD") == {path: blob_id(EXAMPLE / path) for path in PAGES}
    assert laid.git("status", "--porcelain") == b""


def blob_id(path: Path) -> str:
    raw = path.read_bytes().replace(b"\r\n", b"\n")
    return hashlib.sha1(b"blob %d\0%b" % (len(raw), raw), usedforsecurity=False).hexdigest()


def test_side_branches_are_merged(laid: Laid) -> None:
    merges = [commit for commit in laid.commits if " " in commit[1]]
    assert [merge[4] for merge in merges] == [
        "Merge branch 'water-training'",
        "Merge branch 'trade-fair'",
    ]


def test_a_clock_runs_backwards_once(laid: Laid) -> None:
    order = laid.git("rev-list", "--first-parent", "--reverse", "main").decode().split()
    time: Mapping[str, int] = {commit[0]: int(commit[3]) for commit in laid.commits}
    assert sum(time[later] < time[earlier] for earlier, later in pairwise(order)) == 1


@pytest.mark.parametrize(("subject", "path", "before", "after"), STORIES)
def test_a_commit_tells_its_story(
    laid: Laid, subject: str, path: str, before: str | None, after: str | None
) -> None:
    commit = laid.commit(subject)
    old, new = laid.text(f"{commit}^", path), laid.text(commit, path)
    assert old != new
    assert only_in(old, new, before)
    assert only_in(new, old, after)


def only_in(text: str | None, other: str | None, part: str | None) -> bool:
    if text is None or part is None:
        return text is None and part is None
    return part == "" or (part in text and part not in (other or ""))


def test_a_silent_move_stays_silent_until_it_is_put_right(laid: Laid) -> None:
    silent = laid.text(laid.commit("AI plan: tidy the record"), PLAN)
    assert silent is not None
    assert "due_changes" not in silent


def test_a_record_is_unreadable_for_two_commits(laid: Laid) -> None:
    broken = laid.commit("Xe buýt: ghi ý kiến của đơn vị vận hành")
    mended = laid.commit("Mend the quotes in the bus record")
    assert laid.git("rev-list", "--first-parent", "--count", f"{broken}..{mended}").strip() == b"2"
    for revision in (broken, f"{mended}^"):
        with pytest.raises(yaml.YAMLError):
            laid.read(revision, BUS)
    for revision in (f"{broken}^", mended):
        assert laid.read(revision, BUS)


def test_reordered_keys_mean_the_same(laid: Laid) -> None:
    commit = laid.commit("Put the keys of every record in one order")
    before, after = laid.paths(f"{commit}^"), laid.paths(commit)
    touched = [path for path in after if after[path] != before[path]]
    assert len(touched) >= 3
    for path in touched:
        assert laid.read(f"{commit}^", path) == laid.read(commit, path)


def test_line_ends_turn_to_crlf_and_back(laid: Laid) -> None:
    mended = laid.commit("Line feeds again in the cargo record")
    before, after = laid.text(f"{mended}^", CARGO), laid.text(mended, CARGO)
    assert before is not None
    assert before != after
    assert before.replace("\r\n", "\n") == after


@pytest.mark.parametrize("kind", ["folder", "file"])
def test_what_is_already_there_is_left_alone(tmp_path: Path, kind: str) -> None:
    kept = tmp_path / "kept.txt"
    kept.write_text("mine", encoding="utf-8")
    done = run_script(tmp_path if kind == "folder" else kept)
    assert done.returncode == 2
    assert ("is not empty" if kind == "folder" else "is not a folder") in done.stderr
    assert [path.name for path in tmp_path.iterdir()] == ["kept.txt"]


@pytest.mark.parametrize("page", [page for page in PAGES if not page.endswith(".schema.json")])
def test_every_page_says_it_is_invented(page: str) -> None:
    text = (EXAMPLE / page).read_text(encoding="utf-8").lower()
    assert "invented" in text
    assert "hư cấu" in text
