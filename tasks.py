"""Every chore of this repository by name: `python tasks.py` lists them.

Needs Python and git alone: the first chore that needs more makes a virtual environment in .venv, from the
releases pinned in pins/ and no others.
"""

import shutil
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

from pins.environment import KEEPS_BYTECODE, ROOT, install_pins, make_environment, need, pip, run

RECIPES: dict[str, Callable[[list[str]], None]] = {}


def recipe(function: Callable[[list[str]], None]) -> Callable[[list[str]], None]:
    """Make a function a chore of its name."""
    RECIPES[function.__name__] = function
    return function


@recipe
def setup(_: list[str]) -> None:
    """Make .venv with the package and all that its tests need."""
    need("dev")


@recipe
def status(arguments: list[str]) -> None:
    """Show where the commitments of this register stand."""
    need()
    run("commit", "status", *arguments)


@recipe
def test(arguments: list[str]) -> None:
    """Run the tests; --laws many tries laws on many examples (options go to pytest)."""
    need("dev")
    run("python", "-m", "pytest", *arguments, **KEEPS_BYTECODE)


@recipe
def lint(_: list[str]) -> None:
    """Look for faults of style, of types and of structure."""
    need("dev")
    run("ruff", "check", ".")
    run("ruff", "format", "--check", ".")
    run("mypy")
    run("lint-imports")


@recipe
def records(_: list[str]) -> None:
    """Validate our own records and those of the example."""
    need()
    run("commit", "validate")
    run("commit", "validate", "--strict", "--root", "docs/example")


@recipe
def wheel(_: list[str]) -> None:
    """Build the wheel and run it from a new environment.

    The environment is new, and holds the program's pins alone, so that what the wheel fails to ship or to
    name shows: .venv sees this folder, and all that the tests need.
    """
    need()
    with tempfile.TemporaryDirectory() as place:
        pip("wheel", "--no-deps", "--no-build-isolation", "--wheel-dir", place, ".")
        fresh = Path(place) / "environment"
        make_environment(fresh)
        install_pins("program", environment=fresh)
        pip("install", "--no-deps", str(next(Path(place).glob("*.whl"))), environment=fresh)
        pip("check", environment=fresh)
        elsewhere = {"COMMIT_ROOT": str(ROOT), "COMMIT_CACHE_DIR": str(Path(place) / "cache")}
        run("commit", "status", "--lang", "vi", environment=fresh, **elsewhere)
        run("commit", "validate", environment=fresh, **elsewhere)


@recipe
def messages(_: list[str]) -> None:
    """Bring the message catalogues up to date with the code, and compile them."""
    need("dev")
    run("python", "tests/locale/catalogue.py")


@recipe
def docs(_: list[str]) -> None:
    """Write the outputs and the picture in the documents anew."""
    need("dev")
    run("python", "tests/docs/docs_refresh.py")
    run("python", "docs/picture.py")


@recipe
def bench(arguments: list[str]) -> None:
    """Measure beside bare floors and other tools, and write the pages; see bench/README.md."""
    need()
    run("python", "-m", "bench", *arguments)


@recipe
def pins(arguments: list[str]) -> None:
    """Pin what pyproject.toml asks for; --upgrade takes the newest (options go to uv)."""
    from pins.releases import pin

    pin(arguments)


@recipe
def newest(arguments: list[str]) -> None:
    """Run the tests with the newest releases that pyproject.toml allows; --python, --unbounded."""
    from pins.releases import run_tests_with

    run_tests_with("newest", arguments)


@recipe
def lowest(arguments: list[str]) -> None:
    """Run the tests with the lowest releases that pyproject.toml allows; --python."""
    from pins.releases import run_tests_with

    run_tests_with("lowest", arguments)


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
            print(f"{name:10} {(function.__doc__ or '').splitlines()[0]}")
        return 0 if not arguments else 2
    RECIPES[arguments[0]](arguments[1:])
    return 0


if __name__ == "__main__":
    try:
        sys.exit(main(sys.argv[1:]))
    except KeyboardInterrupt:
        sys.exit(130)
