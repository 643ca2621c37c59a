"""git-history: the same main line, with all records in one JSON file."""

import json
from collections.abc import Iterator
from dataclasses import replace

import yaml

from bench.history import lay_out, records_for
from bench.measure import Command
from bench.peers.environments import Had, Pip
from bench.peers.peer import Entrant, Ground, Peer
from bench.rows import Race
from bench.story import Commit, Story

FILE = "commitments.json"


def _lay(ground: Ground, _: Had) -> None:
    # Not packed anew: of one large file, fast-import packs each version as well against the one before.
    lay_out(ground.data / "history", told(records_for(ground.size), ground.size), repack=False)


def told(records: int, commits: int) -> Iterator[Commit]:
    """The main line alone, each commit with one file of all records as they stood."""
    state: dict[str, bytes] = {}
    before: tuple[int, ...] = ()
    for commit in Story(records, commits).told():
        if commit.aside:
            continue
        for path, content in commit.files.items():
            _keep(state, path, content)
        whole = b"[\n%b\n]\n" % b",\n".join(state[path] for path in sorted(state))
        yield replace(commit, parents=before, files={FILE: whole})
        before = (commit.mark,)


def _keep(state: dict[str, bytes], path: str, content: bytes | None) -> None:
    if content is None:
        state.pop(path, None)
    elif path.startswith("records/"):
        try:
            record = yaml.load(content, Loader=yaml.CSafeLoader)
        except yaml.YAMLError:
            # A JSON file of all cannot hold one that is no YAML: it stays as it was.
            return
        state[path] = json.dumps(record, ensure_ascii=False, default=str).encode()


def _ask(ground: Ground, had: Had) -> Command:
    for left in ground.data.glob("history.db*"):
        left.unlink()
    words = ("file", str(ground.data / "history.db"), FILE, "--repo", ".", "--id", "id", "--silent", "--wal")
    return Command((had.program, *words), cwd=ground.data / "history")


PEER = Peer(
    "git-history",
    Pip("git-history", "git-history"),
    (
        Entrant(
            Race.HISTORY,
            "git-history file",
            _ask,
            _lay,
            5_000,
            "one file of all 10,000 records would be written 20,000 times",
        ),
    ),
    "It follows one file, so all records stand in one JSON file, on the same main line. It writes each "
    "version of each record into a database, from which questions can be asked; no field means more to it "
    "than another.",
)
