"""What a chore installs, and what it says meanwhile; pip and venv are played, and nothing is fetched."""

from __future__ import annotations

import ast
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

import tasks
from pins import environment

ROOT = Path(__file__).resolve().parents[2]
OLD = "import sys, runpy; sys.version_info = (3, 10, 9); sys.argv = ['tasks.py', 'status']; "


class Machine:
    """Remembers which programs ran; pip fails where it is asked to."""

    def __init__(self) -> None:
        self.ran: list[list[str]] = []
        self.made: list[Path] = []
        self.pip_fails = False

    def create(self, place: Path, **_: object) -> None:
        self.made.append(place)
        place.mkdir(exist_ok=True)
        (place / "made-for").unlink(missing_ok=True)

    def run(self, command: list[str], **options: Any) -> subprocess.CompletedProcess[str]:
        self.ran.append([Path(command[0]).name, *command[1:]])
        failed = self.pip_fails and "pip" in command
        spoken = "WARNING: Location is ignored\n" + ("ERROR: no such release\n" if failed else "")
        if "stdout" not in options:
            return subprocess.CompletedProcess(command, 0)
        return subprocess.CompletedProcess(command, int(failed), spoken)

    def taken(self) -> list[str]:
        """The pins that were installed, and the package; and forgets them."""
        taken = [Path(word).stem for command in self.ran for word in command if word.endswith(".txt")]
        taken += ["package" for command in self.ran if "--editable" in command]
        self.ran.clear()
        return taken


@pytest.fixture
def machine(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Machine:
    played = Machine()
    pins = tmp_path / "pins"
    pins.mkdir()
    for level in environment.LEVELS:
        (pins / f"{level}.txt").write_text("", encoding="utf-8")
    (tmp_path / "pyproject.toml").write_text("", encoding="utf-8")
    monkeypatch.setattr(environment, "ROOT", tmp_path)
    monkeypatch.setattr(environment, "VENV", tmp_path / ".venv")
    monkeypatch.setattr(environment, "PINS", pins)
    monkeypatch.setattr(environment.venv, "create", played.create)
    monkeypatch.setattr(environment.subprocess, "run", played.run)
    return played


def test_a_chore_installs_what_it_needs_and_the_next_one_only_adds(machine: Machine) -> None:
    assert tasks.main(["status"]) == 0
    assert machine.taken() == ["program", "package"]
    assert tasks.main(["test"]) == 0
    assert machine.taken() == ["dev"] and len(machine.made) == 1
    for chore in ("status", "test", "records"):
        assert tasks.main([chore]) == 0
    assert machine.taken() == [] and len(machine.made) == 1


def test_pins_are_installed_by_hash_and_nothing_is_built_but_the_package(machine: Machine) -> None:
    environment.need("dev")
    pinned = [command for command in machine.ran if "--requirement" in command]
    assert all({"--require-hashes", "--only-binary=:all:"} <= set(command) for command in pinned)
    [package] = [command for command in machine.ran if "--editable" in command]
    assert {"--no-deps", "--no-build-isolation"} <= set(package)


@pytest.mark.parametrize("changed", ["pyproject.toml", "pins/dev.txt", "pins/program.txt"])
def test_another_pin_makes_the_environment_anew(changed: str, machine: Machine, tmp_path: Path) -> None:
    environment.need("dev")
    machine.ran.clear()
    (tmp_path / changed).write_text("# changed\n", encoding="utf-8")
    environment.need()
    assert len(machine.made) == 2 and machine.taken() == ["program", "package"]


def test_another_python_makes_the_environment_anew(machine: Machine, monkeypatch: pytest.MonkeyPatch) -> None:
    environment.need()
    monkeypatch.setattr(sys, "version", "3.99.0 (played)")
    environment.need()
    assert len(machine.made) == 2


@pytest.mark.parametrize("stamp", ["", "\n", "not a key\nprogram\ndev"])
def test_a_stamp_of_something_else_is_no_stamp(stamp: str, machine: Machine, tmp_path: Path) -> None:
    environment.need()
    (tmp_path / ".venv/made-for").write_text(stamp, encoding="utf-8")
    environment.need()
    assert len(machine.made) == 2


def test_one_line_says_what_happens_and_pip_is_silent(
    machine: Machine, capsys: pytest.CaptureFixture[str]
) -> None:
    assert tasks.main(["status"]) == 0
    said = capsys.readouterr()
    assert said.err == "Installing what the program needs into .venv …\n"
    assert said.out == "$ commit status\n"


def test_where_pip_fails_its_words_are_shown_and_nothing_counts_as_installed(
    machine: Machine, capsys: pytest.CaptureFixture[str]
) -> None:
    machine.pip_fails = True
    with pytest.raises(SystemExit) as stopped:
        tasks.main(["status"])
    assert stopped.value.code == 1
    assert "ERROR: no such release" in capsys.readouterr().err
    machine.pip_fails = False
    machine.ran.clear()
    environment.need()
    assert machine.taken() == ["program", "package"]


def test_a_python_without_pip_is_named(
    machine: Machine, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def fail(*_: object, **__: object) -> None:
        raise subprocess.CalledProcessError(1, "ensurepip")

    monkeypatch.setattr(environment.venv, "create", fail)
    with pytest.raises(SystemExit) as stopped:
        tasks.main(["status"])
    assert stopped.value.code == 2 and "python3-venv" in capsys.readouterr().err


def test_an_older_python_is_told_in_one_line() -> None:
    program = OLD + "runpy.run_path('tasks.py', run_name='__main__')"
    done = subprocess.run(
        [sys.executable, "-c", program], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.startswith("This needs Python 3.11 or newer") and done.stderr.count("\n") == 1


@pytest.mark.parametrize("path", ["tasks.py", "pins/__init__.py", "pins/environment.py"])
def test_an_older_python_can_read_so_far(path: str) -> None:
    tree = ast.parse((ROOT / path).read_text("utf-8"), feature_version=(3, 7))
    futures = [node for node in tree.body if isinstance(node, ast.ImportFrom) and node.module == "__future__"]
    assert not futures, "Python 3.6 knows no such future, and would say so before it is told its age"


def test_an_interrupt_is_no_traceback() -> None:
    done = subprocess.run(
        [sys.executable, "-c", INTERRUPTED], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert (done.returncode, done.stdout, done.stderr) == (130, "", "")


INTERRUPTED = """
import runpy, sys
import pins.environment
def interrupted(*levels):
    raise KeyboardInterrupt
pins.environment.need = interrupted
sys.argv = ["tasks.py", "status"]
runpy.run_path("tasks.py", run_name="__main__")
"""
