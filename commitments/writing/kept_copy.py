"""What a file held before an edit, kept where git does not have it, so that the edit can be undone.

Kept beside the caches, outside any checkout; only the last few stay.
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
from commitments.writing.store import create

_FOLDER = "before"
_MOST = 100


def keep(root: Path, environ: Mapping[str, str], path: str, text: bytes) -> Path | None:
    """Keep the text of a record; where it lies, or None where there is no place for it."""
    beside = cache_file.file_for(root, environ)
    if beside is None:
        return None
    place = beside.parent / _FOLDER / f"{sha256(text).hexdigest()[:12]}-{basename(path)}"
    try:
        place.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        if not create(place, text):
            os.utime(place)
        _forget_old(place.parent)
    except (OSError, CommitmentsError):
        return None
    return place


def _forget_old(folder: Path) -> None:
    with os.scandir(folder) as entries:
        by_age = sorted((file.stat().st_mtime_ns, file.path) for file in entries)
    for _, path in by_age[:-_MOST]:
        with suppress(OSError):
            os.unlink(path)
