"""One heat with everyone in it: floor, ours and peers in the same turns. Writes no page."""

import os
import shlex
import sys
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path

from bench import run
from bench.machine import described
from bench.measure import Command, Failure, Prepare, interleaved
from bench.peers.environments import Absent, Had, Tell
from bench.peers.layout import laid_out
from bench.peers.outcome import Line, Outcome, Side, heat_name
from bench.peers.peer import SIZES, Entrant, Ground, Peer
from bench.peers.roster import entrants
from bench.rows import Heat

SLOW = 20.0
"""Seconds of a run above which a command is run once."""
PATIENCE = 1_800.0
"""Seconds after which a command is given up."""
_LONGEST = 120
"""Letters of a command line that are kept to show."""

Found = Mapping[str, Had | Absent]
"""What was had of each peer, by its name."""


@dataclass(frozen=True, slots=True)
class Runner:
    """One who takes part."""

    side: Side
    name: str
    prepare: Prepare
    hidden: tuple[str, ...] = ()
    """Paths that a page must not show."""


@dataclass(frozen=True, slots=True)
class Course:
    """Where a heat is run."""

    root: Path
    """Our workspace or history."""
    peers: Path
    """The folder of environments, data and results."""
    scratch: Path
    runs: int
    tell: Tell


def raced(heat: Heat, size: int, course: Course, peers: Sequence[Peer], found: Found) -> Outcome:
    """Everyone in turn, so many times; whoever cannot take part is named with the reason."""
    with tempfile.TemporaryDirectory(dir=course.scratch) as caches:
        runners = [*_ours(heat, Path(caches))]
        others = [*_peers(heat, size, course, peers, found)]
        runners += [each for each in others if isinstance(each, Runner)]
        load = os.getloadavg()[0] if hasattr(os, "getloadavg") else None
        samples = interleaved([_bounded(each) for each in runners], course.runs, course.root, SLOW)
        words = [_shown(each, course) for each in runners]
    lines = [
        Line(each.side, each.name, sample, said)
        for each, sample, said in zip(runners, samples, words, strict=True)
    ]
    return Outcome(
        heat=heat_name(heat),
        topic=heat.topic,
        size=size if heat.by_size else None,
        over=heat.over.value,
        runs=course.runs,
        machine=described(),
        day=datetime.now(UTC).date().isoformat(),
        peers=versions_of(heat, peers, found),
        load=load,
        lines=(*lines, *(each for each in others if isinstance(each, Line))),
    )


def versions_of(heat: Heat, peers: Sequence[Peer], found: Found) -> dict[str, str]:
    """What a result depends on: each peer's version, or that it was absent."""
    names = dict.fromkeys(peer.name for peer, _ in entrants(heat.race, peers)) if heat.race else {}
    had = {name: found[name] for name in names}
    return {name: each.version if isinstance(each, Had) else "absent" for name, each in had.items()}


def _ours(heat: Heat, caches: Path) -> Iterator[Runner]:
    sides = ((Side.FLOOR, (heat.floor,) if heat.floor else ()), (Side.OURS, heat.ours))
    subjects = ((side, subject) for side, those in sides for subject in those)
    for place, (side, subject) in enumerate(subjects):
        prepare = run.prepare_for(subject, caches / str(place))
        yield Runner(side, subject.name, prepare, (f"{Path(sys.executable).parent}{os.sep}",))


def _peers(
    heat: Heat, size: int, course: Course, peers: Sequence[Peer], found: Found
) -> Iterator[Runner | Line]:
    if heat.race is None or size > SIZES.get(heat.race, size):
        return
    for peer, entrant in entrants(heat.race, peers):
        try:
            yield _runner(peer, entrant, found[peer.name], size, course)
        except _OutOfTheRaceError as reason:
            yield Line(Side.PEER, entrant.name, Failure(str(reason)))


class _OutOfTheRaceError(Exception):
    """The reason is the message."""


def _runner(peer: Peer, entrant: Entrant, had: Had | Absent, size: int, course: Course) -> Runner:
    if isinstance(had, Absent):
        raise _OutOfTheRaceError(had.reason)
    if entrant.most is not None and size > entrant.most:
        raise _OutOfTheRaceError(f"not asked at {size:,}: {entrant.why_no_more}")
    ground = laid_out(peer, entrant, had, Ground(course.root, size, course.peers / "data"), course.tell)
    if ground is None:
        raise _OutOfTheRaceError("its data could not be laid out here")
    hidden = (f"{Path(had.program).parent}{os.sep}", f"{ground.data}{os.sep}", f"{ground.root}{os.sep}")
    return Runner(Side.PEER, entrant.name, lambda: entrant.ask(ground, had), hidden)


def _bounded(runner: Runner) -> Prepare:
    return lambda: replace(runner.prepare(), patience=PATIENCE)


def _shown(runner: Runner, course: Course) -> str:
    """The command line without what is only of this machine."""
    command: Command = runner.prepare()
    words = shlex.join(command.argv)
    if len(command.argv) == 3 and command.argv[:2] == ("sh", "-c"):
        words = command.argv[2]
    for path in runner.hidden:
        words = words.replace(path, "")
    told = {key: value for key, value in command.env.items() if key.startswith(("_COMMIT_", "COMP_"))}
    words = " ".join((*(f"{key}={shlex.quote(value)}" for key, value in told.items()), *words.split()))
    return words if len(words) <= _LONGEST else f"{words[:_LONGEST].rstrip()} …"
