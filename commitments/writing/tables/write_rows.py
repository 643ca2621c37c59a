"""Writes the records of an import, each file whole or not at all, and many side by side.

It must not judge a row, nor take back what is written.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from pathlib import Path
from typing import NamedTuple

from commitments.errors import N_, CommitmentsError, WriteError
from commitments.reading.folder import read
from commitments.reading.source_file import SourceFile
from commitments.writing.store import create_file, replace_unchanged

_AT_ONCE = 8
"""Files that are written side by side: a disk that syncs one file syncs its neighbours with it."""

_WINDOW = 64
"""Files that are begun before the first of them is waited for."""

_FEWEST_AT_ONCE = 16
"""From how many files on threads pay."""


class RowFile(NamedTuple):
    """A file that a row makes or replaces."""

    path: str
    """Relative to the workspace."""
    place: Path
    old: bytes | None
    """The text that it holds; None where it is new."""
    new: bytes


def write_files(files: Sequence[RowFile], on_written: Callable[[str], None]) -> CommitmentsError | None:
    """Write files in their order, and call `on_written` with each path; returns why the writing stopped.

    What is begun when the writing stops is finished first, so that every file that is written has been named.
    """
    if len(files) < _FEWEST_AT_ONCE:
        return _write_one_by_one(files, on_written)
    with ThreadPoolExecutor(_AT_ONCE) as pool:
        for start in range(0, len(files), _WINDOW):
            window = files[start : start + _WINDOW]
            error = _write_together(window, pool, on_written)
            if error is not None:
                return error
    return None


def _write_one_by_one(files: Sequence[RowFile], on_written: Callable[[str], None]) -> CommitmentsError | None:
    for file in files:
        try:
            _write_file(file)
        except CommitmentsError as error:
            return error
        except KeyboardInterrupt:
            if _has_text(file):
                on_written(file.path)
            raise
        on_written(file.path)
    return None


def _write_together(
    window: Sequence[RowFile], pool: ThreadPoolExecutor, on_written: Callable[[str], None]
) -> CommitmentsError | None:
    """Write some files side by side; returns the first error."""
    errors: list[CommitmentsError] = []
    tasks: list[tuple[RowFile, Future[None]]] = []
    named: set[str] = set()
    try:
        for file in window:
            tasks.append((file, pool.submit(_write_file, file)))
        for file, task in tasks:
            try:
                task.result()
            except CommitmentsError as error:
                errors.append(error)
            else:
                named.add(file.path)
                on_written(file.path)
    except KeyboardInterrupt:
        for _, task in tasks:
            task.cancel()
        pool.shutdown()
        for file, task in tasks:
            if file.path not in named and not task.cancelled() and _has_text(file):
                on_written(file.path)
        raise
    return errors[0] if errors else None


def _has_text(file: RowFile) -> bool:
    """Whether a file was written before the interrupt."""
    source = read(file.place.parent, file.place.name, len(file.new))
    return isinstance(source, SourceFile) and source.data == file.new


def _write_file(file: RowFile) -> None:
    place, old, new = file.place, file.old, file.new
    if not (create_file(place, new) if old is None else replace_unchanged(place, old, new)):
        raise WriteError(
            N_("{path} is being changed by another program"),
            N_("Run the import again: it keeps what is already written, and writes nothing twice."),
            path=str(place),
        )
