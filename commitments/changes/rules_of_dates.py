"""What may not happen to deadlines and to milestones. Judges on the day it is given.

A deadline moves where it means other days than before. Setting a first one is no move; an entry that
tells later of a move long made changes no deadline, and is fine.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from commitments.changes.change_set import ChangeSet, Edit
from commitments.changes.field_names import below, item
from commitments.changes.list_entries import (
    Fields,
    ListChanges,
    ListEntry,
    by_days,
    by_text,
    has_text,
    list_changes,
    mappings,
    same_days,
    shown,
    stands,
    touched,
    word,
)
from commitments.changes.rules_of_status import was_reopened
from commitments.model.dates import parse
from commitments.model.problem import Finding, Pointer
from commitments.model.record import prose


class _Deadline(NamedTuple):
    """That of a record or of one of its milestones, before and after."""

    milestone: str | None
    """Its id; None for the deadline of the record itself."""
    at: Pointer
    before: Fields
    after: Fields

    def field(self, name: str) -> str:
        """What a field of it is called."""
        return name if self.milestone is None else below(item("milestones", self.milestone, 1), name)

    def pointer(self, name: str) -> Pointer:
        """Where a field of it stands, or else what it would stand in."""
        return (*self.at, name) if name in self.after else self.at

    def moves(self) -> ListChanges:
        """What became of the entries that tell of its moves."""
        lists = (self.before.get("due_changes"), self.after.get("due_changes"))
        return list_changes(*lists, by_days("date"), by_text("from", "to"), by_text("reason"))


def due_moved_silently(edit: Edit, occasion: ChangeSet) -> Iterator[Finding]:
    """`due` moved, and no new entry says from, to and why."""
    for deadline in _deadlines(edit):
        if deadline.milestone is None and _is_silent(deadline):
            yield Finding("due-moved-silently", deadline.pointer("due"), _from_and_to(deadline))


def milestone_moved_silently(edit: Edit, occasion: ChangeSet) -> Iterator[Finding]:
    """The same of a milestone."""
    for deadline in _deadlines(edit):
        if deadline.milestone is not None and _is_silent(deadline):
            values = {"milestone": deadline.milestone, **_from_and_to(deadline)}
            yield Finding("milestone-moved-silently", deadline.pointer("due"), values)


def due_moved_late(edit: Edit, occasion: ChangeSet) -> Iterator[Finding]:
    """A deadline moved after it had passed, though not to open the record again."""
    for deadline in _deadlines(edit):
        old, new = parse(deadline.before.get("due")), parse(deadline.after.get("due"))
        passed = old and old.latest and old.latest < occasion.day
        if passed and old and new and new.latest != old.latest and not was_reopened(edit):
            values = {"field": deadline.field("due"), **_from_and_to(deadline)}
            yield Finding("due-moved-late", deadline.pointer("due"), values)


def due_change_rewritten(edit: Edit, occasion: ChangeSet) -> Iterator[Finding]:
    """An entry that told of a move was rewritten or removed."""
    for deadline in _deadlines(edit):
        moves = deadline.moves()
        for old, new in moves.changed:
            if not _is_first_due(deadline, old, new):
                yield _rewritten(deadline, old, (*deadline.at, "due_changes", new.place))
        for old in moves.gone:
            yield _rewritten(deadline, old, deadline.pointer("due_changes"))


def first_due_rewritten(edit: Edit, occasion: ChangeSet) -> Iterator[Finding]:
    """The first entry starts from another deadline than it did: the one that was first agreed."""
    for deadline in _deadlines(edit):
        for old, new in deadline.moves().changed:
            if _is_first_due(deadline, old, new):
                values = {"first": shown(old.data.get("from")), "now": shown(new.data.get("from"))}
                at = (*deadline.at, "due_changes", new.place)
                yield Finding(
                    "first-due-rewritten",
                    (*at, "from") if "from" in new.data else at,
                    {"field": deadline.field("due"), **values},
                )


def milestone_dropped(edit: Edit, occasion: ChangeSet) -> Iterator[Finding]:
    """A milestone is not there any more, or no more under its id."""
    if edit.before is None or edit.after is None:
        return
    found = milestones(edit)
    for old in found.gone:
        at: Pointer = ("milestones",) if "milestones" in edit.after else ()
        yield Finding("milestone-dropped", at, {"milestone": called(old)})
    for old, new in found.changed:
        if word(old.plain.get("id")) and old.plain.get("id") != new.plain.get("id"):
            yield Finding("milestone-dropped", ("milestones", new.place), {"milestone": called(old)})


def milestones(edit: Edit) -> ListChanges:
    """What became of the milestones, which are known by id, or else by title."""
    before, after = edit.before, edit.after
    if before is None or after is None or not touched(before, after, "milestones"):
        return ListChanges((), (), ())
    return list_changes(before.get("milestones"), after.get("milestones"), by_text("id"), by_text("title"))


def called(milestone: ListEntry) -> str:
    """The id of a milestone, or else its title."""
    name = milestone.data.get("id") or prose(milestone.data.get("title")).in_language("en")
    return shown(name or None)


def _deadlines(edit: Edit) -> Iterator[_Deadline]:
    """Those of which something may have changed."""
    before, after = edit.before, edit.after
    if before is None or after is None:
        return
    if touched(before, after, "due", "due_changes"):
        yield _Deadline(None, (), before, after)
    for old, new in milestones(edit).changed:
        yield _Deadline(called(old), ("milestones", new.place), old.data, new.data)


def _from_and_to(deadline: _Deadline) -> dict[str, str]:
    return {"from": shown(deadline.before.get("due")), "to": shown(deadline.after.get("due"))}


def _is_silent(deadline: _Deadline) -> bool:
    old, new = deadline.before.get("due"), deadline.after.get("due")
    if parse(old) is None or same_days(old, new):
        return False
    moves = deadline.moves()
    return not (_is_told(old, new, moves.new) or _is_undone(deadline, moves))


def _is_told(old: object, new: object, entries: Sequence[ListEntry]) -> bool:
    """Whether the last of the new entries lead from one date to the other, each with a reason."""
    wanted = new
    for entry in reversed(entries):
        if parse(wanted) is None or not same_days(entry.data.get("to"), wanted):
            return False
        if not has_text(entry.data.get("reason")):
            return False
        wanted = entry.data.get("from")
        if same_days(wanted, old):
            return True
    return False


def _is_undone(deadline: _Deadline, moves: ListChanges) -> bool:
    """Whether the deadline went where rewritten entries now lead: that is one fault, and theirs."""
    if not (moves.changed or moves.gone):
        return False
    left = mappings(deadline.after.get("due_changes"))
    told = left[-1].get("to") if left else mappings(deadline.before.get("due_changes"))[0].get("from")
    return same_days(told, deadline.after.get("due"))


def _is_first_due(deadline: _Deadline, old: ListEntry, new: ListEntry) -> bool:
    """Whether nothing but the beginning of the first entry differs."""
    first = mappings(deadline.before.get("due_changes"))[0]
    was, now = ({**entry.plain, "from": None} for entry in (old, new))
    return old.data is first and stands(was, now)


def _rewritten(deadline: _Deadline, entry: ListEntry, at: Pointer) -> Finding:
    values = {name: shown(entry.data.get(name)) for name in ("date", "from", "to")}
    return Finding("due-change-rewritten", at, {"field": deadline.field("due_changes"), **values})
