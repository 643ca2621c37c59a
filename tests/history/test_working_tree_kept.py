"""What is kept of a working tree: files that are as they were are not opened, and every edit is seen."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from time import time_ns
from typing import Any

import pytest
from gitstory import GitStory, clean_environment

from commitments.changes.change import Change
from commitments.history import working_tree
from commitments.history.main_line import HistoryReader
from commitments.history.working_tree import WorkingTree
from commitments.reading import folder
from commitments.reading.git.open_repository import open_repository
from commitments.reading.git.repository import Repository

Story = Callable[..., GitStory]

A = "id: a\ntitle: {en: Ports}\ndue: 2026-Q2\n"
LATER = A.replace("Q2", "Q4")
MOVE = 'a changed due "2026-Q2" → "2026-Q4"'


def told(change: Change) -> str:
    values = [item for item in (change.old, change.new) if item != "null"]
    return " ".join(filter(None, [change.id, change.kind, change.field, " → ".join(values)]))


def tree(root: Path, repository: Repository, place: Path | None = None, key: str = "key") -> WorkingTree:
    return WorkingTree(root, folder.listing(root), repository, place, key)


def rows(root: Path, place: Path | None = None, key: str = "key") -> list[str]:
    """What is told of a working tree, given the whole history of its branch."""
    repository = open_repository(root, clean_environment())
    broken = HistoryReader(repository).history().broken
    found = tree(root, repository, place, key).changes(broken)
    assert {item.at.id for item in found} <= {""}
    assert {item.at.parents for item in found} <= {(repository.head,) if repository.head else ()}
    return [told(item) for item in found]


@pytest.fixture
def story(git_story: Story) -> GitStory:
    made = git_story()
    made.commit({"records/a.yaml": A, "records/b.yaml": "id: b\n", "README.md": ""})
    return made


@pytest.fixture
def opened(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[str]]:
    """The record files that are opened from now on."""
    seen: list[str] = []
    read = folder.read

    def witnessed(root: Any, path: str, *more: Any) -> Any:
        seen.append(path)
        return read(root, path, *more)

    monkeypatch.setattr(folder, "read", witnessed)
    yield seen


def test_files_that_are_as_they_were_are_not_opened_again(
    story: GitStory, opened: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    place = story.root.parent / "c"
    monkeypatch.setattr(working_tree.cache_file, "SETTLED_NS", -(10**9))  # as if all were written long ago
    rows(story.root, place)
    assert sorted(opened) == ["records/a.yaml", "records/b.yaml"]
    opened.clear()
    rows(story.root, place)
    assert opened == []
    story.write({"records/b.yaml": "id: b\nx: 1\n"})
    assert rows(story.root, place) == ["b changed x 1"]
    assert set(opened) == {"records/b.yaml"}
    opened.clear()
    rows(story.root, place, key="another version")
    assert "records/a.yaml" in opened


def test_neither_are_the_commits_files_listed_again(story: GitStory, monkeypatch: pytest.MonkeyPatch) -> None:
    place = story.root.parent / "c"
    rows(story.root, place)
    monkeypatch.setattr(Repository, "tree", None)
    assert rows(story.root, place) == []


def test_an_edit_of_one_size_in_the_same_tick_is_seen(
    story: GitStory, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where neither size nor times tell two states apart, only the bytes do."""
    place, now, listing = story.root.parent / "c", time_ns(), folder.listing

    def frozen(root: Path) -> folder.Listing:
        found = listing(root)
        found.entries[:] = [entry._replace(mtime_ns=now, ctime_ns=now) for entry in found.entries]
        return found

    monkeypatch.setattr(folder, "listing", frozen)
    assert rows(story.root, place) == []
    story.write({"records/a.yaml": LATER})
    assert len(LATER) == len(A)
    assert rows(story.root, place) == [MOVE]
    story.write({"records/a.yaml": A})
    assert rows(story.root, place) == []


@pytest.mark.skipif(sys.platform == "win32", reason="st_ctime is when it was made")
def test_an_edit_whose_time_was_set_back_is_seen(story: GitStory) -> None:
    place, file = story.root.parent / "c", story.root / "records/a.yaml"
    for path in (story.root / "records").iterdir():
        os.utime(path, ns=(10**18, 10**18))
    assert rows(story.root, place) == []
    file.write_text(LATER, encoding="utf-8")
    os.utime(file, ns=(10**18, 10**18))
    assert rows(story.root, place) == [MOVE]


def test_a_slow_reading_settles_nothing_that_changed_meanwhile(
    story: GitStory, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What was written just before a reading of minutes may have been written again within its tick."""
    place, clock = story.root.parent / "c", iter([time_ns(), time_ns() + 10**12])
    monkeypatch.setattr(working_tree, "time_ns", lambda: next(clock, time_ns() + 10**12))
    rows(story.root, place)
    kept = working_tree.cache_file.load_blocks(place, "key", ())
    assert kept is not None
    assert set(working_tree.codec.decode_numbers(kept["@time"])) == {0}
