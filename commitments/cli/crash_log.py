"""A fault of the program: one line, a log for a report, and where it lies.

Must not fail, whatever is broken; the log must not hold what a record or a value of an option says.
"""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Callable, Collection, Iterator, Sequence
from contextlib import suppress
from pathlib import Path

from commitments.errors import N_

_MOST = 10
"""How many logs stay; older ones go."""
_LONGEST = 65_536
_FRAMES = 50
"""How many frames of a stack are logged from its beginning, and as many from its end."""
_LIBRARIES = ("typer", "rich", "pyyaml", "jsonschema", "jsonschema-rs", "python-dateutil", "openpyxl")
_NEW = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_NOFOLLOW", 0)

Say = Callable[..., str]
"""A sentence in the reader's language, as `Messages.say` has it."""


def _english(message: str, /, **values: object) -> str:
    return message.format(**values)


def crashed(error: BaseException, command: str = "", words: Say = _english) -> int:
    """Log a fault of the program and tell of it on standard error; the exit status, which is 3."""
    try:
        _tell(error, command, words)
    except Exception:
        with suppress(Exception):
            sys.stderr.write(f"commit: this is a fault of the program: {type(error).__name__}\n")
    return 3


def _tell(error: BaseException, command: str, words: Say) -> None:
    from commitments.cli.streams import say

    sentence = " ".join(f"{type(error).__name__}: {error}"[:500].splitlines())
    say(words(N_("commit: this is a fault of the program: {error}"), error=sentence))
    try:
        path = _log(report(error, command))
    except Exception as failure:
        say("  " + words(N_("A log of it could not be written: {reason}"), reason=_reason(failure)))
        say("  " + words(N_("It happened in {place}"), place=_place(error)))
    else:
        say(
            "  "
            + words(N_("Please report it with this log, which holds no data of yours: {path}"), path=path)
        )


def report(error: BaseException, command: str) -> str:
    """What a log says: versions, the command without values, and where it happened."""
    from platform import platform, python_version

    from commitments.version import __version__

    lines = [
        f"{time.strftime('%Y-%m-%dT%H:%M:%SZ', time.gmtime())}",
        f"commit {__version__}, Python {python_version()}, {platform()}",
        ", ".join(_versions()),
        f"command: {command or 'not known'}",
        "What the errors say is left out, since it may hold data; COMMIT_DEBUG=1 shows it.",
        "",
        *_stacks(error),
    ]
    return "\n".join(lines)[:_LONGEST] + "\n"


def command_line(words: Sequence[str], commands: Collection[str], options: Collection[str]) -> str:
    """A command line without values: the command and the names of the options, none of which a user wrote."""
    names = [word.partition("=")[0] for word in words]
    command = next((name for name in names if name in commands), None)
    kept = [name for name in names if name in options]
    return " ".join(["commit", *([command] if command else []), *kept])


def _versions() -> Iterator[str]:
    from importlib.metadata import version

    for name in _LIBRARIES:
        try:
            yield f"{name} {version(name)}"
        except Exception:
            yield f"{name} not found"


def _stacks(error: BaseException) -> Iterator[str]:
    """The stack of an error and before it of what led to it, without what they say."""
    import traceback

    for link in reversed(_chain(error)):
        frames = traceback.extract_tb(link.__traceback__)
        shown = frames if len(frames) <= 2 * _FRAMES else [*frames[:_FRAMES], *frames[-_FRAMES:]]
        yield "Traceback (most recent call last):"
        yield from (line.rstrip("\n") for line in traceback.StackSummary.from_list(shown).format())
        yield f"{type(link).__module__}.{type(link).__qualname__}"
        yield ""


def _chain(error: BaseException) -> list[BaseException]:
    links = [error]
    while len(links) < _MOST:
        last = links[-1]
        before = last.__cause__ or (None if last.__suppress_context__ else last.__context__)
        if before is None or before in links:
            break
        links.append(before)
    return links


def _log(text: str) -> Path:
    """Write a log and forget the oldest; raises OSError or LookupError where it cannot be written."""
    from commitments.cache.cache_file import folder

    above = folder(os.environ)
    if above is None:
        raise LookupError("there is no folder for it")
    place = above / "crashes"
    place.mkdir(mode=0o700, parents=True, exist_ok=True)
    now = time.time_ns()
    stamp = time.strftime("%Y%m%dT%H%M%S", time.gmtime(now // 10**9))
    path = place / f"crash-{stamp}-{now % 10**9:09}-{os.getpid()}.log"
    with open(os.open(path, _NEW, 0o600), "w", encoding="utf-8", errors="backslashreplace") as file:
        file.write(text)
    for old in sorted(place.glob("crash-*.log"))[:-_MOST]:
        with suppress(OSError):
            old.unlink()
    return path


def _reason(failure: Exception) -> str:
    return getattr(failure, "strerror", None) or str(failure) or type(failure).__name__


def _place(error: BaseException) -> str:
    """The last line of a stack: the file, the line and the function."""
    import traceback

    frames = traceback.extract_tb(error.__traceback__)
    return f"{frames[-1].filename}:{frames[-1].lineno}, {frames[-1].name}" if frames else "?"
