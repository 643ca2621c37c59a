"""Orders the units that two sides made of one list or mapping. Knows only the names of units."""

from __future__ import annotations

from collections.abc import Collection, Hashable, Mapping, Sequence

Names = Sequence[Hashable]


class Unordered(Exception):
    """Both sides changed the order, or the position of a new unit is not certain."""


def merged_order(base: Names, ours: Names, theirs: Names, kept: Collection[Hashable], strict: bool) -> Names:
    """The kept names, in the order of the side that changed it, new ones behind what they followed.

    Where both sides added names at one place, ours come first. A strict order raises Unordered there if a
    name was removed too, since each new one could be its replacement.
    """
    shared = frozenset(kept).intersection(ours, theirs)
    order = _changed_order(*([name for name in names if name in shared] for names in (base, ours, theirs)))
    our_new, their_new = (
        _followers([name for name in names if name in kept], shared) for names in (ours, theirs)
    )
    removed = _followers([name for name in base if name not in kept or name in shared], shared)
    result: list[Hashable] = []
    for anchor in (None, *order):
        if strict and anchor in our_new and anchor in their_new and anchor in removed:
            raise Unordered
        result += () if anchor is None else (anchor,)
        result += our_new.get(anchor, ())
        result += their_new.get(anchor, ())
    return result


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
