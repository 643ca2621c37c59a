"""Whether the made pull request is the same every time, touches what it says, and is valid."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from bench.git import git
from bench.history import make
from bench.pull_request import MAIN, PULL_REQUEST, RECORDS, open_pull_request


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp("made") / "history"
    make(root, 60, 100)
    open_pull_request(root, 60)
    return root


def changed(root: Path) -> list[bytes]:
    return git(root, "diff", "--name-only", f"{MAIN}...{PULL_REQUEST}").split()


def test_it_changes_twenty_records_and_nothing_else(root: Path) -> None:
    assert len(changed(root)) == RECORDS
    assert all(path.startswith(b"records/") for path in changed(root))
    assert git(root, "rev-list", "--count", f"{MAIN}..{PULL_REQUEST}").strip() == b"1"


def test_it_edits_records_and_does_not_lay_them_out_anew(root: Path) -> None:
    told = git(root, "diff", "--numstat", f"{MAIN}...{PULL_REQUEST}").decode().splitlines()
    assert all(1 <= int(line.split()[0]) <= 20 and int(line.split()[1]) <= 4 for line in told)


def test_it_is_the_same_commit_twice_and_made_once(root: Path, tmp_path: Path) -> None:
    make(tmp_path / "again", 60, 100)
    open_pull_request(tmp_path / "again", 60)
    first = git(root, "rev-parse", PULL_REQUEST)
    assert git(tmp_path / "again", "rev-parse", PULL_REQUEST) == first
    open_pull_request(root, 60)
    assert git(root, "rev-parse", PULL_REQUEST) == first


def test_main_stays_checked_out_and_as_it_was(root: Path) -> None:
    assert git(root, "symbolic-ref", "--short", "HEAD").strip() == MAIN.encode()
    assert git(root, "status", "--porcelain") == b""


def test_what_it_proposes_is_a_valid_workspace(root: Path, tmp_path: Path) -> None:
    git(root, "worktree", "add", "--detach", "--quiet", str(tmp_path / "head"), PULL_REQUEST)
    command = [sys.executable, "-m", "commitments", "validate", "--root", str(tmp_path / "head")]
    env = os.environ | {"COMMIT_CACHE_DIR": str(tmp_path / "cache"), "COMMIT_LANG": "en"}
    done = subprocess.run(command, env=env, capture_output=True, text=True, encoding="utf-8", check=False)
    assert done.returncode == 0, done.stdout


def test_of_fewer_records_it_touches_all(tmp_path: Path) -> None:
    make(tmp_path / "small", 10, 50)
    open_pull_request(tmp_path / "small", 10)
    there = git(tmp_path / "small", "ls-tree", "-r", "--name-only", MAIN, "records/").split()
    assert 0 < len(changed(tmp_path / "small")) <= len(there)
