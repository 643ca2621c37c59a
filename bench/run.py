"""Every heat on every size: makes workspaces, keeps caches apart, takes samples. Prints nothing."""

import hashlib
import shutil
import tempfile
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import count
from pathlib import Path

from bench import days, dice, records, recurrence, shape, wording, workspace
from bench.measure import Command, Failure, Prepare, Sample, interleaved
from bench.rows import Cache, Heat, Subject

_SETTLED = 2.1
"""Seconds after which a cache takes a file's times on trust."""
_MAKERS = (days, dice, records, recurrence, shape, wording, workspace)

Tell = Callable[[str], None]


@dataclass(frozen=True, slots=True)
class Result:
    """One command on one size, beside its floor in the same turns."""

    topic: str
    subject: Subject
    size: int | None
    ours: Sample | Failure
    floor_name: str | None
    floor: Sample | Failure | None


def results(
    heats: Iterable[Heat], sizes: Sequence[int], runs: int, keep: Path | None, tell: Tell
) -> Iterator[Result]:
    """All results, size by size; workspaces are made in keep, or in a folder that is gone afterwards."""
    chosen = tuple(heats)
    with tempfile.TemporaryDirectory(prefix="bench-") as name:
        scratch = Path(name)
        for size in sizes:
            root = workspace_of(size, keep or scratch / "workspaces", tell)
            for heat in chosen:
                if heat.by_size or size == sizes[0]:
                    tell(f"{heat.topic}, {size:,} records")
                    yield from _heat(heat, size, root, runs, scratch)


def workspace_of(size: int, folder: Path, tell: Tell) -> Path:
    """The made workspace of that size in the folder; one made by an older generator is not taken for it."""
    root = folder / f"{size}-{_fingerprint()}"
    if not root.exists():
        tell(f"making {size:,} records")
        unfinished = root.with_name(root.name + ".part")
        shutil.rmtree(unfinished, ignore_errors=True)
        workspace.make(unfinished, size)
        unfinished.rename(root)
        time.sleep(_SETTLED)
    return root


def _fingerprint() -> str:
    sources = (*(Path(str(module.__file__)) for module in _MAKERS), workspace.SCHEMA)
    return hashlib.sha256(b"".join(source.read_bytes() for source in sources)).hexdigest()[:8]


def _heat(heat: Heat, size: int, root: Path, runs: int, scratch: Path) -> Iterator[Result]:
    subjects = (heat.floor, *heat.ours) if heat.floor else heat.ours
    with tempfile.TemporaryDirectory(dir=scratch) as name:
        prepared = [_prepared(subject, Path(name) / str(place)) for place, subject in enumerate(subjects)]
        samples = interleaved(prepared, runs, root)
    floor = samples[0] if heat.floor else None
    floor_name = heat.floor.name if heat.floor else None
    for subject, ours in zip(heat.ours, samples[-len(heat.ours) :], strict=True):
        yield Result(heat.topic, subject, size if heat.by_size else None, ours, floor_name, floor)


def _prepared(subject: Subject, caches: Path) -> Prepare:
    fresh = count()

    def prepare() -> Command:
        cache = caches / (str(next(fresh)) if subject.cache is Cache.COLD else "kept")
        cache.mkdir(parents=True, exist_ok=True)
        command = subject.command()
        return replace(command, env={**command.env, "COMMIT_CACHE_DIR": str(cache)})

    return prepare
