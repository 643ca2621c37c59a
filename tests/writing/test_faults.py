"""Whatever befalls a write, the old file stands there or the new one, whole, and no litter is left."""

from __future__ import annotations

import errno
import os
import random
import re
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, suppress
from pathlib import Path
from typing import Any

import pytest
from faults import CALLS, CLEARING, Calls, Child, child, interrupted, killed, litter, refused

from commitments.errors import CommitmentsError
from commitments.writing import store
from commitments.writing.lock import locked
from commitments.writing.store import create, replace_unchanged

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
def way(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> str:
    """How the system lets a file be laid down."""
    if request.param != "nameless":
        monkeypatch.setattr(store, "_NAMELESS", 0)
    if request.param == "without second names":
        monkeypatch.setattr(os, "link", lambda *_, **__: refused(errno.EPERM)())
    return str(request.param)


def replaced(root: Path) -> bool:
    return replace_unchanged(root / "records" / "a.yaml", OLD, NEW)


def made(root: Path) -> bool:
    return create(root / "records" / "x" / "y" / "b.yaml", NEW)


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
    made: {**BEFORE, "records/x/y/b.yaml": NEW},
}
writers = pytest.mark.parametrize("write", [replaced, made])


def every_call(**named: Any) -> Iterator[Calls]:
    """Something happens at the first call, at the second, and so on, until it no longer comes to that call."""
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
    with suppress(FileNotFoundError):
        (root / "records" / "x" / "y" / "b.yaml").unlink()
        (root / "records" / "x" / "y").rmdir()
        (root / "records" / "x").rmdir()


@writers
@pytest.mark.parametrize("lasting", [False, True])
@pytest.mark.parametrize("number", [errno.ENOSPC, errno.EDQUOT, errno.EIO])
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


@writers
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
        assert stands(root) in (BEFORE, AFTER[write]), calls.done
        afresh(root)


@writers
@pytest.mark.parametrize("late", [False, True])
def test_each_call_is_killed_in_turn(late: bool, write: Callable[[Path], bool], way: str, root: Path) -> None:
    for calls in every_call(happens=killed, late=late):
        if not killed_at(calls, write, root):
            calls.done.extend(CALLS[: calls.at])
        calls.done = calls.done or [""] * calls.at
        found = stands(root)
        left = {name for name in found if name.endswith(".new")}
        ...
