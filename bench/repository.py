"""Lays out git repositories as users have them: packed, checked out, and not touched for months.

Decides nothing that stands in them.
"""

import os
import subprocess
import time
from collections.abc import Iterable, Iterator
from pathlib import Path

from bench.workspace import Commit

_UNTOUCHED = 200 * 24 * 3600
"""Seconds since anybody touched a file."""
ALONE = {"GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_SYSTEM": os.devnull}
"""Nobody's settings: one that runs a program for each file would make every goal easy."""


def git(root: Path, *words: str) -> bytes:
    """What git answers; raises CalledProcessError where it fails."""
    return subprocess.run(
        ["git", *words], cwd=root, env=_environment(), check=True, stdout=subprocess.PIPE
    ).stdout


def lay_out(root: Path, commits: Iterable[Commit], is_packed: bool = True) -> None:
    """Make a repository of these commits in a folder that is absent or empty.

    Of the branches, those stay that are no side branch.
    """
    root.mkdir(parents=True, exist_ok=True)
    git(root, "init", "--quiet", "--initial-branch=main", "--object-format=sha1", "--template=", ".")
    for key in ("core.autocrlf", "commit.gpgsign"):
        git(root, "config", key, "false")
    _import(root, commits)
    git(root, "update-ref", "-d", "refs/heads/side")
    if is_packed:
        # As a clone is: what fast-import leaves is several times as large.
        git(root, "repack", "-a", "-d", "-f", "--quiet")
    git(root, "reset", "--quiet", "--hard")
    _set_back(root)


def _set_back(root: Path) -> None:
    """Let every file look as if nobody had touched it for months, to git too."""
    then = time.time() - _UNTOUCHED
    for folder, names, files in os.walk(root):
        if ".git" in names:
            names.remove(".git")
        for name in (*files, "."):
            os.utime(os.path.join(folder, name), (then, then))
    git(root, "update-index", "-q", "--refresh")


def _import(root: Path, commits: Iterable[Commit]) -> None:
    command = ["git", "fast-import", "--quiet", "--done"]
    with subprocess.Popen(command, cwd=root, env=_environment(), stdin=subprocess.PIPE) as process:
        assert process.stdin is not None
        for commit in commits:
            process.stdin.writelines(_stream(commit))
        process.stdin.write(b"done\n")
    if process.returncode:
        raise subprocess.CalledProcessError(process.returncode, command)


def _stream(commit: Commit) -> Iterator[bytes]:
    yield f"commit refs/heads/{commit.branch}\nmark :{commit.mark}\n".encode()
    yield f"committer {commit.author} {int(commit.time.timestamp())} +0700\n".encode()
    yield _data(f"{commit.message}\n".encode())
    for word, parent in zip(("from", "merge"), commit.parents, strict=False):
        yield f"{word} :{parent}\n".encode()
    for path, content in commit.files.items():
        line = f"D {path}\n" if content is None else f"M 100644 inline {path}\n"
        yield line.encode() + (b"" if content is None else _data(content))
    yield b"\n"


def _data(content: bytes) -> bytes:
    return b"data %d\n%b\n" % (len(content), content)


def _environment() -> dict[str, str]:
    # The settings of whoever runs this must not reach the commits.
    return {key: value for key, value in os.environ.items() if not key.startswith("GIT_")} | ALONE
