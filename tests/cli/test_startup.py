"""What a quick command may import: a list, so that a careless import is seen before it is felt."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from importlib.util import find_spec
from pathlib import Path

import pytest
from bounds import HANGS

HEAVY = {
    *(
        "annotated_types",
        "attr",
        "attrs",
        "dateutil",
        "importlib_metadata",
        "jsonschema",
        "jsonschema_rs",
        "markdown_it",
    ),
    *(
        "numpy",
        "pkg_resources",
        "pydantic",
        "pydantic_core",
        "pygments",
        "pytz",
        "referencing",
        "requests",
        "rich",
        "rpds",
    ),
    *("setuptools", "sqlite3", "tomllib", "urllib.request", "yaml"),
    *("asyncio", "ctypes", "email", "http", "multiprocessing", "socket", "ssl", "unittest", "xml"),
}
"""What none of the quick commands needs."""

OF_GIT = (
    "commitments.reading.git.plumbing",
    "commitments.reading.git.repository",
    "commitments.reading.commit_tree",
    "commitments.cache.examined_states",
    "commitments.history",
    "commitments.cli.read_history",
)
"""Modules of ours that only a question about history needs."""

PROGRAM = """
import sys
from commitments.cli.app import main
status = 0
try:
    status = main({arguments!r})
except SystemExit as end:
    status = end.code or 0
sys.stderr.write("\\n" + " ".join(sys.modules))
sys.exit(status)
"""


def imported(arguments: list[str], environ: dict[str, str]) -> set[str]:
    """The modules that a process has after a command line, and the packages they are in."""
    ran = subprocess.run(
        [sys.executable, "-c", PROGRAM.format(arguments=arguments)],
        env={**os.environ, **environ},
        capture_output=True,
        text=True,
        encoding="utf-8",
        timeout=HANGS,
    )
    assert ran.returncode == 0, ran.stderr
    names = ran.stderr.rpartition("\n")[2].split()
    return {*names, *(name.split(".")[0] for name in names)}


TYPER = ("gettext", "typer", "typer.core", "typer.main")
"""What the library below costs anyway."""

PROGRAM_ALONE = """
import sys
from commitments.__main__ import run
status = run()
sys.__stderr__.write("\\n" + " ".join(sys.modules))
sys.exit(status)
"""


def imported_with(*names: str) -> set[str]:
    """The modules that a process has that imports these, and the packages they are in."""
    program = f"import sys, {', '.join(names)}; print(*sys.modules)"
    ran = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, timeout=HANGS)
    assert ran.returncode == 0, ran.stderr
    found = ran.stdout.split()
    return {*found, *(name.split(".")[0] for name in found)}


def imported_by_completion(words: str, root: Path) -> set[str]:
    """The same of the program that completes, from its start."""
    environ = {
        "_COMMIT_COMPLETE": "complete_bash",
        "COMP_WORDS": words,
        "COMP_CWORD": str(len(words.split(" ")) - 1),
        "COMMIT_ROOT": str(root),
    }
    command = [sys.executable, "-c", PROGRAM_ALONE]
    ran = subprocess.run(
        command,
        env={**os.environ, **environ},
        capture_output=True,
        text=True,
        encoding="utf-8",
        timeout=HANGS,
    )
    assert ran.returncode == 0, ran.stderr
    names = ran.stderr.rpartition("\n")[2].split()
    return {*names, *(name.split(".")[0] for name in names)}


def rooms(found: set[str]) -> set[str]:
    """The rooms of ours that some modules are in."""
    return {name.split(".")[1] for name in found if name.startswith("commitments.")} - {"__main__"}


def foreign(found: set[str]) -> set[str]:
    """The modules that are neither ours nor of the library below, which loads its parts as it needs them."""
    return {name for name in found if name.split(".")[0] not in ("commitments", "typer")}


@pytest.fixture
def warm(make_workspace: Callable[..., Path], record: Callable[..., str], run: Callable[..., object]) -> Path:
    """A workspace whose records are in the cache and settled."""
    root = make_workspace({"small.yaml": record(due="2026-01"), "b.yaml": record(id="b")})
    for path in (root / "records").iterdir():
        os.utime(path, (10**9, 10**9))
    for arguments in (["status"], ["overdue"], ["validate"], ["status", "--text", "day"]):
        run(*arguments, root=root)
    return root


def test_the_list_would_catch_something() -> None:
    found = subprocess.run(
        [sys.executable, "-c", "import yaml, jsonschema, sys; print(*sys.modules)"],
        capture_output=True,
        text=True,
    )
    assert {"yaml", "jsonschema"} <= HEAVY & {part.split(".")[0] for part in found.stdout.split()}


@pytest.mark.parametrize("arguments", [["--version"], ["status", "--version"]], ids=" ".join)
def test_the_version_needs_next_to_nothing(arguments: list[str]) -> None:
    found = imported(arguments, {})
    assert found & HEAVY == set()
    assert rooms(found) == {"cli", "errors", "locale", "render", "version"}
    assert foreign(found) <= imported_with(*TYPER, "contextvars", "dataclasses", "unicodedata", "__future__")


@pytest.mark.parametrize("arguments", [["--help"], ["status", "--help"], ["validate", "-h"]], ids=" ".join)
def test_help_needs_little(arguments: list[str]) -> None:
    assert imported(arguments, {}) & HEAVY == set()


@pytest.mark.parametrize(
    "arguments",
    [
        ["status"],
        ["status", "-f", "json"],
        ["status", "--all", "--lead", "acme"],
        ["overdue"],
        ["overdue", "-f", "csv"],
        ["validate"],
    ],
    ids=" ".join,
)
def test_a_warm_answer_reads_no_yaml(arguments: list[str], warm: Path) -> None:
    found = imported(["--root", str(warm), "--today", "2026-11-22", *arguments], {})
    assert found & HEAVY == set()
    assert "commitments.reading.yaml.yaml_text" not in found
    assert not found & set(OF_GIT)
    assert all(map(find_spec, OF_GIT)), "a name that no module has forbids nothing"


def test_a_warm_status_imports_no_more_than_is_listed_here(warm: Path) -> None:
    found = imported(["--root", str(warm), "--today", "2026-11-22", "status"], {})
    listed = (
        "array",
        "calendar",
        "contextvars",
        "csv",
        "dataclasses",
        "gc",
        "json",
        "unicodedata",
        "__future__",
    )
    assert foreign(found) <= imported_with(*TYPER, *listed)
    assert rooms(found) == {
        *("cli", "render", "reports", "workspace", "cache", "reading", "model", "errors", "locale", "version")
    }


def test_completion_of_an_id_imports_no_more_than_is_listed_here(warm: Path) -> None:
    found = imported_by_completion("commit show ", warm)
    listed = ("dataclasses", "gc", "pathlib", "signal", "typing", "unicodedata", "__future__")
    assert foreign(found) <= imported_with(*listed)
    assert "typer" not in found
    assert rooms(found) == {"cli", "errors", "model", "reading", "render"}


def test_settings_and_parties_cost_a_warm_answer_nothing(
    make_workspace: Callable[..., Path], record: Callable[..., str], run: Callable[..., object]
) -> None:
    root = make_workspace({"small.yaml": record()}, due_soon_days=14, language="vi")
    os.utime(root / "records/small.yaml", (10**9, 10**9))
    run("status", root=root)
    assert imported(["--root", str(root), "--today", "2026-11-22", "status"], {}) & HEAVY == set()


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("commit show ", "small"),
        ("commit status --party ac", "acme"),
        ("commit val", "validate"),
        ("commit status --to", "--today"),
    ],
)
def test_completion_needs_little(words: str, expected: str, warm: Path) -> None:
    environ = {
        "_COMMIT_COMPLETE": "complete_bash",
        "COMP_WORDS": words,
        "COMP_CWORD": str(len(words.split(" ")) - 1),
        "COMMIT_ROOT": str(warm),
    }
    found = imported([], environ)
    assert found & HEAVY == set()
    ran = subprocess.run(
        [sys.executable, "-m", "commitments"],
        env={**os.environ, **environ},
        capture_output=True,
        text=True,
        timeout=HANGS,
    )
    assert expected in ran.stdout.split()
    assert ran.stderr == ""


def test_the_program_looks_for_no_cycles() -> None:
    """Neither while it runs nor at its end."""
    program = """
import gc, sys
from commitments.__main__ import run
sys.argv = ["commit", "--version"]
run()
print(gc.isenabled(), gc.get_freeze_count() > 0)
"""
    ran = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, timeout=HANGS)
    assert ran.stdout.splitlines()[1:] == ["False True"], ran.stderr
