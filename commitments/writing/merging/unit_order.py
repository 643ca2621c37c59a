"""In which order the units stand that two sides made of one. Knows of units only what they are called."""

from __future__ import annotations

from collections.abc import Collection, Hashable, Mapping, Sequence

Names = Sequence[Hashable]


class Unordered(Exception):
    """Both sides changed the order, or it is not certain in whose place something new stands."""


def arranged(base: Names, ours: Names, theirs: Names, kept: Collection[Hashable], strict: bool) -> Names:
    """The names that are kept, in the order of the side that changed it, new ones behind what they followed.

    Where both added something at one place, ours comes first. A strict order raises Unordered there if
    something was taken away too, since each of the new ones could stand in its place.
    """
    both = frozenset(kept).intersection(ours, theirs)
    order = _order(*([name for name in item if name in both] for item in (base, ours, theirs)))
    mine, other = (_followers([name for name in item if name in kept], both) for item in (ours, theirs))
    gone = _followers([name for name in base if name not in kept or name in both], both)
    found: list[Hashable] = []
    for anchor in (None, *order):
        if strict and anchor in mine and anchor in other and anchor in gone:
            raise Unordered
        found += () if anchor is None else (anchor,)
        found += mine.get(anchor, ())
        found += other.get(anchor, ())
    return found


def _order(base: Names, ours: Names, theirs: Names) -> Names:
    known = frozenset(base)
    if ours == theirs or [name for name in theirs if name in known] == base:
        return ours
    if [name for name in ours if name in known] == base:
        return theirs
    raise Unordered


def _followers(names: Names, anchors: Collection[Hashable]) -> Mapping[Hashable, Names]:
    """What stands behind each anchor up to the next, and before the first one, behind None."""
    found: dict[Hashable, list[Hashable]] = {}
    anchor = None
    for name in names:
        if name in anchors:
            anchor = name
        else:
            found.setdefault(anchor, []).append(name)
    return found
