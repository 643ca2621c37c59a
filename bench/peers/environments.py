"""Other tools in environments of their own, made once and used again. Needs no rights and guesses nothing.

What a package client says when it fails is told on standard error only: it may name machines.
"""

import json
import os
import re
import shutil
import subprocess
import sys
import venv
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

Tell = Callable[[str], None]

_READY = "ready.json"
_VERSION = re.compile(r"\b[0-9]+(?:\.[0-9]+)+\b")
_INSTALLING = 900
"""Seconds after which a package client is given up."""


@dataclass(frozen=True, slots=True)
class Pip:
    """A Python package, in a virtual environment of its own."""

    package: str
    program: str


@dataclass(frozen=True, slots=True)
class Npm:
    package: str
    program: str


@dataclass(frozen=True, slots=True)
class Installed:
    """A program of the system; where it is not on the path, unpacked from its Debian package."""

    program: str
    debian: str = ""


Source = Pip | Npm | Installed


@dataclass(frozen=True, slots=True)
class Had:
    """A tool that can be run."""

    program: str
    version: str
    env: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Absent:
    """Why a tool could not be had, in words that may stand on a page."""

    reason: str


class CannotBeHadError(Exception):
    """The reason is the message."""


def obtained(source: Source, folder: Path, tell: Tell) -> Had | Absent:
    """The tool in that folder, got there if it is not yet; what could not be had is tried again next time."""
    ready = folder / _READY
    if ready.is_file():
        kept = json.loads(ready.read_text(encoding="utf-8"))
        if Path(kept["program"]).exists():
            return Had(**kept)
    try:
        had = _got(source, folder, tell)
    except CannotBeHadError as error:
        return Absent(str(error))
    folder.mkdir(parents=True, exist_ok=True)
    kept = {"program": had.program, "version": had.version, "env": dict(had.env)}
    ready.write_text(json.dumps(kept), encoding="utf-8")
    return had


def _got(source: Source, folder: Path, tell: Tell) -> Had:
    match source:
        case Pip():
            return _by_pip(source, folder, tell)
        case Npm():
            return _by_npm(source, folder, tell)
        case Installed():
            return _by_system(source, folder, tell)


def _by_pip(source: Pip, folder: Path, tell: Tell) -> Had:
    tell(f"making an environment for {source.package}")
    venv.create(folder, with_pip=True, clear=True)
    scripts = folder / ("Scripts" if os.name == "nt" else "bin")
    python = str(scripts / "python")
    _client("pip", python, "-m", "pip", "install", "--quiet", "--disable-pip-version-check", source.package)
    asked = "import importlib.metadata as m, sys; print(m.version(sys.argv[1]))"
    version = _told(python, "-c", asked, source.package)
    return Had(_program(scripts, source.program), version)


def _by_npm(source: Npm, folder: Path, tell: Tell) -> Had:
    npm = shutil.which("npm")
    if npm is None:
        raise CannotBeHadError("npm is not installed")
    tell(f"getting {source.package}")
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    _client("npm", npm, "install", "--no-audit", "--no-fund", "--prefix", str(folder), source.package)
    modules = folder / "node_modules"
    about = json.loads((modules / source.package / "package.json").read_text(encoding="utf-8"))
    return Had(_program(modules / ".bin", source.program), str(about["version"]))


def _by_system(source: Installed, folder: Path, tell: Tell) -> Had:
    if found := shutil.which(source.program):
        return Had(found, _version(found, {}))
    if not source.debian:
        raise CannotBeHadError(f"{source.program} is not installed")
    if shutil.which("apt-get") is None or shutil.which("dpkg") is None:
        raise CannotBeHadError(f"{source.program} is not installed, and this is no Debian to unpack it from")
    tell(f"unpacking {source.debian}")
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    _client("apt-get", "apt-get", "download", source.debian, cwd=folder)
    for package in folder.glob("*.deb"):
        _client("dpkg", "dpkg", "-x", str(package), str(folder))
    libraries = {str(path.parent) for path in folder.glob("usr/lib/**/*.so.*")}
    env = {"LD_LIBRARY_PATH": ":".join(sorted(libraries))} if libraries else {}
    program = _program(folder / "usr" / "bin", source.program)
    return Had(program, _version(program, env), env)


def _program(folder: Path, name: str) -> str:
    found = shutil.which(name, path=str(folder))
    if found is None:
        raise CannotBeHadError(f"its package brings no program {name} for this machine")
    return found


def _version(program: str, env: Mapping[str, str]) -> str:
    found = _VERSION.search(_told(program, "--version", **env))
    if found is None:
        raise CannotBeHadError(f"{Path(program).name} tells no version")
    return found[0]


def _client(name: str, *argv: str, cwd: Path | None = None) -> None:
    try:
        done = subprocess.run(
            argv, cwd=cwd, stdin=subprocess.DEVNULL, capture_output=True, text=True, timeout=_INSTALLING
        )
    except (OSError, subprocess.TimeoutExpired) as error:
        raise CannotBeHadError(f"{name} could not get it here") from error
    if done.returncode:
        sys.stderr.write(done.stderr)
        raise CannotBeHadError(f"{name} could not get it here")


def _told(*argv: str, **env: str) -> str:
    done = subprocess.run(
        argv, env={**os.environ, **env}, stdin=subprocess.DEVNULL, capture_output=True, text=True, timeout=60
    )
    if done.returncode:
        raise CannotBeHadError(f"{Path(argv[0]).name} does not run on this machine")
    return done.stdout.strip()
