"""Git's index as tests need it: written by git, long ago, in any version, or spoilt. Asserts nothing.

Stamps cannot be set back wholly, since the system alone sets `ctime`. So files are given an old `mtime`, and
the index one to come: as if it had been written some time after them, and long enough ago.
"""

from __future__ import annotations

import hashlib
import os
from pathlib import Path
from time import time_ns

from gitstory import GitStory

LONG_AGO = 3600 * 10**9
LATER = 10 * 10**9


def written(story: GitStory, version: int = 2, settled: bool = True) -> Path:
    """An index of all files as they stand and are committed; `settled` where all is older than it."""
    if settled:
        age(story.root)
    story.git("reset", "--quiet")
    story.git("update-index", "--index-version", str(version))
    return settle(story.git_dir / "index") if settled else story.git_dir / "index"


def age(root: Path) -> None:
    """All files of a working tree were last modified an hour ago."""
    for here, folders, names in os.walk(root):
        folders[:] = [each for each in folders if each != ".git"]
        for each in (Path(here, name) for name in names):
            if not each.is_symlink():
                stamp = each.stat().st_mtime_ns - LONG_AGO | 1  # no whole second, which is doubted
                os.utime(each, ns=(stamp, stamp))


def settle(index: Path) -> Path:
    """It was written after all that has happened so far."""
    stamp = time_ns() + LATER
    os.utime(index, ns=(stamp, stamp))
    return index


def resealed(data: bytes, object_format: str = "sha1") -> bytes:
    """The same with a checksum that fits, as whoever wrote other bytes would have written it."""
    digest = hashlib.new(object_format, usedforsecurity=False)
    whole = data[: max(0, len(data) - digest.digest_size)]
    digest.update(whole)
    return whole + digest.digest()
