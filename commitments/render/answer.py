"""An answer before it is written: its rows as the contract names them, and how a person reads it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from commitments.model.problem import Problem
from commitments.render.words import Words

Record = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Screen:
    """Where an answer is read."""

    words: Words
    width: int | None = None
    """Columns of a terminal; None where the output is piped or kept, and so is never cut."""
    color: bool = False
    prefix: str = ""
    """The way from the current folder to the workspace, with a slash behind it where there is any."""
    commit: str = ""
    """The commit whose state is told, cut short; empty for the files as they stand."""

    @property
    def narrow(self) -> bool:
        """Whether columns would be shredded, so that cards read better."""
        return self.width is not None and self.width < 72


class JsonText(str):
    """A row as JSON in one line, where it need not be made of values first."""


class Cells(NamedTuple):
    """An answer as a table of cells, for CSV."""

    names: Sequence[str]
    """The columns, so that an empty answer has them too."""
    rows: Callable[[], Iterable[Record]]
    is_complete: bool = False
    """Whether no row has another column, so that the first is written before the last is made."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What a command found, ready for every format; nothing is made before a format asks for it."""

    command: str
    as_of: str
    """The day on which was judged, as `2026-11-22`."""
    key: str
    """The name of the list of rows in JSON; the singular name where there is only one."""
    rows: Callable[[], Iterable[Record | JsonText]]
    """The rows as the contract names their keys, for JSON."""
    table: Callable[[Screen], str]
    """What a person reads."""
    cells: Cells
    """What CSV holds."""
    markdown: Callable[[Screen], str]
    """A table or a document for a comment on a code host."""
    head: Callable[[], Mapping[str, Any]] = field(default=dict)
    """What stands beside the rows in JSON."""
    single: bool = False
    """Whether the answer is about one thing: JSON then has the keys of its row at the top."""
    annotations: Callable[[], Sequence[Problem]] = field(default=tuple)
    """The problems, for formats that tell a code host about them."""
    strict: bool = False
    """Whether warnings fail the run too, for formats that tell what failed."""
