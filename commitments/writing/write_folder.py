"""Writes a folder of files whole or not at all. Must not remove a file that it did not write.

The files are written to a new folder beside the old one, which then takes its name.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Collection, Mapping
from contextlib import suppress
from pathlib import Path

from commitments.errors import N_, WriteError, system_reason

_MOST_INDEX_BYTES = 1024 * 1024
"""The size beyond which a file is no index of ours."""

ListedNames = Callable[[bytes], Collection[str] | None]
"""The names of the files that an index lists, itself among them; None for an index that is not ours."""


def write_folder(path: Path, files: Mapping[str, bytes], index: str, listed_names: ListedNames) -> None:
    """Write `files` as the folder `path`, in the place of an earlier one.

    An earlier folder is one that holds nothing but what its file `index` lists, by `listed_names`. A link
    stays, and its target is replaced. Raises WriteError for a folder that holds anything else, for a path
    that is no folder, and where the system refuses.
    """
    target = Path(os.path.realpath(path))
    try:
        old_names = _names_of_earlier(target, path, index, listed_names)
        fresh = _beside(target, "new")
        try:
            _fill_folder(fresh, files)
            old = _swap(target, fresh, old_names)
        except BaseException:
            _remove(fresh, files)
            raise
        if old is not None and not _remove(old, old_names or ()):
            raise WriteError(
                N_("{path} is written; {old} keeps files that came into the earlier folder meanwhile"),
                path=str(path),
                old=str(old),
            )
    except OSError as error:
        raise WriteError(
            N_("{path} could not be written: {reason}"), path=str(path), reason=system_reason(error)
        ) from error


def _beside(target: Path, ending: str) -> Path:
    return target.with_name(f".{target.name[:40]}.{os.urandom(8).hex()}.{ending}")


def _names_of_earlier(
    target: Path, path: Path, index: str, listed_names: ListedNames
) -> Collection[str] | None:
    """The files of the earlier folder; None where there is none. Raises WriteError for any other."""
    if not os.path.lexists(target):
        return None
    if not target.is_dir():
        raise WriteError(N_("{path} is a file, and a folder is asked for"), path=str(path))
    present = sorted(os.listdir(target))
    listed = _listed(target / index, listed_names)
    strangers = [
        name
        for name in present
        if name not in listed or not (target / name).is_file() or (target / name).is_symlink()
    ]
    if strangers:
        raise WriteError(
            N_("{path} holds files that no export wrote, such as {name}"),
            N_("Nothing was changed. Name a folder that does not exist yet, or an earlier export."),
            path=str(path),
            name=strangers[0],
        )
    return present


def _listed(index: Path, listed_names: ListedNames) -> Collection[str]:
    if not index.is_file():
        return ()
    with index.open("rb") as opened:
        data = opened.read(_MOST_INDEX_BYTES + 1)
    return (len(data) <= _MOST_INDEX_BYTES and listed_names(data)) or ()


def _fill_folder(folder: Path, files: Mapping[str, bytes]) -> None:
    folder.mkdir()
    for name, data in files.items():
        with (folder / name).open("xb") as opened:
            opened.write(data)
            opened.flush()
            os.fsync(opened.fileno())


def _swap(target: Path, fresh: Path, old_names: Collection[str] | None) -> Path | None:
    """Give the new folder its name; return that of the old one, which has its own again where that fails."""
    if old_names is None:
        os.rename(fresh, target)
        return None
    old = _beside(target, "old")
    os.rename(target, old)
    try:
        os.rename(fresh, target)
    except BaseException:
        os.rename(old, target)
        raise
    return old


def _remove(folder: Path, names: Collection[str]) -> bool:
    """Remove files of a folder by name, then the folder; False where it holds anything else, and stays."""
    for name in names:
        with suppress(OSError):
            os.unlink(folder / name)
    with suppress(OSError):
        os.rmdir(folder)
        return True
    return False
