"""What git's merge driver leaves of three files. Whatever it cannot merge it leaves as git's own conflict.

Never drops a line of either side: where fields cannot be merged, git merges lines; and where git sees no
conflict though both sides changed a field, both texts are left, between git's marks.
"""

from __future__ import annotations

import os
from itertools import takewhile
from pathlib import Path
from typing import NamedTuple

from commitments.errors import N_, CommitmentsError
from commitments.reading.plumbing import Plumbing
from commitments.writing.merging.merge import is_record, meaning, means, merged
from commitments.writing.store import write_whole

_LARGEST = 1000
"""Characters of a mark; a file's attributes may ask for any number of them."""
_TOO_MANY = 128
"""From here on git's status is no count of conflicts, but says that it could not merge."""


class Labels(NamedTuple):
    """What the three sides are called at the marks of a conflict."""

    base: str = "base"
    ours: str = "ours"
    theirs: str = "theirs"


class Marks(NamedTuple):
    """How a conflict is marked."""

    size: int = 7
    labels: Labels = Labels()


class Settled(NamedTuple):
    """What became of a merge."""

    clean: bool
    clashes: tuple[str, ...] = ()
    """The fields that both sides changed, each in its own way, where that could be told."""


def settle(base: Path, ours: Path, theirs: Path, marks: Marks, git: Plumbing) -> Settled:
    """Merge three files into the second one, whole or not at all.

    Raises CommitmentsError where one cannot be read or written; then the second one is as it was.
    """
    texts = b, o, t = _read(base), _read(ours), _read(theirs)
    result = merged(*texts)
    if result is not None:
        write_whole(ours, result)
        return Settled(True)
    both = meaning(*texts)
    clashes = both.clashes if both else ()
    by_lines, conflicts = _merged_by_lines(base, ours, theirs, marks, git)
    if by_lines is None:
        return Settled(False, clashes)
    if not conflicts and not _stands(by_lines, b, o, t):
        by_lines, conflicts = _side_by_side(o, t, marks), True
    write_whole(ours, by_lines)
    return Settled(not conflicts, clashes)


def _stands(by_lines: bytes, base: bytes, ours: bytes, theirs: bytes) -> bool:
    """Whether lines that git merged without a conflict say what both sides mean."""
    both = meaning(base, ours, theirs)
    if both is not None:
        return not both.clashes and means(by_lines, both)
    return is_record(by_lines) or not (is_record(ours) and is_record(theirs))


def _read(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise CommitmentsError(
            N_("{path} could not be read: {reason}"), path=str(path), reason=error.strerror or str(error)
        ) from error


def _merged_by_lines(
    base: Path, ours: Path, theirs: Path, marks: Marks, git: Plumbing
) -> tuple[bytes | None, bool]:
    """What git makes of the lines, and whether they conflict; None where git does not merge such files."""
    labels = marks.labels
    called = (part for label in (labels.ours, labels.base, labels.theirs) for part in ("-L", label))
    size = f"--marker-size={_size(marks)}"
    found = git.answer("merge-file", "-p", size, *called, "--", str(ours), str(base), str(theirs))
    conflicts = found.returncode > 0
    if not 0 <= found.returncode < _TOO_MANY or (conflicts and not found.stdout):  # a conflict has its marks
        return None, True
    return found.stdout, conflicts


def _side_by_side(ours: bytes, theirs: bytes, marks: Marks) -> bytes:
    """Both texts, between git's marks where they differ."""
    one, other = _lines(ours), _lines(theirs)
    head = sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(one, other, strict=False)))
    rest = zip(reversed(one[head:]), reversed(other[head:]), strict=False)
    tail = sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], rest))
    end = b"\r\n" if ours.find(b"\r\n") >= 0 else b"\n"
    size = _size(marks)
    return b"".join(
        [
            *one[:head],
            b"<" * size + b" " + os.fsencode(marks.labels.ours) + end,
            *one[head : len(one) - tail],
            b"=" * size + end,
            *other[head : len(other) - tail],
            b">" * size + b" " + os.fsencode(marks.labels.theirs) + end,
            *one[len(one) - tail :],
        ]
    )


def _lines(text: bytes) -> list[bytes]:
    """The lines, each with its end; the last one gets one."""
    lines = text.splitlines(keepends=True)
    if lines and not lines[-1].endswith((b"\n", b"\r")):
        lines[-1] += b"\n"
    return lines


def _size(marks: Marks) -> int:
    return marks.size if 0 < marks.size <= _LARGEST else Marks().size
