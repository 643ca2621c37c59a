"""Whether peers tell as many things as our own tool finds. Runs those on the path, and gets none."""

import json
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from bench.days import TODAY
from bench.measure import Command
from bench.peers import backlog, hledger, taskwarrior, todoman
from bench.peers.entries import entries
from bench.peers.environments import Had
from bench.peers.layout import WrongAnswerError, checked
from bench.peers.peer import Ground, Lay, Peer
from bench.workspace import make

RECORDS = 300


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp("made") / "workspace"
    make(root, RECORDS)
    return root


def test_each_entry_is_as_late_as_our_own_tool_finds(root: Path) -> None:
    words = ("overdue", "--today", TODAY.isoformat(), "--format", "json", "--no-cache")
    done = subprocess.run(
        [sys.executable, "-m", "commitments", *words], cwd=root, capture_output=True, check=True
    )
    ours = {each["id"]: len(each["reasons"]) for each in json.loads(done.stdout)["records"]}
    found = {entry.id: entry.late() for entry in entries(root, RECORDS)}
    assert {id: late for id, late in found.items() if late} == ours
    reasons = {reason["what"] for each in json.loads(done.stdout)["records"] for reason in each["reasons"]}
    assert {"due", "milestone", "occurrence"} <= reasons


@pytest.mark.parametrize(
    ("peer", "program", "lay"),
    [
        (taskwarrior.PEER, "task", taskwarrior._lay),
        (taskwarrior.PEER, "task", taskwarrior._lay_with_needs),
        (hledger.PEER, "hledger", hledger._lay),
        (todoman.PEER, "todo", todoman._lay),
        (backlog.PEER, "backlog", backlog._lay),
    ],
    ids=lambda each: getattr(each, "name", None) or getattr(each, "__name__", None) or each,
)
def test_a_peer_tells_as_many(peer: Peer, program: str, lay: Lay, root: Path, tmp_path: Path) -> None:
    found = shutil.which(program)
    if found is None:
        pytest.skip(f"{peer.name} is not installed")
    # It is checked where it is laid out, before anybody measures it.
    lay(Ground(root, RECORDS, tmp_path), Had(found, "1"))


@pytest.mark.parametrize(("wanted", "is_right"), [(2, True), (1, False), (3, False)])
def test_a_layout_of_which_more_or_less_is_told_does_not_count(
    wanted: int, is_right: bool, tmp_path: Path
) -> None:
    told = "print('heading'); print('  1 rec-000001'); print('  2 rec-000002')"
    command = Command((sys.executable, "-c", told))
    if is_right:
        checked(command, r"^ +[0-9] rec-", wanted, tmp_path)
        return
    with pytest.raises(WrongAnswerError, match="tells of 2 items"):
        checked(command, r"^ +[0-9] rec-", wanted, tmp_path)
