"""Which open status does the history of a record show last? Must not read git."""

import json
from typing import Any

import pytest

from commitments.changes.change import Change
from commitments.model.revision import Revision
from commitments.reports.last_status import last_open_status

AT = Revision("ab" * 20, (), 1_770_000_000, "Lan", "lan@example.org", "Edit")


def row(field: str, old: Any, new: Any, kind: str = "changed") -> Change:
    return Change(AT, "small", "records/small.yaml", kind, field, json.dumps(old), json.dumps(new), "{}")


ADDED = row("", None, {"status": "agreed"}, "added")


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ([], None),
        ([ADDED], None),
        ([ADDED, row("status", "agreed", "withdrawn")], "agreed"),
        ([ADDED, row("status", "agreed", "withdrawn"), row("due", "2026", "2027")], "agreed"),
        ([row("status", "in_progress", "fulfilled"), row("status", "fulfilled", "withdrawn")], "in_progress"),
        (
            [row("status", "agreed", "suspended"), row("status", "suspended", "withdrawn")],
            "suspended",
        ),
        ([row("status", "agreed", "withdrawn"), row("", {}, None, "removed"), ADDED], None),
        ([row("status", "in work", "withdrawn")], None),
        ([row("status", ["agreed"], "withdrawn")], None),
        ([row("status", "proposed", "withdrawn")], "proposed"),
    ],
)
def test_the_last_open_status(changes: list[Change], expected: str | None) -> None:
    assert last_open_status(changes) == expected
