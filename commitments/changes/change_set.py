"""What a rule of change is given: a record before and after, and what else happened then. Judges nothing."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any, NamedTuple

Record = Mapping[str, Any]
"""A record as it was read: any of its fields may hold anything."""


class Edit(NamedTuple):
    """One record before and after."""

    id: str
    before: Record | None
    """As it could last be read; None where it was not there."""
    after: Record | None
    """None where it is not there any more, or cannot be read."""
    old_path: str | None
    new_path: str | None
    readable: bool = True
    """False where it stands but cannot be read; `after` is None then."""


class ChangeSet(NamedTuple):
    """When it was, and what was touched at the same time."""

    day: date
    """Of the commit; today for what is not committed."""
    edits: Sequence[Edit]
    """All of the commit or of the pull request."""
    beside: Sequence[str] = ()
    """The paths of what checks records, where that was touched: below `schema/`, and the settings."""
