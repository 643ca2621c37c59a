"""A peer's own form of the same items, laid out once and used again, and whether it tells as many as we do.

Measures nothing.
"""

import hashlib
import inspect
import multiprocessing
import os
import re
import shutil
import subprocess
import sys
import tempfile
from dataclasses import replace
from pathlib import Path

from bench import run
from bench.measure import Command
from bench.peers import entries
from bench.peers.environments import Had, Tell
from bench.peers.peer import Entrant, Ground, Lay, Peer


def laid_out(peer: Peer, entrant: Entrant, had: Had, ground: Ground, tell: Tell) -> Ground | None:
    """The ground with the folder of this peer below its data; None where it could not be laid out."""
    if entrant.lay is None:
        return ground
    data = (
        ground.data / f"{_slug(peer.name)}-{_slug(entrant.lay.__name__)}-{ground.size}-{_stamp(entrant.lay)}"
    )
    settled = data / "laid-out"
    if not settled.exists():
        tell(f"laying out {ground.size:,} for {entrant.name}")
        shutil.rmtree(data, ignore_errors=True)
        data.mkdir(parents=True)
        if not _done_apart(entrant.lay, replace(ground, data=data), had):
            return None
        settled.touch()
    return replace(ground, data=data)


class WrongAnswerError(Exception):
    """A peer tells of more or fewer items than there are: its data would be no match for ours."""


def checked(command: Command, line: str, wanted: int, cwd: Path) -> None:
    """That so many lines of the answer are of this form; not measured."""
    env = {**os.environ, **command.env}
    with tempfile.TemporaryFile() as answer:  # into a pipe, a program that ends in haste may not say it all
        subprocess.run(
            command.argv,
            env=env,
            cwd=command.cwd or cwd,
            stdout=answer,
            stderr=subprocess.DEVNULL,
            check=True,
        )
        answer.seek(0)
        told = len(re.findall(line, answer.read().decode(), re.MULTILINE))
    if told != wanted:
        raise WrongAnswerError(f"{Path(command.argv[0]).name} tells of {told} items, and {wanted} there are")


def _done_apart(lay: Lay, ground: Ground, had: Had) -> bool:
    # In a process of its own: what this one ever used would hide smaller peaks of those it measures.
    if sys.platform == "win32":
        lay(ground, had)
        return True
    process = multiprocessing.get_context("fork").Process(target=lay, args=(ground, had))
    process.start()
    process.join()
    return process.exitcode == 0


def _stamp(lay: Lay) -> str:
    """Of all that decides what is laid out."""
    sources = (Path(inspect.getfile(lay)), Path(entries.__file__))
    told = b"".join(source.read_bytes() for source in sources) + run.fingerprint().encode()
    return hashlib.sha256(told).hexdigest()[:8]


def _slug(name: str) -> str:
    return re.sub(r"[^a-z0-9]+", "-", name.lower()).strip("-")
