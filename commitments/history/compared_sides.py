"""Compares the two sides of a review, or a commit with its parent. It judges nothing.

A side may be the working tree, and the workspace may have moved between the sides.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, NamedTuple

from commitments.history.main_line import HistoryReader
from commitments.history.rule_files import JudgedFiles, judged_files, record_texts
from commitments.history.unfinished_merges import texts_in_commit, texts_on_disk
from commitments.history.walk import CommitFiles
from commitments.history.workspace_places import CommitDiff, Snapshot
from commitments.model.revision import Revision
from commitments.reading.folder import EVENTS
from commitments.reading.git.repository import Repository

if TYPE_CHECKING:
    from commitments.history.working_tree import WorkingTree


class Sides(NamedTuple):
    """The two states that a review compares: where both sides parted, and the head."""

    fork: str
    head: Revision | None
    """None stands for the working tree."""


class SidesDifference(NamedTuple):
    """What differs between the two sides of a review."""

    step: CommitFiles
    rule_files: Sequence[str]
    """The paths that differ of the schema and the settings."""
    loose: Mapping[str, bytes] = {}
    """Bytes that git may not have, by object id."""
    ignored: Sequence[str] = ()
    judged_files: JudgedFiles = JudgedFiles()
    """Those of the rule files that are read."""
    paths: int = 0
    """How many paths of the repository differ, between two commits."""


def compare_sides(sides: Sides, reader: HistoryReader, files: WorkingTree | None) -> SidesDifference:
    """Compare both sides, wherever the workspace stood on either."""
    if sides.head is None:
        if files is None:
            raise ValueError("a bare repository has no working tree")
        uncommitted = files.uncommitted(sides.fork)
        rule_files = files.changed_rule_files(Snapshot(sides.fork, uncommitted.prefix))
        before = texts_in_commit(reader.repository, sides.fork, uncommitted.prefix, rule_files)
        after, root = texts_on_disk(files.root, rule_files), files.root
        judged = judged_files(
            before, after, files.record_texts, lambda: texts_on_disk(root, [EVENTS]).get(EVENTS)
        )
        return SidesDifference(uncommitted.step, rule_files, uncommitted.loose, uncommitted.ignored, judged)
    diff = reader.places().between(sides.fork, sides.head)
    step = CommitFiles(sides.head, diff.files)
    judged = judged_files_of(reader.repository, diff)
    return SidesDifference(step, diff.rule_files, judged_files=judged, paths=diff.paths)


def judged_files_of(repository: Repository, diff: CommitDiff) -> JudgedFiles:
    """The files beside the records that a commit changed."""
    sides = (diff.before, diff.after)
    before, after = (
        texts_in_commit(repository, side.commit, side.prefix, diff.rule_files) if side else {}
        for side in sides
    )

    def read_events() -> bytes | None:
        return texts_in_commit(repository, diff.after.commit, diff.after.prefix, [EVENTS]).get(EVENTS)

    return judged_files(before, after, lambda: record_texts(repository, diff.after), read_events)
