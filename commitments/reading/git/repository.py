"""Asks git for the commits of a repository, what they touched, and their files. Judges no record.

A revision is resolved once; every other question names objects by id.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import IO, NamedTuple

from commitments.model.revision import Revision
from commitments.reading.git.commit_objects import parse_revision
from commitments.reading.git.git_output import (
    Blob,
    Touch,
    parse_object_header,
    read_object,
    read_touches,
    read_tree,
)
from commitments.reading.git.plumbing import (
    ROOM_TO_ASK,
    SORTING,
    Plumbing,
    damaged_repository_error,
    object_id_file,
    question_pipe,
)

__all__ = ["Blob", "Parted", "Repository", "Touch"]

_ID = re.compile(r"[0-9a-f]{40}(?:[0-9a-f]{24})?")
_PARTED = re.compile(rb"(?:[0-9a-f]{40,64}\n){2}(?:\^[0-9a-f]{40,64}\n)*")
_MOST_IN_NAME = 4096
"""Characters of the longest name of a revision that is handed to git."""
_FEW = ROOM_TO_ASK // len(f"contents {'0' * 64}\n")
"""Objects that fit into one question before git has answered anything."""
_MOST_OF_COMMIT = 1 << 16
"""Bytes of a commit object that are read; the end of a longer message is of no use."""


class Parted(NamedTuple):
    """Two commits, and where they parted."""

    base: str
    head: str
    forks: Sequence[str]
    """All their best common ancestors."""


@dataclass(frozen=True)
class Repository(Plumbing):
    """One repository; git is run in the folder of a workspace inside it."""

    shallow: bool = False
    object_format: str = "sha1"
    prefix: str = ""
    """The path from the top of the repository to the workspace, with a slash at its end; may be empty."""
    git_dir: str = ""
    """The folder of this working tree alone, which holds for example the lock of its index."""
    common: str = ""
    """The folder that all worktrees of the repository share."""
    head: str | None = None
    """The commit of HEAD; None where there is none yet."""

    def resolve(self, name: str) -> str | None:
        """The id of the commit that a name stands for; None where it names no commit."""
        if not _can_be_asked(name):
            return None
        arguments = ("rev-parse", "--verify", "--quiet", "--end-of-options", f"{name}^{{commit}}")
        id = self.answer(*arguments).stdout.decode("ascii", "replace").strip()
        return id if _ID.fullmatch(id) else None

    def parted(self, base: str, head: str) -> Parted | None:
        """The commits of two names, and where they parted; None where one question cannot tell."""
        names = (base, head)
        if not all(map(_can_be_asked, names)) or any(".." in name for name in names):
            return None
        revisions = "...".join(f"{name}^{{commit}}" for name in names)
        process = self.answer("rev-parse", "--revs-only", "--quiet", "--end-of-options", revisions)
        match = _PARTED.fullmatch(process.stdout)
        if process.returncode or match is None:
            return None
        after, before, *forks = match[0].decode("ascii").replace("^", "").split()  # the right side first
        return Parted(before, after, forks) if forks else None  # no forks also where a commit cannot be read

    def merge_bases(self, one: str, other: str) -> list[str]:
        """All best common ancestors of two commits: several where each side was merged into the other.

        Raises HistoryError where a commit cannot be read.
        """
        process = self.answer("merge-base", "--all", *_checked_ids(one, other))
        if process.returncode not in (0, 1) or b"error: " in process.stderr:
            # git complains of a commit that it cannot read, and goes on without it
            raise damaged_repository_error()
        return process.stdout.decode("ascii", "replace").split()

    def is_published(self, commit: str) -> bool:
        """Whether a branch of a remote, as this clone knows it, holds a commit; raises HistoryError where
        git cannot tell.
        """
        process = self.answer("rev-list", "--max-count=1", *_checked_ids(commit), "--not", "--remotes")
        if process.returncode:
            raise damaged_repository_error(commit)
        return not process.stdout.strip()

    def commit(self, id: str) -> Revision:
        """One commit; raises HistoryError where git does not hold it."""
        question = "".join(f"{object_id}\n" for object_id in _checked_ids(id))
        with object_id_file(question) as stdin, self.started("cat-file", "--batch", stdin=stdin) as running:
            _, size = parse_object_header(running.out.readline())
            data = read_object(running.out, size, _MOST_OF_COMMIT)
            running.finish()
        return parse_revision(id, data)

    def main_line(self, tip: str, *excluded: str) -> Iterator[Revision]:
        """The first-parent chain from `tip` back, newest first, without what `excluded` can reach.

        git stops when the caller stops taking commits. The last commit of a shallow clone keeps its parents.
        """
        return self._commits("--first-parent", tip, *excluded, patience=SORTING if excluded else None)

    def every_commit(self, tip: str, *excluded: str) -> Iterator[Revision]:
        """All commits that `tip` can reach and `excluded` cannot, children before their parents."""
        return self._commits("--topo-order", tip, *excluded, patience=SORTING)

    def _commits(self, order: str, tip: str, *excluded: str, patience: float | None) -> Iterator[Revision]:
        arguments = (order, *_checked_ids(tip), *(f"^{commit_id}" for commit_id in _checked_ids(*excluded)))
        with (
            self.started("rev-list", *arguments) as rev_list,
            self.started(
                "cat-file", "--batch", "--buffer", stdin=rev_list.pipe, patience=patience
            ) as cat_file,
        ):
            rev_list.pipe.close()  # so that rev-list stops where cat-file does
            while line := cat_file.out.readline():
                id, size = parse_object_header(line)
                yield parse_revision(id, read_object(cat_file.out, size, _MOST_OF_COMMIT))
            cat_file.finish()
            rev_list.finish()

    def touched(self, pairs: Iterable[tuple[str, str | None]], folder: bytes = b"") -> Iterator[list[Touch]]:
        """Yields what differs between the two commits of each pair, new and old, in the order of `pairs`.

        A new commit without parents is compared with nothing where its old one is None. With the name of a
        `folder`, only paths in some folder of that name are kept.
        """
        questions = [(new, f"{new} {old}\n" if old else f"{new}\n") for new, old in pairs]
        if not questions:
            return
        options = ("--stdin", "--root", "--always", "--raw", "-r", "-z", "--no-renames", "--no-abbrev")
        with (
            object_id_file("".join(line for _, line in questions)) as stdin,
            self.started("diff-tree", *options, stdin=stdin) as diff,
        ):
            yield from read_touches(diff.out, [new for new, _ in questions], folder)
            diff.finish()

    def tag_and_branch(self, name: str) -> list[str]:
        """The full names of a tag and of a branch with one name; empty where only one of them is there."""
        kinds = ("heads", "remotes") if "/" in name else ("heads",)
        for kind in kinds if _can_be_asked(name) else ():
            full_names = [
                f"refs/tags/{name}",
                f"refs/{kind}/{name}",
            ]  # git stops at the first that is not there
            answer = self.answer("rev-parse", "--revs-only", "--quiet", "--end-of-options", *full_names)
            count = len(answer.stdout.split())
            if count != 1:
                return full_names if count == 2 else []
        return []

    def has_remotes(self) -> bool:
        """Whether the repository knows another one, as far as its own settings tell."""
        try:
            return b"[remote " in Path(self.common, "config").read_bytes()
        except OSError:
            return True

    def keeps_modes(self, old: str, new: str) -> bool:
        """Whether every path that differs between two commits keeps its mode."""
        options = ("--raw", "-r", "-z", "--no-renames", "--no-abbrev")
        with self.started("diff-tree", *options, old, new) as running:
            tokens = running.out.read().split(b"\0")
            running.finish()
        modes = (token[1:].split()[:2] for token in tokens if token.startswith(b":"))
        return all(mode == earlier for mode, earlier in modes)

    def sizes(self, ids: Sequence[str]) -> dict[str, int]:
        """The size in bytes of each object; raises HistoryError where one is not in the repository."""
        if not ids:
            return {}
        with (
            object_id_file("\n".join([*ids, ""])) as stdin,
            self.started("cat-file", "--batch-check", "--buffer", stdin=stdin) as running,
        ):
            sizes = dict(map(parse_object_header, running.out))
            running.finish()
        return sizes

    def blobs(self, ids: Sequence[str]) -> Iterator[bytes]:
        """Yields the bytes of each object, in the order of `ids`; the caller has checked their sizes."""
        if not ids:
            return
        with (
            object_id_file("\n".join([*ids, ""])) as stdin,
            self.started("cat-file", "--batch", "--buffer", stdin=stdin) as running,
        ):
            for _ in ids:
                _, size = parse_object_header(running.out.readline())
                yield read_object(running.out, size, size)
            running.finish()

    def blobs_up_to(self, ids: Sequence[str], most: int) -> Iterator[bytes | None]:
        """Yields the bytes of each object, in the order of `ids`; None for one larger than `most`."""
        if len(ids) <= _FEW:
            yield from self._read_few(ids, most)
            return
        sizes = self.sizes(ids)
        blobs = self.blobs([id for id in ids if sizes[id] <= most])
        for id in ids:
            yield next(blobs) if sizes[id] <= most else None

    def _read_few(self, ids: Sequence[str], most: int) -> Iterator[bytes | None]:
        """Does the work of `blobs_up_to` with one process, which is asked for the sizes first."""
        if not ids:
            return
        _checked_ids(*ids)
        with (
            question_pipe() as (stdin, pipe),
            self.started("cat-file", "--batch-command", stdin=stdin) as running,
        ):
            stdin.close()  # so that writing fails where git has ended
            _write_questions(pipe, "info", ids)
            sizes = [parse_object_header(running.out.readline())[1] for _ in ids]
            # not before git has given all sizes: else each would wait for the other
            _write_questions(
                pipe, "contents", [id for id, size in zip(ids, sizes, strict=True) if size <= most]
            )
            pipe.close()
            for size in sizes:
                if size <= most:
                    parse_object_header(running.out.readline())
                yield read_object(running.out, size, size) if size <= most else None
            running.finish()

    def tree(self, commit: str, *paths: str, sizes: bool = True) -> Iterator[Blob]:
        """Yields what a commit holds at or below some paths from the top of the repository.

        Without `sizes`, which git must look up one by one, each size is 0.
        """
        size_option = ("-l",) if sizes else ()
        arguments = ("ls-tree", "-r", *size_option, "-z", "--full-tree", "--", *_checked_ids(commit), *paths)
        with self.started(*arguments) as running:
            yield from read_tree(running.out, commit)
            running.finish()


def _checked_ids(*names: str) -> tuple[str, ...]:
    for name in names:
        if not _ID.fullmatch(name):
            raise ValueError(f"{name!r} is not an object id")
    return names


def _write_questions(pipe: IO[bytes], question: str, ids: Sequence[str]) -> None:
    try:
        pipe.write("".join(f"{question} {id}\n" for id in ids).encode("ascii"))
    except OSError as error:
        raise damaged_repository_error() from error


def _can_be_asked(name: str) -> bool:
    """Whether a name can be handed to git: not empty, not too long, encodable, without a zero byte."""
    if not name or len(name) > _MOST_IN_NAME or "\0" in name:
        return False
    try:
        os.fsencode(name)
    except UnicodeEncodeError:
        return False
    return True
