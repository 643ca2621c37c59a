"""Every heat on every size: has the files made, keeps caches apart, takes samples. Prints nothing."""

import hashlib
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import count
from pathlib import Path
from typing import assert_never

from bench import (
    clock,
    days,
    dice,
    drafts,
    edits,
    flat,
    history,
    items,
    records,
    recurrence,
    shape,
    story,
    wording,
    workspace,
)
from bench.measure import Command, Failure, Prepare, Sample, interleaved
from bench.pull_request import open_pull_request
from bench.rows import EACH_OF_MANY, Cache, Heat, Over, Subject

_SETTLED = 2.1
"""Seconds after which a cache takes a file's times on trust."""
_MAKERS = (
    *(days, dice, items, records, recurrence, shape, wording, workspace),
    *(clock, drafts, edits, story, flat, history),
)
_KINDS = {Over.RECORDS: "", Over.COMMITS: "history-", Over.FLAT: "flat-", Over.MANY: "many-"}

Tell = Callable[[str], None]


@dataclass(frozen=True, slots=True)
class Result:
    """One command on one size, beside its floor in the same turns."""

    topic: str
    subject: Subject
    size: int | None
    over: Over
    ours: Sample | Failure
    floor_name: str | None
    floor: Sample | Failure | None


def results(
    heats: Iterable[Heat], sizes: Mapping[Over, Sequence[int]], runs: int, keep: Path | None, tell: Tell
) -> Iterator[Result]:
    """All results, size by size; what is measured on is made in keep, or in a folder that is gone after."""
    chosen = tuple(heats)
    with tempfile.TemporaryDirectory(prefix="bench-") as name:
        scratch = Path(name)
        for over, size, first in _sizes(sizes):
            fitting = [heat for heat in chosen if heat.over is over and (heat.by_size or first)]
            root = made(over, size, keep or scratch / "made", tell) if fitting else scratch
            for heat in fitting:
                tell(f"{heat.topic}, {size:,} {over.value}")
                yield from _heat(heat, size, root, runs, scratch)


def _sizes(sizes: Mapping[Over, Sequence[int]]) -> Iterator[tuple[Over, int, bool]]:
    for over, counts in sizes.items():
        for size in counts:
            yield over, size, size == counts[0]


def made(over: Over, size: int, folder: Path, tell: Tell) -> Path:
    """The workspace or history of that size in the folder; none that an older generator made."""
    root = folder / f"{_KINDS[over]}{size}-{fingerprint()}"
    if not root.exists():
        tell(f"making {size:,} {over.value}")
        unfinished = root.with_name(root.name + ".part")
        shutil.rmtree(unfinished, ignore_errors=True)
        _make(over, size, unfinished)
        unfinished.rename(root)
        time.sleep(_SETTLED)
    if over in (Over.COMMITS, Over.FLAT):
        open_pull_request(root, history.records_for(size))
    return root


def _make(over: Over, size: int, root: Path) -> None:
    match over:
        case Over.RECORDS:
            workspace.make(root, size)
        case Over.COMMITS:
            _make_history(root, size)
        case Over.FLAT:
            _make_history(root, size, "--flat")
        case Over.MANY:
            for number in range(size):
                workspace.make(root / f"{number:03d}", EACH_OF_MANY)
        case _:
            assert_never(over)


def _make_history(root: Path, commits: int, *options: str) -> None:
    # In a process of its own: what this one ever used would hide smaller peaks of those it measures.
    command = (sys.executable, "-m", "bench.history", str(root), "--commits", str(commits), *options)
    subprocess.run(command, cwd=Path(__file__).resolve().parent.parent, check=True)


def fingerprint() -> str:
    """Of all that makes workspaces and histories."""
    sources = (*(Path(str(module.__file__)) for module in _MAKERS), workspace.SCHEMA)
    return hashlib.sha256(b"".join(source.read_bytes() for source in sources)).hexdigest()[:8]


def _heat(heat: Heat, size: int, root: Path, runs: int, scratch: Path) -> Iterator[Result]:
    subjects = (heat.floor, *heat.ours) if heat.floor else heat.ours
    with tempfile.TemporaryDirectory(dir=scratch) as name:
        prepared = [prepare_for(subject, Path(name) / str(place)) for place, subject in enumerate(subjects)]
        samples = interleaved(prepared, runs, root)
    floor = samples[0] if heat.floor else None
    floor_name = heat.floor.name if heat.floor else None
    for subject, ours in zip(heat.ours, samples[-len(heat.ours) :], strict=True):
        counted = size if heat.by_size else None
        yield Result(heat.topic, subject, counted, heat.over, ours, floor_name, floor)


def prepare_for(subject: Subject, caches: Path) -> Prepare:
    """Gives its command again and again, with the cache that it is measured with."""
    fresh = count()

    def prepare() -> Command:
        cache = caches / (str(next(fresh)) if subject.cache is Cache.COLD else "kept")
        cache.mkdir(parents=True, exist_ok=True)
        command = subject.command()
        environment = {**command.env, "COMMIT_CACHE_DIR": str(cache)}
        return replace(command, env=environment, leaves=subject.cache is Cache.WARM)

    return prepare
