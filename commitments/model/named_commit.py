"""Defines a commit that a question names, and what it means to other members of a roof. It asks no git."""

from __future__ import annotations

from datetime import date, timedelta
from typing import NamedTuple

from commitments.model.revision import Revision


class NamedCommit(NamedTuple):
    """A commit of one register; for all other members of a roof it stands for its day."""

    member: str | None
    """The member whose commit it is; None for a register that stands alone, and for the roof itself."""
    revision: Revision
    day: date
    """The day of the commit in the time zone of its register."""

    def first_after(self, member: str | None) -> date | str:
        """Where a span of a member begins that begins after this commit: with a day, or after a commit."""
        if member == self.member:
            return self.revision.id
        return self.day + timedelta(1) if self.day < date.max else self.day

    def last_of(self, member: str | None) -> date | str:
        """Where a span of a member ends that ends with this commit: with a day, or with a commit."""
        return self.revision.id if member == self.member else self.day


PastTime = date | NamedCommit
"""A day or a commit that a question names."""


class AskedSpan(NamedTuple):
    """A stretch of history as a question names it; None sets no bound."""

    since: PastTime | None = None
    """The first day, or the last commit before the span."""
    until: PastTime | None = None
    """The last day, or the last commit."""
