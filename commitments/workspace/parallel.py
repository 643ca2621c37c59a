"""Half of the work in a helper process, where the system can fork cheaply. Changes no answer."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Sequence
from contextlib import suppress
from typing import TypeVar

T = TypeVar("T")

_LEAST = 400
"""Fewer files than this are done before a helper is up."""
_RUN = 25
"""Files of one turn: so few that neither process waits long for the other, so many that turns cost little."""
_MOST_RUNS = 256
"""As many as a byte can number."""
_SIZE = 8


def in_two(
    work: Callable[[Sequence[T]], bytes],
    items: Sequence[T],
    middle: int | None = None,
    least: int | None = None,
) -> list[bytes]:
    """`work` over what comes before the middle of `items` and over the rest, side by side where that pays."""
    if not _pays(len(items), least):
        return [work(items)]
    middle = len(items) // 2 if middle is None else middle
    first, second = _side_by_side(lambda: work(items[:middle]), lambda: work(items[middle:]))
    return [first, work(items[middle:]) if second is None else second]


def by_turns(
    work: Callable[[Sequence[T]], bytes], items: Sequence[T], meanwhile: Callable[[], object]
) -> list[bytes]:
    """`work` over runs of `items`, in their order, each done by whichever of two processes is free.

    Before it joins in, this process does `meanwhile`, which has to be done anyway and not by the helper.
    """
    if not _pays(len(items)):
        return [work(items)]
    size = max(_RUN, -(-len(items) // _MOST_RUNS))
    runs = [items[at : at + size] for at in range(0, len(items), size)]
    turns, all_turns = os.pipe()
    os.write(all_turns, bytes(range(len(runs))))
    os.close(all_turns)

    def taken() -> bytes:
        found = []
        while turn := os.read(turns, 1):
            done = work(runs[turn[0]])
            found += [turn, len(done).to_bytes(_SIZE, "big"), done]
        return b"".join(found)

    def here() -> bytes:
        try:
            meanwhile()
            return taken()
        except BaseException:
            pass
            raise

    try:
        mine, other = _side_by_side(here, taken)
    finally:
        os.close(turns)
    done = {**_by_turn(mine), **_by_turn(other or b"")}
    return [done[turn] if turn in done else work(run) for turn, run in enumerate(runs)]


def _by_turn(data: bytes) -> dict[int, bytes]:
    found = {}
    at = 0
    while at < len(data):
        begin = at + 1 + _SIZE
        end = begin + int.from_bytes(data[at + 1 : begin], "big")
        found[data[at]] = data[begin:end]
        at = end
    return found


def _pays(items: int, least: int | None = None) -> bool:
    enough = items >= (_LEAST if least is None else least)
    return enough and sys.platform.startswith("linux") and len(os.sched_getaffinity(0)) > 1


def _side_by_side(here: Callable[[], bytes], there: Callable[[], bytes]) -> tuple[bytes, bytes | None]:
    """What this process makes and what a helper makes; None where there was no helper, or it failed."""
    processors = sorted(os.sched_getaffinity(0))
    reading, writing = os.pipe()
    child = _fork()
    if child is None:
        os.close(reading)
        os.close(writing)
        return here(), None
    if child == 0:
        os.close(reading)
        _stay_on(processors[::2])
        _answer(writing, there)
    os.close(writing)
    try:
        _stay_on(processors[1::2])
        made = here()
        with open(reading, "rb", closefd=False) as pipe:
            answer = pipe.read()
    finally:
        _stay_on(processors)
        os.close(reading)
        _, status = os.waitpid(child, 0)
    return made, answer if status == 0 else None


def _stay_on(processors: Sequence[int]) -> None:
    """Keep the two apart: left alone, the system lets both share one processor for as long as this takes."""
    with suppress(OSError):
        os.sched_setaffinity(0, processors)


def _fork() -> int | None:
    """The helper's number, 0 in the helper itself, None where the system has none to give."""
    try:
        return os.fork()
    except OSError:
        return None


def _answer(writing: int, work: Callable[[], bytes]) -> None:
    """The helper's whole life; it leaves without running anything of its parent's."""
    status = 1
    with suppress(BaseException):
        with open(writing, "wb") as pipe:
            pipe.write(work())
        status = 0
    os._exit(status)
