"""Turns git's long answers into values. Starts no program.

Every function raises HistoryError where an answer breaks off.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import IO, NamedTuple

from commitments.errors import N_, HistoryError
from commitments.reading.git.plumbing import damaged_repository_error

_FILES = frozenset({b"100644", b"100755"})
_SUBMODULE = b"160000"
_CHUNK = 1 << 20
_LISTED = 1 << 25
"""Bytes of the longest list of paths, some 200,000 of them: trees that hold one another have no end."""
_SKIPPED_SHARE = 8
"""A path that is not kept counts this many times less."""


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
    """Whether it is another repository; the tree holds only the id of its commit."""


def parse_object_header(line: bytes) -> tuple[str, int]:
    """Id and size in bytes, from a line of `cat-file`."""
    id, _, kind_and_size = line.decode("ascii", "replace").partition(" ")
    size = kind_and_size.rpartition(" ")[2].strip()
    if not size.isdigit():
        raise damaged_repository_error(id.strip())
    return id, int(size)


def read_object(stream: IO[bytes], size: int, most: int) -> bytes:
    """Returns the first `most` bytes of an object, and takes all of it and its line feed from the stream."""
    data = stream.read(min(size, most))
    remaining = size - len(data) + 1
    while remaining > 0:
        chunk = stream.read(min(remaining, _CHUNK))
        if not chunk:
            raise damaged_repository_error()
        remaining -= len(chunk)
    return data


def read_tree(stream: IO[bytes], commit: str) -> Iterator[Blob]:
    """Yields the lines of `ls-tree -z` for a commit; a size is 0 where the lines give none."""
    remaining = _LISTED
    for line in _tokens(stream):
        remaining -= len(line)
        if remaining < 0:
            raise _too_many_files_error(commit)
        attributes, _, path = line.partition(b"\t")
        mode, _, id, *size_field = attributes.split()
        size = int(size_field[0]) if size_field and size_field[0].isdigit() else 0
        yield Blob(path, id.decode("ascii"), size, mode in _FILES, mode == _SUBMODULE)


def read_paths(stream: IO[bytes]) -> Iterator[str]:
    """Yields the paths of a list in which each ends with a zero byte."""
    return (line.decode("utf-8", "surrogateescape") for line in _tokens(stream))


def read_touches(stream: IO[bytes], commits: Iterable[str], folder: bytes) -> Iterator[list[Touch]]:
    """Yields what each commit touched, from `diff-tree --stdin --raw -z`.

    With a `folder`, only paths in some folder of that name are kept. Raises HistoryError where git passed
    over a commit.
    """
    at_top, within = (folder + b"/", b"/" + folder + b"/") if folder else (b"", b"")
    tokens = _tokens(stream)
    token = next(tokens, b"")
    for commit in commits:
        if token.decode("ascii", "replace") != commit:
            raise damaged_repository_error(commit)
        touches: list[Touch] = []
        remaining = _LISTED
        while (token := next(tokens, b"")).startswith(b":"):
            path = next(tokens, b"")
            is_kept = path.startswith(at_top) or within in path
            remaining -= (len(token) + len(path)) // (1 if is_kept else _SKIPPED_SHARE)
            if remaining < 0:
                raise _too_many_files_error(commit)
            if not path:
                raise damaged_repository_error(commit)
            if is_kept:
                touches.append(_parse_touch(token, path))
        yield touches


def _parse_touch(attributes: bytes, path: bytes) -> Touch:
    old_mode, new_mode, old, new, _ = attributes[1:].split()
    return Touch(
        path,
        old.decode("ascii") if old_mode in _FILES else None,
        new.decode("ascii") if new_mode in _FILES else None,
    )


def _tokens(stream: IO[bytes]) -> Iterator[bytes]:
    """Yields the bytes before each zero byte."""
    unfinished = b""
    while chunk := stream.read(_CHUNK):
        *tokens, unfinished = (unfinished + chunk).split(b"\0")
        yield from tokens
    if unfinished:
        raise damaged_repository_error()


def _too_many_files_error(commit: str) -> HistoryError:
    return HistoryError(
        N_("The history cannot be read: commit {id} lists too many files"),
        N_("See what that commit added: a folder may be repeated in it without end."),
        id=commit,
    )
