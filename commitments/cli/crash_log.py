"""Reports a bug of the program: one line, a crash log, and its path.

Must not fail, whatever is broken. The log must not hold text of a record or the value of an option.
"""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Callable, Collection, Iterator, Sequence
from contextlib import suppress
from pathlib import Path

from commitments.errors import N_, system_reason

_MOST_LOGS = 10
"""How many logs are kept; older ones are deleted."""
_MOST_CHARACTERS = 65_536
_MOST_CAUSES = 10
"""How many errors that led to each other a log names."""
_FRAMES_AT_EACH_END = 50
"""How many frames of a stack are logged from its beginning, and how many from its end."""
_LIBRARIES = (
    "typer",
    "rich",
    "pyyaml",
    "jsonschema",
    "jsonschema-rs",
    "python-dateutil",
    "openpyxl",
    "xlsxwriter",
)
_NEW_FILE = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_NOFOLLOW", 0)

Translate = Callable[..., str]
"""Puts a message into the reader's language and fills its braces, as `Messages.say` does."""


def _english(message: str, /, **values: object) -> str:
    return message.format(**values)


def handle_crash(error: BaseException, command: str = "", translate: Translate = _english) -> int:
    """Log a bug of the program and report it on standard error; returns the exit status 3."""
    try:
        _report_crash(error, command, translate)
    except Exception:
        with suppress(Exception):
            sys.stderr.write(f"commit: this is a fault of the program: {type(error).__name__}\n")
    return 3


def _report_crash(error: BaseException, command: str, translate: Translate) -> None:
    from commitments.cli.streams import say

    sentence = " ".join(f"{type(error).__name__}: {error}"[:500].splitlines())
    say(translate(N_("commit: this is a fault of the program: {error}"), error=sentence))
    try:
        path = _write_log(report(error, command))
    except Exception as failure:
        reason = (
            translate(system_reason(failure)) if isinstance(failure, OSError) else _class_or_text(failure)
        )
        say("  " + translate(N_("A log of it could not be written: {reason}"), reason=reason))
        say("  " + translate(N_("It happened in {place}"), place=_crash_place(error)))
    else:
        say(
            "  "
            + translate(N_("Please report it with this log, which holds no data of yours: {path}"), path=path)
        )


def report(error: BaseException, command: str) -> str:
    """The text of a log: versions, the command without values, and the stacks."""
    from platform import platform, python_version

    from commitments.version import __version__

    lines = [
        f"{time.strftime('%Y-%m-%dT%H:%M:%SZ', time.gmtime())}",
        f"commit {__version__}, Python {python_version()}, {platform()}",
        ", ".join(_library_versions()),
        f"command: {command or 'not known'}",
        "What the errors say is left out, since it may hold data; COMMIT_DEBUG=1 shows it.",
        "",
        *_stack_lines(error),
    ]
    return "\n".join(lines)[:_MOST_CHARACTERS] + "\n"


def command_line(words: Sequence[str], commands: Collection[str], options: Collection[str]) -> str:
    """A command line without values: the command and the options, each a name that the program knows."""
    names = [word.partition("=")[0] for word in words]
    command = next((name for name in names if name in commands), None)
    kept = [name for name in names if name in options]
    return " ".join(["commit", *([command] if command else []), *kept])


def _library_versions() -> Iterator[str]:
    from importlib.metadata import version

    for name in _LIBRARIES:
        try:
            yield f"{name} {version(name)}"
        except Exception:
            yield f"{name} not found"


def _stack_lines(error: BaseException) -> Iterator[str]:
    """The stacks of an error and of its causes, the first cause first, without their messages."""
    import traceback

    for failure in reversed(_error_chain(error)):
        frames = traceback.extract_tb(failure.__traceback__)
        kept = (
            frames
            if len(frames) <= 2 * _FRAMES_AT_EACH_END
            else [*frames[:_FRAMES_AT_EACH_END], *frames[-_FRAMES_AT_EACH_END:]]
        )
        yield "Traceback (most recent call last):"
        yield from (line.rstrip("\n") for line in traceback.StackSummary.from_list(kept).format())
        yield f"{type(failure).__module__}.{type(failure).__qualname__}"
        yield ""


def _error_chain(error: BaseException) -> list[BaseException]:
    errors = [error]
    while len(errors) < _MOST_CAUSES:
        latest = errors[-1]
        cause = latest.__cause__ or (None if latest.__suppress_context__ else latest.__context__)
        if cause is None or cause in errors:
            break
        errors.append(cause)
    return errors


def _write_log(text: str) -> Path:
    """Write a log and delete the oldest ones; raises OSError or LookupError where that fails."""
    from commitments.cache.cache_file import cache_folder

    kept = cache_folder(os.environ)
    if kept is None:
        raise LookupError("there is no folder for it")
    crash_folder = kept / "crashes"
    crash_folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    now = time.time_ns()
    stamp = time.strftime("%Y%m%dT%H%M%S", time.gmtime(now // 10**9))
    path = crash_folder / f"crash-{stamp}-{now % 10**9:09}-{os.getpid()}.log"
    with open(os.open(path, _NEW_FILE, 0o600), "w", encoding="utf-8", errors="backslashreplace") as file:
        file.write(text)
    for old_log in sorted(crash_folder.glob("crash-*.log"))[:-_MOST_LOGS]:
        with suppress(OSError):
            old_log.unlink()
    return path


def _class_or_text(failure: Exception) -> str:
    return str(failure) or type(failure).__name__


def _crash_place(error: BaseException) -> str:
    """Where an error was raised: the file, the line and the function."""
    import traceback

    frames = traceback.extract_tb(error.__traceback__)
    return f"{frames[-1].filename}:{frames[-1].lineno}, {frames[-1].name}" if frames else "?"
