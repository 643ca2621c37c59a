"""Every chore of this repository by name: `python tasks.py` lists them.

Needs Python and git alone: the first chore that needs more makes a virtual environment in .venv.
"""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
import sys
import tempfile
import venv
from collections.abc import Callable
from pathlib import Path

ROOT = Path(__file__).resolve().parent
VENV = ROOT / ".venv"
RECIPES: dict[str, Callable[[list[str]], None]] = {}


def recipe(function: Callable[[list[str]], None]) -> Callable[[list[str]], None]:
    """Make a function a chore of its name."""
    RECIPES[function.__name__] = function
    return function


def scripts(environment: Path) -> Path:
    """Where a virtual environment keeps its programs."""
    return environment / ("Scripts" if os.name == "nt" else "bin")


def run(program: str, *arguments: str, environment: Path = VENV, **extra: str) -> None:
    """Run a program of a virtual environment from the root of the repository; stop where it fails."""
    command = [str(scripts(environment) / program), *arguments]
    print("$", program, *arguments, flush=True)
    done = subprocess.run(command, cwd=ROOT, env={**os.environ, **extra}, check=False)
    if done.returncode:
        sys.exit(done.returncode)


@recipe
def setup(_: list[str]) -> None:
    """Make .venv with the package and all that its tests need."""
    wanted = hashlib.sha256((ROOT / "pyproject.toml").read_bytes() + str(ROOT).encode()).hexdigest()
    stamp = VENV / "made-for"
    if stamp.is_file() and stamp.read_text() == wanted:
        return
    print("Making .venv …", file=sys.stderr, flush=True)
    venv.create(VENV, with_pip=True, clear=True)
    run("python", "-m", "pip", "install", "--quiet", "--editable", ".[dev]")
    stamp.write_text(wanted)


@recipe
def status(arguments: list[str]) -> None:
    """Show where the commitments of this register stand."""
    setup([])
    run("commit", "status", *arguments)


@recipe
def test(arguments: list[str]) -> None:
    """Run the tests."""
    setup([])
    run("python", "-m", "pytest", *arguments)


@recipe
def lint(_: list[str]) -> None:
    """Look for faults of style, of types and of structure."""
    setup([])
    run("ruff", "check", ".")
    run("ruff", "format", "--check", ".")
    run("mypy")
    run("lint-imports")


@recipe
def records(_: list[str]) -> None:
    """Validate our own records and those of the example."""
    setup([])
    run("commit", "validate")
    run("commit", "validate", "--strict", "--root", "docs/example")


@recipe
def wheel(_: list[str]) -> None:
    """Build the wheel and run it from a new environment."""
    setup([])
    with tempfile.TemporaryDirectory() as place:
        run("python", "-m", "build", "--wheel", "--outdir", place, ".")
        fresh = Path(place) / "environment"
        venv.create(fresh, with_pip=True)
        built = next(Path(place).glob("*.whl"))
        run("python", "-m", "pip", "install", "--quiet", str(built), environment=fresh)
        elsewhere = {"COMMIT_ROOT": str(ROOT), "COMMIT_CACHE_DIR": str(Path(place) / "cache")}
        run("commit", "status", "--lang", "vi", environment=fresh, **elsewhere)
        run("commit", "validate", environment=fresh, **elsewhere)


@recipe
def messages(_: list[str]) -> None:
    """Bring the message catalogues up to date with the code, and compile them."""
    setup([])
    run("python", "tests/locale/catalogue.py")


@recipe
def docs(_: list[str]) -> None:
    """Write the outputs and the picture in the documents anew."""
    setup([])
    run("python", "tests/docs/docs_refresh.py")
    run("python", "docs/picture.py")


@recipe
def bench(arguments: list[str]) -> None:
    """Measure against the floor; see bench/README.md."""
    setup([])
    run("python", "-m", "bench", *arguments)


@recipe
def check(_: list[str]) -> None:
    """All that must hold before a change lands, the tests excepted."""
    lint([])
    records([])
    wheel([])


@recipe
def clean(_: list[str]) -> None:
    """Remove what the chores made."""
    for made in (".venv", "build", "dist", ".mypy_cache", ".ruff_cache", ".pytest_cache", ".hypothesis"):
        shutil.rmtree(ROOT / made, ignore_errors=True)


def main(arguments: list[str]) -> int:
    """Run the chore named first, with the arguments that follow."""
    if not arguments or arguments[0] not in RECIPES:
        for name, function in RECIPES.items():
            print(f"{name:10} {function.__doc__}")
        return 0 if not arguments else 2
    RECIPES[arguments[0]](arguments[1:])
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
