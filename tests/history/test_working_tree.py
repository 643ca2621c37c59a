"""What stands in the working tree and in no commit, by meaning, whatever the index and settings say."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from gitobjects import link
from gitstory import GitStory, clean_environment
from gittraps import Trap

from commitments.changes.change import Change
from commitments.history.main_line import HistoryReader
from commitments.history.walk import UnknownEarlierRecord
from commitments.history.working_tree import WorkingTree
from commitments.reading import folder
from commitments.reading.git.open_repository import open_repository
from commitments.reading.git.repository import Repository

Story = Callable[..., GitStory]
posix = pytest.mark.skipif(sys.platform == "win32", reason="needs links and rights of POSIX")

A = "id: a\ntitle: {en: Ports}\ndue: 2026-Q2\n"
LATER = A.replace("Q2", "Q4")
WHOLE = '{"id": "a", "title": {"en": "Ports"}, "due": "2026-Q2"}'
MOVE = 'a changed due "2026-Q2" → "2026-Q4"'
LARGE = "id: a\ntext: |\n" + f"  {'x' * 1000}\n" * 270


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


EDITS: dict[str, tuple[dict[str, Any], list[str]]] = {
    "nothing": ({}, []),
    "edited": ({"records/a.yaml": LATER}, [MOVE]),
    "new": ({"records/x/c.yaml": "id: c\n"}, ['c added {"id": "c"}']),
    "deleted": ({"records/a.yaml": None}, [f"a removed {WHOLE}"]),
    "renamed": (
        {"records/a.yaml": None, "records/2025/ports.yaml": A},
        ['a renamed "records/a.yaml" → "records/2025/ports.yaml"'],
    ),
    "renamed and edited": (
        {"records/a.yaml": None, "records/c.yaml": LATER},
        ['a renamed "records/a.yaml" → "records/c.yaml"', MOVE],
    ),
    "laid out anew": ({"records/a.yaml": '# x\n{"due": 2026-Q2, "id": a, "title": {"en": Ports}}'}, []),
    "other line ends": ({"records/a.yaml": A.replace("\n", "\r\n")}, []),
    "edited with other line ends": ({"records/a.yaml": LATER.replace("\n", "\r\n")}, [MOVE]),
    "renamed with other line ends": (
        {"records/b.yaml": None, "records/c.yaml": "id: b\r\n"},
        ['b renamed "records/b.yaml" → "records/c.yaml"'],
    ),
    "not readable": ({"records/a.yaml": "id: [\n"}, [f"a unreadable {WHOLE}"]),
    "too large": ({"records/a.yaml": LARGE}, [f"a unreadable {WHOLE}"]),
    "new and not readable": ({"records/c.yaml": b"\xff"}, ["c unreadable"]),
    "a link in its place": ({"records/a.yaml": link("b.yaml")}, [f"a removed {WHOLE}"]),
    "a folder in its place": (
        {"records/a.yaml": None, "records/a.yaml/a.yaml": A},
        ['a renamed "records/a.yaml" → "records/a.yaml/a.yaml"'],
    ),
    "what is no record": ({"README.md": "x", "records/.c.yaml": A, "records/c.yml": A, "c.yaml": A}, []),
    "ignored by git": (
        {".gitignore": "c.yaml\n", "records/c.yaml": "id: c\n", "records/d.yaml": "id: d\n"},
        ['d added {"id": "d"}'],
    ),
    "committed and ignored by git": (
        {".gitignore": "*.yaml\n", "records/.gitignore": "*\n", "records/a.yaml": A + "x: 2\n"},
        ["a changed x 2"],
    ),
    "changed with a mode": ({"records/a.yaml": GitStory.executable(A)}, []),
}


@pytest.mark.parametrize("edit", EDITS)
@pytest.mark.parametrize("object_format", ["sha1", "sha256"])
def test_what_is_not_committed(edit: str, object_format: str, git_story: Story) -> None:
    if "link" in edit and sys.platform == "win32":
        pytest.skip("needs links of POSIX")
    story = git_story(object_format)
    story.commit({"records/a.yaml": A, "records/b.yaml": "id: b\n", "README.md": ""})
    files, expected = EDITS[edit]
    story.write(files)
    place = story.root.parent / "tree.cache"
    assert rows(story.root) == expected
    assert rows(story.root, place) == expected
    assert rows(story.root, place) == expected


@pytest.mark.parametrize("object_format", ["sha1", "sha256"])
@pytest.mark.parametrize("feed", ["\n", "\r\n"], ids=["LF", "CRLF"])
def test_a_checkout_leaves_nothing_to_compare(object_format: str, feed: str, git_story: Story) -> None:
    """Also where git turned the line ends: each file has the id that its commit has."""
    story = git_story(object_format)
    story.commit({"records/a.yaml": A, "records/b.yaml": "id: [\n"})
    story.write({"records/a.yaml": A.replace("\n", feed), "records/b.yaml": f"id: [{feed}"})
    repository = story.repository()
    assert tree(story.root, repository).uncommitted(repository.head).step.files == []


def test_a_record_that_could_not_be_read_is_compared_with_what_it_was(story: GitStory) -> None:
    story.commit({"records/a.yaml": "id: [\n", "records/c.yaml": "id: [\n"})
    story.commit({"README.md": "x"})
    assert rows(story.root) == []
    story.write({"records/a.yaml": LATER, "records/c.yaml": "id: c\n"})
    assert rows(story.root) == [
        f"a readable {WHOLE.replace('Q2', 'Q4')}",
        MOVE,
        'c readable {"id": "c"}',
    ]
    story.write({"records/a.yaml": "id: {\n", "records/c.yaml": None})
    assert rows(story.root) == ["c removed"]


def test_a_file_too_large_is_as_it_was_until_it_is_not(story: GitStory) -> None:
    story.commit({"records/a.yaml": LARGE})
    assert rows(story.root) == []
    story.write({"records/a.yaml": LARGE + "x: 1\n"})
    assert rows(story.root) == []
    story.write({"records/a.yaml": LATER})
    assert rows(story.root) == [f"a readable {WHOLE.replace('Q2', 'Q4')}", MOVE]


def test_what_it_was_must_be_known_unless_it_was_cut_off(story: GitStory) -> None:
    story.commit({"records/a.yaml": "id: [\n"})
    story.write({"records/a.yaml": A})
    cut = tree(story.root, story.repository())
    with pytest.raises(UnknownEarlierRecord):
        cut.changes({})
    assert [told(change) for change in cut.changes({}, lenient=True)] == [f"a readable {WHOLE}"]


def test_before_the_first_commit_all_is_new(git_story: Story) -> None:
    story = git_story()
    story.write({"records/a.yaml": A, "records/b.yaml": "id: [\n"})
    assert rows(story.root, story.root.parent / "c") == [f"a added {WHOLE}", "b unreadable"]
    story.commit({"records/a.yaml": A})
    assert rows(story.root, story.root.parent / "c") == ["b unreadable"]


def test_a_commit_of_what_lies_there_leaves_nothing(story: GitStory) -> None:
    place = story.root.parent / "c"
    story.write({"records/a.yaml": LATER})
    assert rows(story.root, place) == [MOVE]
    story.commit({"records/a.yaml": LATER})
    assert rows(story.root, place) == []
    story.ref("refs/heads/main", story.commits[0])
    assert rows(story.root, place) == [MOVE]


def break_index(story: GitStory, how: str) -> None:
    story.git("reset", "--quiet")
    index = story.git_dir / "index"
    assert index.is_file()
    if how == "absent":
        index.unlink()
    elif how == "broken":
        index.write_bytes(b"DIRC" + b"\xff" * 100)
    elif how == "staged":
        story.write({"records/b.yaml": "id: b\nx: staged\n"})
        story.git("add", "-A")
        story.write({"records/b.yaml": "id: b\n"})
    elif how == "assumed":
        story.git("update-index", "--assume-unchanged", "records/a.yaml")


@pytest.mark.parametrize("how", ["absent", "broken", "staged", "assumed"])
def test_the_index_does_not_matter(how: str, story: GitStory) -> None:
    break_index(story, how)
    assert rows(story.root) == []
    story.write({"records/a.yaml": LATER})
    before = (story.git_dir / "index").read_bytes() if how != "absent" else None
    assert rows(story.root) == [MOVE]
    assert ((story.git_dir / "index").read_bytes() if how != "absent" else None) == before


@posix
def test_no_filter_of_the_repository_is_run(story: GitStory, tmp_path: Path) -> None:
    trap = Trap(tmp_path)
    story.config('[filter "trap"]', f"\tclean = {trap.program}", f"\tsmudge = {trap.program}", "\trequired")
    story.config(f'[diff "trap"]\n\ttextconv = {trap.program}\n\tcommand = {trap.program}')
    story.write(
        {".gitattributes": "*.yaml filter=trap diff=trap eol=crlf ident working-tree-encoding=UTF-16\n"}
    )
    story.write({"records/a.yaml": LATER})
    assert rows(story.root) == [MOVE]
    assert not trap.sprung


def test_a_file_that_cannot_be_opened_is_not_readable(
    story: GitStory, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(folder, "read", lambda root, path, *most: folder.NotRead(path, None))
    assert rows(story.root) == [f"a unreadable {WHOLE}", 'b unreadable {"id": "b"}']


def test_a_linked_working_tree_and_a_folder_of_one_have_their_own(story: GitStory) -> None:
    linked = story.worktree()
    story.write({"records/a.yaml": LATER})
    assert (rows(story.root), rows(linked)) == ([MOVE], [])
    story.commit({"ws/records/a.yaml": A, "records/a.yaml": LATER})
    story.write({"records/b.yaml": None})
    (story.root / "ws/records/a.yaml").write_text(LATER, encoding="utf-8")
    assert (rows(story.root), rows(story.root / "ws")) == (['b removed {"id": "b"}'], [MOVE])
