"""Defines one commit of a history. It knows no git."""

from __future__ import annotations

from datetime import MAXYEAR, UTC, date, datetime, tzinfo
from typing import NamedTuple


class Revision(NamedTuple):
    """A commit, or the working tree, whose `id` is empty."""

    id: str
    """The object id in full, in hexadecimal digits."""
    parents: tuple[str, ...]
    time: int
    """When it was committed, by the committer's clock, in seconds since 1970."""
    author: str
    email: str
    subject: str
    """The first line of its message."""
    zone: tzinfo | None = None
    """The zone of its own day, where the histories of several zones are joined; else None."""

    def day(self, zone: tzinfo | None) -> date:
        """The calendar day of the commit, in its own zone or in `zone`; None means that of the machine."""
        try:
            return datetime.fromtimestamp(self.time, self.zone or zone).date()
        except (OverflowError, ValueError, OSError):
            return date(1, 1, 1) if self.time < 0 else date(MAXYEAR, 12, 31)

    def day_or_today(self, zone: tzinfo | None, today: date) -> date:
        """The day of the commit; of a working tree `today`, unless it has a day of its own."""
        return self.day(zone) if self.id or self.zone else today

    def moment(self) -> datetime:
        """The time of the commit in UTC; the nearest that can be told, where its clock was far off."""
        try:
            return datetime.fromtimestamp(self.time, UTC)
        except (OverflowError, ValueError, OSError):
            return datetime(1 if self.time < 0 else MAXYEAR, 1, 1, tzinfo=UTC)
