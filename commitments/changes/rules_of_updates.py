"""What may not happen to updates, and whether a change tells why it was made. Knows no other field."""

from __future__ import annotations

from collections.abc import Iterator

from commitments.changes.change_set import ChangeSet, Edit
from commitments.changes.list_entries import (
    ListChanges,
    by_days,
    by_text,
    has_text,
    list_changes,
    shown,
    touched,
)
from commitments.model.dates import parse
from commitments.model.problem import Finding, Pointer


def told_why(edit: Edit) -> bool:
    """Whether an update came with this change that says anything."""
    return any(has_text(item.data.get("note")) for item in _updates(edit).new)


def update_in_future(edit: Edit, occasion: ChangeSet) -> Iterator[Finding]:
    """An update that came with this change is dated after its day."""
    for entry in _updates(edit).new:
        date = parse(entry.data.get("date"))
        if date and date.earliest and date.earliest > occasion.day:
            yield Finding("update-in-future", ("updates", entry.place, "date"), {"date": date.text})


def update_rewritten(edit: Edit, occasion: ChangeSet) -> Iterator[Finding]:
    """An update that stood was edited or removed."""
    if edit.before is None or edit.after is None:
        return
    found = _updates(edit)
    for old, new in found.changed:
        yield _rewritten(("updates", new.place), old.data.get("date"))
    for old in found.gone:
        yield _rewritten(("updates",) if "updates" in edit.after else (), old.data.get("date"))


def _rewritten(at: Pointer, date: object) -> Finding:
    return Finding("update-rewritten", at, {"date": shown(date)})


def _updates(edit: Edit) -> ListChanges:
    before, after = edit.before or {}, edit.after or {}
    if not touched(before, after, "updates"):
        return ListChanges((), (), ())
    return list_changes(before.get("updates"), after.get("updates"), by_days("date"), by_text("note"))
