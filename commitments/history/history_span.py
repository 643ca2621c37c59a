"""Which part of history is meant. Reads none."""

from __future__ import annotations

from datetime import date
from typing import NamedTuple


class HistorySpan(NamedTuple):
    """From which state to which: a day, the id of a commit, or None for no bound."""

    since: date | str | None = None
    """A day is included, a commit is not: what came after it is meant."""
    until: date | str | None = None
    """The last day, or the last commit."""


EVERYTHING = HistorySpan()
