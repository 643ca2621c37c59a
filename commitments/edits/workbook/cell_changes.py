"""Holds what became of a workbook: changed cells, questions, problems. Compares nothing."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any, NamedTuple

from commitments.edits.unclear import Unclear
from commitments.edits.workbook.exported_state import ItemKey
from commitments.edits.workbook.layout import STANDING_COLUMN


class QuestionKind(StrEnum):
    """What a person must decide."""

    CLASH = "clash"
    """The cell and the record both changed, each its own way."""
    EMPTIED = "emptied"
    """A cell is empty now."""
    PARTY = "party"
    """A party is gone from its cell, maybe for another."""
    GONE = "gone"
    """The row is gone."""


class CellDecision(StrEnum):
    """What a person decides."""

    THEIRS = "theirs"
    """The record becomes what the workbook says."""
    OURS = "ours"
    """The record stays as it is."""
    BOTH = "both"
    """The parties of both are kept."""


class CellChange(NamedTuple):
    """A cell that differs from what was exported."""

    item: ItemKey
    column: str
    """The key of the column with the value: that of a filled column where that one was filled."""
    cell: str
    """The name of the cell; empty for a row that is gone."""
    before: str
    """What was exported."""
    theirs: str
    """What the workbook says."""
    ours: str
    """What the record holds now, as the workbook would show it."""
    value: Any = None
    """What `theirs` means; None for an empty cell."""

    @property
    def name(self) -> str:
        """The column that shows what is to be changed."""
        return STANDING_COLUMN.get(self.column, self.column)


class CellQuestion(NamedTuple):
    """Something that a person must decide; for a row that is gone, there is nothing to choose."""

    kind: QuestionKind
    change: CellChange

    def decisions(self) -> tuple[CellDecision, ...]:
        """The answers that there are."""
        if self.kind is QuestionKind.GONE:
            return (CellDecision.OURS,)
        is_party = self.kind is QuestionKind.PARTY and bool(self.change.theirs)
        return (CellDecision.THEIRS, CellDecision.OURS, *([CellDecision.BOTH] if is_party else []))


class CellProblem(NamedTuple):
    """Why a cell, or a whole row, cannot be taken."""

    item: ItemKey | None
    """None for a row that is about nothing that was exported."""
    cell: str
    why: Unclear


@dataclass(slots=True)
class Comparison:
    """What became of a workbook since it was exported."""

    changes: list[CellChange] = field(default_factory=list)
    """What is to be taken, in the order of the sheets; filled cells too."""
    questions: list[CellQuestion] = field(default_factory=list)
    problems: list[CellProblem] = field(default_factory=list)
    notices: list[Unclear] = field(default_factory=list)
    """What is not read, each in a sentence."""
    unchanged: int = 0
    """Rows in which nothing was changed."""
    rows: dict[ItemKey, tuple[str, int]] = field(default_factory=dict)
    """The name of the sheet and the number of the row of each item."""
    cells: dict[tuple[ItemKey, str], str] = field(default_factory=dict)
    """The names of the cells of the rows with changes, by their columns."""


class RecordsNow(NamedTuple):
    """The records as they stand, as the workbook would show them."""

    cells: Mapping[ItemKey, Mapping[str, str]]
    digests: Mapping[str, str]
    """By the id of the record."""
