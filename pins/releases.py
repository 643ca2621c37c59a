"""Resolves the ranges of pyproject.toml: to the pins of our own runs, and to the newest and lowest releases.

Must not install anything into .venv but uv, which resolves.
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
SHIPPED_PINS = ROOT / "commitments" / "templates" / "register" / "pins.txt"
"""The copy that `commit init` gives to the CI of a register."""


def read_pyproject() -> dict[str, Any]:
    """The tables of pyproject.toml."""
    return tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))


def oldest_python() -> str:
    """The oldest Python that pyproject.toml allows, such as 3.11."""
    return str(read_pyproject()["project"]["requires-python"]).removeprefix(">=")


def requirements(level: str) -> list[str]:
    """The requirements of a level in pyproject.toml, as ranges; the program's include the build backend."""
    pyproject = read_pyproject()
    project = pyproject["project"]
    if level == "program":
        return [*project["dependencies"], *pyproject["build-system"]["requires"]]
    return list(project["optional-dependencies"][level])


def compile_pins(ranges: list[str], output: Path, *options: str) -> None:
    """Resolve ranges to exact releases with hashes, for every system and every Python allowed."""
    source = output.with_suffix(".in")
    source.write_text("\n".join(ranges), encoding="utf-8")
    run(
        *("uv", "pip", "compile", "--quiet", "--universal", "--python-version", oldest_python()),
        *("--generate-hashes", "--only-binary", ":all:", "--no-annotate", "--no-header", "--no-config"),
        *(*options, "--output-file", str(output), str(source)),
    )


def pin(arguments: list[str]) -> None:
    """Pin what pyproject.toml asks for; --upgrade takes the newest (all options go to uv).

    All levels are resolved together first, so that no two files name two releases of one package.
    """
    need("uv")
    with tempfile.TemporaryDirectory() as folder:
        resolution = Path(folder) / "resolution.txt"
        resolution.write_text(
            "".join(path.read_text("utf-8") for path in sorted(PINS.glob("*.txt"))), "utf-8"
        )
        compile_pins([line for level in LEVELS for line in requirements(level)], resolution, *arguments)
        for level in LEVELS:
            pinned = Path(folder) / f"{level}.txt"
            compile_pins(requirements(level), pinned, "--constraints", str(resolution))
            (PINS / pinned.name).write_text(HEADER + pinned.read_text("utf-8"), "utf-8", newline="\n")
    SHIPPED_PINS.write_bytes((PINS / "program.txt").read_bytes())


def without_upper_bounds(requirement: str) -> str:
    """A requirement without its upper bounds, so that any later release meets it."""
    ranges, separator, marker = requirement.partition(";")
    lifted = re.sub(r"<=?[^,]*,?", "", ranges.replace("~=", ">=")).rstrip(", ")
    return lifted + separator + marker


def run_tests_with(name: str, arguments: list[str]) -> None:
    """Run the tests in an environment of its own, with the newest or the lowest releases allowed."""
    parser = argparse.ArgumentParser(prog=f"tasks.py {name}", allow_abbrev=False)
    parser.add_argument("--python", default=sys.executable, help="the Python to run the tests with")
    parser.add_argument("--unbounded", action="store_true", help="lift the upper bounds of pyproject.toml")
    options, pytest_arguments = parser.parse_known_args(arguments)
    need("uv")
    environment = ROOT / "build" / name
    run(
        *("uv", "venv", "--quiet", "--clear", "--no-python-downloads"),
        *("--python", options.python, str(environment)),
    )
    bounds = environment / "bounds.txt"
    install = ["uv", "pip", "install", "--quiet", "--python", str(environment)]
    if name == "lowest":
        install_options = ["--constraints", str(bounds)]
        # The lowest releases of the tests' own tools say nothing about the program, so they are not bound.
        run(
            *("uv", "pip", "compile", "--quiet", "--resolution", "lowest-direct", "--only-binary", ":all:"),
            *("--python", str(environment), "--output-file", str(bounds), "pyproject.toml"),
        )
    else:
        lines = map(without_upper_bounds, requirements("program")) if options.unbounded else ()
        bounds.write_text("\n".join(lines), encoding="utf-8")
        install_options = ["--overrides", str(bounds)]
    run(*install, *install_options, "--requirement", "pyproject.toml", "--extra", "dev")
    run(*install, "--no-deps", "--editable", ".")
    run("python", "-m", "pytest", *pytest_arguments, environment=environment, **KEEPS_BYTECODE)
