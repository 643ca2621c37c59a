"""Examined files as columns, and the helper process that hands them over: nothing is lost on the way."""

from __future__ import annotations

import os
import random
import sys
from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from commitments.cache import codec
from commitments.cache.examined_file import ExaminedFile
from commitments.checks.rules import SEVERITIES
from commitments.model.outline import Outline
from commitments.model.problem import Finding, Problem
from commitments.reading.folder import NotRead
from commitments.reading.source_file import SourceFile
from commitments.workspace.examine import examine
from commitments.workspace.helper_process import split_in_two

linux = pytest.mark.skipif(sys.platform != "linux", reason="helper processes are forked on Linux only")

texts = st.text(st.characters(exclude_categories=["Cc", "Cs"]), max_size=20)
names = st.text(st.characters(exclude_characters="\0/\n\x1e"), min_size=1, max_size=12).map(
    lambda name: f"records/{name}.yaml"
)
numbers = st.integers(-(2**62), 2**62)
outlines = st.builds(
    Outline._make,
    st.tuples(*(numbers if name in codec._INTEGERS else texts for name in Outline._fields)),
)
problems = st.builds(
    Problem,
    rule=st.sampled_from(sorted(SEVERITIES)),
    severity=st.sampled_from(sorted(set(SEVERITIES.values()))),
    path=st.just(""),
    values=st.dictionaries(texts, st.text(max_size=20), max_size=3),
    id=st.none() | texts,
    line=st.none() | numbers,
    column=st.none() | numbers,
    excerpt=st.none() | st.text(max_size=20),
    pointer=st.lists(texts | st.integers(0, 99), max_size=3).map(tuple),
)


@st.composite
def examined_files(draw: Any) -> list[ExaminedFile]:
    """Files with different paths, as a folder has them."""
    found = []
    for path in draw(st.lists(names, unique=True, max_size=6)):
        of = draw(st.none() | outlines)
        faults = [replace(item, path=path) for item in draw(st.lists(problems, max_size=3))]
        found.append(ExaminedFile(path, of._replace(path=path) if of else None, tuple(faults), draw(texts)))
    return found


@given(examined_files())
def test_what_was_packed_is_unpacked(examined: list[ExaminedFile]) -> None:
    blocks = codec.encode(examined)
    assert codec.decode(blocks) == examined
    assert codec.from_bytes(codec.to_bytes(blocks)) == blocks


@given(examined_files(), st.integers(0, 6))
def test_two_halves_join_to_the_whole(examined: list[ExaminedFile], cut: int) -> None:
    parts = [codec.encode(examined[:cut]), codec.encode(examined[cut:])]
    assert codec.join_blocks(parts) == codec.encode(examined)


def test_what_examining_yields_can_be_packed(record: Callable[..., str]) -> None:
    modelines = [
        b"a\x1eb",
        b"\xff\xfe",
        b"a\x1fb",
        b"../../x",
        b"x" * 5000,
        b"\xc2\x85",
        b"https://x",
        b"a\x0bb",
    ]
    sources = [
        SourceFile(
            f"records/m{n}.yaml", b"# yaml-language-server: $schema=" + modeline + b"\n" + record().encode()
        )
        for n, modeline in enumerate(modelines)
    ]
    bodies = [b"", b"\xff", b"a: \x1e\n", b'a: "\\x1e"\n', b"a: [\n", "é: \u2028".encode(), b"a: 1\na: 2\n"]
    sources += [SourceFile(f"records/b{n}.yaml", body) for n, body in enumerate(bodies)]
    sources += [SourceFile("records/\udcff.yaml", record(id="x", tags=["ai", "", "b"]).encode())]
    examined = [examine(source) for source in sources]
    examined.append(
        examine(NotRead("records/z.yaml", Finding("file-not-readable", values={"reason": "é\udcff"})))
    )
    assert codec.decode(codec.encode(examined)) == examined
    assert codec.from_bytes(codec.to_bytes(codec.encode(examined))) == codec.encode(examined)


@pytest.mark.parametrize(
    "data", [b"", b"\n", b"[]", b"x\n", b'[["a",1]]\n', b'[["a",1]]\nbc', b"\xff\n", b"[" * 99_999]
)
def test_broken_bytes_are_a_value_error(data: bytes) -> None:
    with pytest.raises(ValueError):
        codec.from_bytes(data)


def test_every_changed_bit_is_seen(record: Callable[..., str]) -> None:
    good = codec.to_bytes(codec.encode([examine(SourceFile("records/small.yaml", record().encode()))]))
    for at in range(len(good)):
        with pytest.raises(ValueError):
            codec.from_bytes(good[:at] + bytes([good[at] ^ 1 << at % 8]) + good[at + 1 :])


@pytest.fixture
def two_processors(monkeypatch: pytest.MonkeyPatch) -> None:
    """A machine on which a helper pays for any number of items."""
    monkeypatch.setattr("commitments.workspace.helper_process._MIN_ITEMS", 0)
    monkeypatch.setattr(os, "cpu_count", lambda: 2)


def no_child_is_left() -> bool:
    try:
        os.waitpid(-1, os.WNOHANG)
    except ChildProcessError:
        return True
    return False


@linux
def test_a_helper_does_half_of_the_work(two_processors: None) -> None:
    here = os.getpid()

    def work(items: Sequence[int]) -> bytes:
        return f"{os.getpid() == here} {sum(items)} ".encode() + bytes(2**20)  # more than a pipe holds

    parts = split_in_two(work, range(10))
    assert [part.split()[:2] for part in parts] == [[b"True", b"10"], [b"False", b"35"]]
    assert all(len(part) > 2**20 for part in parts)
    assert no_child_is_left()


@linux
@pytest.mark.parametrize("end", ["raises", "exits", "is killed", "stops half way"])
def test_a_helper_that_fails_costs_only_time(end: str, two_processors: None) -> None:
    here = os.getpid()

    def work(items: Sequence[int]) -> bytes:
        if os.getpid() != here:
            if end == "raises":
                raise RuntimeError
            if end == "exits":
                os._exit(7)
            os.kill(os.getpid(), 9 if end == "is killed" else 15)
        return repr(list(items)).encode()

    assert b"".join(split_in_two(work, range(6))) == b"[0, 1, 2][3, 4, 5]"
    assert no_child_is_left()


@linux
def test_a_fault_of_the_parent_leaves_no_helper(two_processors: None) -> None:
    here = os.getpid()

    def work(items: Sequence[int]) -> bytes:
        if os.getpid() == here:
            raise KeyboardInterrupt
        return bytes(2**20)

    with pytest.raises(KeyboardInterrupt):
        split_in_two(work, range(6))
    assert no_child_is_left()


@linux
def test_no_helper_is_called_where_the_system_refuses(
    two_processors: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse() -> int:
        raise BlockingIOError(11, "Resource temporarily unavailable")

    monkeypatch.setattr(os, "fork", refuse)
    assert b"".join(split_in_two(lambda items: repr(list(items)).encode(), range(4))) in (
        b"[0, 1, 2, 3]",
        b"[0, 1][2, 3]",
    )


def test_few_items_need_no_helper(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "fork", lambda: pytest.fail("forked"), raising=False)
    assert split_in_two(lambda items: repr(list(items)).encode(), range(3)) == [b"[0, 1, 2]"]


def test_any_order_of_files_is_kept(record: Callable[..., str]) -> None:
    dice = random.Random(1)
    files = [SourceFile(f"records/r{n}.yaml", record(id=f"r{n}").encode()) for n in range(20)]
    dice.shuffle(files)
    paths = [item.path for item in codec.decode(codec.encode([examine(file) for file in files]))]
    assert paths == [file.path for file in files]
