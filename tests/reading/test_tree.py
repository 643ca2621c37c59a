"""What a workspace held in a commit: the same files, refusals and bytes as its folder on disk would give."""

from __future__ import annotations

import string
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from laws import law

from commitments.reading.commit_tree import CommitTree
from commitments.reading.folder import Folder, Listing, NotRead, is_record, listing
from commitments.reading.git.repository import Repository
from commitments.reading.source_file import SourceFile
from commitments.reading.text import RECORD

linux = pytest.mark.skipif(sys.platform != "linux", reason="needs links and file names of any bytes")


def tree_of(story: Any, below: str = "") -> CommitTree:
    """The last commit of a story, from its root or from a folder in it."""
    from gitstory import clean_environment

    from commitments.reading.git.open_repository import open_repository

    repository = open_repository(story.root / below, clean_environment())
    assert repository.head is not None
    return CommitTree(repository, repository.head)


def told(found: Listing) -> tuple[list[tuple[str, int]], list[str], list[str], list[str]]:
    """A listing without its stamps."""
    entries = [(file.path, file.size) for file in found.entries]
    return entries, found.strays, found.refused, found.unnameable


RECORDS = [
    "records/a.yaml",
    "records/b c.yaml",
    "records/đ.yaml",
    "records/x.yaml/y/z.yaml",
    "records/yaml.yaml",
]
NONE = [
    "records/a.yml",
    "records/.a.yaml",
    "records/.sub/a.yaml",
    "records/sub/.sub/a.yaml",
    "records/a\n.yaml",
    "records/a\u202e/b.yaml",
    "records/\udcff.yaml",
    "records.yaml",
    "recordsx/a.yaml",
    "schema/a.yaml",
    "x/records/a.yaml",
    "records/../a.yaml",
    "records/yaml",
]


@pytest.mark.parametrize("path", RECORDS)
def test_what_is_a_record(path: str) -> None:
    assert is_record(path)


@pytest.mark.parametrize("path", NONE)
def test_what_is_no_record(path: str) -> None:
    assert not is_record(path)


@linux
def test_every_refusal_is_that_of_the_folder(git_story: Callable[..., Any]) -> None:
    story = git_story()
    names = [record.encode("utf-8", "surrogateescape") for record in [*RECORDS, *NONE] if ".." not in record]
    more = {
        b"records/.gitkeep": "",
        b"records/notes.txt": "x",
        b"records/.hidden/empty.txt": "x",
        b"records/link.yaml": story.link("a.yaml"),
        b"records/folder": story.link("../schema"),
        b"records/sub/up": story.link(".."),
        b"records/.dotted": story.link("a.yaml"),
        b"records/run.yaml": story.executable("id: run\n"),
    }
    story.commit({**dict.fromkeys(names, "id: a\n"), **more})
    found = tree_of(story).listing()
    assert told(found) == told(listing(story.root))
    assert [file.path for file in found.entries] == sorted([*RECORDS, "records/run.yaml"])
    assert found.refused == ["records/.dotted", "records/folder", "records/link.yaml", "records/sub/up"]


def test_another_repository_below_records_is_nested(git_story: Callable[..., Any]) -> None:
    story = git_story()
    first = story.commit({"records/a.yaml": "id: a\n"})
    story.commit({"records/other": story.gitlink(first), "records/b.yaml": story.gitlink(first)})
    found = tree_of(story).listing()
    assert [file.path for file in found.entries] == ["records/a.yaml"]
    assert (found.nested, found.refused) == (["records/b.yaml", "records/other"], [])


def test_names_that_only_a_tree_can_hold_harm_nothing(git_story: Callable[..., Any]) -> None:
    story = git_story(checkout=False)
    story.commit(
        {"records/../a.yaml": "", "records/./b.yaml": "", "records/c.yaml": "", "records/.git/d": ""}
    )
    found = tree_of(story).listing()
    assert [file.path for file in found.entries] == ["records/c.yaml"]
    assert found.strays == ["records/.", "records/.."]


PARTS = st.sampled_from(
    ["a", "b.yaml", ".c", ".d.yaml", "e.yml", "\x1b", "f g", "Đ.yaml", "\udce9.yaml", "h.txt"]
)
PATHS = st.lists(PARTS, min_size=1, max_size=4).map("/".join)


@linux
@law(60)
@given(st.dictionaries(PATHS, st.sampled_from(["file", "link", "long"]), max_size=8))
def test_a_tree_lists_what_the_folder_lists(git_story: Callable[..., Any], files: dict[str, str]) -> None:
    story = git_story()
    kinds = {"file": "id: a\n", "link": story.link("a"), "long": "x" * 70}
    given = {
        f"records/{path}".encode("utf-8", "surrogateescape"): kinds[kind] for path, kind in files.items()
    }
    story.commit({**given, "records/zz.yaml": "id: zz\n"})
    assert told(tree_of(story).listing()) == told(listing(story.root))


def test_a_tree_below_a_prefix_is_that_of_the_subfolder(git_story: Callable[..., Any]) -> None:
    story = git_story()
    inner = {
        "records/a.yaml": "id: a\n",
        "schema/parties.yaml": "[]\n",
        "commitments.toml": "",
        "docs/x": "x",
    }
    story.commit(
        {
            **{f"in ner/đ/{path}": content for path, content in inner.items()},
            "records/outer.yaml": "id: outer\n",
            "in ner/records/between.yaml": "id: between\n",
        }
    )
    tree = tree_of(story, "in ner/đ")
    assert told(tree.listing()) == told(listing(story.root / "in ner/đ"))
    assert tree.read("records/a.yaml") == SourceFile("records/a.yaml", b"id: a\n")
    assert [tree.exists(path) for path in (*inner, "schema", "docs", "records/outer.yaml", "README.md")] == [
        *(True,) * 6,
        False,
        False,
    ]


def test_what_stands_where_is_asked_as_on_disk(git_story: Callable[..., Any]) -> None:
    story = git_story()
    story.commit({"records/a.yaml": "id: a\n", "schema/parties.yaml": "[]\n", "x/y.json": "{}"})
    tree, folder = tree_of(story), Folder(story.root)
    for path in (
        "records",
        "records/a.yaml",
        "schema/parties.yaml",
        "schema/no",
        "x",
        "x/y.json",
        "x/y",
        "y",
    ):
        assert tree.exists(path) == folder.exists(path), path
        assert tree.is_file(path) == folder.is_file(path), path


def test_contents_come_in_the_order_asked_for_from_one_process(
    git_story: Callable[..., Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    story = git_story(checkout=False)
    files = {f"records/{name}.yaml": f"id: {name}\n" * 50 for name in string.ascii_lowercase}
    story.commit({**files, "records/same.yaml": files["records/a.yaml"]})
    tree = tree_of(story)
    started: list[Sequence[str]] = []
    start = Repository.started

    def counted(self: Repository, *arguments: str, **more: Any) -> Any:
        started.append(arguments)
        return start(self, *arguments, **more)

    monkeypatch.setattr(Repository, "started", counted)
    tree.listing()
    asked = [*sorted(files, reverse=True), "records/same.yaml"]
    found = list(tree.read_all(asked))
    assert found == [
        SourceFile(path, {**files, asked[-1]: files["records/a.yaml"]}[path].encode()) for path in asked
    ]
    assert [item[0] for item in started] == ["ls-tree", "cat-file"]


def test_what_is_too_large_is_never_asked_for(
    git_story: Callable[..., Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    story = git_story(checkout=False)
    story.commit(
        {
            "records/large.yaml": b"\0" * (RECORD.size + 1),
            "records/just.yaml": b"#" * RECORD.size,
            "records/a.yaml": "a",
        }
    )
    tree = tree_of(story)
    asked: list[str] = []
    blobs = Repository.blobs

    def noted(self: Repository, ids: Sequence[str]) -> Any:
        asked.extend(ids)
        return blobs(self, ids)

    monkeypatch.setattr(Repository, "blobs", noted)
    large, just, small = tree.read_all(["records/large.yaml", "records/just.yaml", "records/a.yaml"])
    assert isinstance(large, SourceFile) and len(large.data) == RECORD.size + 1
    assert isinstance(just, SourceFile) and just.data == b"#" * RECORD.size
    assert small == SourceFile("records/a.yaml", b"a")
    assert len(asked) == 2
    assert isinstance(short := tree.read("records/just.yaml", 10), SourceFile) and len(short.data) == 11
    assert len(asked) == 2


def test_what_is_no_file_is_not_read(git_story: Callable[..., Any]) -> None:
    story = git_story(checkout=False)
    first = story.commit({"schema/parties.yaml/x": "", "commitments.toml": story.link("/etc/passwd")})
    story.commit({"records/sub": story.gitlink(first)})
    tree = tree_of(story)
    for path in ("schema/parties.yaml", "commitments.toml", "records/sub", "records/gone.yaml"):
        found = tree.read(path)
        assert isinstance(found, NotRead), path
        assert found.finding.rule == "not-a-regular-file"
    assert tree.exists("schema/parties.yaml")


def test_stamps_follow_the_content_alone(git_story: Callable[..., Any]) -> None:
    story = git_story(checkout=False)
    first = story.commit({"records/a.yaml": "id: a\n", "records/b.yaml": "id: b\n"})
    story.commit({"records/b.yaml": "id: c\n", "README.md": "x"})
    third = story.commit({"records/b.yaml": story.executable("id: b\n")})
    tree = tree_of(story)
    one, two, three = (
        CommitTree(tree.repository, item).listing().entries for item in (first, story.commits[1], third)
    )
    assert one == three
    assert one[0] == two[0]
    assert one[1][2:] != two[1][2:]
    assert one[1].size == two[1].size


def test_sha256(git_story: Callable[..., Any]) -> None:
    story = git_story("sha256")
    story.commit({"records/a.yaml": "id: a\n"})
    tree = tree_of(story)
    assert told(tree.listing()) == told(listing(story.root))
    assert tree.read("records/a.yaml") == SourceFile("records/a.yaml", b"id: a\n")


def test_a_commit_without_records_lists_nothing(git_story: Callable[..., Any], tmp_path: Path) -> None:
    story = git_story(checkout=False)
    story.commit({"records": "a file\n", "README.md": "x"})
    assert told(tree_of(story).listing()) == ([], [], [], [])
