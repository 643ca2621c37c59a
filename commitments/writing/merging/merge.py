"""Merges two texts of a record into one, field by field: bytes in, bytes out. Opens no file.

A unit that only one side changed is taken from that side as it was written, with its comments. The merged
text is read again, and must mean what both sides mean together; where anything is not certain, there is no
merged text, and a person has to merge by hand.
"""

from __future__ import annotations

from codecs import BOM_UTF8
from collections import Counter
from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from datetime import date
from typing import Any, NamedTuple, TypeVar

from commitments.changes.compare import canonical_text
from commitments.changes.field_names import child_field_name, item_field_name
from commitments.changes.three_way import MergedRecord
from commitments.model.calendar.dates import parse_date
from commitments.model.fields import LIST_ORDER
from commitments.reading.yaml.yaml_text import parse
from commitments.writing.merging.inline_units import inline, on_one_line
from commitments.writing.merging.joint_meaning import keeps_comments, meaning, means, parse_record
from commitments.writing.merging.unit_order import Unordered, merged_order
from commitments.writing.merging.units import Lines, Uncut, Unit, UnitGroup, all_lines, cut_units, unit_lines

_T = TypeVar("_T")


class _NotMergeable(Exception):
    """Both sides changed the same place, and neither text holds what the other says."""


class _Choice(NamedTuple):
    """What is taken where both sides changed the same place, each in its own way."""

    clashes: frozenset[str] = frozenset()
    """The fields whose meaning clashes: these are taken whole from one side."""
    takes_theirs: bool | None = None
    """None where nothing is chosen, so that there is no merge."""

    def between(self, ours: _T, theirs: _T) -> _T:
        """The value of the chosen side; raises _NotMergeable where none is chosen."""
        if self.takes_theirs is None:
            raise _NotMergeable
        return theirs if self.takes_theirs else ours


_NO_CHOICE = _Choice()


def merge_texts(base: bytes, ours: bytes, theirs: bytes) -> bytes | None:
    """The text with the edits of both sides; None where it is not certain."""
    if theirs in (ours, base):
        return ours
    if ours == base:
        return theirs
    joined = meaning(base, ours, theirs)
    if joined is None or joined.clashes:
        return None
    result = _merge_sides(base, ours, theirs, joined, _NO_CHOICE)
    return result if result is not None and keeps_comments(result, base, ours, theirs) else None


def clashing_texts(base: bytes, ours: bytes, theirs: bytes) -> tuple[bytes, bytes] | None:
    """The merged text with our value of each clashing field, and the one with theirs; they agree in all else.

    Returns None where no field clashes, and where the texts are not certain.
    """
    joined, mirrored = meaning(base, ours, theirs), meaning(base, theirs, ours)
    if joined is None or mirrored is None or not joined.clashes:
        return None
    clashes = frozenset(joined.clashes)
    ours_chosen = _merge_sides(base, ours, theirs, joined, _Choice(clashes, False))
    theirs_chosen = _merge_sides(base, ours, theirs, mirrored, _Choice(clashes, True))
    return None if ours_chosen is None or theirs_chosen is None else (ours_chosen, theirs_chosen)


def _merge_sides(
    base: bytes, ours: bytes, theirs: bytes, joined: MergedRecord, choice: _Choice
) -> bytes | None:
    """The merged text; None where a text cannot be cut, or the result would not mean what it should."""
    base_side, our_side, their_side = (_cut_side(text) for text in (base, ours, theirs))
    if base_side is None or our_side is None or their_side is None:
        return None
    try:
        group = _merge_groups(base_side.group, our_side.group, their_side.group, choice)
        text = "".join(unit_lines(group))
        result = _with_line_ends(text, base_side, our_side, their_side, choice)
    except (_NotMergeable, Unordered, Uncut):
        return None
    return result if means(result, joined) else None


class _Side(NamedTuple):
    """One of the three texts."""

    value: dict[str, Any]
    group: UnitGroup
    has_mark: bool
    has_returns: bool
    ends: bool
    """Whether the last line ends with a line feed."""


def _cut_side(data: bytes) -> _Side | None:
    """The units of a text; None where it cannot be read or is not cut with certainty."""
    value = parse_record(data)
    text = data.removeprefix(BOM_UTF8).replace(b"\r\n", b"\n")
    has_returns = b"\r\n" in data
    if value is None or b"\r" in text or (has_returns and data.count(b"\r\n") < data.count(b"\n")):
        return None
    ends = text.endswith(b"\n")
    parsed = parse(text if ends else text + b"\n", with_marks=True)
    group = cut_units(parsed)
    if group is None or parsed.value != value:
        return None
    return _Side(value, group, data.startswith(BOM_UTF8), has_returns, ends)


def _with_line_ends(text: str, base: _Side, ours: _Side, theirs: _Side, choice: _Choice) -> bytes:
    """The text with line ends, last line feed and byte order mark of the side that changed them."""
    has_mark = _changed_value(base.has_mark, ours.has_mark, theirs.has_mark, choice)
    has_returns = _changed_value(base.has_returns, ours.has_returns, theirs.has_returns, choice)
    ends = _changed_value(base.ends, ours.ends, theirs.ends, choice)
    data = (text if ends else text.removesuffix("\n")).encode()
    return BOM_UTF8 * has_mark + (data.replace(b"\n", b"\r\n") if has_returns else data)


def _changed_value(base: _T, ours: _T, theirs: _T, choice: _Choice) -> _T:
    """The value of the side that changed it; where both did, each in its own way, the chosen one."""
    if theirs in (base, ours):
        return ours
    if ours == base:
        return theirs
    return choice.between(ours, theirs)


def _merge_groups(
    base: UnitGroup | None, ours: UnitGroup, theirs: UnitGroup, choice: _Choice, field: str = ""
) -> UnitGroup:
    base = base or UnitGroup(theirs.is_list, (), theirs.step, (), ())
    if not base.is_list == ours.is_list == theirs.is_list:
        raise _NotMergeable
    units = _merge_units(base, ours, theirs, choice, field)
    if not units:
        raise _NotMergeable
    return UnitGroup(
        ours.is_list,
        _changed_value(base.head, ours.head, theirs.head, choice),
        theirs.step if ours.step == base.step else ours.step,
        units,
        _changed_value(base.tail, ours.tail, theirs.tail, choice),
        ours.between or theirs.between,
    )


def _merge_units(
    base: UnitGroup, ours: UnitGroup, theirs: UnitGroup, choice: _Choice, field: str
) -> tuple[Unit, ...]:
    name_of, strict = _naming(ours.is_list, base.units, ours.units, theirs.units)
    before, our_units, their_units = (_units_by_name(side.units, name_of) for side in (base, ours, theirs))
    kept: dict[Hashable, Unit] = {}
    clashing_additions = set()
    for name in dict.fromkeys([*our_units, *their_units]):
        states = before.get(name), our_units.get(name), their_units.get(name)
        unit_field = _unit_field(field, ours.is_list, states[1] or states[2])
        unit = _merge_unit(*states, choice, unit_field)
        if unit is not None:
            kept[name] = unit
        if unit_field in choice.clashes and name not in before and name in our_units:
            clashing_additions.add(name)
    days = {name: day for name, unit in kept.items() if (day := _day(field, unit)) is not None}
    their_names = [name for name in their_units if name not in clashing_additions]
    order = merged_order([*before], [*our_units], their_names, kept, strict, days)
    return tuple(kept[name] for name in order)


def _unit_field(field: str, is_list: bool, unit: Unit | None) -> str:
    """The name of the field that a unit holds; empty for an item without a key."""
    if unit is None or unit.key is None:
        return ""
    return item_field_name(field, unit.key, 1) if is_list else child_field_name(field, unit.key)


def _day(field: str, unit: Unit) -> date | None:
    """The day by which an item stands in its list; None where the list has no such order."""
    name = LIST_ORDER.get(field.rpartition(".")[2])
    span = parse_date(unit.value.get(name)) if name and isinstance(unit.value, dict) else None
    return span.latest or span.earliest if span else None


def _naming(is_list: bool, *sides: Sequence[Unit]) -> tuple[Callable[[Unit], Hashable], bool]:
    """The function that names a unit, and whether the order of units could matter.

    An item is named by its contents where it has no key, where its key occurs several times, and where both
    sides added its key.
    """
    if not is_list:
        return lambda unit: unit.key, False
    if any(unit.key is None for side in sides for unit in side):
        return _contents_name, True
    counts = [Counter(unit.key for unit in side) for side in sides]
    base, ours, theirs = counts
    ambiguous = {key for count in counts for key in count if count[key] > 1}
    ambiguous |= (ours.keys() & theirs.keys()) - base.keys()
    return lambda unit: _contents_name(unit) if unit.key in ambiguous else unit.key, False


def _contents_name(unit: Unit) -> Hashable:
    return ("", canonical_text(unit.value))


def _units_by_name(units: Iterable[Unit], name_of: Callable[[Unit], Hashable]) -> Mapping[Hashable, Unit]:
    """The units by name; the second and later units of one name, by name and number."""
    by_name: dict[Hashable, Unit] = {}
    counts: Counter[Hashable] = Counter()
    for unit in units:
        name = name_of(unit)
        counts[name] += 1
        by_name[name if counts[name] == 1 else (name, counts[name])] = unit
    return by_name


def _merge_unit(
    base: Unit | None, ours: Unit | None, theirs: Unit | None, choice: _Choice, field: str
) -> Unit | None:
    """The merged unit; None where one side removed it and the other did not change it."""
    if field in choice.clashes:
        return choice.between(ours, theirs)
    if ours is None or theirs is None:
        remaining = ours or theirs
        if base is not None and base != remaining:
            return choice.between(ours, theirs)
        return remaining if base is None else None
    lead = _changed_value(base.lead if base else (), ours.lead, theirs.lead, choice)
    return Unit(ours.key, lead, _merge_bodies(base, ours, theirs, choice, field), ours.value)


def _merge_bodies(
    base: Unit | None, ours: Unit, theirs: Unit, choice: _Choice, field: str
) -> Lines | UnitGroup:
    if base is not None and ours.body == base.body:
        return theirs.body
    if ours.body == theirs.body or (base is not None and theirs.body == base.body):
        return ours.body
    try:
        return _merge_inner_units(base, ours, theirs, choice, field)
    except (_NotMergeable, Unordered):
        return _fuller_body(base, ours, theirs, choice)


def _merge_inner_units(
    base: Unit | None, ours: Unit, theirs: Unit, choice: _Choice, field: str
) -> Lines | UnitGroup:
    """The merged body of a unit that both sides changed inside."""
    if isinstance(ours.body, UnitGroup) and isinstance(theirs.body, UnitGroup):
        return _merge_groups(_as_group(base, theirs.body), ours.body, theirs.body, choice, field)
    our_group, their_group = inline(ours.body), inline(theirs.body)
    if our_group is None or their_group is None or base is None:
        raise _NotMergeable
    before = inline(base.body)
    if before is None:
        raise _NotMergeable
    return on_one_line(_merge_groups(before, our_group, their_group, choice, field))


def _as_group(base: Unit | None, like: UnitGroup) -> UnitGroup | None:
    """The body of the base as a group; no units for an empty value, and None where there is no base."""
    if base is None:
        return None
    if isinstance(base.body, UnitGroup):
        return base.body
    if base.value:
        raise _NotMergeable
    return UnitGroup(like.is_list, base.body, like.step, (), ())


def _fuller_body(base: Unit | None, ours: Unit, theirs: Unit, choice: _Choice) -> Lines | UnitGroup:
    """The body of one side, where the other side only rewrote the same value and no comment is lost."""
    if base is not None and ours.value == base.value and _has_no_comment(ours, base):
        return theirs.body
    if base is not None and theirs.value == base.value and _has_no_comment(theirs, base):
        return ours.body
    if ours.value == theirs.value and _has_no_comment(theirs):
        return ours.body
    return choice.between(ours.body, theirs.body)


def _has_no_comment(*units: Unit) -> bool:
    """Whether no body can hold a comment."""
    return not any("#" in text for unit in units for text in all_lines(unit.body))
