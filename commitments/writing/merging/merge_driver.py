"""Merges three files for git's merge driver. Never drops a line of either side.

Where fields clash, all else is merged and marks stand around the clashing fields alone. Where that is not
certain, git merges lines and marks its conflicts. Where git sees no conflict though both sides changed a
field, both texts stay, between git's marks.
"""

from __future__ import annotations

import os
from collections.abc import Sequence
from itertools import takewhile
from pathlib import Path
from typing import NamedTuple

from commitments.errors import N_, UsageError, system_reason
from commitments.reading.git.plumbing import Plumbing
from commitments.writing.merging.conflict_marks import Marks, marked_lines
from commitments.writing.merging.joint_meaning import is_record, keeps_comments, meaning, means
from commitments.writing.merging.merge import clashing_texts, merge_texts
from commitments.writing.store import write_whole

_NO_COUNT = 128
"""The first status of git that is no count of conflicts, but means that it could not merge."""


class MergeOutcome(NamedTuple):
    """The result of a merge."""

    clean: bool
    clashes: tuple[str, ...] = ()
    """The fields that both sides changed, each in its own way; empty where a text cannot be read."""


def merge_files(base: Path, ours: Path, theirs: Path, marks: Marks, git: Plumbing) -> MergeOutcome:
    """Merge three files into the second one, whole or not at all.

    Raises UsageError where a file cannot be read, and WriteError where the second one cannot be written; the
    second file is then as before.
    """
    base_text, our_text, their_text = _read(base), _read(ours), _read(theirs)
    result = merge_texts(base_text, our_text, their_text)
    if result is not None:
        write_whole(ours, result)
        return MergeOutcome(True)
    joined = meaning(base_text, our_text, their_text)
    clashes = joined.clashes if joined else ()
    if (marked := _marked_clashes(base_text, our_text, their_text, marks)) is not None:
        write_whole(ours, marked)
        return MergeOutcome(False, clashes)
    lines, has_conflicts = _merge_lines(base, ours, theirs, marks, git)
    if lines is None:
        return MergeOutcome(False, clashes)
    if not has_conflicts and not _is_true_merge(lines, base_text, our_text, their_text):
        lines, has_conflicts = _marked_conflict(our_text, their_text, marks), True
    write_whole(ours, lines)
    return MergeOutcome(not has_conflicts, clashes)


def _marked_clashes(base: bytes, ours: bytes, theirs: bytes, marks: Marks) -> bytes | None:
    """The merged text with marks around the clashing fields alone; None where that is not certain."""
    texts = clashing_texts(base, ours, theirs)
    if texts is None:
        return None
    our_lines, their_lines = ([line.decode() for line in _ended_lines(text)] for text in texts)
    end = "\r\n" if b"\r\n" in texts[0] else "\n"
    marked = "".join(marked_lines(our_lines, their_lines, marks, end)).encode("utf-8", "surrogateescape")
    return marked if keeps_comments(marked, base, ours, theirs) else None


def _is_true_merge(lines: bytes, base: bytes, ours: bytes, theirs: bytes) -> bool:
    """Whether lines that git merged without a conflict say what both sides mean."""
    joined = meaning(base, ours, theirs)
    if joined is not None:
        return not joined.clashes and means(lines, joined)
    return is_record(lines) or not (is_record(ours) and is_record(theirs))


def _read(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise UsageError(
            N_("{path} could not be read: {reason}"), path=str(path), reason=system_reason(error)
        ) from error


def _merge_lines(
    base: Path, ours: Path, theirs: Path, marks: Marks, git: Plumbing
) -> tuple[bytes | None, bool]:
    """The lines that git merged, and whether they conflict; None where git does not merge such files."""
    labels = marks.labels
    label_options = (part for label in (labels.ours, labels.base, labels.theirs) for part in ("-L", label))
    size = f"--marker-size={marks.length}"
    answer = git.answer("merge-file", "-p", size, *label_options, "--", str(ours), str(base), str(theirs))
    has_conflicts = answer.returncode > 0
    is_failure = not 0 <= answer.returncode < _NO_COUNT
    if is_failure or (has_conflicts and not answer.stdout):  # a conflict has its marks
        return None, True
    return answer.stdout, has_conflicts


def _marked_conflict(ours: bytes, theirs: bytes, marks: Marks) -> bytes:
    """Both texts, between git's marks where they differ."""
    our_lines, their_lines = _ended_lines(ours), _ended_lines(theirs)
    head = _common_length(our_lines, their_lines)
    tail = _common_length(our_lines[head:][::-1], their_lines[head:][::-1])
    end = b"\r\n" if ours.find(b"\r\n") >= 0 else b"\n"
    size = marks.length
    return b"".join(
        [
            *our_lines[:head],
            b"<" * size + b" " + os.fsencode(marks.labels.ours) + end,
            *our_lines[head : len(our_lines) - tail],
            b"=" * size + end,
            *their_lines[head : len(their_lines) - tail],
            b">" * size + b" " + os.fsencode(marks.labels.theirs) + end,
            *our_lines[len(our_lines) - tail :],
        ]
    )


def _common_length(lines: Sequence[bytes], other: Sequence[bytes]) -> int:
    """The number of lines that two texts begin with alike."""
    pairs = zip(lines, other, strict=False)
    return sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], pairs))


def _ended_lines(text: bytes) -> list[bytes]:
    """The lines with their line ends; a last line without one gets a line feed."""
    lines = text.splitlines(keepends=True)
    if lines and not lines[-1].endswith((b"\n", b"\r")):
        lines[-1] += b"\n"
    return lines
