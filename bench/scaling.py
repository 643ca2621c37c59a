"""What is measured only for how cost grows: one folder for all, and many workspaces. Runs nothing."""

import os
from collections.abc import Callable

from bench.days import TODAY
from bench.measure import Command
from bench.rows import CHANGES, GIT_DIFF, GIT_LOG, REVIEW, Cache, Heat, Over, Subject, tracker

_EACH = 'for each in */; do {ask} --root "$each" || exit; done'
_AT_ONCE = "ls -d */ | xargs -P {cores} -I {{}} {ask} --root {{}}"


def _of_many(loop: str, command: str, *options: str) -> Callable[[], Command]:
    ours = tracker(command, "--today", TODAY.isoformat(), *options)

    def ask() -> Command:
        alone = ours()
        words = loop.format(ask=" ".join(alone.argv), cores=os.cpu_count() or 1)
        return Command(("sh", "-c", words), alone.env)

    return ask


_POSIX = os.name != "nt"
_ALL = (
    Heat(
        "folders",
        GIT_LOG if _POSIX else None,
        (
            Subject("changes, all history, cold", CHANGES, Cache.COLD),
            Subject("changes, all history, warm", CHANGES),
        ),
        over=Over.FLAT,
    ),
    Heat(
        "folders",
        GIT_DIFF if _POSIX else None,
        (Subject("review of 20 records", REVIEW, Cache.COLD),),
        over=Over.FLAT,
    ),
    Heat(
        "ministries",
        None,
        (
            Subject("status of each, warm", _of_many(_EACH, "status")),
            Subject("status of each, warm, on all cores", _of_many(_AT_ONCE, "status")),
            Subject("validate each, cold", _of_many(_EACH, "validate"), Cache.COLD),
            Subject("validate each, warm", _of_many(_EACH, "validate")),
        ),
        over=Over.MANY,
    ),
)
SCALING = tuple(heat for heat in _ALL if _POSIX or heat.over is not Over.MANY)
"""Heats beside those of every benchmark; a loop over workspaces needs a shell."""
