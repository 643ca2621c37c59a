"""Keeps blocks of bytes in a file for each workspace until the next run. Never writes into a checkout.

A cache file is safe to delete. It is replaced whole, so that two processes cannot spoil it for each other; a
file that is broken, another user's or of another version is passed over.
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

FOLDER_VARIABLE = "COMMIT_CACHE_DIR"
SETTLED_NS = 2_000_000_000
"""Nanoseconds after which a file that changes again gets another time stamp."""
_KEY_BLOCK = "@key"
_CREATE_FLAGS = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0)


def cache_folder(environ: Mapping[str, str]) -> Path | None:
    """The folder of caches: `COMMIT_CACHE_DIR`, else the system's folder for them.

    None where the user's home is unknown, and for a relative name where the current folder is gone.
    """
    try:
        if environ.get(FOLDER_VARIABLE):
            return Path(os.path.abspath(environ[FOLDER_VARIABLE]))
        system_folder = _system_folder(environ, Path(os.path.expanduser("~")))
        return system_folder if system_folder.is_absolute() else None
    except OSError:
        return None


def _system_folder(environ: Mapping[str, str], home: Path) -> Path:
    if sys.platform == "win32":
        return Path(environ.get("LOCALAPPDATA") or home / "AppData" / "Local") / "commitments" / "Cache"
    if sys.platform == "darwin":
        return home / "Library" / "Caches" / "commitments"
    xdg_cache = environ.get("XDG_CACHE_HOME", "")
    return Path(xdg_cache if os.path.isabs(xdg_cache) else home / ".cache") / "commitments"


def cache_path(root: Path, environ: Mapping[str, str], name: str = "") -> Path | None:
    """The path of the cache file `name` of a workspace; None where it would lie in its checkout."""
    caches = cache_folder(environ)
    real_root = os.path.realpath(root)
    if caches is None or Path(os.path.realpath(caches)).is_relative_to(_checkout_root(Path(real_root))):
        return None
    return caches / f"{crc32(os.fsencode(real_root)):08x}{name}.cache"


def _checkout_root(root: Path) -> Path:
    """The nearest folder around a workspace that is under git: whoever wrote the commits may write there."""
    return next((parent for parent in (root, *root.parents) if os.path.lexists(parent / ".git")), root)


def load_blocks(path: Path | None, key: str, names: Collection[str] = codec.BLOCK_NAMES) -> Blocks | None:
    """The blocks kept under `key`; None where one of `names` is missing or the file cannot be used."""
    if path is None:
        return None
    try:
        with open(path, "rb") as file:
            if hasattr(os, "getuid") and os.fstat(file.fileno()).st_uid != os.getuid():
                return None
            blocks = codec.from_bytes(file.read())
        return blocks if blocks[_KEY_BLOCK] == os.fsencode(key) and set(names) <= set(blocks) else None
    except (OSError, ValueError, KeyError, TypeError, RecursionError):
        return None


def save_blocks(path: Path | None, key: str, blocks: Blocks) -> None:
    """Keep blocks under `key`; does nothing where the file cannot be written."""
    if path is None:
        return
    temporary = path.with_name(f".new-{os.getpid()}-{time_ns()}")
    try:
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        with open(os.open(temporary, _CREATE_FLAGS, 0o600), "wb") as file:
            file.writelines(codec.encode_pieces({**blocks, _KEY_BLOCK: os.fsencode(key)}))
        os.replace(temporary, path)
    except BaseException as error:
        with suppress(OSError):
            temporary.unlink()
        if not isinstance(error, OSError):
            raise
