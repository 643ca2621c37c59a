"""Finds the journal of a workspace and the key that signs its steps. Must not read a step."""

from __future__ import annotations

import os
from contextlib import suppress
from hashlib import sha256
from pathlib import Path

from commitments.cache import cache_file
from commitments.reading import folder
from commitments.reading.git.git_directory import git_folder
from commitments.reading.source_file import SourceFile
from commitments.workspace.open_workspace import Workspace
from commitments.writing.journal.journal import Journal

_KEY_FILE = "journal.key"
_KEY_BYTES = 32


def open_journal(workspace: Workspace) -> Journal | None:
    """The journal of a workspace; None where there is no place for one, or for its key."""
    if not workspace.use_cache or not workspace.files.on_disk:
        return None
    key_place = cache_file.cache_path(workspace.root, workspace.environ)
    key = _key(key_place.parent) if key_place else None
    if key is None or key_place is None:
        return None
    return Journal(_journal_place(Path(os.path.realpath(workspace.root)), key_place), key)


def _journal_place(root: Path, key_place: Path) -> Path:
    """The folder of the steps: in the git folder of the working tree, else beside the caches."""
    for top in (root, *root.parents):
        git = git_folder(str(top))
        if git is not None:
            owner = os.getuid() if hasattr(os, "getuid") else 0
            below = os.fsencode(f"{owner} {os.path.relpath(root, top)}")
            return Path(git) / f"commitments-{sha256(below).hexdigest()[:12]}"
    return key_place.parent / f"{key_place.stem}-steps"


def _key(caches: Path) -> bytes | None:
    """The key that signs the steps, made where there is none; None where it can be neither read nor kept."""
    with suppress(OSError):
        caches.mkdir(mode=0o700, parents=True, exist_ok=True)
        if not os.path.lexists(caches / _KEY_FILE):
            _make_key(caches / _KEY_FILE)
    source = folder.read(caches, _KEY_FILE, _KEY_BYTES)
    if not isinstance(source, SourceFile) or len(source.data) != _KEY_BYTES:
        return None
    return source.data


def _make_key(path: Path) -> None:
    """Make the key, whole and readable for its owner alone, unless another run makes it first."""
    temporary = path.with_name(f".{path.name}.{os.urandom(8).hex()}.new")
    flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0)
    try:
        with open(os.open(temporary, flags, 0o600), "wb") as file:
            file.write(os.urandom(_KEY_BYTES))
        with suppress(FileExistsError):
            (os.rename if os.name == "nt" else os.link)(temporary, path)
    finally:
        with suppress(OSError):
            os.unlink(temporary)
