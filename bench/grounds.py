"""Makes what is measured on, once, in a folder of its own. Measures nothing."""

import hashlib
import multiprocessing
import shutil
import time
from collections.abc import Callable
from pathlib import Path
from typing import assert_never

from bench.repository import lay_out
from bench.story import Story, flat
from bench.tables import Ground
from bench.workspace import SCHEMA, records_for, workspace

EACH_OF_MANY = 1_000
_MAKERS = ("dates", "dice", "edits", "records", "repository", "story", "words", "workspace", "yaml_text")
ROOF = 'timezone = "Asia/Ho_Chi_Minh"\n\n[members]\nministries = "*"\n'
"""The settings of the folder that holds many workspaces, by which it is a roof over them."""
_SETTLED = 2.1
"""Seconds after which git and our cache trust the times of a file."""


def made(ground: Ground, size: int, folder: Path, tell: Callable[[str], None]) -> Path:
    """The folder of the ground of that size; none that an older generator made."""
    root = folder / f"{ground.name.lower()}-{size}-{fingerprint()}"
    if not root.exists():
        tell(f"making {size:,} {ground.value}")
        unfinished = root.with_name(f"{root.name}.part")
        shutil.rmtree(unfinished, ignore_errors=True)
        apart(_make, ground, size, unfinished)
        unfinished.rename(root)
        time.sleep(_SETTLED)
    return root


def _make(ground: Ground, size: int, root: Path) -> None:
    match ground:
        case Ground.RECORDS:
            lay_out(root, workspace(size))
        case Ground.FAULTS:
            lay_out(root / "valid", workspace(size))
            lay_out(root / "faulty", workspace(size, is_faulty=True))
        case Ground.COMMITS:
            lay_out(root, Story(records_for(size), size).commits())
        case Ground.FLAT:
            lay_out(root, map(flat, Story(records_for(size), size).commits()))
        case Ground.MANY:
            for number in range(size):
                lay_out(root / f"{number:03d}", workspace(EACH_OF_MANY))
            (root / "commitments.toml").write_text(ROOF, encoding="utf-8")
        case _:
            assert_never(ground)


def apart(function: Callable[..., None], *arguments: object) -> None:
    """Call it in a process of its own; raises RuntimeError where it fails.

    What this process ever used would hide smaller peaks of those that it measures.
    """
    process = multiprocessing.get_context("fork").Process(target=function, args=arguments)
    process.start()
    process.join()
    if process.exitcode != 0:
        raise RuntimeError(f"{function.__name__} failed")


def fingerprint() -> str:
    """Of all that decides what is made."""
    bench = Path(__file__).parent
    sources = (*(bench / f"{name}.py" for name in _MAKERS), bench / "words.toml", SCHEMA)
    return hashlib.sha256(b"".join(source.read_bytes() for source in sources)).hexdigest()[:8]
