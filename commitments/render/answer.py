"""An answer before it is written: its rows as the contract names them, and how a person reads it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

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


@dataclass(frozen=True, slots=True)
class Answer:
    """What a command found, ready for every format."""

    command: str
    as_of: str
    """The day on which was judged, as `2026-11-22`."""
    key: str
    """The name of the list of rows; the singular name where there is only one."""
    rows: Callable[[], Sequence[Record]]
    table: Callable[[Screen], str]
    """What a person reads."""
    columns: Mapping[str, Callable[[Record], Any]]
    """What a Markdown table shows of a row, by heading."""
    names: Sequence[str] = ()
    """The columns of CSV, so that an empty answer has them too."""
    head: Callable[[], Mapping[str, Any]] = field(default=dict)
    """What stands beside the rows in JSON."""
    single: bool = False
    """Whether the answer is about one thing: JSON then has the keys of its row at the top."""
    flat_rows: Callable[[], Sequence[Record]] | None = None
    """What formats of rows and columns show instead, where `rows` are too deep for them."""
    annotations: Callable[[], Sequence[Problem]] = field(default=tuple)
    """The problems, for formats that tell a code host about them."""
    strict: bool = False
    """Whether warnings fail the run too, for formats that tell what failed."""
    json_rows: Callable[[], Iterable[str]] | None = None
    """The rows as JSON, an object in one line each, where they need not be made of values first."""
    document: Callable[[Screen], str] | None = None
    """What Markdown is instead of a table."""
    markdown_rows: Callable[[], Iterable[Record]] | None = None
    """What Markdown shows instead, where its columns are not of the keys of a row."""
