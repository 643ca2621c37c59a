"""Whatever befalls a write, the old file stands there or the new one, whole, and no litter is left."""

from __future__ import annotations

import errno
import os
import random
import re
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, suppress
from pathlib import Path
from typing import Any

import pytest
from bounds import HANGS
from faults import CALLS, CLEARING, Calls, child, interrupted, killed, litter, refused, without_a_name
from laws import examples

from commitments.errors import CommitmentsError
from commitments.writing import store
from commitments.writing.lock import edit_lock
from commitments.writing.store import create_file, replace_unchanged

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="needs forks and signals of POSIX")

OLD = b"old\n" * 2000
NEW = b"new!\n" * 3000
MOST_CALLS = 60
WAYS = ("nameless", "named", "without second names")


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A workspace with one file in it."""
    (tmp_path / "records").mkdir()
    (tmp_path / "records" / "a.yaml").write_bytes(OLD)
    return tmp_path


@pytest.fixture(params=WAYS)
def way(request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    """How the system lets a file be laid down."""
    if request.param == "nameless" and not without_a_name(tmp_path):
        pytest.skip("a file has a name from the beginning here")
    if request.param != "nameless":
        monkeypatch.setattr(store, "_NAMELESS", 0)
    if request.param == "without second names":
        monkeypatch.setattr(os, "link", lambda *_, **__: refused(errno.EPERM)())
    return str(request.param)


@pytest.fixture
def no_disk(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing is waited for where only the order of calls counts."""
    monkeypatch.setattr(os, "fsync", lambda handle: None)


def replaced(root: Path) -> bool:
    return replace_unchanged(root / "records" / "a.yaml", OLD, NEW)


def declined(root: Path) -> bool:
    """A write that finds another text at its last look."""
    return not store._replace(root / "records" / "a.yaml", NEW, lambda: False)


def made(root: Path) -> bool:
    return create_file(root / "records" / "x" / "y" / "b.yaml", NEW)


def stands(root: Path) -> dict[str, bytes]:
    """All files of the workspace, and the folders that have none."""
    found = {}
    for folder, folders, names in os.walk(root):
        place = Path(folder)
        found |= {str((place / name).relative_to(root)): (place / name).read_bytes() for name in names}
        if not folders and not names:
            found[str(place.relative_to(root))] = b""
    return found


BEFORE = {"records/a.yaml": OLD}
AFTER: dict[Callable[[Path], bool], dict[str, bytes]] = {
    replaced: {"records/a.yaml": NEW},
    declined: BEFORE,
    made: {**BEFORE, "records/x/y/b.yaml": NEW},
}
writers = pytest.mark.parametrize("write", [replaced, made])
all_writers = pytest.mark.parametrize("write", [replaced, declined, made])


def every_call(**named: Any) -> Iterator[Calls]:
    """Something happens at the first call, at the second, and so on, until there are no more."""
    for number in range(1, MOST_CALLS):
        calls = Calls(at=number, **named)
        yield calls
        if not calls.reached:
            assert number > 8, calls.done
            return
    pytest.fail("more calls than expected")


def afresh(root: Path) -> None:
    """The workspace as it was."""
    (root / "records" / "a.yaml").write_bytes(OLD)
    shutil.rmtree(root / "records" / "x", ignore_errors=True)


@writers
@pytest.mark.usefixtures("no_disk")
@pytest.mark.parametrize(
    ("number", "lasting"),
    [
        (errno.ENOSPC, False),
        (errno.ENOSPC, True),
        (errno.EDQUOT, True),
        (errno.EIO, False),
        (errno.EIO, True),
    ],
)
def test_each_call_is_refused_in_turn(
    number: int, lasting: bool, write: Callable[[Path], bool], way: str, root: Path
) -> None:
    descriptors = len(os.listdir("/dev/fd"))
    for calls in every_call(happens=refused(number), lasting=lasting):
        with calls.made(*CALLS):
            try:
                assert write(root), calls.done
                expected = AFTER[write]
            except CommitmentsError as error:
                assert calls.reached, calls.done
                assert os.strerror(number) in str(error)
                expected = BEFORE
        assert stands(root) == expected, calls.done
        assert len(os.listdir("/dev/fd")) == descriptors, calls.done
        afresh(root)


@all_writers
@pytest.mark.usefixtures("no_disk")
@pytest.mark.parametrize("late", [False, True])
def test_each_call_is_interrupted_in_turn(
    late: bool, write: Callable[[Path], bool], way: str, root: Path
) -> None:
    for calls in every_call(happens=interrupted, late=late):
        with calls.made(*CALLS, *CLEARING):
            try:
                assert write(root)
                assert not calls.reached, calls.done
            except KeyboardInterrupt:
                assert calls.reached, calls.done
        assert stands(root) in allowed(write, way, cleared=True), calls.done
        afresh(root)


@all_writers
@pytest.mark.usefixtures("no_disk")
def test_each_call_is_killed_in_turn(write: Callable[[Path], bool], way: str, root: Path) -> None:
    littered = 0
    for number in range(1, MOST_CALLS):
        with child(lambda _, at=number: under_lock(Calls(killed, at), write, root)) as writer:
            status = writer.ended()
        assert status in (0, -signal.SIGKILL)
        littered += bool(litter(root))
        with edit_lock(root, patience=0):
            assert stands(root) in allowed(write, way, cleared=False), number
        afresh(root)
        if status == 0:
            break
    assert 8 < number < MOST_CALLS - 1
    assert way != "nameless" or littered <= (0 if write is made else 8)


def under_lock(calls: Calls, write: Callable[[Path], bool], root: Path) -> None:
    with edit_lock(root), calls.made(*CALLS, *CLEARING):
        write(root)


def allowed(write: Callable[[Path], bool], way: str, cleared: bool) -> list[dict[str, bytes]]:
    """What may stand after a write that was broken off, by what could be cleared away behind it or not."""
    found = [BEFORE, AFTER[write]]
    if write is made and not cleared:
        found += [{**BEFORE, folder: b""} for folder in ("records/x", "records/x/y")]
    if write is made and way == "without second names":  # nothing else there keeps a name from others
        found.append({**BEFORE, "records/x/y/b.yaml": b""})
    return found


def version(number: int) -> bytes:
    """A text that shows where it is not whole."""
    return b"%d\n" % number * 2000


def number_of(text: bytes) -> int:
    number = int(text.partition(b"\n")[0])
    assert text == version(number)
    return number


def next_version(root: Path) -> None:
    path = root / "records" / "a.yaml"
    with edit_lock(root):
        text = path.read_bytes()
        assert replace_unchanged(path, text, version(number_of(text) + 1))


def edited_on(root: Path) -> Callable[[Callable[[bytes], object]], None]:
    """An editor that never rests, and says how far it is; should it be forgotten, it ends by itself."""

    def work(say: Callable[[bytes], object]) -> None:
        signal.alarm(HANGS)
        say(b"!")
        while True:
            next_version(root)
            say(b".")

    return work


def at_any_moment(number: int, times: int, root: Path) -> Iterator[int]:
    """An editor is sent a signal at a random moment, over and over; how much litter it left, each time."""
    moments = random.Random(number)
    (root / "records" / "a.yaml").write_bytes(version(0))
    for _ in range(times):
        with child(edited_on(root)) as editor:
            assert editor.heard() == b"!"
            for _ in range(moments.randrange(4)):
                assert editor.heard() == b"."
            time.sleep(moments.random() * 0.003)  # about as long as an edit
            assert editor.end(number) == (3 if number == signal.SIGINT else -number)
        yield len(litter(root))


@pytest.mark.usefixtures("soon")
@pytest.mark.parametrize(
    ("times", "way"), [(examples(200, 40), "nameless"), (examples(30, 10), "named")], indirect=["way"]
)
def test_kills_at_random_moments(
    times: int, way: str, root: Path, record_property: Callable[[str, object], None]
) -> None:
    last = left = 0
    for found in at_any_moment(signal.SIGKILL, times, root):
        left += found
        now = number_of((root / "records" / "a.yaml").read_bytes())
        assert now >= last
        last = now + 1
        with edit_lock(root, patience=0):
            assert litter(root) == []
        next_version(root)
    record_property("litter", left)  # how much there may be is held above, call by call
    assert last > times, "it was never killed at work"


@pytest.mark.usefixtures("soon")
@pytest.mark.parametrize(
    ("times", "way"), [(examples(100, 25), "nameless"), (examples(30, 10), "named")], indirect=["way"]
)
def test_interrupts_at_random_moments(times: int, way: str, root: Path) -> None:
    last = 0
    for found in at_any_moment(signal.SIGINT, times, root):
        assert found == 0
        now = number_of((root / "records" / "a.yaml").read_bytes())
        assert now >= last
        last = now + 1
        with edit_lock(root, patience=0):
            pass
        next_version(root)
    assert last > times, "it was never interrupted at work"


EDITORS = 4


def appended(path: Path, line: bytes) -> bool:
    text = path.read_bytes()
    return replace_unchanged(path, text, text + line)


def lines_of(text: bytes) -> list[tuple[int, int]]:
    """The lines of all editors: who wrote it, and which of theirs it is. Fails where one is not whole."""
    assert re.fullmatch(rb"([0-9]+ [0-9]+\n)*", text)
    return [(int(who), int(number)) for who, number in map(bytes.split, text.splitlines())]


def together(work: Callable[[int], object], path: Path) -> Iterator[bytes]:
    """Several editors at work at once, and the versions of the file that are seen meanwhile."""
    with ExitStack() as stack:
        editors = [stack.enter_context(child(lambda _, who=who: work(who))) for who in range(EDITORS)]
        while editors:
            if not editors[-1].works(0.002):
                assert editors.pop().ended() == 0
            yield path.read_bytes()


@pytest.mark.usefixtures("soon")
def test_of_updates_by_several_at_once_none_is_lost(root: Path) -> None:
    each = examples(130, 40)
    path = root / "records" / "a.yaml"
    path.write_bytes(b"")

    def work(who: int) -> None:
        for number in range(each):
            with edit_lock(root):
                assert appended(path, b"%d %d\n" % (who, number))

    before = b""
    for text in together(work, path):
        lines_of(text)
        assert text.startswith(before)
        before = text
    assert sorted(lines_of(path.read_bytes())) == [(w, n) for w in range(EDITORS) for n in range(each)]
    assert os.listdir(path.parent) == ["a.yaml"]


@pytest.mark.usefixtures("soon")
def test_without_the_lock_the_file_is_whole_all_the_same(root: Path) -> None:
    """Between the last look and the replacement an update may go; none is torn, doubled or out of order."""
    path = root / "records" / "a.yaml"
    path.write_bytes(b"")

    def work(who: int) -> None:
        for number in range(examples(50)):
            while not appended(path, b"%d %d\n" % (who, number)):
                pass

    for text in together(work, path):
        lines = lines_of(text)
        assert len(set(lines)) == len(lines)
        for who in range(EDITORS):
            mine = [number for writer, number in lines if writer == who]
            assert mine == sorted(mine)
    assert os.listdir(path.parent) == ["a.yaml"]


@pytest.fixture
def small(root: Path) -> Iterator[Path]:
    """A workspace on a file system of 64 KiB."""
    if sys.platform != "linux" or os.geteuid() != 0:
        pytest.skip("only root on Linux may mount a small file system")
    place = root / "small"
    place.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", "size=64k,nr_inodes=50", "tmpfs", str(place)]
    try:
        subprocess.run(mount, check=True, capture_output=True, timeout=HANGS)
    except (OSError, subprocess.SubprocessError):
        pytest.skip("no file system can be mounted here")
    try:
        (place / "records").mkdir()
        (place / "records" / "a.yaml").write_bytes(OLD)
        yield place
    finally:
        subprocess.run(["umount", "-l", str(place)], check=True, capture_output=True, timeout=HANGS)


def filled(place: Path) -> Path:
    """A file that leaves no room beside it."""
    ballast = place / "ballast"
    with suppress(OSError), open(ballast, "wb", buffering=0) as file:
        while file.write(b"x" * 4096):
            pass
    return ballast


@writers
def test_a_full_file_system(write: Callable[[Path], bool], way: str, small: Path) -> None:
    ballast = filled(small)
    size = ballast.stat().st_size
    assert size >= 4096
    for room in range(0, size, 4096):
        os.truncate(ballast, size - room)
        try:
            assert write(small)
            break
        except CommitmentsError as error:
            assert os.strerror(errno.ENOSPC) in str(error)
        assert {name: text for name, text in stands(small).items() if name != "ballast"} == BEFORE
    else:
        pytest.fail("it was never written")
    assert room >= len(NEW) // 4096 * 4096
    ballast.unlink()
    assert stands(small) == AFTER[write]


@pytest.mark.parametrize("way", ["nameless", "named"], indirect=True)
def test_no_room_for_one_more_file(way: str, small: Path) -> None:
    ended = False
    for number in range(100):
        try:
            (small / f"{number}").touch()
        except OSError:
            ended = True
            break
    assert ended
    with pytest.raises(CommitmentsError):
        replaced(small)
    assert (small / "records" / "a.yaml").read_bytes() == OLD
    assert os.listdir(small / "records") == ["a.yaml"]
