"""reno: the same history, with each record as a release note."""

import re
import subprocess
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from bench.git import git
from bench.history import lay_out, records_for
from bench.measure import Command
from bench.peers.environments import Had, Pip
from bench.peers.peer import Entrant, Ground, Peer
from bench.rows import Race
from bench.story import Commit, Story

RELEASES = 8
_RECORD = re.compile(r"records/[0-9]+/(?P<slug>rec-(?P<number>[0-9]{6})[a-z-]*)\.yaml")

_WHY_NO_MORE = "of 10,000 notes in one folder it had told nothing after 26 minutes"


def _lay(ground: Ground, _: Had) -> None:
    root = ground.data / "history"
    lay_out(root, told(records_for(ground.size), ground.size))
    _tag(root)


def _lay_cached(ground: Ground, had: Had) -> None:
    _lay(ground, had)
    root = ground.data / "history"
    subprocess.run([had.program, "-q", "cache"], cwd=root, check=True, capture_output=True)


def told(records: int, commits: int) -> Iterator[Commit]:
    """Every commit, branches too, with its records as notes."""
    for commit in Story(records, commits).told():
        # A note is known by its name, whatever folder a record is in; what goes must go first.
        files = sorted(commit.files.items(), key=lambda each: each[1] is not None)
        yield replace(commit, files=dict(_note(path, content) for path, content in files))


def _note(path: str, content: bytes | None) -> tuple[str, bytes | None]:
    found = _RECORD.fullmatch(path)
    if found is None:
        return path, content
    name = f"releasenotes/notes/{found['slug']}-{int(found['number']):016x}.yaml"
    if content is None:
        return name, None
    lines = "".join(f"    {line}\n" for line in content.decode().splitlines())
    return name, f"---\nfeatures:\n  - |\n{lines}".encode()


def _tag(root: Path) -> None:
    """As many releases, evenly spread."""
    commits = git(root, "rev-list", "--first-parent", "--reverse", "HEAD").decode().split()
    for number in range(1, RELEASES + 1):
        at = number * len(commits) // RELEASES - 1
        git(root, "update-ref", f"refs/tags/{number}.0.0", commits[at])


def _ask(ground: Ground, had: Had) -> Command:
    return Command((had.program, "-q", "list"), cwd=ground.data / "history", expects=b"rec-")


PEER = Peer(
    "reno",
    Pip("reno", "reno"),
    (
        Entrant(Race.HISTORY, "reno list", _ask, _lay, most=5_000, why_no_more=_WHY_NO_MORE),
        Entrant(
            Race.HISTORY,
            "reno list, from its cache",
            _ask,
            _lay_cached,
            most=5_000,
            why_no_more=_WHY_NO_MORE,
        ),
    ),
    "Each record is a release note, in the same commits, with eight releases. It tells which note came with "
    "which release and reads no more than file names, not what changed in a note.",
)
