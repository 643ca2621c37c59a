"""Runs the program from its first line to its last. Must not need anything that can be missing."""

from __future__ import annotations

import gc
import os
import sys


def run() -> int:
    """Run the command line of this process and return its exit status."""
    try:
        return _run_and_end()
    except KeyboardInterrupt:
        return 130


def _run_and_end() -> int:
    gc.disable()  # a run this short leaves no cycles worth a search, least of all among its imports
    try:
        return _run_command_line()
    except (KeyboardInterrupt, SystemExit):
        raise
    except BaseException as error:  # a library in Rust raises what is no Exception
        if os.environ.get("COMMIT_DEBUG"):
            raise
        from commitments.cli.crash_log import handle_crash

        return handle_crash(error)
    finally:
        gc.freeze()  # the interpreter would search once more as it ends
        _ignore_interrupts()


def _run_command_line() -> int:
    if "_COMMIT_COMPLETE" in os.environ:
        _silence_errors()
        status = _complete_in_bash()
        if status is not None:
            return status
    from commitments.cli.app import main

    return main()


def _complete_in_bash() -> int | None:
    from commitments.cli.completing.bash_completion import complete_in_bash, leave_to_typer
    from commitments.errors import CommitmentsError

    try:
        status = complete_in_bash(os.environ)
    except CommitmentsError:  # the ids cannot be written
        return 2
    if status is None:
        leave_to_typer(os.environ)
    return status


def _silence_errors() -> None:
    """Keep errors out of the line that a shell completes."""
    if not os.environ.get("COMMIT_DEBUG"):
        sys.stderr = open(os.devnull, "w", encoding="utf-8")  # noqa: SIM115 (for the whole run)


def _ignore_interrupts() -> None:
    """Ignore interrupts while Python ends: they would show a traceback after the answer."""
    import signal

    signal.signal(signal.SIGINT, signal.SIG_IGN)
