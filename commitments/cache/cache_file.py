"""What was learnt of a workspace's files, kept for the next run. Safe to delete; never inside a checkout.

One file for each workspace, replaced whole, so that two processes cannot spoil each other's; one that
is broken, foreign or of another version is passed over.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Collection, Mapping
from contextlib import suppress
from pathlib import Path
from time import time_ns
from zlib import crc32

from commitments.cache import codec
from commitments.cache.codec import Blocks

VARIABLE = "COMMIT_CACHE_DIR"
SETTLED_NS = 2_000_000_000
"""What was modified this shortly before it was read may change again within the same stamp."""
_KEY = "@key"
_NEW = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0)


def folder(environ: Mapping[str, str]) -> Path | None:
    """Where caches live: `COMMIT_CACHE_DIR`, else the system's place for them.

    None where nobody knows the user's home, and for a relative name where the current folder is gone.
    """
    try:
        if environ.get(VARIABLE):
            return Path(os.path.abspath(environ[VARIABLE]))
        place = _place_of_the_system(environ, Path(os.path.expanduser("~")))
        return place if place.is_absolute() else None
    except OSError:
        return None


def _place_of_the_system(environ: Mapping[str, str], home: Path) -> Path:
    if sys.platform == "win32":
        return Path(environ.get("LOCALAPPDATA") or home / "AppData" / "Local") / "commitments" / "Cache"
    if sys.platform == "darwin":
        return home / "Library" / "Caches" / "commitments"
    above = environ.get("XDG_CACHE_HOME", "")
    return Path(above if os.path.isabs(above) else home / ".cache") / "commitments"


def file_for(root: Path, environ: Mapping[str, str], name: str = "") -> Path | None:
    """The cache file of a workspace, or of something `of` it; None where it would lie in its checkout."""
    place = folder(environ)
    whole = os.path.realpath(root)
    if place is None or Path(os.path.realpath(place)).is_relative_to(_checkout(Path(whole))):
        return None
    return place / f"{crc32(os.fsencode(whole)):08x}{name}.cache"


def _checkout(root: Path) -> Path:
    """The folder all of which whoever wrote the commits may have written: the nearest that is under git."""
    return next((parent for parent in (root, *root.parents) if os.path.lexists(parent / ".git")), root)


def load(path: Path | None, key: str, names: Collection[str] = codec.NAMES) -> Blocks | None:
    """The blocks kept under `key`, or None where they are not all there."""
    if path is None:
        return None
    try:
        with open(path, "rb") as file:
            if hasattr(os, "getuid") and os.fstat(file.fileno()).st_uid != os.getuid():
                return None
            blocks = codec.from_bytes(file.read())
        return blocks if blocks[_KEY] == os.fsencode(key) and set(names) <= set(blocks) else None
    except (OSError, ValueError, KeyError, TypeError, RecursionError):
        return None


def save(path: Path | None, key: str, blocks: Blocks) -> None:
    """Keep blocks under `key`; a cache that cannot be written is no fault."""
    if path is None:
        return
    temporary = path.with_name(f".new-{os.getpid()}-{time_ns()}")
    try:
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        with open(os.open(temporary, _NEW, 0o600), "wb") as file:
            file.writelines(codec.pieces({**blocks, _KEY: os.fsencode(key)}))
        os.replace(temporary, path)
    except BaseException as error:
        with suppress(OSError):
            temporary.unlink()
        if not isinstance(error, OSError):
            raise
