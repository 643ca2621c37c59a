"""Finds the files that the last commit does not hold, and commits them. Decides nothing about what they mean.

Compares by object ids of our own and never asks `git status`, which may run programs.
"""

from __future__ import annotations

import os
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from typing import NamedTuple

from commitments.errors import N_, CommitmentsError, EditError, WriteError
from commitments.history.past_workspace import workspace_repository
from commitments.history.walk import TouchedFile
from commitments.history.working_tree import workspace_working_tree
from commitments.model.names import id_from_path
from commitments.reading import settings
from commitments.reading.folder import EVENTS, PARTIES, is_record, read
from commitments.reading.git.checkout import ignored_files
from commitments.reading.git.repository import Repository
from commitments.reading.source_file import SourceFile
from commitments.reading.text import RECORD, REGISTRY
from commitments.workspace.open_workspace import Workspace
from commitments.writing.git.git_commit import MadeCommit, commit_files, with_present_head
from commitments.writing.journal.journal_place import open_journal
from commitments.writing.journal.journal_step import digest
from commitments.writing.journal.recording import record_commit
from commitments.writing.lock import edit_lock
from commitments.writing.patience import no_notice
from commitments.writing.writable_place import require_folder

IMPORTS = "imports"
_BESIDE = (PARTIES, EVENTS, settings.PATH)


class UnsavedFile(NamedTuple):
    """A file that differs from the last commit."""

    path: str
    committed: bytes | None
    """The text in the last commit; None where the file is new."""
    present: bytes
    is_ours: bool
    """Whether our commands made all of the difference, as far as the journal goes back."""
    moved_from: str = ""
    """Where the record stood; empty where it was not moved."""


class Unsaved(NamedTuple):
    """What the last commit does not hold."""

    files: tuple[UnsavedFile, ...] = ()
    gone: tuple[str, ...] = ()
    """Files that the last commit holds and the disk does not; no save removes them from git."""
    ignored: tuple[str, ...] = ()
    """New files that git ignores."""


class _Difference(NamedTuple):
    path: str
    committed: bytes | None
    present: bytes | None


def unsaved_files(workspace: Workspace, repository: Repository) -> Unsaved:
    """The files of a workspace that differ from the last commit.

    Raises EditError where a file cannot be read, or the workspace was moved since.
    """
    require_folder(workspace)
    uncommitted = workspace_working_tree(workspace, repository).uncommitted(repository.head)
    if uncommitted.prefix != repository.prefix:
        raise EditError(
            N_("The workspace was moved since the last commit, from {folder}"),
            N_("Commit the move with git first; then save."),
            folder=uncommitted.prefix or ".",
        )
    differences = [
        *_record_differences(workspace, repository, uncommitted.step.files),
        *_other_differences(workspace, repository),
    ]
    ignored = {*uncommitted.ignored, *_ignored_paths(repository, differences)}
    differences = [difference for difference in differences if difference.path not in ignored]
    moves = _moves(differences)
    ours = _our_edits(workspace)
    files = tuple(
        _unsaved_file(difference, moves.get(difference.path), ours)
        for difference in differences
        if difference.present is not None
    )
    moved = {move.path for move in moves.values()}
    gone = tuple(
        difference.path
        for difference in differences
        if difference.present is None and difference.path not in moved
    )
    return Unsaved(files, gone, tuple(sorted(ignored)))


def has_unsaved_files(workspace: Workspace) -> bool:
    """Whether anything can be saved; False where git cannot be asked."""
    if not workspace.lies_in_git():
        return False
    with suppress(CommitmentsError):
        return bool(unsaved_files(workspace, workspace_repository(workspace)).files)
    return False


def _record_differences(
    workspace: Workspace, repository: Repository, touched: Sequence[TouchedFile]
) -> Iterator[_Difference]:
    ids = [file.old for file in touched if file.old]
    texts = dict(zip(ids, repository.blobs_up_to(ids, RECORD.size), strict=True))
    for file in touched:
        present = _present_text(workspace.root, file.path) if file.new else None
        yield _Difference(file.path, texts[file.old] or b"" if file.old else None, present)


def _other_differences(workspace: Workspace, repository: Repository) -> Iterator[_Difference]:
    """The differences of the registries, the settings and the recipes of imports."""
    on_disk = {*(path for path in _BESIDE if workspace.files.exists(path)), *_import_paths(workspace.root)}
    committed = _committed_texts(repository)
    for path in sorted(on_disk | committed.keys()):
        present = _present_text(workspace.root, path) if path in on_disk else None
        if _plain_lines(present) != _plain_lines(committed.get(path)):
            yield _Difference(path, committed.get(path), present)


def _import_paths(root: Path) -> Iterator[str]:
    """The regular files of `imports/`, hidden ones aside."""
    if os.path.islink(root / IMPORTS):
        return
    for folder, folders, names in os.walk(root / IMPORTS):
        folders[:] = [name for name in folders if not name.startswith(".")]
        inside = os.path.relpath(folder, root).replace(os.sep, "/")
        yield from (
            f"{inside}/{name}"
            for name in names
            if not name.startswith(".") and not os.path.islink(os.path.join(folder, name))
        )


def _committed_texts(repository: Repository) -> Mapping[str, bytes]:
    """The texts of the files beside the records in the last commit, by path."""
    if repository.head is None:
        return {}
    paths = [repository.prefix + path for path in (*_BESIDE, IMPORTS)]
    blobs = [blob for blob in repository.tree(repository.head, *paths) if blob.regular]
    names = [os.fsdecode(blob.path).removeprefix(repository.prefix) for blob in blobs]
    texts = repository.blobs_up_to([blob.id for blob in blobs], REGISTRY.size)
    return {name: text or b"" for name, text in zip(names, texts, strict=True)}


def _present_text(root: Path, path: str) -> bytes:
    source = read(root, path, REGISTRY.size)
    if not isinstance(source, SourceFile) or len(source.data) > REGISTRY.size:
        raise EditError(
            N_("{path} cannot be read or is too large, so it is not saved"),
            N_("Commit it with git, or take it away."),
            path=path,
        )
    return source.data


def _plain_lines(text: bytes | None) -> bytes | None:
    """A text as git stores it where it converts line ends."""
    return text and text.replace(b"\r\n", b"\n")


def _ignored_paths(repository: Repository, differences: Sequence[_Difference]) -> Iterator[str]:
    """The new files beside the records that git ignores."""
    for difference in differences:
        if difference.committed is None and not is_record(difference.path):
            yield from ignored_files(repository, difference.path)


def _moves(differences: Sequence[_Difference]) -> Mapping[str, _Difference]:
    """The places that records were moved away from, by the path where each stands now."""
    left = {id_from_path(item.path): item for item in differences if item.present is None}
    new_paths = (item.path for item in differences if item.committed is None and is_record(item.path))
    return {path: left[id_from_path(path)] for path in new_paths if id_from_path(path) in left}


def _unsaved_file(difference: _Difference, move: _Difference | None, ours: _OurEdits) -> UnsavedFile:
    path, committed, present = difference
    assert present is not None
    if move is not None:
        return UnsavedFile(path, move.committed, present, False, move.path)
    return UnsavedFile(path, committed, present, ours.made(path, committed, present))


class _OurEdits:
    """The texts that our commands wrote, each with those that it replaced."""

    def __init__(self) -> None:
        self.before: dict[tuple[str, str], set[str]] = defaultdict(set)

    def made(self, path: str, committed: bytes | None, present: bytes) -> bool:
        """Whether our edits lead from the committed text to the present one."""
        goals = {digest(committed)}
        if committed is not None:
            goals |= {digest(committed.replace(b"\n", b"\r\n")), digest(_plain_lines(committed))}
        open_digests, seen = [digest(present)], set[str]()
        while open_digests:
            text = open_digests.pop()
            if text in goals:
                return True
            seen.add(text)
            open_digests += self.before.get((path, text), set()) - seen
        return False


def _our_edits(workspace: Workspace) -> _OurEdits:
    edits, journal = _OurEdits(), open_journal(workspace)
    for step in journal.steps() if journal else ():
        for file in step.files:
            edits.before[file.path, file.after_digest].add(file.before_digest)
    return edits


def commit_unsaved(
    workspace: Workspace,
    repository: Repository,
    files: Sequence[UnsavedFile],
    message: str,
    waits: Callable[[], object] = no_notice,
    waits_for_git: Callable[[], object] = no_notice,
) -> MadeCommit:
    """Commit some files as they were found, in one commit, as the user's own git does.

    Raises WriteError where a file was changed meanwhile, GitError where git or a hook refuses; all is then
    as before.
    """
    with edit_lock(require_folder(workspace).root, notice=waits):
        for file in files:
            if _present_text(workspace.root, file.path) != file.present:
                raise WriteError(
                    N_("{path} is being changed by another program"),
                    N_("Nothing was saved. Try again."),
                    path=file.path,
                )
        moved = [file.moved_from for file in files if file.moved_from]
        paths = [*(file.path for file in files), *moved]
        present = with_present_head(repository)
        made = commit_files(present, paths, message, workspace.environ, waits_for_git)
        record_commit(workspace, present, made.id)
        return made
