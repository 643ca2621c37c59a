"""Resolves the ranges of pyproject.toml: to the pins of our own runs, and to the newest and lowest releases.

It must not install anything into .venv but uv, which resolves.
"""

import argparse
import re
import sys
import tempfile
import tomllib
from pathlib import Path
from typing import Any

from pins.environment import KEEPS_BYTECODE, LEVELS, PINS, ROOT, need, run

HEADER = "# Written by `python3 tasks.py pins` from pyproject.toml. Not to be edited by hand.\n"


def read_pyproject() -> dict[str, Any]:
    """pyproject.toml as it stands."""
    return tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))


def oldest_python() -> str:
    """The oldest Python that pyproject.toml allows, such as 3.11."""
    return str(read_pyproject()["project"]["requires-python"]).removeprefix(">=")


def requirements(level: str) -> list[str]:
    """What pyproject.toml asks of a level, as ranges; the build backend is part of the program's."""
    whole = read_pyproject()
    project = whole["project"]
    if level == "program":
        return [*project["dependencies"], *whole["build-system"]["requires"]]
    return list(project["optional-dependencies"][level])


def compile_pins(wanted: list[str], output: Path, *options: str) -> None:
    """Resolve ranges to exact releases with hashes, for every system and every Python allowed."""
    ranges = output.with_suffix(".in")
    ranges.write_text("\n".join(wanted), encoding="utf-8")
    run(
        *("uv", "pip", "compile", "--quiet", "--universal", "--python-version", oldest_python()),
        *("--generate-hashes", "--only-binary", ":all:", "--no-annotate", "--no-header", "--no-config"),
        *(*options, "--output-file", str(output), str(ranges)),
    )


def pin(arguments: list[str]) -> None:
    """Pin what pyproject.toml asks for; --upgrade takes the newest (all options go to uv).

    All levels are resolved together first, so that no two files name two releases of one package.
    """
    need("uv")
    with tempfile.TemporaryDirectory() as place:
        whole = Path(place) / "whole.txt"
        whole.write_text("".join(path.read_text("utf-8") for path in sorted(PINS.glob("*.txt"))), "utf-8")
        compile_pins([line for level in LEVELS for line in requirements(level)], whole, *arguments)
        for level in LEVELS:
            pinned = Path(place) / f"{level}.txt"
            compile_pins(requirements(level), pinned, "--constraints", str(whole))
            (PINS / pinned.name).write_text(HEADER + pinned.read_text("utf-8"), "utf-8", newline="\n")


def without_upper_bounds(requirement: str) -> str:
    """A requirement that any later release meets too."""
    names, mark, marker = requirement.partition(";")
    lifted = re.sub(r"<=?[^,]*,?", "", names.replace("~=", ">=")).rstrip(", ")
    return lifted + mark + marker


def run_tests_with(name: str, arguments: list[str]) -> None:
    """Run the tests in an environment of its own, with the newest or the lowest releases allowed."""
    parser = argparse.ArgumentParser(prog=f"tasks.py {name}", allow_abbrev=False)
    parser.add_argument("--python", default=sys.executable, help="the Python to run the tests with")
    parser.add_argument("--unbounded", action="store_true", help="lift the upper bounds of pyproject.toml")
    options, rest = parser.parse_known_args(arguments)
    need("uv")
    place = ROOT / "build" / name
    run("uv", "venv", "--quiet", "--clear", "--no-python-downloads", "--python", options.python, str(place))
    bounds = place / "bounds.txt"
    install = ["uv", "pip", "install", "--quiet", "--python", str(place)]
    if name == "lowest":
        install_options = ["--constraints", str(bounds)]
        # Only what the program runs with: the lowest of the tests' own tools says nothing about it.
        run(
            *("uv", "pip", "compile", "--quiet", "--resolution", "lowest-direct", "--only-binary", ":all:"),
            *("--python", str(place), "--output-file", str(bounds), "pyproject.toml"),
        )
    else:
        lines = map(without_upper_bounds, requirements("program")) if options.unbounded else ()
        bounds.write_text("\n".join(lines), encoding="utf-8")
        install_options = ["--overrides", str(bounds)]
    run(*install, *install_options, "--requirement", "pyproject.toml", "--extra", "dev")
    run(*install, "--no-deps", "--editable", ".")
    run("python", "-m", "pytest", *rest, environment=place, **KEEPS_BYTECODE)
