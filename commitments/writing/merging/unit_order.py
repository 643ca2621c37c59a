"""Orders the units that two sides made of one list or mapping. Knows only the names of units."""

from __future__ import annotations

from collections.abc import Collection, Hashable, Mapping, Sequence
from datetime import date

Names = Sequence[Hashable]


class Unordered(Exception):
    """Both sides changed the order, or the position of a new unit is not certain."""


Days = Mapping[Hashable, date]
"""The days by which units stand in a list that is kept in the order of its days."""


def merged_order(
    base: Names, ours: Names, theirs: Names, kept: Collection[Hashable], strict: bool, days: Days
) -> Names:
    """The kept names, in the order of the side that changed it, new ones behind what they followed.

    Where both sides added names at one place, they stand in the order of their days, else ours come first.
    A strict order raises Unordered there if a name was removed too, since each new one could be its
    replacement.
    """
    shared = frozenset(kept).intersection(ours, theirs)
    order = _changed_order(*([name for name in names if name in shared] for names in (base, ours, theirs)))
    our_new, their_new = (
        _followers([name for name in names if name in kept], shared) for names in (ours, theirs)
    )
    removed = _followers([name for name in base if name not in kept or name in shared], shared)
    is_falling = _is_falling(base, days)
    result: list[Hashable] = []
    for anchor in (None, *order):
        if strict and anchor in our_new and anchor in their_new and anchor in removed:
            raise Unordered
        result += () if anchor is None else (anchor,)
        result += _in_order_of_days(our_new.get(anchor, ()), their_new.get(anchor, ()), days, is_falling)
    return result


def _is_falling(names: Names, days: Days) -> bool:
    """Whether the newest unit comes first; units of one day tell nothing."""
    known = [days[name] for name in names if name in days]
    return len(set(known)) > 1 and known == sorted(known, reverse=True)


def _in_order_of_days(ours: Names, theirs: Names, days: Days, is_falling: bool) -> Names:
    """The new names of both sides by their days; each side keeps its own order."""
    if not all(name in days for name in (*ours, *theirs)):
        return [*ours, *theirs]
    waiting = list(theirs)
    result: list[Hashable] = []
    for name in ours:
        while waiting and _stands_before(days[waiting[0]], days[name], is_falling):
            result.append(waiting.pop(0))
        result.append(name)
    return [*result, *waiting]


def _stands_before(day: date, other: date, is_falling: bool) -> bool:
    return day > other if is_falling else day < other


def _changed_order(base: Names, ours: Names, theirs: Names) -> Names:
    """The order of the side that changed it; raises Unordered where both did."""
    base_names = frozenset(base)
    if ours == theirs or [name for name in theirs if name in base_names] == base:
        return ours
    if [name for name in ours if name in base_names] == base:
        return theirs
    raise Unordered


def _followers(names: Names, anchors: Collection[Hashable]) -> Mapping[Hashable, Names]:
    """The names behind each anchor, up to the next; the names before the first anchor are under None."""
    followers: dict[Hashable, list[Hashable]] = {}
    anchor = None
    for name in names:
        if name in anchors:
            anchor = name
        else:
            followers.setdefault(anchor, []).append(name)
    return followers
