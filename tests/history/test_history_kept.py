"""A kept history gives the answer that a fresh one gives, whatever became of the branch or of the file."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from bounds import HANGS
from gitstory import GitStory, clean_environment

from commitments.cache import cache_file
from commitments.changes.change import Change, ChangeKind
from commitments.errors import CommitmentsError
from commitments.history import history_cache
from commitments.history.history_span import Unchanged
from commitments.history.main_line import HistoryReader, history_cache_file, history_reader
from commitments.history.walk import UnknownEarlierRecord
from commitments.history.working_tree import WorkingTree, workspace_working_tree
from commitments.reading import folder
from commitments.reading.git.open_repository import open_repository
from commitments.reading.git.repository import Repository
from commitments.workspace.open_workspace import Workspace

Story = Callable[..., GitStory]
Rows = list[tuple[str, ...]]


def read(story: GitStory, key: str = "key", name: str = "kept.cache") -> Rows:
    """As told with what was kept; it must be as told without."""
    kept = rows(HistoryReader(story.repository(), place=story.root.parent / name, key=key).history().changes)
    assert kept == rows(HistoryReader(story.repository()).history().changes)
    return kept


def rows(changes: Any) -> Rows:
    at = [(change.at.id, str(change.at.time), change.at.author, change.at.email) for change in changes]
    return [(*who, *change[1:]) for who, change in zip(at, changes, strict=True)]


def place(story: GitStory) -> Path:
    return story.root.parent / "kept.cache"


@pytest.fixture
def story(git_story: Story) -> GitStory:
    """Eight commits: edits of `a`, and a spell from the fifth to the seventh in which it cannot be read."""
    made = git_story(checkout=False)
    for number in range(1, 5):
        made.commit({"records/a.yaml": f"id: a\ntitle: Việt {number}\n"}, author="Bình <binh@example.org>")
    made.commit({"records/a.yaml": "id: [\n", "records/b.yaml": "id: b\n"})
    made.commit({"records/b.yaml": "id: b\nx: 6\n"})
    made.commit({"records/a.yaml": "id: a\ntitle: Việt 7\n"})
    made.commit({"records/c.yaml": "id: c\n"})
    return made


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[str]]:
    """The ids of the files that are read from now on."""
    seen: list[str] = []
    within = Repository.blobs_up_to

    def witnessed(self: Repository, ids: Any, most: int) -> Iterator[bytes | None]:
        seen.extend(ids)
        return within(self, ids, most)

    monkeypatch.setattr(Repository, "blobs_up_to", witnessed)
    yield seen


def test_what_is_kept_is_not_read_again(story: GitStory, asked: list[str]) -> None:
    kept = HistoryReader(story.repository(), place=place(story), key="key")
    kept.history()
    assert len(asked) == len(set(asked)) == 9  # each distinct version once
    asked.clear()
    kept.history()
    assert asked == []
    story.commit({"records/c.yaml": "id: c\nx: 1\n"})
    HistoryReader(story.repository(), place=place(story), key="key").history()
    assert len(asked) == 2


@pytest.mark.parametrize("number", range(1, 8))
def test_a_branch_that_was_set_back(number: int, story: GitStory) -> None:
    read(story)
    story.ref("refs/heads/main", story.commits[number - 1])
    assert len({item[0] for item in read(story)}) == number
    read(story)
    story.switch("main")
    story.commit({"records/a.yaml": "id: a\ntitle: Mended otherwise\n"})
    assert read(story)[-1][0] == story.commits[-1]
    story.commit({"records/a.yaml": None})
    read(story)


def test_a_last_commit_that_was_amended(story: GitStory) -> None:
    read(story)
    story.switch("main")
    story.ref("refs/heads/main", story.commits[-2])
    story.switch("main")
    story.commit({"records/c.yaml": "id: c\nx: amended\n"})
    assert "amended" in str(read(story)[-1])


def test_a_branch_that_was_replaced_by_another_history(story: GitStory) -> None:
    read(story)
    story.orphan("new")
    story.commit({"records/a.yaml": "id: a\ntitle: Anew\n"})
    story.ref("refs/heads/main", story.commits[-1])
    story.switch("main")
    assert len(read(story)) == 1


def test_branches_that_are_visited_in_turn(story: GitStory) -> None:
    story.branch("side", at=story.commits[4])  # in the middle of the spell
    story.commit({"records/a.yaml": "id: a\ntitle: Mended on the side\n"})
    for branch in ("main", "side", "main", "side", "side", "main"):
        story.switch(branch)
        read(story)
    story.merge("side")
    read(story)
    story.switch("side")
    story.merge("main")  # whose main line is another one
    read(story)
    story.switch("main")
    read(story)


def test_a_kept_commit_that_git_has_thrown_away(story: GitStory) -> None:
    read(story)
    story.ref("refs/heads/main", story.commits[5])
    story.objects.path(story.commits[7]).unlink()
    story.objects.path(story.commits[6]).unlink()
    read(story)


def test_what_was_last_readable_is_kept_through_a_spell(story: GitStory) -> None:
    story.ref("refs/heads/main", story.commits[5])
    read(story)
    story.ref("refs/heads/main", story.commits[6])
    assert [item[6:8] for item in read(story) if item[0] == story.commits[6]] == [
        ("readable", ""),
        ("changed", "title"),
    ]


def damage(data: bytes) -> Iterator[bytes]:
    """Ends cut off, bits turned over, and what was never such a file."""
    yield from (data[:size] for size in (0, 1, 8, len(data) // 3, len(data) // 2, len(data) - 1))
    for at in range(0, len(data), max(1, len(data) // 24)):
        yield data[:at] + bytes([data[at] ^ 0xFF]) + data[at + 1 :]
    yield from (data + b"\0", data + data, b"\0" * 4096, b"id: a\n", data[::-1])


def test_a_file_that_is_broken_is_passed_over_and_replaced(story: GitStory) -> None:
    expected = read(story)
    whole = place(story).read_bytes()
    reader = HistoryReader(story.repository(), place=place(story), key="key")
    for data in damage(whole):
        place(story).write_bytes(data)
        assert rows(reader.history().changes) == expected
        assert place(story).read_bytes() == whole


@pytest.mark.parametrize("key", ["another version", "", "key "])
def test_a_file_of_another_version_or_repository_is_passed_over(key: str, story: GitStory) -> None:
    expected = read(story)
    names = ["@people", *history_cache.ROWS, "@commits", "@times", "@broken"]
    kept = history_cache.cache_file.load_blocks(place(story), "key", names)
    assert kept is not None
    other = {**kept, "@people": kept["@people"].replace(b"binh@example.org", b"else@example.org")}
    history_cache.cache_file.save_blocks(place(story), "key", other)
    emails = [
        change.at.email
        for change in HistoryReader(story.repository(), place=place(story), key="key").history().changes
    ]
    assert "else@example.org" in emails, "one of this version is believed"
    history_cache.cache_file.save_blocks(place(story), key, other)
    assert read(story) == expected


def test_what_is_kept_of_another_repository_is_not_taken(story: GitStory, git_story: Story) -> None:
    read(story)
    other = git_story(checkout=False)
    other.commit({"records/z.yaml": "id: z\n"})
    (other.root.parent / "kept.cache").write_bytes(place(story).read_bytes())
    assert [item[4] for item in read(other)] == ["z"]  # even under one key: its last commit is not here


def test_a_place_that_cannot_be_written_is_no_fault(story: GitStory) -> None:
    place(story).mkdir()
    read(story)
    read(story, name="kept.cache/in/it")
    read(story, name="kept.cache/in/it/below")
    assert (place(story) / "in").is_dir()


def test_a_history_too_large_is_told_and_not_kept(story: GitStory, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(history_cache, "MOST", 1000)
    expected = read(story)
    assert not place(story).exists()
    monkeypatch.undo()
    assert read(story) == expected
    assert place(story).stat().st_size < 4000


def test_a_history_larger_than_any_record_is_kept_and_used(git_story: Story, asked: list[str]) -> None:
    story = git_story(checkout=False)
    for sign in "xyz":
        story.commit({"records/a.yaml": f"id: a\nx-text: {sign * 150_000}\n"})
    expected = read(story)
    assert place(story).stat().st_size > 256 * 1024
    asked.clear()
    reader = HistoryReader(story.repository(), place=place(story), key="key")
    assert rows(reader.history().changes) == expected
    assert asked == []


@pytest.mark.parametrize(("spare", "is_kept"), [(0, True), (-1, False)])
def test_the_largest_history_that_is_kept(
    story: GitStory, monkeypatch: pytest.MonkeyPatch, spare: int, is_kept: bool
) -> None:
    read(story)
    blocks = cache_file.load_blocks(place(story), "key", ())
    assert blocks is not None
    size = sum(len(block) for name, block in blocks.items() if name != "@key")
    place(story).unlink()
    monkeypatch.setattr(history_cache, "MOST", size + spare)
    read(story)
    assert place(story).exists() is is_kept


def test_a_clone_that_was_completed_is_read_whole(story: GitStory) -> None:
    clone = story.shallow(2)
    reader = HistoryReader(open_repository(clone, clean_environment()), place=place(story), key="key")
    assert reader.history().shallow_start is not None
    story.git("fetch", "--quiet", "--unshallow", where=clone)
    reader = replace(reader, repository=open_repository(clone, clean_environment()))
    assert rows(reader.history().changes) == rows(HistoryReader(story.repository()).history().changes)


@pytest.mark.parametrize("inside", ["ws", "ws/records", "ws/.cache", "."])
def test_nothing_is_kept_inside_a_checkout(inside: str, git_story: Story) -> None:
    """Nor taken from there: whoever wrote the commits could have put it there."""
    story = git_story()
    story.commit({"ws/records/a.yaml": "id: a\n", "README.md": ""})
    environ = {**clean_environment(), "COMMIT_CACHE_DIR": str(story.root / inside)}
    workspace = Workspace(story.root / "ws", environ)
    repository = open_repository(workspace.root, environ)
    assert history_cache_file(workspace, repository) is None
    assert workspace_working_tree(workspace, repository).place is None


def test_working_trees_share_what_is_kept_and_folders_do_not(git_story: Story) -> None:
    story = git_story()
    story.commit({"records/a.yaml": "id: a\n", "ws/records/b.yaml": "id: b\n"})
    environ = {**clean_environment(), "COMMIT_CACHE_DIR": str(story.root.parent / "cache")}
    roots = [story.root, story.worktree(), story.root / "ws"]
    found = [
        history_reader(
            Workspace(root, environ), open_repository(root, environ), None, lambda done, total: None
        )
        for root in roots
    ]
    assert found[0].place == found[1].place != found[2].place
    assert found[0].key == found[1].key != found[2].key
    for _ in range(2):
        assert [[change.id for change in reader.history().changes] for reader in found] == [
            ["a"],
            ["a"],
            ["b"],
        ]


def test_two_processes_at_once_are_both_right(story: GitStory) -> None:
    story.git("checkout", "--quiet", "--force", "main")
    environ = {**os.environ, **clean_environment(), "COMMIT_CACHE_DIR": str(story.root.parent / "cache")}
    command = [sys.executable, "-m", "commitments", "--root", str(story.root), "changes", "-f", "csv"]
    alone = subprocess.run([*command, "--no-cache"], env=environ, capture_output=True, check=True).stdout
    for _ in ("cold", "warm"):
        both = [subprocess.Popen(command, env=environ, stdout=subprocess.PIPE) for _ in range(2)]
        assert [item.communicate(timeout=HANGS)[0] for item in both] == [alone, alone]
        assert [item.returncode for item in both] == [0, 0]
    assert not list((story.root.parent / "cache").glob(".new-*"))


def test_what_cannot_be_read_in_git_is_never_kept_as_nothing(story: GitStory) -> None:
    blob = story.git("rev-parse", f"{story.commits[3]}:records/a.yaml")
    story.objects.path(blob).unlink()
    with pytest.raises(CommitmentsError):
        HistoryReader(story.repository(), place=place(story), key="key").history()
    assert not place(story).exists()


def test_the_working_tree_is_told_against_what_is_known_of_it(story: GitStory) -> None:
    """What was broken at a commit in the middle of what is kept is found out anew."""
    read(story)
    story.git("checkout", "--quiet", "--force", "main")
    story.git("reset", "--quiet", "--hard", story.commits[5])
    story.write({"records/a.yaml": "id: a\ntitle: Việt\n"})
    kept = HistoryReader(story.repository(), place=place(story), key="key")
    tree = WorkingTree(story.root, folder.listing(story.root), kept.repository)
    with pytest.raises(UnknownEarlierRecord):
        tree.changes(kept.history().broken)
    found: list[Change] = tree.changes(kept.reread_whole_history().broken)
    assert [(change.kind, change.field, change.old) for change in found] == [
        ("readable", "", "null"),
        ("changed", "title", '"Việt 4"'),
    ]


def test_records_that_were_only_added_can_be_left_out(story: GitStory) -> None:
    reader = HistoryReader(story.repository(), place=place(story), key="key")
    whole = reader.history().changes
    changed = {change.id for change in whole if change.kind != ChangeKind.ADDED}
    assert changed == {"a", "b"}
    later = reader.history(unchanged=Unchanged.LEFT_OUT).changes
    assert rows(later) == rows([change for change in whole if change.id in changed])


def test_what_never_changed_is_whole_bare_or_left_out(story: GitStory) -> None:
    reader = HistoryReader(story.repository(), place=place(story), key="key")
    whole, bare, left_out = (reader.history(unchanged=unchanged).changes for unchanged in Unchanged)
    assert whole[-1].id == "c"
    assert [change for change in whole if change.id != "c"] == left_out
    assert bare[:-1] == left_out
    assert (bare[-1].at, bare[-1].id, bare[-1].kind) == (whole[-1].at, "c", "added")
    assert (bare[-1].field, bare[-1].new) == ("", "")
