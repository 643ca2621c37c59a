"""Says which part of history is meant. Reads no history."""

from __future__ import annotations

from datetime import date
from enum import Enum, auto
from typing import NamedTuple


class HistorySpan(NamedTuple):
    """A stretch between two states, each named by a day or the id of a commit; None sets no bound."""

    since: date | str | None = None
    """The first day, or the last commit before the span: a day is included, a commit is not."""
    until: date | str | None = None
    """The last day, or the last commit."""


EVERYTHING = HistorySpan()


class Unchanged(Enum):
    """How much is read of records that did not change since they were added: most rows, and most bytes."""

    WHOLE = auto()
    BARE = auto()
    """A row without values, where that saves time."""
    LEFT_OUT = auto()
    """No row, where that saves memory."""
