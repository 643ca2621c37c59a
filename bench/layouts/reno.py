"""reno: the same history, with each record as a release note, and eight releases."""

import re
from collections.abc import Iterator
from dataclasses import replace

from bench.peer import Site
from bench.repository import git
from bench.repository import lay_out as lay_out_repository
from bench.story import PULL_REQUEST, Story, flat
from bench.workspace import Commit, records_for

RELEASES = 8
_RECORD = re.compile(r"records/(rec-([0-9]{6})[a-z-]*)\.yaml")


def lay_out(site: Site) -> None:
    root = site.data / "history"
    lay_out_repository(root, commits(records_for(site.size), site.size))
    marks = git(root, "rev-list", "--first-parent", "--reverse", "HEAD").decode().split()
    for number in range(1, RELEASES + 1):
        git(root, "update-ref", f"refs/tags/{number}.0.0", marks[number * len(marks) // RELEASES - 1])


def lay_out_cached(site: Site) -> None:
    lay_out(site)
    site.run("-q", "cache", cwd=site.data / "history")


def commits(records: int, size: int) -> Iterator[Commit]:
    """Every commit, those of branches too, with its records as notes."""
    for commit in Story(records, size).commits():
        if commit.branch != PULL_REQUEST:
            # A note is known by its name, whatever folder a record is in.
            files = dict(_note(path, content) for path, content in flat(commit).files.items())
            yield replace(commit, files=files)


def _note(path: str, content: bytes | None) -> tuple[str, bytes | None]:
    match = _RECORD.fullmatch(path)
    if match is None:
        return path, content
    name = f"releasenotes/notes/{match[1]}-{int(match[2]):016x}.yaml"
    if content is None:
        return name, None
    lines = "".join(f"    {line}\n" for line in content.decode().splitlines())
    return name, f"---\nfeatures:\n  - |\n{lines}".encode()
