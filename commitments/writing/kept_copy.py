"""Keeps a copy of a file from before an edit that git does not hold, so that the edit can be undone.

Copies lie beside the caches, never in a checkout; only the newest hundred stay.
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from contextlib import suppress
from hashlib import sha256
from pathlib import Path
from posixpath import basename

from commitments.cache import cache_file
from commitments.errors import CommitmentsError
from commitments.writing.store import create_file

_FOLDER = "before"
_MAX_COPIES = 100


def keep_copy(root: Path, environ: Mapping[str, str], path: str, text: bytes) -> Path | None:
    """Keep the text of a record; returns the path of the copy, or None where it cannot be kept."""
    cache_path = cache_file.cache_path(root, environ)
    if cache_path is None:
        return None
    copy = cache_path.parent / _FOLDER / f"{sha256(text).hexdigest()[:12]}-{basename(path)}"
    try:
        copy.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        if not create_file(copy, text):
            os.utime(copy)
        _remove_old_copies(copy.parent)
    except (OSError, CommitmentsError):
        return None
    return copy


def _remove_old_copies(folder: Path) -> None:
    with os.scandir(folder) as files:
        by_age = sorted((file.stat().st_mtime_ns, file.path) for file in files)
    for _, path in by_age[:-_MAX_COPIES]:
        with suppress(OSError):
            os.unlink(path)
