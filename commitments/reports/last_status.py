"""Finds the open status that a closed record had last, in the rows of its history. It reads no git."""

from __future__ import annotations

import json
from collections.abc import Sequence

from commitments.changes.change import Change, ChangeKind
from commitments.changes.rules.status_rules import known_status
from commitments.model.lifecycle import OPEN_STATUSES, Status


def last_open_status(changes: Sequence[Change]) -> Status | None:
    """The last open status in the changes of one record, oldest first; None where they show none."""
    for change in reversed(changes):
        if change.kind in (ChangeKind.ADDED, ChangeKind.REMOVED):
            return None
        if change.field == "status":
            old = known_status({"status": json.loads(change.old)})
            if old in OPEN_STATUSES:
                return old
    return None
