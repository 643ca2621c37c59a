"""What git's long answers say, as values. Starts nothing; raises where an answer is broken off."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import IO, NamedTuple

from commitments.errors import N_, CommitmentsError
from commitments.reading.plumbing import damaged

_FILES = frozenset({b"100644", b"100755"})
_SUBMODULE = b"160000"
_CHUNK = 1 << 20
_LISTED = 1 << 25
"""Bytes of one list of paths: some 200,000 of them. Trees that hold one another many times have no end."""
_PASSED_OVER = 8
"""How much less a path counts that is not kept."""


class Touch(NamedTuple):
    """One path that a commit touched. An id is None where no regular file stood."""

    path: bytes
    """From the top of the repository."""
    old: str | None
    new: str | None


class Blob(NamedTuple):
    """One entry of a tree that is not a folder."""

    path: bytes
    """From the top of the repository."""
    id: str
    size: int
    regular: bool
    """Whether it is a file, and not a link or another repository."""
    submodule: bool = False
    """Whether it is another repository, of which a tree holds only the commit."""


def header(line: bytes) -> tuple[str, int]:
    """Id and size from a line of `cat-file`."""
    id, _, rest = line.decode("ascii", "replace").partition(" ")
    size = rest.rpartition(" ")[2].strip()
    if not size.isdigit():
        raise damaged(id.strip())
    return id, int(size)


def contents(stream: IO[bytes], size: int, most: int) -> bytes:
    """The first bytes of an object; all of it is taken from the stream, with the line feed behind it."""
    data = stream.read(min(size, most))
    left = size - len(data) + 1
    while left > 0:
        chunk = stream.read(min(left, _CHUNK))
        if not chunk:
            raise damaged()
        left -= len(chunk)
    return data


def entries(stream: IO[bytes], commit: str) -> Iterator[Blob]:
    """The lines of `ls-tree -z`, with sizes or without."""
    left = _LISTED
    for line in _tokens(stream):
        left -= len(line)
        if left < 0:
            raise _endless(commit)
        about, _, path = line.partition(b"\t")
        mode, _, id, *told = about.split()
        size = int(told[0]) if told and told[0].isdigit() else 0
        yield Blob(path, id.decode("ascii"), size, mode in _FILES, mode == _SUBMODULE)


def paths(stream: IO[bytes]) -> Iterator[str]:
    """The lines of a list of paths that ends each with a zero byte."""
    return (line.decode("utf-8", "surrogateescape") for line in _tokens(stream))


def steps(stream: IO[bytes], commits: Iterable[str], folder: bytes) -> Iterator[list[Touch]]:
    """The differences of each pair from `diff-tree --stdin --raw -z`; raises where it passed over one.

    Only what lies in a `folder` of this name is kept, if one is given.
    """
    at_top, within = (folder + b"/", b"/" + folder + b"/") if folder else (b"", b"")
    tokens = _tokens(stream)
    token = next(tokens, b"")
    for commit in commits:
        if token.decode("ascii", "replace") != commit:
            raise damaged(commit)
        touches: list[Touch] = []
        left = _LISTED
        while (token := next(tokens, b"")).startswith(b":"):
            path = next(tokens, b"")
            kept = path.startswith(at_top) or within in path
            left -= (len(token) + len(path)) // (1 if kept else _PASSED_OVER)
            if left < 0:
                raise _endless(commit)
            if not path:
                raise damaged(commit)
            if kept:
                touches.append(_touch(token, path))
        yield touches


def _touch(about: bytes, path: bytes) -> Touch:
    old_mode, new_mode, old, new, _ = about[1:].split()
    return Touch(
        path,
        old.decode("ascii") if old_mode in _FILES else None,
        new.decode("ascii") if new_mode in _FILES else None,
    )


def _tokens(stream: IO[bytes]) -> Iterator[bytes]:
    """What stands before each zero byte."""
    rest = b""
    while chunk := stream.read(_CHUNK):
        *whole, rest = (rest + chunk).split(b"\0")
        yield from whole
    if rest:
        raise damaged()


def _endless(commit: str) -> CommitmentsError:
    return CommitmentsError(
        N_("The history cannot be read: commit {id} lists too many files"),
        N_("A tree that holds itself many times over has no end; see what that commit added."),
        id=commit,
    )
