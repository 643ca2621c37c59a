"""Makes .venv from the releases pinned beside this file, and runs programs in it.

It must not need anything but Python: it runs before anything is installed.
"""

import hashlib
import os
import subprocess
import sys
import venv
from pathlib import Path

if sys.version_info < (3, 11):  # noqa: UP036 - it is here that an older Python is told
    sys.stderr.write("This needs Python 3.11 or newer; this one is %s.\n" % sys.version.split()[0])  # noqa: UP031
    sys.exit(2)

ROOT = Path(__file__).resolve().parents[1]
VENV = ROOT / ".venv"
PINS = ROOT / "pins"
LEVELS = {
    "program": "the program needs",
    "dev": "the tests need",
    "uv": "pinning needs",
}

KEEPS_BYTECODE = {"PYTHONDONTWRITEBYTECODE": ""}
"""For the tests, which start hundreds of processes: each would compile the program anew."""


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


def make_environment(environment: Path) -> None:
    """Make an empty virtual environment with the pip that comes with this Python."""
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
    """Run pip, and show what it says only where it fails: its notices look like faults and are none."""
    done = subprocess.run(
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
    if done.returncode:
        print(done.stdout, file=sys.stderr)
        print("pip failed, and what it says stands above:", "pip", *arguments, file=sys.stderr)
        sys.exit(done.returncode)


def install_pins(level: str, environment: Path = VENV) -> None:
    """Install exactly the releases that a file of pins/ names, by their hashes.

    Nothing is built from source: that would fetch what no file pins.
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
    """What .venv is made from: this Python, this folder, pyproject.toml and the pins."""
    key = hashlib.sha256(repr((sys.version, sys.base_prefix, str(ROOT))).encode())
    for path in [ROOT / "pyproject.toml", *sorted(PINS.glob("*.txt"))]:
        key.update(path.read_bytes())
    return key.hexdigest()


def need(*levels: str) -> None:
    """Bring into .venv the program and what some levels pin; what is there already stays."""
    stamp, key = VENV / "made-for", environment_key()
    lines = stamp.read_text().split() if stamp.is_file() else []
    present = lines[1:] if lines[:1] == [key] else []
    for level in ("program", *levels):
        if level in present:
            continue
        print(f"Installing what {LEVELS[level]} into .venv …", file=sys.stderr, flush=True)
        if not present:
            make_environment(VENV)
        install_pins(level)
        if level == "program":
            pip("install", "--no-deps", "--no-build-isolation", "--editable", ".")
        present.append(level)
        stamp.write_text("\n".join([key, *present]))
