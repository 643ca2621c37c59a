"""Holds an answer before it is written: its rows, its cells, its table. Writes nothing."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from commitments.model.members import MemberReport
from commitments.model.problem import Problem
from commitments.render.words import Words

Record = Mapping[str, Any]

SHORT_ID = 7
"""Digits of a commit's id that people are shown."""


class Cells(NamedTuple):
    """An answer as rows of cells, for CSV."""

    names: Sequence[str]
    """The columns; an empty answer has them too."""
    rows: Callable[[], Iterable[Record]]
    is_complete: bool = False
    """Whether `names` holds every column, so that the first row is written before the last is made."""


@dataclass(frozen=True, slots=True)
class RoofView:
    """The members that an answer is about, on a roof."""

    members: Sequence[MemberReport]
    member_at: Callable[[str], str | None]
    """The member that a path of the roof lies in; None for the roof itself."""
    narrowed_from: int | None = None
    """How many members the roof has, where the question is about chosen ones; None where it is about all."""
    own_clone: MemberReport | None = None
    """What the repository lacks that the roof itself lies in; no member, and no part of a total."""

    @property
    def is_whole(self) -> bool:
        """Whether totals can be told: every member was read whole."""
        return all(member.is_whole for member in self.members)


@dataclass(frozen=True, slots=True)
class Screen:
    """Where an answer is read: the language, the width, the colours."""

    words: Words
    width: int | None = None
    """Columns of a terminal; None for a pipe or a file, where nothing is cut."""
    color: bool = False
    height: int | None = None
    """Lines of a terminal to which a list is cut; None where nothing is cut."""
    page_height: int | None = None
    """Lines of a terminal beyond which an answer is paged; None where none is."""
    prefix: str = ""
    """The path from the top of the repository to the workspace, ending in a slash; empty at the top."""
    commit: str = ""
    """The short id of the commit whose state is shown; empty for the files on disk."""
    cells_in_words: Callable[[Cells], Cells] | None = None
    """Puts the cells of CSV in words; None where keys and stored words are kept."""

    roof: RoofView | None = None
    """What the answer is about, where it is that of a roof."""

    @property
    def tells_totals(self) -> bool:
        """Whether totals may be told."""
        return self.roof is None or self.roof.is_whole

    @property
    def narrow(self) -> bool:
        """Whether the screen is too narrow for columns, so that cards read better."""
        return self.width is not None and self.width < 72


class JsonText(str):
    """A row that is JSON in one line already."""


@dataclass(frozen=True, slots=True)
class Answer:
    """The answer of a command, ready for every format; a format calls only the functions that it needs."""

    command: str
    as_of: str
    """The day of judging, as `2026-11-22`."""
    key: str
    """The key of the list of rows in JSON; the key of the row where `single` is set."""
    rows: Callable[[], Iterable[Record | JsonText]]
    """The rows for JSON, with the keys of the contract."""
    table: Callable[[Screen], str | Iterator[str]]
    """The table for a person; a long one in pieces of whole lines."""
    cells: Cells
    """The rows for CSV."""
    markdown: Callable[[Screen], str]
    """A table or a document for a comment on a code host."""
    head: Callable[[], Mapping[str, Any]] = field(default=dict)
    """The keys beside the rows in JSON; an iterator is a list of further rows."""
    single: bool = False
    """Whether the answer is about one thing, whose keys stand at the top of the JSON."""
    annotations: Callable[[], Sequence[Problem]] = field(default=tuple)
    """The problems, for the formats of code hosts."""
    strict: bool = False
    """Whether warnings fail the run too, for formats that say what failed."""
