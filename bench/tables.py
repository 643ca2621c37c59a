"""Reads tables.toml: what is measured, on which ground, beside which peers, and what is to be reached."""

import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from enum import Enum
from pathlib import Path
from typing import Any


class Ground(Enum):
    """What is measured on, by what its size counts."""

    RECORDS = "records"
    """A workspace."""
    FAULTS = "faulty records"
    """Two workspaces, `valid` and `faulty`."""
    COMMITS = "commits"
    """A history."""
    FLAT = "commits, one folder"
    """A history with all records in one folder."""
    MANY = "workspaces"
    """Workspaces of 1,000 records each, side by side below a roof."""


class Side(Enum):
    OURS = "ours"
    FLOOR = "floor"
    PEER = "peer"


@dataclass(frozen=True, slots=True)
class Row:
    """One command of a table."""

    name: str
    words: str
    """The command line as a shell takes it, with placeholders."""
    floor: bool = False
    peer: str = ""
    """The peer that it is of, empty for floors and ours."""
    cold: bool = False
    """Whether each run begins without a cache."""
    after: str = ""
    """The question asked just before each run, of the same cache."""
    terminal: bool = False
    """Whether it writes to a terminal, else to a pipe."""
    expects: str = ""
    """What its answer holds."""
    statuses: tuple[int, ...] = (0,)
    formats: tuple[str, ...] = ()
    """The formats of an answer, each a row of its own."""
    layout: str = ""
    """What lays the records out for a peer, `module` or `module:function`; empty where it reads our own."""
    folder: str = ""
    """Where a peer runs, below its data; empty where it reads our own files."""
    tells: str = ""
    """Of which items its answer has one line each, in the words of items.py."""
    form: str = ""
    """The form of such a line."""
    most: int = 10_000
    """The largest size that a peer is asked about."""
    why_no_more: str = ""

    @property
    def side(self) -> Side:
        return Side.PEER if self.peer else Side.FLOOR if self.floor else Side.OURS


@dataclass(frozen=True, slots=True)
class Table:
    """Commands that run in turn on the same files."""

    name: str
    ground: Ground
    rows: tuple[Row, ...]
    sizes: tuple[int, ...]
    small: int
    is_bound: bool
    """Whether it is measured at no other size, since its goals are for these."""
    once: bool = False
    """Whether one run is enough, as for memory, which differs little from run to run."""
    extra: bool = False
    """Whether it is measured only where it is named."""

    @property
    def peers(self) -> tuple[str, ...]:
        """The names of the peers that have a row."""
        return tuple(dict.fromkeys(row.peer for row in self.rows if row.peer))


@dataclass(frozen=True, slots=True)
class Peer:
    """How another tool is had: in one of three ways."""

    name: str
    program: str
    pip: str = ""
    npm: str = ""
    debian: str = ""
    """The package of a program that is not on the path."""
    env: Mapping[str, str] = field(default_factory=dict)


def _rows(rows: list[dict[str, Any]]) -> Iterator[Row]:
    for values in rows:
        lists = {key: tuple(value) for key, value in values.items() if isinstance(value, list)}
        row = Row(**(values | lists))
        yield from (_in_format(row, form) for form in row.formats) if row.formats else (row,)


def _in_format(row: Row, form: str) -> Row:
    return replace(row, name=f"{row.name}, {form}", words=row.words.replace("{format}", form))


def _table(name: str, values: dict[str, Any]) -> Table:
    ground = Ground[values.pop("ground")]
    only, rows = values.pop("only", ()), tuple(_rows(values.pop("rows")))
    sizes = tuple(only or _TOML["sizes"][ground.name])
    is_bound = bool(only) or len(sizes) == 1
    return Table(name, ground, rows, sizes, _TOML["small"][ground.name], is_bound, **values)


_TOML: dict[str, Any] = tomllib.loads(Path(__file__).with_name("tables.toml").read_text(encoding="utf-8"))
TABLES = tuple(_table(name, values) for name, values in _TOML["tables"].items())
PEERS = tuple(Peer(name, **values) for name, values in _TOML["peers"].items())
BOUNDS = tuple((table, *bound) for table, bounds in _TOML["goals"].items() for bound in bounds)
"""Each goal as table, command, size and bound."""
