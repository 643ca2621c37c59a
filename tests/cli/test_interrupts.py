"""Ctrl-C at any moment, from the first module that loads to the last: 130, and no traceback."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest
from bounds import HANGS

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="forks, and signals of POSIX")

PROGRAM = '''
import os, runpy, signal, sys, traceback

class Hook:
    """Interrupts the n-th import after the program itself was found."""

    def __init__(self, left):
        self.left, self.begun = left, False

    def find_spec(self, name, path=None, target=None):
        if self.begun:
            self.left -= 1
            if self.left == 0:
                signal.raise_signal(signal.SIGINT)
        self.begun = self.begun or name == "commitments.__main__"

def interrupted(number):
    """In a process of its own: the exit status, and whether the interrupt came."""
    child = os.fork()
    if child:
        return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
    signal.signal(signal.SIGINT, signal.default_int_handler)
    hook = Hook(number)
    sys.meta_path.insert(0, hook)
    status = 1
    try:
        ENTRY
    except SystemExit as end:
        status = end.code
    except BaseException:
        traceback.print_exc()
    sys.stdout.flush()
    os._exit(200 if hook.left > 0 and not status else status)

sys.argv = ["commit", *ARGUMENTS]
number, statuses = 1, []
while 200 not in statuses:
    statuses.append(interrupted(number))
    number += 1 if number < 8 else STEP
with open(RESULT, "w") as file:
    file.write(" ".join(map(str, statuses)))
'''
ENTRIES = {
    "module": 'runpy.run_module("commitments", run_name="__main__", alter_sys=True)',
    "script": "from commitments.__main__ import run; sys.exit(run())",
}
CASES = [
    ("module", ["status"], 17),
    ("script", ["--lang", "vi", "show", "late"], 31),
    ("module", ["status", "--help"], 23),
    ("script", ["--version"], 13),
    ("module", ["--no-cache", "validate", "-f", "sarif"], 41),
]


def statuses(program: str, tmp_path: Path, **environ: str) -> tuple[list[int], str]:
    """What came of each interrupt, and all that was said meanwhile."""
    result = tmp_path / "statuses"
    ran = subprocess.run(
        [sys.executable, "-c", program.replace("RESULT", repr(str(result)))],
        env={**os.environ, **environ},
        capture_output=True,
        timeout=HANGS,
    )
    assert ran.returncode == 0, ran.stderr
    return [int(word) for word in result.read_text().split()], ran.stderr.decode()


@pytest.mark.parametrize(("entry", "arguments", "step"), CASES)
def test_an_interrupt_while_modules_load_is_130(
    entry: str, arguments: list[str], step: int, world: Path, tmp_path: Path
) -> None:
    filled = PROGRAM.replace("ENTRY", ENTRIES[entry]).replace("STEP", str(step))
    program = filled.replace("ARGUMENTS", repr(["--root", str(world), *arguments]))
    found, err = statuses(program, tmp_path)
    assert len(found) > 8 and found[-1] == 200, "the last one came too late to be noticed"
    assert set(found[:-1]) == {130}
    assert err == ""


def test_an_interrupt_while_a_shell_completes_is_130(world: Path, tmp_path: Path) -> None:
    filled = PROGRAM.replace("ENTRY", ENTRIES["module"]).replace("STEP", "31").replace("ARGUMENTS", "[]")
    environ = {"_COMMIT_COMPLETE": "complete_zsh", "_TYPER_COMPLETE_ARGS": "commit show "}
    found, err = statuses(filled, tmp_path, COMMIT_ROOT=str(world), **environ)
    assert len(found) > 8 and set(found[:-1]) == {130} and err == ""


def test_an_interrupt_after_the_answer_changes_nothing(world: Path) -> None:
    program = """
import signal, sys
from commitments.__main__ import run
status = run()
signal.raise_signal(signal.SIGINT)
sys.exit(status)
"""
    ran = subprocess.run(
        [sys.executable, "-c", program, "--root", str(world), "status"], capture_output=True, timeout=HANGS
    )
    assert (ran.returncode, ran.stderr) == (0, b"") and ran.stdout


@pytest.mark.parametrize("name", ["SIGTERM", "SIGHUP"])
def test_other_signals_end_the_program_as_they_end_any(name: str, world: Path) -> None:
    program = f"""
import os, signal, sys
import commitments.reading.folder as folder
folder.listing = lambda root: signal.raise_signal(signal.{name})
from commitments.__main__ import run
sys.exit(run())
"""
    ran = subprocess.run(
        [sys.executable, "-c", program, "--root", str(world), "status"], capture_output=True, timeout=HANGS
    )
    assert (ran.returncode, ran.stdout, ran.stderr) == (-getattr(signal, name), b"", b"")
