"""What a git repository holds: commits, what they touched, and files. Judges no record.

Revisions are looked up once; all else is asked by object id.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import IO, NamedTuple

from commitments.model.revision import Revision
from commitments.reading.commit_objects import revision
from commitments.reading.git_directory import git_folder
from commitments.reading.git_output import Blob, Touch, contents, entries, header, steps
from commitments.reading.git_refusals import elsewhere, refused
from commitments.reading.plumbing import ROOM_TO_ASK, SORTING, Plumbing, damaged, plumbing, questions, scratch

__all__ = ["Blob", "Parted", "Repository", "Touch", "open_repository"]

_ID = re.compile(r"[0-9a-f]{40}(?:[0-9a-f]{24})?")
_PARTED = re.compile(rb"(?:[0-9a-f]{40,64}\n){2}(?:\^[0-9a-f]{40,64}\n)*")
_NAME = 4096
"""Characters of a revision's name that git is asked about."""
_FEW = ROOM_TO_ASK // len(f"contents {'0' * 64}\n")
"""Objects that can be asked about at once while git is listened to."""
_COMMIT_READ = 1 << 16
"""Bytes of a commit object that are looked at; a message longer than this tells nothing more."""


class Parted(NamedTuple):
    """Two commits, and where they parted."""

    base: str
    head: str
    forks: Sequence[str]
    """All their best common ancestors."""


@dataclass(frozen=True)
class Repository(Plumbing):
    """One repository, asked from the folder of a workspace inside it."""

    shallow: bool = False
    object_format: str = "sha1"
    prefix: str = ""
    """The way from the top of the repository to the workspace, with a slash behind it where there is any."""
    git_dir: str = ""
    """The folder that holds what is of this working tree alone, such as the lock of its index."""
    common: str = ""
    """The folder that all worktrees of the repository share."""
    head: str | None = None
    """The commit of HEAD; None where there is none yet."""

    def resolve(self, name: str) -> str | None:
        """The id of the commit that a name stands for; None for a name that stands for none."""
        if not _can_be_said(name):
            return None
        asked = ("rev-parse", "--verify", "--quiet", "--end-of-options", f"{name}^{{commit}}")
        found = self.answer(*asked).stdout.decode("ascii", "replace").strip()
        return found if _ID.fullmatch(found) else None

    def parted(self, base: str, head: str) -> Parted | None:
        """The commits of two names, and where they parted; None where that cannot be asked at once."""
        names = (base, head)
        if not all(map(_can_be_said, names)) or any(".." in name for name in names):
            return None
        both = "...".join(f"{name}^{{commit}}" for name in names)
        found = self.answer("rev-parse", "--revs-only", "--quiet", "--end-of-options", both)
        told = _PARTED.fullmatch(found.stdout)
        if found.returncode or told is None:
            return None
        after, before, *forks = told[0].decode("ascii").replace("^", "").split()  # the right side first
        return Parted(before, after, forks) if forks else None  # none also where a commit cannot be read

    def merge_bases(self, one: str, other: str) -> list[str]:
        """All best common ancestors of two commits: several where each side was merged into the other."""
        found = self.answer("merge-base", "--all", *_ids(one, other))
        if found.returncode not in (0, 1) or b"error: " in found.stderr:
            raise damaged()  # where it cannot read a commit, it complains and goes on as if none stood there
        return found.stdout.decode("ascii", "replace").split()

    def commit(self, id: str) -> Revision:
        """One commit."""
        asked = "".join(f"{item}\n" for item in _ids(id))
        with scratch(asked) as stdin, self.started("cat-file", "--batch", stdin=stdin) as found:
            _, size = header(found.out.readline())
            data = contents(found.out, size, _COMMIT_READ)
            found.finish()
        return revision(id, data)

    def main_line(self, tip: str, *behind: str) -> Iterator[Revision]:
        """The first-parent chain from `tip` back, newest first, without what `behind` can reach.

        Stop taking from it, and git stops too. Of a shallow clone's last commit, the parents are told too.
        """
        return self._commits("--first-parent", tip, *behind, patience=SORTING if behind else None)

    def every_commit(self, tip: str, *behind: str) -> Iterator[Revision]:
        """All commits that `tip` can reach and `behind` cannot, children before their parents."""
        return self._commits("--topo-order", tip, *behind, patience=SORTING)

    def _commits(self, order: str, tip: str, *behind: str, patience: float | None) -> Iterator[Revision]:
        asked = (order, *_ids(tip), *(f"^{item}" for item in _ids(*behind)))
        with (
            self.started("rev-list", *asked) as names,
            self.started("cat-file", "--batch", "--buffer", stdin=names.pipe, patience=patience) as objects,
        ):
            names.pipe.close()  # so that the first stops where the second does
            while line := objects.out.readline():
                id, size = header(line)
                yield revision(id, contents(objects.out, size, _COMMIT_READ))
            objects.finish()
            names.finish()

    def touched(self, pairs: Iterable[tuple[str, str | None]], folder: bytes = b"") -> Iterator[list[Touch]]:
        """What differs between each commit and the one given with it, in the order given.

        With None, a commit without parents is compared with nothing. With the name of a `folder`, paths that
        lie in none of this name, wherever it is, are passed over.
        """
        asked = [(new, f"{new} {old}\n" if old else f"{new}\n") for new, old in pairs]
        if not asked:
            return
        options = ("--stdin", "--root", "--always", "--raw", "-r", "-z", "--no-renames", "--no-abbrev")
        with (
            scratch("".join(line for _, line in asked)) as stdin,
            self.started("diff-tree", *options, stdin=stdin) as diff,
        ):
            yield from steps(diff.out, [new for new, _ in asked], folder)
            diff.finish()

    def sizes(self, ids: Sequence[str]) -> dict[str, int]:
        """The size in bytes of each object; raises CommitmentsError where one is not here."""
        if not ids:
            return {}
        with (
            scratch("\n".join([*ids, ""])) as stdin,
            self.started("cat-file", "--batch-check", "--buffer", stdin=stdin) as found,
        ):
            sizes = dict(map(header, found.out))
            found.finish()
        return sizes

    def blobs(self, ids: Sequence[str]) -> Iterator[bytes]:
        """The bytes of each object, in the order given; the caller has looked at their sizes."""
        if not ids:
            return
        with (
            scratch("\n".join([*ids, ""])) as stdin,
            self.started("cat-file", "--batch", "--buffer", stdin=stdin) as found,
        ):
            for _ in ids:
                _, size = header(found.out.readline())
                yield contents(found.out, size, size)
            found.finish()

    def within(self, ids: Sequence[str], most: int) -> Iterator[bytes | None]:
        """The bytes of each object, in the order given; None for one that has more than `most`."""
        if len(ids) <= _FEW:
            yield from self._few(ids, most)
            return
        sizes = self.sizes(ids)
        blobs = self.blobs([id for id in ids if sizes[id] <= most])
        for id in ids:
            yield next(blobs) if sizes[id] <= most else None

    def _few(self, ids: Sequence[str], most: int) -> Iterator[bytes | None]:
        """The same from one process, which is asked for the sizes first."""
        if not ids:
            return
        _ids(*ids)
        with (
            questions() as (stdin, questioned),
            self.started("cat-file", "--batch-command", stdin=stdin) as found,
        ):
            stdin.close()  # so that it is noticed where git has ended
            _ask(questioned, "info", ids)
            sizes = [header(found.out.readline())[1] for _ in ids]
            # only now that git waits again: each would wait for the other if it still had sizes to tell
            _ask(questioned, "contents", [id for id, size in zip(ids, sizes, strict=True) if size <= most])
            questioned.close()
            for size in sizes:
                if size <= most:
                    header(found.out.readline())
                yield contents(found.out, size, size) if size <= most else None
            found.finish()

    def tree(self, commit: str, *below: str, sizes: bool = True) -> Iterator[Blob]:
        """What a commit holds at or below some paths from the top of the repository.

        Without `sizes`, which git must look up one by one, they are told as 0.
        """
        long = ("-l",) if sizes else ()
        asked = ("ls-tree", "-r", *long, "-z", "--full-tree", "--", *_ids(commit), *below)
        with self.started(*asked) as listed:
            yield from entries(listed.out, commit)
            listed.finish()


def open_repository(place: Path, environ: Mapping[str, str], bare: bool = False) -> Repository:
    """The repository that a folder lies in, or the bare one that it is.

    Raises CommitmentsError where git is missing, refuses the folder, or there is none.
    """
    git = plumbing(os.path.abspath(place), environ, bare)
    here = () if bare else ("--show-toplevel", "--show-prefix")
    asked = ("--is-shallow-repository", "--show-object-format", "--git-dir", "--git-common-dir", *here)
    found = git.answer("rev-parse", "--path-format=absolute", *asked, "HEAD^{commit}")
    lines = os.fsdecode(found.stdout).split("\n")
    if len(lines) != len(asked) + 2:
        raise refused(git.place, found.stderr, found.returncode, len(lines) > len(asked) + 2)
    shallow, object_format, git_dir, common, *inside, head, _ = lines
    top, prefix = inside or ("", "")
    if not bare and not _belongs(top, prefix, git.place, git_dir):
        raise elsewhere(git.place, top)
    if found.returncode:
        _must_be_unborn(git, git_dir, common)
    return Repository(
        **vars(git),
        shallow=shallow == "true",
        object_format=object_format,
        prefix=prefix,
        git_dir=git_dir,
        common=common,
        head=None if found.returncode else head,
    )


def _belongs(top: str, prefix: str, place: str, git_dir: str) -> bool:
    """Whether a folder lies where git says, in the working tree of the repository that was found."""
    own = git_folder(top)
    try:
        same = os.path.samefile(os.path.join(top, prefix), place)
        return same and own is not None and os.path.samefile(own, git_dir)
    except (OSError, ValueError):
        return False


def _must_be_unborn(git: Plumbing, git_dir: str, common: str) -> None:
    """Raise where HEAD names what cannot be read; it may name a branch that has no commit yet."""
    named = git.answer("rev-parse", "--verify", "--quiet", "HEAD").stdout.decode("ascii", "replace").strip()
    try:
        with open(os.path.join(git_dir, "HEAD"), "rb") as file:
            branch = os.fsdecode(file.read(_NAME)).removeprefix("ref:").strip()
    except OSError:
        branch = "HEAD"
    if named or os.path.isfile(os.path.join(common, branch)):
        raise damaged(named or branch)


def _ids(*names: str) -> tuple[str, ...]:
    for name in names:
        if not _ID.fullmatch(name):
            raise ValueError(f"{name!r} is not an object id")
    return names


def _ask(pipe: IO[bytes], question: str, ids: Sequence[str]) -> None:
    try:
        pipe.write("".join(f"{question} {id}\n" for id in ids).encode("ascii"))
    except OSError as error:
        raise damaged() from error


def _can_be_said(name: str) -> bool:
    """Whether a name can be handed to git."""
    if not name or len(name) > _NAME or "\0" in name:
        return False
    try:
        os.fsencode(name)
    except UnicodeEncodeError:
        return False
    return True
