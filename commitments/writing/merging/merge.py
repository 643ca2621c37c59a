"""Merges two texts of a record into one, field by field: bytes in, bytes out. Opens no file.

A unit that only one side changed is taken from that side as it was written, with its comments. The merged
text is read again, and must mean what both sides mean together; where anything is not certain, there is no
merged text, and a person has to merge by hand.
"""

from __future__ import annotations

from codecs import BOM_UTF8
from collections import Counter
from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from typing import Any, NamedTuple, TypeVar

from commitments.changes.compare import canonical_text
from commitments.changes.three_way import MergedRecord, merge_sides
from commitments.reading.yaml.yaml_text import parse
from commitments.writing.merging.inline_units import inline, on_one_line
from commitments.writing.merging.unit_order import Unordered, merged_order
from commitments.writing.merging.units import Lines, Uncut, Unit, UnitGroup, all_lines, cut_units, unit_lines

_T = TypeVar("_T")


class _NotMergeable(Exception):
    """Both sides changed the same place, and neither text holds what the other says."""


def merge_texts(base: bytes, ours: bytes, theirs: bytes) -> bytes | None:
    """The text with the edits of both sides; None where it is not certain."""
    if theirs in (ours, base):
        return ours
    if ours == base:
        return theirs
    base_side, our_side, their_side = (_cut_side(text) for text in (base, ours, theirs))
    if base_side is None or our_side is None or their_side is None:
        return None
    joined = merge_sides(base_side.value, our_side.value, their_side.value)
    if joined.clashes:
        return None
    try:
        group = _merge_groups(base_side.group, our_side.group, their_side.group)
        text = "".join(unit_lines(group))
    except (_NotMergeable, Unordered, Uncut):
        return None
    result = _with_line_ends(text, base_side, our_side, their_side)
    return result if means(result, joined) and _keeps_comments(result, base, ours, theirs) else None


def meaning(base: bytes, ours: bytes, theirs: bytes) -> MergedRecord | None:
    """What both sides mean together, and where they clash; None where one of the texts cannot be read."""
    before, our_record, their_record = (_parse_record(text) for text in (base, ours, theirs))
    if before is None or our_record is None or their_record is None:
        return None
    return merge_sides(before, our_record, their_record)


def means(text: bytes, joined: MergedRecord) -> bool:
    """Whether a text can be read and says what two sides mean together."""
    value = _parse_record(text)
    return value is not None and canonical_text(value) == canonical_text(joined.value)


def is_record(text: bytes) -> bool:
    """Whether a text can be read as a record."""
    return _parse_record(text) is not None


def _parse_record(text: bytes) -> dict[str, Any] | None:
    parsed = parse(text)
    return parsed.value if isinstance(parsed.value, dict) and not parsed.faults else None


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
    value = _parse_record(data)
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


def _with_line_ends(text: str, base: _Side, ours: _Side, theirs: _Side) -> bytes:
    """The text with line ends, last line feed and byte order mark of the side that changed them."""
    has_mark = _changed_value(base.has_mark, ours.has_mark, theirs.has_mark)
    has_returns = _changed_value(base.has_returns, ours.has_returns, theirs.has_returns)
    ends = _changed_value(base.ends, ours.ends, theirs.ends)
    data = (text if ends else text.removesuffix("\n")).encode()
    return BOM_UTF8 * has_mark + (data.replace(b"\n", b"\r\n") if has_returns else data)


def _changed_value(base: _T, ours: _T, theirs: _T) -> _T:
    """The value of the side that changed it; raises _NotMergeable where both did, each in its own way."""
    if theirs in (base, ours):
        return ours
    if ours == base:
        return theirs
    raise _NotMergeable


def _merge_groups(base: UnitGroup | None, ours: UnitGroup, theirs: UnitGroup) -> UnitGroup:
    base = base or UnitGroup(theirs.is_list, (), theirs.step, (), ())
    if not base.is_list == ours.is_list == theirs.is_list:
        raise _NotMergeable
    units = _merge_units(ours.is_list, base.units, ours.units, theirs.units)
    if not units:
        raise _NotMergeable
    return UnitGroup(
        ours.is_list,
        _changed_value(base.head, ours.head, theirs.head),
        theirs.step if ours.step == base.step else ours.step,
        units,
        _changed_value(base.tail, ours.tail, theirs.tail),
        ours.between or theirs.between,
    )


def _merge_units(
    is_list: bool, base: Sequence[Unit], ours: Sequence[Unit], theirs: Sequence[Unit]
) -> tuple[Unit, ...]:
    name_of, strict = _naming(is_list, base, ours, theirs)
    before, our_units, their_units = (_units_by_name(side, name_of) for side in (base, ours, theirs))
    kept = {}
    for name in dict.fromkeys([*our_units, *their_units]):
        unit = _merge_unit(before.get(name), our_units.get(name), their_units.get(name))
        if unit is not None:
            kept[name] = unit
    return tuple(kept[name] for name in merged_order([*before], [*our_units], [*their_units], kept, strict))


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


def _merge_unit(base: Unit | None, ours: Unit | None, theirs: Unit | None) -> Unit | None:
    """The merged unit; None where one side removed it and the other did not change it."""
    if ours is None or theirs is None:
        remaining = ours or theirs
        if base is not None and base != remaining:
            raise _NotMergeable
        return remaining if base is None else None
    lead = _changed_value(base.lead if base else (), ours.lead, theirs.lead)
    return Unit(ours.key, lead, _merge_bodies(base, ours, theirs), ours.value)


def _merge_bodies(base: Unit | None, ours: Unit, theirs: Unit) -> Lines | UnitGroup:
    if base is not None and ours.body == base.body:
        return theirs.body
    if ours.body == theirs.body or (base is not None and theirs.body == base.body):
        return ours.body
    try:
        return _merge_inner_units(base, ours, theirs)
    except (_NotMergeable, Unordered):
        return _fuller_body(base, ours, theirs)


def _merge_inner_units(base: Unit | None, ours: Unit, theirs: Unit) -> Lines | UnitGroup:
    """The merged body of a unit that both sides changed inside."""
    if isinstance(ours.body, UnitGroup) and isinstance(theirs.body, UnitGroup):
        return _merge_groups(_as_group(base, theirs.body), ours.body, theirs.body)
    our_group, their_group = inline(ours.body), inline(theirs.body)
    if our_group is None or their_group is None or base is None:
        raise _NotMergeable
    before = inline(base.body)
    if before is None:
        raise _NotMergeable
    return on_one_line(_merge_groups(before, our_group, their_group))


def _as_group(base: Unit | None, like: UnitGroup) -> UnitGroup | None:
    """The body of the base as a group; no units for an empty value, and None where there is no base."""
    if base is None:
        return None
    if isinstance(base.body, UnitGroup):
        return base.body
    if base.value:
        raise _NotMergeable
    return UnitGroup(like.is_list, base.body, like.step, (), ())


def _fuller_body(base: Unit | None, ours: Unit, theirs: Unit) -> Lines | UnitGroup:
    """The body of one side, where the other side only rewrote the same value and no comment is lost."""
    if base is not None and ours.value == base.value and _has_no_comment(ours, base):
        return theirs.body
    if base is not None and theirs.value == base.value and _has_no_comment(theirs, base):
        return ours.body
    if ours.value == theirs.value and _has_no_comment(theirs):
        return ours.body
    raise _NotMergeable


def _has_no_comment(*units: Unit) -> bool:
    """Whether no body can hold a comment."""
    return not any("#" in text for unit in units for text in all_lines(unit.body))


def _keeps_comments(result: bytes, base: bytes, ours: bytes, theirs: bytes) -> bool:
    """Whether the result holds each possible comment as often as both sides want it."""
    merged_counts, before, our_counts, their_counts = (
        _comment_counts(text) for text in (result, base, ours, theirs)
    )
    return all(
        merged_counts[comment]
        >= min(
            our_counts[comment] + their_counts[comment] - before[comment],
            max(our_counts[comment], their_counts[comment]),
        )
        for comment in {*our_counts, *their_counts}
    )


def _comment_counts(data: bytes) -> Counter[bytes]:
    return Counter(line[line.index(b"#") :].rstrip() for line in data.splitlines() if b"#" in line)
