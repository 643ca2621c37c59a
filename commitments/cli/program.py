"""A run of the program from its first line to its last. Must not need anything that can be missing."""

from __future__ import annotations

import gc
import os
import sys


def run() -> int:
    """Run the command line of this process; the exit status."""
    try:
        return _run()
    except KeyboardInterrupt:
        return 130


def _run() -> int:
    gc.disable()  # so short a life makes no cycles worth looking for, least of all among what is imported
    try:
        return _answer()
    except (KeyboardInterrupt, SystemExit):
        raise
    except BaseException as error:  # what a library in Rust raises is no Exception
        if os.environ.get("COMMIT_DEBUG"):
            raise
        from commitments.cli.crash_log import crashed

        return crashed(error)
    finally:
        gc.freeze()  # nor is there any use in looking for them at the very end
        _end_undisturbed()


def _answer() -> int:
    if "_COMMIT_COMPLETE" in os.environ:
        _say_nothing()
        status = _complete_quickly()
        if status is not None:
            return status
    from commitments.cli.app import main

    return main()


def _complete_quickly() -> int | None:
    from commitments.cli.bash_completion import complete_in_bash
    from commitments.errors import CommitmentsError

    try:
        return complete_in_bash(os.environ)
    except CommitmentsError:  # the shell reads no more, or cannot
        return 2


def _say_nothing() -> None:
    """Keep the line that a shell completes free of what goes wrong."""
    if not os.environ.get("COMMIT_DEBUG"):
        sys.stderr = open(os.devnull, "w", encoding="utf-8")  # noqa: SIM115 (for the whole run)


def _end_undisturbed() -> None:
    """Let no interrupt hit what Python does after the answer is given, which would show a traceback."""
    import signal

    signal.signal(signal.SIGINT, signal.SIG_IGN)
