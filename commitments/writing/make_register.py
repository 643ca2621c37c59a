"""Writes the files of a register: those that are missing, and on request those that a release changed.

Must not overwrite a file that somebody edited, and runs no git.
"""

from __future__ import annotations

import os
from collections.abc import Collection, Iterable, Sequence
from contextlib import suppress
from pathlib import Path
from typing import NamedTuple

from commitments.errors import N_, UsageError, WorkspaceError, WriteError
from commitments.reading.folder import RECORDS, is_bare, read
from commitments.reading.git.git_directory import git_folder
from commitments.reading.source_file import SourceFile
from commitments.reading.text import REGISTRY
from commitments.writing.register_files import RegisterFile, refreshed
from commitments.writing.store import create_file, replace_unchanged
from commitments.writing.writable_place import require_plain_folders

_KEEPER = f"{RECORDS}/.gitkeep"
"""An empty file, without which git would not keep the empty folder of the records."""


class MadeRegister(NamedTuple):
    """What became of the files of a register, as absolute paths."""

    written: Sequence[Path]
    replaced: Sequence[Path]
    """Shipped files that were older than this release."""
    edited: Sequence[Path]
    """Shipped files that somebody edited, which a refresh leaves alone."""
    standing: Sequence[Path]
    """Files with another text that were there before."""


class _Writing(NamedTuple):
    path: Path
    old: bytes | None
    new: bytes


def repository_top(place: Path) -> Path | None:
    """The top of the working tree that a folder, which need not exist yet, lies in; None outside any."""
    return next((folder for folder in (place, *place.parents) if git_folder(str(folder))), None)


def require_place(place: Path) -> None:
    """Raise the CommitmentsError that fits where no register can be made in a folder."""
    if place.exists() and not place.is_dir():
        raise UsageError(N_("{folder} is not a folder"), folder=str(place))
    if is_bare(place):
        raise WorkspaceError(
            N_("{folder} is a bare repository, which has no files"),
            N_("Clone it, and run `commit init` in the clone."),
            folder=str(place),
        )
    if os.path.lexists(place / RECORDS) and (
        (place / RECORDS).is_symlink() or not (place / RECORDS).is_dir()
    ):
        raise WorkspaceError(
            N_("{path} is not a folder, so no record can be written there"), path=str(place / RECORDS)
        )
    for folder in place.parents:
        if folder.name == RECORDS and (folder.parent / "commitments.toml").is_file():
            raise WorkspaceError(
                N_("{folder} lies among the records of another register"),
                N_("Name a folder outside of it."),
                folder=str(place),
            )


def make_register(
    place: Path, top: Path, files: Iterable[RegisterFile], refresh: bool, with_tool: bool
) -> MadeRegister:
    """Write the files that are missing, all or none; with `refresh`, also shipped files that nobody edited.

    Raises WriteError where a file cannot be written.
    """
    writings: list[_Writing] = []
    edited: list[Path] = []
    standing: list[Path] = []
    files = list(files)
    for root, at_top in ((place, False), (top, True)):
        require_plain_folders(root, (file.path for file in files if file.at_top is at_top))
    keeper = () if any(file.path.startswith(f"{RECORDS}/") for file in files) else _keeper(place)
    for file in (*keeper, *files):
        path = (top if file.at_top else place) / file.path
        if not os.path.lexists(path):
            writings.append(_Writing(path, None, file.data))
            continue
        source = read(path.parent, path.name, REGISTRY.size)
        old = source.data if isinstance(source, SourceFile) else None
        new = refreshed(file, old, with_tool) if refresh and file.template and old is not None else old
        if new is None:
            edited.append(path)
        elif old is not None and new != old:
            writings.append(_Writing(path, old, new))
        elif old is not None and new != file.data:
            standing.append(path)
    _write_all(writings)
    return MadeRegister(
        [writing.path for writing in writings if writing.old is None],
        [writing.path for writing in writings if writing.old is not None],
        edited,
        standing,
    )


def _keeper(place: Path) -> tuple[RegisterFile, ...]:
    folder = place / RECORDS
    return () if folder.is_dir() and any(folder.iterdir()) else (RegisterFile(_KEEPER, b""),)


def _write_all(writings: Sequence[_Writing]) -> None:
    """Write every text; where one cannot be written, put back what was, and raise WriteError."""
    done: list[_Writing] = []
    new_folders = {
        folder for writing in writings for folder in writing.path.parents if not os.path.lexists(folder)
    }
    try:
        for writing in writings:
            if not _write(writing):
                raise WriteError(
                    N_("{path} is being changed by another program"),
                    N_("Nothing was written. Try again."),
                    path=str(writing.path),
                )
            done.append(writing)
    except BaseException:
        for writing in reversed(done):
            _put_back(writing, new_folders)
        raise


def _write(writing: _Writing) -> bool:
    if writing.old is None:
        return create_file(writing.path, writing.new)
    return replace_unchanged(writing.path, writing.old, writing.new)


def _put_back(writing: _Writing, new_folders: Collection[Path]) -> None:
    """Put back what was, and remove folders that were made for it and are empty again."""
    if writing.old is not None:
        replace_unchanged(writing.path, writing.new, writing.old)
        return
    with suppress(OSError):
        writing.path.unlink()
        for folder in filter(new_folders.__contains__, writing.path.parents):
            folder.rmdir()
