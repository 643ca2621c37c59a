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


def split_in_two(
    work: Callable[[Sequence[T]], bytes],
    items: Sequence[T],
    middle: int | None = None,
    least: int | None = None,
) -> list[bytes]:
    """`work` over what comes before the middle of `items` and over the rest, side by side where that pays."""
    if len(items) < (_LEAST if least is None else least) or not sys.platform.startswith("linux"):
        return [work(items)]
    processors = sorted(os.sched_getaffinity(0))
    if len(processors) < 2:
        return [work(items)]
    middle = len(items) // 2 if middle is None else middle
    reading, writing = os.pipe()
    child = _fork()
    if child is None:
        os.close(reading)
        os.close(writing)
        return [work(items)]
    if child == 0:
        os.close(reading)
        _stay_on(processors[::2])
        _answer(writing, work, items[middle:])
    os.close(writing)
    try:
        _stay_on(processors[1::2])
        first = work(items[:middle])
        with open(reading, "rb", closefd=False) as pipe:
            answer = pipe.read()
    finally:
        _stay_on(processors)
        os.close(reading)
        _, status = os.waitpid(child, 0)
    return [first, answer if status == 0 else work(items[middle:])]


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


def _answer(writing: int, work: Callable[[Sequence[T]], bytes], items: Sequence[T]) -> None:
    """The helper's whole life; it leaves without running anything of its parent's."""
    status = 1
    with suppress(BaseException):
        with open(writing, "wb") as pipe:
            pipe.write(work(items))
        status = 0
    os._exit(status)
