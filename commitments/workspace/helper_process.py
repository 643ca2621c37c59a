"""Does half of some work in a helper process, where the system can fork cheaply. Changes no answer."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Sequence
from contextlib import suppress
from typing import TypeVar

T = TypeVar("T")

_MIN_ITEMS = 400
"""Fewer items than this are done before a helper is up."""


def pays(items: int) -> bool:
    """Whether so many items take longer than a helper needs to be up."""
    return items >= _MIN_ITEMS


def split_in_two(
    work: Callable[[Sequence[T]], bytes],
    items: Sequence[T],
    middle: int | None = None,
    min_items: int | None = None,
) -> list[bytes]:
    """The results of `work` on `items`: on both parts side by side where that pays, else on all of them.

    `middle` is the index that parts the items, by default half their number. With fewer items than
    `min_items` there is one part.
    """
    if len(items) < (_MIN_ITEMS if min_items is None else min_items) or not sys.platform.startswith("linux"):
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
        _pin_to(processors[::2])
        _run_helper(writing, work, items[middle:])
    os.close(writing)
    try:
        _pin_to(processors[1::2])
        first = work(items[:middle])
        with open(reading, "rb", closefd=False) as pipe:
            second = pipe.read()
    finally:
        _pin_to(processors)
        os.close(reading)
        _, status = os.waitpid(child, 0)
    return [first, second if status == 0 else work(items[middle:])]


def _pin_to(processors: Sequence[int]) -> None:
    """Keep this process on some processors: otherwise the system may let both processes share one."""
    with suppress(OSError):
        os.sched_setaffinity(0, processors)


def _fork() -> int | None:
    """Start a helper: its process id, 0 in the helper itself, None where the system refuses."""
    try:
        return os.fork()
    except OSError:
        return None


def _run_helper(writing: int, work: Callable[[Sequence[T]], bytes], items: Sequence[T]) -> None:
    """Do the helper's work, write the result and exit without running any exit handler of the parent."""
    status = 1
    with suppress(BaseException):
        with open(writing, "wb") as pipe:
            pipe.write(work(items))
        status = 0
    os._exit(status)
