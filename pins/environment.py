"""Makes .venv from the releases pinned beside this file, and runs programs in it.

Must not need anything but Python: it runs before anything is installed.
"""

import hashlib
import os
import subprocess
import sys
import venv
from pathlib import Path

if sys.version_info < (3, 11):  # noqa: UP036 - an older Python gets its message here
    sys.stderr.write("This needs Python 3.11 or newer; this one is %s.\n" % sys.version.split()[0])  # noqa: UP031
    sys.exit(2)

ROOT = Path(__file__).resolve().parents[1]
VENV = ROOT / ".venv"
PINS = ROOT / "pins"
LEVELS = {
    "program": "the program needs",
    "dev": "the tests need",
    "data": "an export as Parquet needs",
    "docx": "a brief as DOCX needs",
    "release": "checking a release needs",
    "uv": "pinning needs",
    "workflows": "checking the workflows needs",
    "browser": "trying the page in a browser needs",
}

KEEPS_BYTECODE = {"PYTHONDONTWRITEBYTECODE": ""}
"""For the tests: each of the hundreds of processes that they start would compile the program again."""


def scripts(environment: Path) -> Path:
    """The folder with the programs of a virtual environment."""
    return environment / ("Scripts" if os.name == "nt" else "bin")


def run(program: str, *arguments: str, environment: Path = VENV, **extra: str) -> None:
    """Run a program of a virtual environment from the root of the repository; exit where it fails.

    `extra` are variables for its environment.
    """
    command = [str(scripts(environment) / program), *arguments]
    print("$", program, *arguments, flush=True)
    result = subprocess.run(command, cwd=ROOT, env={**os.environ, **extra}, check=False)
    if result.returncode:
        sys.exit(result.returncode)


def make_environment(environment: Path) -> None:
    """Make an empty virtual environment with the pip that comes with this Python; exit where that fails."""
    try:
        venv.create(environment, with_pip=True, clear=True)
    except subprocess.CalledProcessError:
        print(
            "This Python cannot make a virtual environment with pip in it; on Debian and Ubuntu, install"
            " the package python3-venv first.",
            file=sys.stderr,
        )
        sys.exit(2)


def pip(*arguments: str, environment: Path = VENV) -> None:
    """Run pip and show its output only where it fails, since its notices look like faults; exit then."""
    result = subprocess.run(
        [str(scripts(environment) / "python"), "-m", "pip", *arguments],
        cwd=ROOT,
        env={**os.environ, "PIP_DISABLE_PIP_VERSION_CHECK": "1", "PIP_NO_INPUT": "1", "PIP_USER": "0"},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
        errors="replace",
        check=False,
    )
    if result.returncode:
        print(result.stdout, file=sys.stderr)
        print("pip failed, and what it says stands above:", "pip", *arguments, file=sys.stderr)
        sys.exit(result.returncode)


def install_pins(level: str, environment: Path = VENV) -> None:
    """Install exactly the releases that a file of pins/ names, by their hashes.

    Nothing is built from source, which would fetch releases that no file pins.
    """
    pip(
        "install",
        "--require-hashes",
        "--only-binary=:all:",
        "--requirement",
        str(PINS / f"{level}.txt"),
        environment=environment,
    )


def environment_key() -> str:
    """A hash of what .venv is made from: this Python, this folder, pyproject.toml and the pins."""
    key = hashlib.sha256(repr((sys.version, sys.base_prefix, str(ROOT))).encode())
    for path in [ROOT / "pyproject.toml", *sorted(PINS.glob("*.txt"))]:
        key.update(path.read_bytes())
    return key.hexdigest()


def need(*levels: str) -> None:
    """Install the program and the pins of some levels into .venv, except those that are there already."""
    stamp, key = VENV / "made-for", environment_key()
    lines = stamp.read_text().split() if stamp.is_file() else []
    installed = lines[1:] if lines[:1] == [key] else []
    for level in ("program", *levels):
        if level in installed:
            continue
        print(f"Installing what {LEVELS[level]} into .venv …", file=sys.stderr, flush=True)
        if not installed:
            make_environment(VENV)
        install_pins(level)
        if level == "program":
            pip("install", "--no-deps", "--no-build-isolation", "--editable", ".")
        installed.append(level)
        stamp.write_text("\n".join([key, *installed]))
