"""What the benchmark must know of another tool: how to get it, lay out its data, and ask it. Runs nothing."""

from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from bench.measure import Command
from bench.peers.environments import Had, Source
from bench.rows import Race

SIZES = {Race.VALIDATING: 10_000, Race.DUE: 10_000}
"""The most records that peers are asked about; ours alone goes on."""


@dataclass(frozen=True, slots=True)
class Ground:
    """What all are measured on, and where one peer keeps its own form of it."""

    root: Path
    """Our workspace or history."""
    size: int
    """Records of the workspace, or commits of the history."""
    data: Path
    """The folder of this peer for this size."""


Lay = Callable[[Ground, Had], None]
"""Lays out its data, and with it whatever cache its own documents tell to keep; not measured."""
Ask = Callable[[Ground, Had], Command]


@dataclass(frozen=True, slots=True)
class Entrant:
    """One command of a peer in one race."""

    race: Race
    name: str
    """As a reader knows the command."""
    ask: Ask
    lay: Lay | None = None
    """None where it reads our own files."""
    most: int | None = None
    """The largest size it is asked about, with the reason why no larger."""
    why_no_more: str = ""


@dataclass(frozen=True, slots=True)
class Peer:
    name: str
    source: Source
    entrants: tuple[Entrant, ...]
    unequal: str = field(default="")
    """What is not equal about the comparison, for the page."""


def versions(name: str, ask: tuple[str, ...]) -> Entrant:
    """How long it takes to say which version it is: its start and no more."""
    return Entrant(
        Race.STARTING, f"{name} {' '.join(ask)}", lambda ground, had: Command((had.program, *ask), had.env)
    )
