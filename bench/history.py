"""A git repository of so many commits, the same commit ids every time. Decides nothing that happens in it.

Also a command, `python -m bench.history DIR --commits 5000`: making 20,000 commits takes memory, and what
a process has once used would count as used by every command that it measures afterwards.
"""

import argparse
import os
import subprocess
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path

from bench.flat import flattened
from bench.story import FEWEST, Commit, Story

_MAIN, _SIDE = "refs/heads/main", "refs/heads/side"


def records_for(commits: int) -> int:
    """1,000 for 5,000 commits, 10,000 for 20,000."""
    return commits // (2 if commits >= 20_000 else 5)


def make(root: Path, records: int, commits: int) -> None:
    """Lay out a repository with so many commits on its main line in root, which must be absent or empty."""
    lay_out(root, Story(records, commits).told())


def lay_out(root: Path, commits: Iterable[Commit], repack: bool = True) -> None:
    """Lay out a repository of these commits, each told after its parents."""
    root.mkdir(parents=True, exist_ok=True)
    _git(root, "init", "--quiet", "--initial-branch=main", "--object-format=sha1", "--template=", ".")
    for key in ("core.autocrlf", "commit.gpgsign"):
        _git(root, "config", key, "false")
    _import(root, commits)
    _git(root, "update-ref", "-d", _SIDE)
    if repack:
        # Packed as a clone would be: what fast-import leaves is several times as large.
        _git(root, "repack", "-a", "-d", "-f", "--quiet")
    _git(root, "reset", "--quiet", "--hard")


def _import(root: Path, commits: Iterable[Commit]) -> None:
    command = ["git", "fast-import", "--quiet", "--done"]
    with subprocess.Popen(command, cwd=root, env=_environment(), stdin=subprocess.PIPE) as process:
        assert process.stdin is not None
        for piece in _stream(commits):
            process.stdin.write(piece)
    if process.returncode:
        raise subprocess.CalledProcessError(process.returncode, command)


def _git(root: Path, *words: str) -> None:
    subprocess.run(["git", *words], cwd=root, env=_environment(), check=True)


def _environment() -> dict[str, str]:
    # The settings of whoever runs this must not reach the commits.
    clean = {key: value for key, value in os.environ.items() if not key.startswith("GIT_")}
    return clean | {"GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_SYSTEM": os.devnull}


def _stream(commits: Iterable[Commit]) -> Iterator[bytes]:
    """The whole history in the words of `git fast-import`."""
    for commit in commits:
        yield from _commit(_SIDE if commit.aside else _MAIN, commit)
    yield b"done\n"


def _commit(branch: str, commit: Commit) -> Iterator[bytes]:
    yield f"commit {branch}\nmark :{commit.mark}\n".encode()
    yield f"author {commit.author} {commit.authored} +0700\n".encode()
    yield f"committer {commit.committer} {commit.committed} +0700\n".encode()
    yield _data(f"{commit.message}\n".encode())
    for word, parent in zip(("from", "merge"), commit.parents, strict=False):
        yield f"{word} :{parent}\n".encode()
    for path, content in commit.files.items():
        yield (
            f"D {path}\n".encode()
            if content is None
            else f"M 100644 inline {path}\n".encode() + _data(content)
        )
    yield b"\n"


def _data(content: bytes) -> bytes:
    return b"data %d\n%b\n" % (len(content), content)


def main(arguments: list[str]) -> None:
    parser = argparse.ArgumentParser(prog="python -m bench.history", description="Make a history.")
    parser.add_argument("dir", type=Path, help="a folder that is absent or empty")
    parser.add_argument("--commits", type=int, default=5_000, help="on the main line (5000)")
    parser.add_argument("--flat", action="store_true", help="all records in one folder")
    parser.add_argument("--records", type=int, help="how many (a fifth; from 20,000 commits on a half)")
    asked = parser.parse_args(arguments)
    if asked.commits < FEWEST:
        parser.error(f"a history has at least {FEWEST} commits")
    if asked.dir.exists() and any(asked.dir.iterdir()):
        parser.error(f"{asked.dir} is not empty")
    told = Story(asked.records or records_for(asked.commits), asked.commits).told()
    lay_out(asked.dir, flattened(told) if asked.flat else told)


if __name__ == "__main__":
    main(sys.argv[1:])
