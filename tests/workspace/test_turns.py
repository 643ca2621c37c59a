"""Two processes that share work by turns: whoever does which, the answer is that of one alone."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Sequence

import pytest

from commitments.workspace import parallel
from commitments.workspace.parallel import by_turns

linux = pytest.mark.skipif(sys.platform != "linux", reason="helper processes are forked on Linux only")


@pytest.fixture
def short_runs(monkeypatch: pytest.MonkeyPatch) -> None:
    """A helper for any number of items, and turns of three."""
    monkeypatch.setattr(parallel, "_LEAST", 0)
    monkeypatch.setattr(parallel, "_RUN", 3)


def told(items: Sequence[int]) -> bytes:
    return f"{list(items)}".encode() + bytes(len(items))


def runs(items: Sequence[int], size: int) -> list[bytes]:
    return [told(items[at : at + size]) for at in range(0, len(items), size)]


def nothing() -> None:
    pass


def nothing_is_left(open_before: list[str]) -> bool:
    """Whether no helper lives and nothing is open that was not."""
    try:
        os.waitpid(-1, os.WNOHANG)
    except ChildProcessError:
        return os.listdir("/proc/self/fd") == open_before
    return False


@linux
@pytest.mark.parametrize("count", [1, 2, 3, 4, 50, 767, 768, 769, 5000])
def test_the_runs_come_in_order(count: int, short_runs: None) -> None:
    before = os.listdir("/proc/self/fd")
    size = max(3, -(-count // 256))
    assert by_turns(told, range(count), nothing) == runs(range(count), size)
    assert nothing_is_left(before)


@linux
def test_both_take_turns_and_this_process_comes_later(short_runs: None, soon: None) -> None:
    here = os.getpid()
    begun, begin = os.pipe()
    free, set_free = os.pipe()
    waited: list[int] = []

    def work(items: Sequence[int]) -> bytes:
        if os.getpid() == here:
            os.write(set_free, b"x")
            return b"here"
        if not waited:
            os.write(begin, b"x")
            waited.append(len(os.read(free, 1)))
        return b"there" + bytes(2**17)  # more than a pipe holds

    done = by_turns(work, range(60), lambda: os.read(begun, 1))
    assert len(done) == 20
    assert {each[:5] for each in done} == {b"here", b"there"}
    assert done[0][:5] == b"there"
    for each in (begun, begin, free, set_free):
        os.close(each)


@linux
@pytest.mark.parametrize("end", ["raises", "exits", "is killed"])
def test_turns_that_a_helper_took_and_did_not_finish_are_taken_again(
    end: str, short_runs: None, soon: None
) -> None:
    before = os.listdir("/proc/self/fd")
    here = os.getpid()
    begun, begin = os.pipe()

    def work(items: Sequence[int]) -> bytes:
        if os.getpid() != here:
            os.write(begin, b"x")
            if end == "raises":
                raise RuntimeError
            if end == "exits":
                os._exit(7)
            os.kill(os.getpid(), 9)
        return told(items)

    assert by_turns(work, range(20), lambda: os.read(begun, 1)) == runs(range(20), 3)
    os.close(begun)
    os.close(begin)
    assert nothing_is_left(before)


@linux
@pytest.mark.parametrize("where", ["meanwhile", "at work"])
def test_after_a_fault_here_the_helper_takes_no_more_turns(
    where: str, short_runs: None, soon: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = os.listdir("/proc/self/fd")
    here = os.getpid()
    begun, begin = os.pipe()
    gate, open_gate = os.pipe()
    wait = os.waitpid

    def work(items: Sequence[int]) -> bytes:
        if os.getpid() == here:
            raise KeyboardInterrupt
        os.write(begin, b"x")
        os.read(gate, 1)
        return b""

    def meanwhile() -> None:
        os.read(begun, 1)
        if where == "meanwhile":
            raise KeyboardInterrupt

    def waiting(child: int, options: int) -> tuple[int, int]:
        os.write(open_gate, b"x")
        return wait(child, options)

    with monkeypatch.context() as patch:
        patch.setattr(os, "waitpid", waiting)
        with pytest.raises(KeyboardInterrupt):
            by_turns(work, range(60), meanwhile)
    os.close(begin)
    assert os.read(begun, 1) == b"", "it took another turn"
    for each in (begun, gate, open_gate):
        os.close(each)
    assert nothing_is_left(before)


@linux
def test_one_process_takes_all_turns_where_there_is_no_other(
    short_runs: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse() -> int:
        raise BlockingIOError(11, "Resource temporarily unavailable")

    before = os.listdir("/proc/self/fd")
    monkeypatch.setattr(os, "fork", refuse)
    assert by_turns(told, range(20), nothing) == runs(range(20), 3)
    assert nothing_is_left(before)


def test_few_items_need_neither_turns_nor_anything_ahead(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "fork", lambda: pytest.fail("forked"), raising=False)
    ahead: Callable[[], object] = lambda: pytest.fail("looked ahead")  # noqa: E731
    assert by_turns(told, range(4), ahead) == [told(range(4))]
