"""Two texts of a record merged into one, field by field: bytes in, bytes out. Opens no file.

A unit that only one side changed is taken from that side as it was written, with its comments. What comes
of it is read again, and must mean what both sides mean together; where anything is not certain, there is
no answer, and somebody has to look.
"""

from __future__ import annotations

from codecs import BOM_UTF8
from collections import Counter
from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from typing import Any, NamedTuple, TypeVar

from commitments.changes.compare import canonical_text
from commitments.changes.three_way import Joined, join
from commitments.reading.yaml_text import parse
from commitments.writing.merging.inline_units import inline, on_one_line
from commitments.writing.merging.unit_order import Unordered, arranged
from commitments.writing.merging.units import Lines, Uncut, Unit, UnitGroup, all_lines, cut, written

_T = TypeVar("_T")


class _Unclear(Exception):
    """Both sides wrote something otherwise, and neither way holds what the other says."""


def merged(base: bytes, ours: bytes, theirs: bytes) -> bytes | None:
    """The text that has the edits of both sides; None wherever that is not certain."""
    if theirs in (ours, base):
        return ours
    if ours == base:
        return theirs
    b, o, t = (_side(item) for item in (base, ours, theirs))
    if b is None or o is None or t is None:
        return None
    joined = join(b.value, o.value, t.value)
    if joined.clashes:
        return None
    try:
        text = "".join(written(_group(b.group, o.group, t.group)))
    except (_Unclear, Unordered, Uncut):
        return None
    result = _dressed(text, b, o, t)
    return result if means(result, joined) and _keeps_comments(result, base, ours, theirs) else None


def meaning(base: bytes, ours: bytes, theirs: bytes) -> Joined | None:
    """What both sides mean together, and where they clash; None where one of the texts cannot be read."""
    b, o, t = (_readable(item) for item in (base, ours, theirs))
    return None if b is None or o is None or t is None else join(b, o, t)


def means(text: bytes, joined: Joined) -> bool:
    """Whether a text can be read, and says what two sides mean together."""
    value = _readable(text)
    return value is not None and canonical_text(value) == canonical_text(joined.value)


def is_record(text: bytes) -> bool:
    """Whether a text can be read."""
    return _readable(text) is not None


def _readable(text: bytes) -> dict[str, Any] | None:
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


def _side(data: bytes) -> _Side | None:
    """What a text holds; None where it cannot be read or is not cut with certainty."""
    value = _readable(data)
    text = data.removeprefix(BOM_UTF8).replace(b"\r\n", b"\n")
    returns = b"\r\n" in data
    if value is None or b"\r" in text or (returns and data.count(b"\r\n") < data.count(b"\n")):
        return None
    ends = text.endswith(b"\n")
    parsed = parse(text if ends else text + b"\n", with_marks=True)
    group = cut(parsed)
    if group is None or parsed.value != value:
        return None
    return _Side(value, group, data.startswith(BOM_UTF8), returns, ends)


def _dressed(text: str, base: _Side, ours: _Side, theirs: _Side) -> bytes:
    """The text with line ends, last line feed and byte order mark as the side that changed them has them."""
    mark, returns, ends = (_three(*item) for item in zip(base[2:], ours[2:], theirs[2:], strict=True))
    data = (text if ends else text.removesuffix("\n")).encode()
    return BOM_UTF8 * mark + (data.replace(b"\n", b"\r\n") if returns else data)


def _three(base: _T, ours: _T, theirs: _T) -> _T:
    """What the side has that changed it."""
    if theirs in (base, ours):
        return ours
    if ours == base:
        return theirs
    raise _Unclear


def _group(base: UnitGroup | None, ours: UnitGroup, theirs: UnitGroup) -> UnitGroup:
    base = base or UnitGroup(theirs.is_list, (), theirs.step, (), ())
    if not base.is_list == ours.is_list == theirs.is_list:
        raise _Unclear
    units = _units(ours.is_list, base.units, ours.units, theirs.units)
    if not units:
        raise _Unclear
    return UnitGroup(
        ours.is_list,
        _three(base.head, ours.head, theirs.head),
        theirs.step if ours.step == base.step else ours.step,
        units,
        _three(base.tail, ours.tail, theirs.tail),
        ours.between or theirs.between,
    )


def _units(
    is_list: bool, base: Sequence[Unit], ours: Sequence[Unit], theirs: Sequence[Unit]
) -> tuple[Unit, ...]:
    name_of, strict = _naming(is_list, base, ours, theirs)
    b, o, t = (_named(item, name_of) for item in (base, ours, theirs))
    kept = {}
    for name in dict.fromkeys([*o, *t]):
        unit = _unit(b.get(name), o.get(name), t.get(name))
        if unit is not None:
            kept[name] = unit
    return tuple(kept[name] for name in arranged([*b], [*o], [*t], kept, strict))


def _naming(is_list: bool, *sides: Sequence[Unit]) -> tuple[Callable[[Unit], Hashable], bool]:
    """How to tell units apart, and whether their order could matter.

    Items go by their contents where they have no key, where one is there several times, and where both
    sides added it.
    """
    if not is_list:
        return lambda unit: unit.key, False
    if any(unit.key is None for side in sides for unit in side):
        return _contents, True
    counts = [Counter(unit.key for unit in side) for side in sides]
    base, ours, theirs = counts
    many = {key for count in counts for key in count if count[key] > 1}
    many |= (ours.keys() & theirs.keys()) - base.keys()
    return lambda unit: _contents(unit) if unit.key in many else unit.key, False


def _contents(unit: Unit) -> Hashable:
    return ("", canonical_text(unit.value))


def _named(units: Iterable[Unit], name_of: Callable[[Unit], Hashable]) -> Mapping[Hashable, Unit]:
    """The units by name; of those that are told apart by nothing, by name and number."""
    found: dict[Hashable, Unit] = {}
    seen: Counter[Hashable] = Counter()
    for unit in units:
        name = name_of(unit)
        seen[name] += 1
        found[name if seen[name] == 1 else (name, seen[name])] = unit
    return found


def _unit(base: Unit | None, ours: Unit | None, theirs: Unit | None) -> Unit | None:
    """What becomes of a unit; None where it goes."""
    if ours is None or theirs is None:
        left = ours or theirs
        if base is not None and base != left:
            raise _Unclear
        return left if base is None else None
    lead = _three(base.lead if base else (), ours.lead, theirs.lead)
    return Unit(ours.key, lead, _body(base, ours, theirs), ours.value)


def _body(base: Unit | None, ours: Unit, theirs: Unit) -> Lines | UnitGroup:
    if base is not None and ours.body == base.body:
        return theirs.body
    if ours.body == theirs.body or (base is not None and theirs.body == base.body):
        return ours.body
    try:
        return _deeper(base, ours, theirs)
    except (_Unclear, Unordered):
        return _in_other_words(base, ours, theirs)


def _deeper(base: Unit | None, ours: Unit, theirs: Unit) -> Lines | UnitGroup:
    """Both changed what is inside."""
    if isinstance(ours.body, UnitGroup) and isinstance(theirs.body, UnitGroup):
        return _group(_as_group(base, theirs.body), ours.body, theirs.body)
    mine, other = inline(ours.body), inline(theirs.body)
    if mine is None or other is None or base is None:
        raise _Unclear
    before = inline(base.body)
    if before is None:
        raise _Unclear
    return on_one_line(_group(before, mine, other))


def _as_group(base: Unit | None, like: UnitGroup) -> UnitGroup | None:
    """What stood there before, if anything; a value that was empty had no units."""
    if base is None or isinstance(base.body, UnitGroup):
        return base.body if base else None  # type: ignore[return-value]
    if base.value:
        raise _Unclear
    return UnitGroup(like.is_list, base.body, like.step, (), ())


def _in_other_words(base: Unit | None, ours: Unit, theirs: Unit) -> Lines | UnitGroup:
    """The one that says more, where the other only wrote the same in another way, and no comment is lost."""
    if base is not None and ours.value == base.value and _is_quiet(ours, base):
        return theirs.body
    if base is not None and theirs.value == base.value and _is_quiet(theirs, base):
        return ours.body
    if ours.value == theirs.value and _is_quiet(theirs):
        return ours.body
    raise _Unclear


def _is_quiet(*units: Unit) -> bool:
    """Whether there cannot be a comment within."""
    return not any("#" in text for unit in units for text in all_lines(unit.body))


def _keeps_comments(result: bytes, base: bytes, ours: bytes, theirs: bytes) -> bool:
    """Whether all that may be a comment is there as often as both sides want it."""
    r, b, o, t = (_comments(item) for item in (result, base, ours, theirs))
    return all(r[said] >= min(o[said] + t[said] - b[said], max(o[said], t[said])) for said in {*o, *t})


def _comments(data: bytes) -> Counter[bytes]:
    return Counter(line[line.index(b"#") :].rstrip() for line in data.splitlines() if b"#" in line)
