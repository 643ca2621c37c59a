"""What lies in wait for whoever runs git: programs that must never run, and a git that tells how it is run.

It judges nothing itself; `ask_everything` puts every question that the product has to a repository.
"""

from __future__ import annotations

import os
import shlex
import shutil
from itertools import takewhile
from pathlib import Path
from typing import NamedTuple

from commitments.reading.git import checkout
from commitments.reading.git.repository import Repository


class Trap:
    """A program that leaves a mark where it is run."""

    def __init__(self, folder: Path) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        self.program = folder / "trap"
        self.mark = folder / "sprung"
        write_program(self.program, f"echo x >> {shlex.quote(str(self.mark))}\nexit 1")

    @property
    def sprung(self) -> bool:
        return self.mark.exists()


class Call(NamedTuple):
    """How git was run once."""

    argv: list[str]
    environ: dict[str, str]

    @property
    def settings(self) -> list[str]:
        """What is set with -c."""
        return [value for option, value in zip(self.argv, self.argv[1:], strict=False) if option == "-c"]

    @property
    def name(self) -> str:
        """The command, behind all that is set for git as a whole."""
        return self.argv[len(self._whole) * 2]

    @property
    def bare(self) -> bool:
        """Whether the repository itself is named."""
        return "--git-dir" in self._whole

    @property
    def _whole(self) -> list[str]:
        return list(takewhile(lambda word: word in ("-c", "--git-dir"), self.argv[::2]))


class Witness:
    """A git that notes how it is run, and then is git; `path` is to be the PATH."""

    def __init__(self, folder: Path, before: str = "") -> None:
        self.folder = folder
        (folder / "calls").mkdir(parents=True)
        place = shlex.quote(str(folder / "calls"))
        note = 'for each in "$@"; do printf "%s\\n" "$each"; done'
        write = f"here={place}/$$\n{note} > $here\nenv > $here.env"
        write_program(folder / "git", f'{write}\n{before}\nexec {real_git()} "$@"')
        self.path = os.pathsep.join([str(folder), os.environ["PATH"]])

    @property
    def calls(self) -> list[Call]:
        """All runs so far, in no order."""
        files = [path for path in (self.folder / "calls").iterdir() if path.suffix != ".env"]
        return [Call(file.read_text().splitlines(), _environ(file.with_suffix(".env"))) for file in files]


def _environ(file: Path) -> dict[str, str]:
    pairs = (line.partition("=") for line in file.read_text().splitlines())
    return {name: value for name, _, value in pairs if name not in ("PWD", "OLDPWD", "SHLVL", "_")}


def real_git() -> str:
    """Where git is, to be named in a program."""
    found = shutil.which("git")
    assert found is not None
    return shlex.quote(found)


def write_program(place: Path, text: str) -> None:
    """A shell script."""
    place.write_text(f"#!/bin/sh\n{text}\n")
    place.chmod(0o755)


def ask_everything(repository: Repository) -> None:
    """Every question there is, about all that HEAD leads to."""
    assert repository.head is not None
    assert repository.resolve("HEAD") == repository.head
    assert repository.parted("HEAD", "HEAD") == (repository.head, repository.head, [repository.head])
    line = list(repository.main_line(repository.head))
    assert repository.commit(repository.head) == line[0]
    assert list(repository.every_commit(repository.head))
    assert repository.merge_bases(line[-1].id, repository.head) == [line[-1].id]
    pairs = [(commit.id, commit.parents[0] if commit.parents else None) for commit in line]
    touched = [touch for touches in repository.touched(pairs) for touch in touches]
    ids = sorted({id for touch in touched for id in (touch.old, touch.new) if id})
    assert all(sum(1 for _ in repository.tree(commit.id)) for commit in line)
    sizes = repository.sizes(ids)
    assert [len(data) for data in repository.blobs(ids)] == [sizes[id] for id in ids]
    assert list(repository.blobs_up_to(ids, 1 << 20)) == list(repository.blobs(ids))


def ask_of_working_tree(repository: Repository) -> tuple[dict[str, str], list[str]]:
    """Every question about a working tree: what is outside of it, and what git ignores in it."""
    return checkout.skipped_files(repository, "."), checkout.ignored_files(repository, ".")
