"""What is read of a history: its commits in their order, what each touched, and the files of one."""

from __future__ import annotations

import sys
import tracemalloc
from collections.abc import Callable
from pathlib import Path

import pytest
from gitstory import GitStory, clean_environment
from gittraps import Witness

from commitments.errors import CommitmentsError
from commitments.reading.commit_tree import CommitTree
from commitments.reading.git import plumbing
from commitments.reading.git import repository as git_repository
from commitments.reading.git.open_repository import open_repository
from commitments.reading.git.repository import Touch

posix = pytest.mark.skipif(sys.platform == "win32", reason="needs pipes with names")


@pytest.fixture
def story(git_story: Callable[..., GitStory]) -> GitStory:
    return git_story()


def line(story: GitStory) -> list[str]:
    return [commit.id for commit in story.repository().main_line(story.head or "")]


def touched(story: GitStory) -> list[Touch]:
    """What the last commit touched."""
    repository = story.repository()
    last = next(repository.main_line(story.head or ""))
    (found,) = repository.touched([(last.id, next(iter(last.parents), None))])
    return found


@pytest.mark.parametrize("object_format", ["sha1", "sha256"])
def test_a_story_is_a_repository_as_git_makes_it(
    git_story: Callable[..., GitStory], object_format: str
) -> None:
    story = git_story(object_format=object_format)
    first = story.commit({"d/a": "1", "d.a": "1", "d0": "1", "x": story.executable("1"), "gone": "1"})
    story.branch("side")
    story.commit({"d": "now a file", "gone": None})
    story.switch("main")
    story.commit({"l": story.link("x"), "s": story.gitlink(first)})
    story.merge("side")
    story.tag("v1", message="annotated")
    assert story.git("fsck", "--strict", "--no-dangling") == ""
    story.git("read-tree", "HEAD")
    assert story.git("status", "--porcelain", "--ignore-submodules") == ""
    assert story.git("ls-files").split() == ["d", "d.a", "d0", "l", "s", "x"]


def test_history_is_in_first_parent_order_whatever_the_clocks_say(story: GitStory) -> None:
    first = story.commit({"a": "1"}, when="2025-06-01T00:00:00+07:00")
    second = story.commit({"a": "2"}, when="2020-01-01T00:00:00+07:00")
    story.branch("side", at=first)
    side = story.commit({"b": "1"}, when="2030-01-01T00:00:00+07:00")
    story.switch("main")
    merge = story.merge("side", when=0)
    last = story.commit({"a": "3"}, when=b"-86400 +0700")
    assert line(story) == [last, merge, second, first]
    repository = story.repository()
    assert [commit.id for commit in repository.main_line(last, second)] == [last, merge]
    assert [commit.id for commit in repository.main_line(last, side)] == [last, merge, second]
    assert list(repository.main_line(last, last)) == []
    everything = [item.id for item in repository.every_commit(last)]
    assert sorted(everything) == sorted([last, merge, second, first, side])
    assert everything.index(first) == 4
    assert [item.id for item in repository.every_commit(last, second)] == [last, merge, side]


def test_a_commit_is_told_as_it_was_made(story: GitStory) -> None:
    first = story.commit(when="2025-01-06T15:02:00+07:00", message="Nghị quyết\n\nThân bài\n")
    second = story.commit(author="An <an@example.org>", committer="Bot <b@c>", authored=5, when=7)
    new, old = story.repository().main_line(second)
    assert (old.id, old.parents, old.time) == (first, (), 1736150520)
    assert (old.author, old.email, old.subject) == ("Vi", "vi@example.org", "Nghị quyết")
    assert (new.parents, new.time, new.author, new.email) == ((first,), 7, "An", "an@example.org")


@pytest.mark.parametrize(
    "zone", [b"+99999999", b"-0000", b"", b"+7", b"UTC", b"+0700 trailing", b"-99999999"]
)
def test_a_commit_of_any_zone_is_read(story: GitStory, zone: bytes) -> None:
    first = story.commit({"a": "1"})
    odd = story.commit({"a": "2"}, when=b"1731377100 " + zone)
    last = story.commit({"a": "3"})
    assert line(story) == [last, odd, first]
    assert [commit.time for commit in story.repository().main_line(odd, first)] == [1731377100]


FORGED = {
    "no author": b"tree {tree}\nparent {parent}\ncommitter A <a@b> 1 +0000\n\nx",
    "no committer": b"tree {tree}\nparent {parent}\nauthor A <a@b> 1 +0000\n\nx",
    "nobody": b"tree {tree}\nparent {parent}\n\nx",
    "no message": b"tree {tree}\nparent {parent}\nauthor A <a@b> 1 +0000\ncommitter A <a@b> 1 +0000\n",
    "zero bytes": b"tree {tree}\nparent {parent}\nauthor A\0 <a@b> 1 +0\ncommitter \0 1\0 +0000\n\n\0\0x\0",
    "no encoding": b"tree {tree}\nparent {parent}\nencoding \xff\nauthor \xff <\xfe> 1 +0\n\n\xff",
    "late parent": b"tree {tree}\nparent {parent}\nauthor A <a@b> 1 +0\nparent {parent}\n\nx",
    "angles": b"tree {tree}\nparent {parent}\nauthor <<>><> > < 1 +0\ncommitter > < 1 +0\n\nx",
    "escapes": b"tree {tree}\nparent {parent}\nauthor \x1b[31m <\x1b]0;x\x07> 1 +0\n\n\x1b[2J",
    "huge time": b"tree {tree}\nparent {parent}\nauthor A <> 1 +0\ncommitter A <> " + b"9" * 40 + b" +0\n\nx",
}


@pytest.mark.parametrize("data", FORGED.values(), ids=list(FORGED))
def test_a_forged_commit_hides_no_other(story: GitStory, data: bytes) -> None:
    first = story.commit({"a": "1"})
    odd = story.forge(data, {"a": "2"})
    last = story.commit({"a": "3"})
    assert line(story) == [last, odd, first]
    found = list(story.repository().main_line(last))
    assert [commit.parents for commit in found] == [(odd,), (first,), ()]
    steps = list(story.repository().touched((commit.id, *(commit.parents or (None,))) for commit in found))  # type: ignore[misc]
    assert [[touch.path for touch in touches] for touches in steps] == [[b"a"]] * 3


def test_a_huge_message_takes_little_room(story: GitStory) -> None:
    first = story.commit(message="x" * 20_000_000)
    second = story.commit(message="Short\n\n" + "y\n" * 5_000_000)
    repository = story.repository()
    tracemalloc.start()
    new, old = repository.main_line(second)
    _, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert (new.id, new.subject, old.id, len(old.subject)) == (second, "Short", first, 500)
    assert most < 5_000_000


def test_what_git_may_hold_at_once_is_bounded(story: GitStory, monkeypatch: pytest.MonkeyPatch) -> None:
    story.commit(message="x" * 3_000_000)
    assert len(line(story)) == 1
    monkeypatch.setitem(plumbing._FIXED, "GIT_ALLOC_LIMIT", "1m")
    with pytest.raises(CommitmentsError):
        line(story)


def test_what_a_commit_touched_is_told_whatever_stood_there(story: GitStory) -> None:
    story.commit({"a": "1", "gone": "1", "link": story.link("a"), "was": "1", "mode": "1", "d/e": "1"})
    sub = story.gitlink("2" * 40)
    story.commit({"a": "2", "gone": None, "link": "file", "was": story.link("/etc/passwd"), "sub": sub})
    found = {change.path: (change.old is not None, change.new is not None) for change in touched(story)}
    assert found == {
        b"a": (True, True),
        b"gone": (True, False),
        b"link": (False, True),
        b"was": (True, False),
        b"sub": (False, False),
    }
    story.commit({"mode": story.executable("1"), "d": "now a file"})
    (d, below, mode) = sorted(touched(story))
    assert (d.path, d.old, below.path, below.new) == (b"d", None, b"d/e", None)
    assert mode.old == mode.new is not None
    story.commit()
    assert touched(story) == []


def test_a_rename_is_told_as_two_paths_with_one_id(story: GitStory) -> None:
    story.commit({"a": "the same\n" * 9})
    story.commit({"a": None, "b": "the same\n" * 9})
    old, new = sorted(touched(story))
    assert (old.path, old.new, new.path, new.old) == (b"a", None, b"b", None)
    assert old.old == new.new is not None


def test_a_merge_is_compared_with_the_commit_given(story: GitStory) -> None:
    first = story.commit({"a": "1"})
    story.branch("side")
    side = story.commit({"b": "1"})
    story.switch("main")
    second = story.commit({"a": "2"})
    merge = story.merge("side")
    pairs = [(merge, second), (merge, side), (first, None), (first, first), (second, side)]
    steps = story.repository().touched(pairs)
    assert [[touch.path for touch in touches] for touches in steps] == [
        [b"b"],
        [b"a"],
        [b"a"],
        [],
        [b"a", b"b"],
    ]
    assert list(story.repository().touched([])) == []


BELOW: list[tuple[str, ...]] = [(), ("sub/records",), ("records", "nothing")]


def test_a_tree_is_told_from_the_top_wherever_git_is_asked(story: GitStory) -> None:
    story.commit({"records/a": "1", "sub/records/b": "1"})
    repository = open_repository(story.root / "sub", clean_environment())
    ask = {below: [file.path for file in repository.tree(story.head or "", *below)] for below in BELOW}
    assert list(ask.values()) == [[b"records/a", b"sub/records/b"], [b"sub/records/b"], [b"records/a"]]
    assert [file.path for (file,) in repository.touched([(story.head or "", None)], b"sub")] == [
        b"sub/records/b"
    ]


def test_paths_elsewhere_are_passed_over(story: GitStory) -> None:
    within = {"records/a": "1", "x/records/b": "1", "records/x/records/c": "1"}
    first = story.commit({**within, "records.x": "1", "xrecords/a": "1", "records2/a": "1", "z": "1"})
    second = story.commit({"z": "2"})
    steps = list(story.repository().touched([(second, first), (first, None)], folder=b"records"))
    assert [[touch.path for touch in touches] for touches in steps] == [
        [],
        sorted(map(str.encode, within)),
    ]


def test_links_and_submodules_are_listed_and_never_read(story: GitStory) -> None:
    story.commit(
        {"a": "12345", "x": story.executable("1"), "l": story.link("a"), "s": story.gitlink("3" * 40)}
    )
    found = {blob.path: (blob.regular, blob.size) for blob in story.repository().tree(story.head or "")}
    assert found == {b"a": (True, 5), b"x": (True, 1), b"l": (False, 1), b"s": (False, 0)}


NAMES = [
    b"\xff\xfe",
    b"a\nb",
    b"tab\tname",
    b'"quoted"',
    "đ".encode(),
    b"\x1b[31m",
    b":100644",
    b" ",
    b"-x",
    b"\\",
]


def test_paths_are_bytes_of_any_kind(story: GitStory) -> None:
    story.commit({b"records/" + name: "1" for name in NAMES})
    expected = sorted(b"records/" + name for name in NAMES)
    assert sorted(file.path for file in touched(story)) == expected
    assert sorted(file.path for file in story.repository().tree(story.head or "", "records")) == expected
    assert list(story.repository().tree(story.head or "", "records/nothing", "nor this")) == []


def test_sizes_are_looked_at_before_bytes(story: GitStory, tmp_path: Path) -> None:
    story.commit({"records/a.yaml": "id: a\n", "records/big.yaml": "x" * 10_000_000})
    witness = Witness(tmp_path / "witness")
    repository = story.repository(PATH=witness.path)
    ids = {file.path: file.id for file in repository.tree(story.head or "")}
    sizes = repository.sizes(list(ids.values()))
    assert sizes == {ids[b"records/a.yaml"]: 6, ids[b"records/big.yaml"]: 10_000_000}
    assert not any("--batch" in call.argv for call in witness.calls)
    tracemalloc.start()
    for name in ("a", "big"):
        CommitTree(repository, story.head or "").read(f"records/{name}.yaml")
    _, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert most < 5_000_000


def test_a_shallow_clone_ends_where_it_was_cut(story: GitStory) -> None:
    for number in range(4):
        story.commit({"a": str(number)})
    repository = open_repository(story.shallow(2), clean_environment())
    assert (repository.shallow, story.repository().shallow) == (True, False)
    found = list(repository.main_line(story.commits[3]))
    assert [item.id for item in found] == [story.commits[3], story.commits[2]]
    assert found[1].parents == (story.commits[1],)
    assert repository.resolve(story.commits[1]) is None
    assert [commit.id for commit in repository.every_commit(story.commits[3])] == [item.id for item in found]


def test_the_best_common_ancestor_is_found(story: GitStory) -> None:
    first = story.commit({"a": "1"})
    story.branch("side")
    side = story.commit({"b": "1"})
    story.switch("main")
    second = story.commit({"a": "2"})
    story.orphan("apart")
    apart = story.commit({"c": "1"})
    ask = story.repository().merge_bases
    assert (ask(side, second), ask(first, second), ask(second, second)) == ([first], [first], [second])
    assert ask(apart, second) == []
    with pytest.raises(CommitmentsError):
        ask(second, "4" * 40)


REVISIONS = [
    *(
        "main",
        "side",
        "apart",
        "v1",
        "main~1",
        "HEAD",
        "@",
        "refs/heads/side",
        "heads/--output=x",
        "--output=x",
    ),
    *("nope", "", "-x", "--all", "--end-of-options", "^main", "main..side", "main...side", "..", "main^@"),
    *(
        "main^!",
        "main^{tree}",
        "HEAD:a",
        ":/Merge",
        "main\nside",
        "main\0",
        "\ud800",
        "a" * 5000,
        "main.",
        ".",
    ),
]


def test_two_names_at_once_are_what_they_are_one_by_one(story: GitStory) -> None:
    first = story.commit({"a": "1"})
    story.tag("v1", "first")
    story.ref("refs/heads/--output=x", first)
    story.branch("side")
    story.commit({"b": "1"})
    story.switch("main")
    story.commit({"a": "2"})
    story.merge("side", message="Merge side")
    story.switch("side")
    story.merge(story.commits[2])  # each was merged into the other
    story.orphan("apart")
    story.commit({"c": "1"})
    story.switch("main")
    repository = story.repository()
    names = [*REVISIONS, first, first[:7], "4" * 40]
    known = {name: id for name in names if (id := repository.resolve(name))}
    assert {"main", "v1", "--output=x", "main~1", first[:7]} < set(known)
    for one in names:
        for other in names[:10] if one in known else names[:2]:
            found = repository.parted(one, other)
            forks = repository.merge_bases(known[one], known[other]) if {one, other} <= set(known) else []
            if forks:
                assert found is not None
                assert found[:2] == (known[one], known[other])
                assert sorted(found.forks) == sorted(forks)
            else:
                assert found is None
                assert repository.parted(other, one) is None
    assert not (story.root / "x").exists()


def test_a_commit_by_itself_is_the_same_as_on_the_line(story: GitStory) -> None:
    for number in range(3):
        story.commit({"a": str(number)}, message=f"{number}\n\n" + "x" * 100_000 * number)
    repository = story.repository()
    line = list(repository.main_line(story.head or ""))
    assert [repository.commit(commit.id) for commit in line] == line
    with pytest.raises(CommitmentsError, match="4444"):
        repository.commit("4" * 40)


@pytest.mark.parametrize("few", [0, 3, 55])
def test_what_is_within_bounds_is_told(few: int, story: GitStory, monkeypatch: pytest.MonkeyPatch) -> None:
    texts = {f"records/{number}.yaml": "x" * number for number in range(0, 2000, 37)}
    story.commit({**texts, "large": "x" * 200_000})
    repository = story.repository()
    ids = [item.id for item in repository.tree(story.head or "")]
    whole = list(repository.blobs(ids))
    assert len(ids) == 56
    monkeypatch.setattr(git_repository, "_FEW", few)
    for most in (0, 1000, 10**6):
        for asked in (ids, ids[:3], ids[-1:] * 3, []):
            expected = [data if len(data) <= most else None for data in whole]
            by_id = dict(zip(ids, expected, strict=True))
            assert list(repository.blobs_up_to(asked, most)) == [by_id[id] for id in asked]


def test_few_objects_are_told_by_one_process(story: GitStory, tmp_path: Path) -> None:
    """And never the contents of one that is too large."""
    story.commit({"a": "x", "large": "x" * 10_000_000})
    witness = Witness(tmp_path / "witness")
    repository = story.repository(PATH=witness.path)
    ids = [item.id for item in repository.tree(story.head or "")]
    before = len(witness.calls)
    tracemalloc.start()
    assert list(repository.blobs_up_to(ids, 1000)) == [b"x", None]
    _, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert most < 5_000_000
    assert len(witness.calls) == before + 1


def test_as_many_as_few_can_be_asked_about_without_waiting(git_story: Callable[..., GitStory]) -> None:
    """The questions have room in the smallest pipe, whatever the answers do."""
    story = git_story(object_format="sha256")
    few = git_repository._FEW
    story.commit({f"records/{number}.yaml": "x" * 200_000 + str(number) for number in range(few)})
    repository = story.repository()
    ids = [item.id for item in repository.tree(story.head or "")]
    assert len("".join(f"contents {id}\n" for id in ids)) <= plumbing.ROOM_TO_ASK
    assert sum(len(item or b"") for item in repository.blobs_up_to(ids, 10**6)) > 200_000 * few
