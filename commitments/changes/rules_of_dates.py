"""What may not happen to deadlines and to milestones. Judges on the day it is given.

A deadline moves where it means other days than before. Setting a first one is no move; an entry that
tells later of a move long made changes no deadline, and is fine.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from commitments.changes.change_set import Edit, Occasion
from commitments.changes.field_names import below, item
from commitments.changes.list_entries import (
    Entry,
    Fared,
    Fields,
    by_days,
    by_text,
    fared,
    has_text,
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

    def moves(self) -> Fared:
        """What became of the entries that tell of its moves."""
        lists = (self.before.get("due_changes"), self.after.get("due_changes"))
        return fared(*lists, by_days("date"), by_text("from", "to"), by_text("reason"))


def due_moved_silently(edit: Edit, occasion: Occasion) -> Iterator[Finding]:
    """`due` moved, and no new entry says from, to and why."""
    for each in _deadlines(edit):
        if each.milestone is None and _is_silent(each):
            yield Finding("due-moved-silently", each.pointer("due"), _from_and_to(each))


def milestone_moved_silently(edit: Edit, occasion: Occasion) -> Iterator[Finding]:
    """The same of a milestone."""
    for each in _deadlines(edit):
        if each.milestone is not None and _is_silent(each):
            values = {"milestone": each.milestone, **_from_and_to(each)}
            yield Finding("milestone-moved-silently", each.pointer("due"), values)


def due_moved_late(edit: Edit, occasion: Occasion) -> Iterator[Finding]:
    """A deadline moved after it had passed, though not to open the record again."""
    for each in _deadlines(edit):
        old, new = parse(each.before.get("due")), parse(each.after.get("due"))
        passed = old and old.latest and old.latest < occasion.day
        if passed and old and new and new.latest != old.latest and not was_reopened(edit):
            values = {"field": each.field("due"), **_from_and_to(each)}
            yield Finding("due-moved-late", each.pointer("due"), values)


def due_change_rewritten(edit: Edit, occasion: Occasion) -> Iterator[Finding]:
    """An entry that told of a move was rewritten or removed."""
    for each in _deadlines(edit):
        moves = each.moves()
        for old, new in moves.changed:
            if not _is_first_due(each, old, new):
                yield _rewritten(each, old, (*each.at, "due_changes", new.place))
        for old in moves.gone:
            yield _rewritten(each, old, each.pointer("due_changes"))


def first_due_rewritten(edit: Edit, occasion: Occasion) -> Iterator[Finding]:
    """The first entry starts from another deadline than it did: the one that was first agreed."""
    for each in _deadlines(edit):
        for old, new in each.moves().changed:
            if _is_first_due(each, old, new):
                values = {"first": shown(old.data.get("from")), "now": shown(new.data.get("from"))}
                at = (*each.at, "due_changes", new.place)
                yield Finding(
                    "first-due-rewritten",
                    (*at, "from") if "from" in new.data else at,
                    {"field": each.field("due"), **values},
                )


def milestone_dropped(edit: Edit, occasion: Occasion) -> Iterator[Finding]:
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


def milestones(edit: Edit) -> Fared:
    """What became of the milestones, which are known by id, or else by title."""
    before, after = edit.before, edit.after
    if before is None or after is None or not touched(before, after, "milestones"):
        return Fared((), (), ())
    return fared(before.get("milestones"), after.get("milestones"), by_text("id"), by_text("title"))


def called(milestone: Entry) -> str:
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


def _from_and_to(of: _Deadline) -> dict[str, str]:
    return {"from": shown(of.before.get("due")), "to": shown(of.after.get("due"))}


def _is_silent(of: _Deadline) -> bool:
    old, new = of.before.get("due"), of.after.get("due")
    if parse(old) is None or same_days(old, new):
        return False
    moves = of.moves()
    return not (_is_told(old, new, moves.new) or _is_undone(of, moves))


def _is_told(old: object, new: object, entries: Sequence[Entry]) -> bool:
    """Whether the last of the new entries lead from one date to the other, each with a reason."""
    wanted = new
    for each in reversed(entries):
        if parse(wanted) is None or not same_days(each.data.get("to"), wanted):
            return False
        if not has_text(each.data.get("reason")):
            return False
        wanted = each.data.get("from")
        if same_days(wanted, old):
            return True
    return False


def _is_undone(of: _Deadline, moves: Fared) -> bool:
    """Whether the deadline went where rewritten entries now lead: that is one fault, and theirs."""
    if not (moves.changed or moves.gone):
        return False
    left = mappings(of.after.get("due_changes"))
    told = left[-1].get("to") if left else mappings(of.before.get("due_changes"))[0].get("from")
    return same_days(told, of.after.get("due"))


def _is_first_due(of: _Deadline, old: Entry, new: Entry) -> bool:
    """Whether nothing but the beginning of the first entry differs."""
    first = mappings(of.before.get("due_changes"))[0]
    was, now = ({**each.plain, "from": None} for each in (old, new))
    return old.data is first and stands(was, now)


def _rewritten(of: _Deadline, entry: Entry, at: Pointer) -> Finding:
    values = {name: shown(entry.data.get(name)) for name in ("date", "from", "to")}
    return Finding("due-change-rewritten", at, {"field": of.field("due_changes"), **values})
