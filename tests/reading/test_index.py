"""What is read of git's index: what git itself reads there, and nothing where anything is unusual."""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Callable, Mapping
from pathlib import Path
from time import time_ns

import pytest
from gitobjects import gitlink, link
from gitstory import GitStory
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from indices import resealed, settle, written

from commitments.reading import index
from commitments.reading.index import Stamp, stamps, stands

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="git keeps no inodes there")

Story = Callable[..., GitStory]

PATHS = (
    "README.md",
    "records/a.yaml",
    "records/a/b.yaml",
    "records/ab.yaml",
    "records/á/ú.yaml",
    *(f"records/{each * 120}/{each * 200}.yaml" for each in "xyz"),
)
WANTED = frozenset(each.encode() for each in PATHS)
_TOLD = re.compile(
    r"(\d+) ([0-9a-f]+) \d\t([^\0]*)\0"
    r"  ctime: (\d+):(\d+)\n  mtime: (\d+):(\d+)\n  dev: \d+\tino: (\d+)\n"
    r"  uid: (\d+)\tgid: (\d+)\n  size: (\d+)\tflags: \w+\n?"
)


@pytest.fixture
def story(git_story: Story) -> GitStory:
    return told(git_story())


def told(story: GitStory) -> GitStory:
    files = {path: f"id: {number}\n" for number, path in enumerate(PATHS)}
    story.commit({**files, "README.md": story.executable("x")})
    return story


def read(story: GitStory, object_format: str = "sha1") -> Mapping[bytes, Stamp]:
    return stamps(str(story.git_dir), object_format, WANTED)


def as_git_reads(story: GitStory) -> dict[bytes, Stamp]:
    found = {}
    for mode, id, path, *numbers in _TOLD.findall(story.git("ls-files", "--stage", "--debug", "-z")):
        changed, ns, modified, more_ns, ino, uid, gid, size = map(int, numbers)
        times = modified * 10**9 + more_ns, changed * 10**9 + ns
        found[path.encode()] = Stamp(id, size, *times, ino, uid, gid, int(mode, 8))
    return found


@pytest.mark.parametrize("version", [2, 3, 4])
@pytest.mark.parametrize("object_format", ["sha1", "sha256"])
def test_it_is_read_as_git_reads_it(version: int, object_format: str, git_story: Story) -> None:
    story = told(git_story(object_format))
    written(story, version)
    expected = as_git_reads(story)
    assert len(expected) == len(PATHS)
    assert read(story, object_format) == expected
    assert {each.id for each in expected.values()} == set(ids_of(story))
    for path, stamp in expected.items():
        assert stands(os.path.join(story.root, path.decode()), stamp)
    assert sorted(each.mode for each in expected.values())[-2:] == [0o100644, 0o100755]
    other = "sha256" if object_format == "sha1" else "sha1"
    assert read(story, other) == {}


def ids_of(story: GitStory) -> list[str]:
    repository = story.repository()
    return [each.id for each in repository.tree(story.head or "")]


def test_only_what_is_asked_about_is_told(story: GitStory) -> None:
    written(story)
    asked = {b"records/ab.yaml", b"records", b"", *(b"%d" % each for each in range(9))}
    assert stamps(str(story.git_dir), "sha1", asked).keys() == {b"records/ab.yaml"}


def test_an_index_much_larger_than_the_files_is_not_read(
    story: GitStory, monkeypatch: pytest.MonkeyPatch
) -> None:
    size = written(story).stat().st_size
    monkeypatch.setattr(index, "_WORTH", size)
    assert stamps(str(story.git_dir), "sha1", {b"records/a.yaml"})
    assert stamps(str(story.git_dir), "sha1", set()) == {}
    monkeypatch.setattr(index, "_WORTH", size - 1)
    assert stamps(str(story.git_dir), "sha1", {b"records/a.yaml"}) == {}
    assert read(story)
    monkeypatch.setattr(index, "_MOST", size - 1)
    assert read(story) == {}


UNSURE: dict[str, tuple[str, ...]] = {
    "taken for unchanged": ("update-index", "--assume-unchanged", "records/a.yaml"),
    "skipped in the working tree": ("update-index", "--skip-worktree", "records/a.yaml"),
    "not in it any more": ("rm", "--quiet", "--cached", "records/a.yaml"),
    "put there without a file": ("update-index", "--cacheinfo", f"100644,{'1' * 40},records/a.yaml"),
}


@pytest.mark.parametrize("how", UNSURE)
@pytest.mark.parametrize("version", [2, 4])
def test_of_some_files_it_is_not_sure(how: str, version: int, story: GitStory) -> None:
    file = written(story, version)
    before = read(story)
    story.git(*UNSURE[how])
    settle(file)
    assert read(story) == {path: each for path, each in before.items() if path != b"records/a.yaml"}


def test_neither_of_what_is_meant_to_be_added_nor_of_conflicts(story: GitStory) -> None:
    (story.root / "records/ab.yaml").unlink()
    story.commit({"records/ab.yaml": None})
    file = written(story)
    story.write({"records/ab.yaml": "id: ab\n"})
    story.git("add", "--intent-to-add", "records/ab.yaml")
    id = story.objects.write("blob", b"id: other\n")
    stages = "".join(f"100644 {id} {stage}\trecords/a.yaml\n" for stage in (1, 2, 3))
    story.git("update-index", "--index-info", stdin=f"0 {'0' * 40}\trecords/a.yaml\n{stages}".encode())
    settle(file)
    assert read(story).keys() == WANTED - {b"records/ab.yaml", b"records/a.yaml"}


@pytest.mark.parametrize("flag", [0x80, 0x10, 0x20, 0x30])
def test_each_flag_counts(flag: int, story: GitStory) -> None:
    written(story)
    set_byte(story, 12 + 60, flag)
    assert read(story).keys() == WANTED - {b"README.md"}


def set_byte(story: GitStory, at: int, byte: int) -> None:
    rewrite(story, lambda data: resealed(data[:at] + bytes([byte]) + data[at + 1 :]))
    settle(story.git_dir / "index")


@pytest.mark.parametrize("version", [2, 4])
def test_a_path_is_as_long_as_it_says(version: int, story: GitStory) -> None:
    written(story, version)
    set_byte(story, 12 + 61, len("README.md"))
    assert read(story)
    set_byte(story, 12 + 61, len("README.md") + 1)
    assert read(story) == {}


def test_a_path_takes_no_more_than_there_is_before_it(story: GitStory) -> None:
    written(story, 4)
    set_byte(story, 12 + 62, 0)
    assert read(story)
    set_byte(story, 12 + 62, 1)
    assert read(story) == {}


def test_neither_of_links_and_other_repositories(git_story: Story) -> None:
    story = git_story()
    story.commit({"records/a.yaml": "id: a\n", "records/ab.yaml": link("a.yaml")})
    story.commit({"records/a": gitlink("1" * 40)})
    written(story)
    wanted = {b"records/a.yaml", b"records/ab.yaml", b"records/a", b"1", b"2"}
    assert stamps(str(story.git_dir), "sha1", wanted).keys() == {b"records/a.yaml"}


def folders(story: GitStory) -> None:
    story.git("sparse-checkout", "set", "--cone", "--sparse-index", "records/a")


SPECIAL: dict[str, Callable[[GitStory], object]] = {
    "split in two files": lambda story: story.git("update-index", "--split-index"),
    "of folders": folders,
    "absent": lambda story: (story.git_dir / "index").unlink(),
    "a folder": lambda story: [(story.git_dir / "index").unlink(), (story.git_dir / "index").mkdir()],
    "a pipe": lambda story: [(story.git_dir / "index").unlink(), os.mkfifo(story.git_dir / "index")],
    "a link": lambda story: [
        (story.git_dir / "index").rename(story.git_dir / "other"),
        (story.git_dir / "index").symlink_to("other"),
    ],
    "not to be opened": lambda story: (story.git_dir / "index").write_bytes(b""),
    "without a checksum": lambda story: rewrite(story, lambda data: data[:-20] + bytes(20)),
    "of a version to come": lambda story: rewrite(story, lambda data: resealed(data[:7] + b"\5" + data[8:])),
    "of another kind": lambda story: rewrite(story, lambda data: resealed(b"DIRK" + data[4:])),
    "with what must be understood": lambda story: extend(story, b"new!"),
    "longer than it says": lambda story: rewrite(story, lambda data: resealed(data + bytes(20))),
}


def rewrite(story: GitStory, by: Callable[[bytes], bytes]) -> None:
    place = story.git_dir / "index"
    place.write_bytes(by(place.read_bytes()))


def extend(story: GitStory, name: bytes) -> None:
    more = name + (4).to_bytes(4, "big") + b"data"
    rewrite(story, lambda data: resealed(data[:-20] + more + data[-20:]))


@pytest.mark.parametrize("how", SPECIAL)
def test_an_unusual_one_tells_nothing(how: str, story: GitStory) -> None:
    place = written(story)
    assert read(story)
    SPECIAL[how](story)
    if place.is_file():
        settle(place)
    assert read(story) == {}


def test_what_git_adds_for_itself_is_passed_over(story: GitStory) -> None:
    written(story)
    before = read(story)
    story.git("update-index", "--untracked-cache")
    story.git("write-tree")  # leaves the trees there
    extend(story, b"NEW!")
    settle(story.git_dir / "index")
    assert read(story) == before


def test_what_was_modified_when_it_was_written_is_doubted(story: GitStory) -> None:
    place = written(story)
    stamp = max(each.ctime_ns for each in read(story).values())
    for later, believed in ((0, False), (index._TICK_NS - 1, False), (index._TICK_NS, True)):
        os.utime(place, ns=(stamp + later, stamp + later))
        assert (len(read(story)) == len(PATHS)) == believed
    place = written(story, settled=False)
    os.utime(place, ns=(time_ns() - 10**10,) * 2)
    assert read(story) == {}


@pytest.mark.parametrize("field", [1, 3, 5, 9], ids=["ctime", "mtime", "inode", "size"])
def test_where_part_of_a_stamp_is_left_out_it_is_doubted(field: int, story: GitStory) -> None:
    """By a git without nanoseconds, by JGit, and by git itself for what it saw too soon."""
    written(story)
    first, at = min(read(story)), 12 + 4 * field
    rewrite(story, lambda data: resealed(data[:at] + bytes(4) + data[at + 4 :]))
    settle(story.git_dir / "index")
    assert read(story).keys() == WANTED - {first}


def test_a_time_to_come_is_doubted(story: GitStory) -> None:
    place = written(story)
    os.utime(story.root / "records/a.yaml", ns=(0, 2 * time_ns()))
    story.git("update-index", "--refresh")
    settle(place)
    assert read(story).keys() == WANTED - {b"records/a.yaml"}


def differ(place: Path) -> dict[str, Callable[[], object]]:
    """What can be done to a file that keeps its bytes."""
    status = place.stat()
    return {
        "mode": lambda: place.chmod(0o755),
        "mtime": lambda: os.utime(place, ns=(0, status.st_mtime_ns + 1)),
        "ctime": lambda: os.utime(place, ns=(0, status.st_mtime_ns)),
        "inode": lambda: [place.rename(f"{place}~"), place.write_bytes(Path(f"{place}~").read_bytes())],
        "size": lambda: place.write_bytes(place.read_bytes() + b"x: 1\n"),
        "link": lambda: [place.rename(f"{place}~"), place.symlink_to(f"{place.name}~")],
        "folder": lambda: [place.unlink(), place.mkdir()],
        "absent": place.unlink,
    }


@pytest.mark.parametrize("how", differ(Path(__file__)))
def test_a_file_stands_as_long_as_nothing_is_otherwise(how: str, story: GitStory) -> None:
    written(story)
    stamp = read(story)[b"records/a.yaml"]
    place = story.root / "records/a.yaml"
    assert stands(str(place), stamp)
    differ(place)[how]()
    assert not stands(str(place), stamp)


@pytest.mark.parametrize("field", Stamp._fields[1:])
def test_each_part_of_a_stamp_counts(field: str, story: GitStory) -> None:
    written(story)
    stamp = read(story)[b"records/a.yaml"]
    place = str(story.root / "records/a.yaml")
    assert stands(place, stamp._replace(id="other"))
    assert not stands(place, stamp._replace(**{field: getattr(stamp, field) + 1}))


@pytest.mark.parametrize("version", [2, 3, 4])
def test_a_broken_one_tells_nothing(version: int, story: GitStory) -> None:
    place = written(story, version)
    data = place.read_bytes()
    for size in range(len(data)):
        place.write_bytes(data[:size])
        settle(place)
        assert read(story) == {}
    for at in range(len(data)):
        place.write_bytes(data[:at] + bytes([data[at] ^ 1]) + data[at + 1 :])
        settle(place)
        assert read(story) == {}


@pytest.mark.parametrize("version", [2, 4])
def test_cut_short_and_sealed_again_it_tells_nothing(version: int, story: GitStory) -> None:
    place = written(story, version)
    data = place.read_bytes()
    for size in range(len(data)):
        place.write_bytes(resealed(data[:size]))
        settle(place)
        assert read(story) == {}


@settings(max_examples=300, suppress_health_check=list(HealthCheck), deadline=None)
@given(
    version=st.sampled_from([b"\2", b"\3", b"\4"]),
    count=st.integers(0, 3) | st.just(2**32 - 1),
    body=st.binary(max_size=400),
)
def test_any_bytes_are_read_without_a_fault(
    tmp_path_factory: pytest.TempPathFactory, version: bytes, count: int, body: bytes
) -> None:
    folder = tmp_path_factory.mktemp("any", numbered=True)
    whole = b"DIRC\0\0\0" + version + count.to_bytes(4, "big") + body + bytes(20)
    (folder / "index").write_bytes(resealed(whole))
    assert all(isinstance(each, Stamp) for each in stamps(str(folder), "sha1", WANTED).values())


@pytest.mark.parametrize(("entries", "understood"), [(1, True), (2, False)])
def test_paths_that_grow_without_end_are_not_followed(entries: int, understood: bool, tmp_path: Path) -> None:
    """Each takes nothing from the one before it, and adds to it."""
    numbers = [1, 1, 1, 1, 1, 1, 0o100644, 1, 1, 1]
    path = b"x" * 4095
    entry = b"".join(each.to_bytes(4, "big") for each in numbers) + bytes(20) + b"\x0f\xff\0" + path + b"\0"
    whole = b"DIRC\0\0\0\4" + entries.to_bytes(4, "big") + entry * entries + bytes(20)
    (tmp_path / "index").write_bytes(resealed(whole))
    assert bool(stamps(str(tmp_path), "sha1", {path, *(b"%d" % each for each in range(10))})) == understood
