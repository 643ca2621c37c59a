"""Installs other tools in environments of their own, once. Needs no rights and guesses nothing.

What a package client says when it fails goes to standard error alone: it may name machines.
"""

import json
import os
import re
import shutil
import subprocess
import sys
import venv
from collections.abc import Callable, Mapping
from dataclasses import asdict
from pathlib import Path

from bench.peer import Absent, Installed
from bench.tables import Peer

Tell = Callable[[str], None]

_READY = "ready.json"
_VERSION = re.compile(r"\b[0-9]+(?:\.[0-9]+)+\b")
_PATIENCE = 900
"""Seconds after which a package client is given up."""
_OF_PACKAGE = "import importlib.metadata as m, sys; print(m.version(sys.argv[1]))"


class CannotInstallError(Exception):
    """The reason is the message."""


def installed(peer: Peer, folder: Path, tell: Tell) -> Installed | Absent:
    """The tool in that folder, installed where it is not yet; one that is absent is tried again next time."""
    ready = folder / _READY
    if ready.is_file():
        tool = Installed(**json.loads(ready.read_text(encoding="utf-8")))
        if Path(tool.program).exists():
            return tool
    try:
        tool = _install(peer, folder, tell)
    except CannotInstallError as error:
        return Absent(str(error))
    folder.mkdir(parents=True, exist_ok=True)
    ready.write_text(json.dumps(asdict(tool)), encoding="utf-8")
    return tool


def _install(peer: Peer, folder: Path, tell: Tell) -> Installed:
    if peer.debian and (program := shutil.which(peer.program)):
        return Installed(program, _version(program, {}))
    tell(f"installing {peer.name}")
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    if peer.pip:
        return _by_pip(peer.pip, peer.program, folder)
    if peer.npm:
        return _by_npm(peer.npm, peer.program, folder)
    return _by_apt(peer.debian, peer.program, folder)


def _by_pip(package: str, program: str, folder: Path) -> Installed:
    venv.create(folder, with_pip=True)
    scripts = folder / "bin"
    python = str(scripts / "python")
    _client(python, "-m", "pip", "install", "--quiet", "--disable-pip-version-check", package)
    return Installed(_program(scripts, program), _output(python, "-c", _OF_PACKAGE, package))


def _by_npm(package: str, program: str, folder: Path) -> Installed:
    _client("npm", "install", "--no-audit", "--no-fund", "--prefix", str(folder), package)
    modules = folder / "node_modules"
    about = json.loads((modules / package / "package.json").read_text(encoding="utf-8"))
    return Installed(_program(modules / ".bin", program), str(about["version"]))


def _by_apt(package: str, program: str, folder: Path) -> Installed:
    _client("apt-get", "download", package, cwd=folder)
    for archive in folder.glob("*.deb"):
        _client("dpkg", "-x", str(archive), str(folder))
    libraries = sorted({str(path.parent) for path in folder.glob("usr/lib/**/*.so.*")})
    env = {"LD_LIBRARY_PATH": ":".join(libraries)} if libraries else {}
    path = _program(folder / "usr" / "bin", program)
    return Installed(path, _version(path, env), env)


def _program(folder: Path, name: str) -> str:
    program = shutil.which(name, path=str(folder))
    if program is None:
        raise CannotInstallError(f"its package brings no program {name} for this machine")
    return program


def _version(program: str, env: Mapping[str, str]) -> str:
    match = _VERSION.search(_output(program, "--version", **env))
    if match is None:
        raise CannotInstallError(f"{Path(program).name} tells no version")
    return match[0]


def _client(*argv: str, cwd: Path | None = None) -> None:
    name = Path(argv[0]).name
    program = shutil.which(argv[0])
    if program is None:
        raise CannotInstallError(f"{name} is not installed")
    try:
        done = subprocess.run(
            (program, *argv[1:]),
            cwd=cwd,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            timeout=_PATIENCE,
        )
    except (OSError, subprocess.TimeoutExpired) as error:
        raise CannotInstallError(f"{name} could not install it here") from error
    if done.returncode:
        sys.stderr.write(done.stderr)
        raise CannotInstallError(f"{name} could not install it here")


def _output(*argv: str, **env: str) -> str:
    done = subprocess.run(
        argv, env={**os.environ, **env}, stdin=subprocess.DEVNULL, capture_output=True, text=True
    )
    if done.returncode:
        raise CannotInstallError(f"{Path(argv[0]).name} does not run on this machine")
    return done.stdout.strip()
