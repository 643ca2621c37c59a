"""A record's text cut into its fields and items, and put together again. Changes nothing in between.

Cuts block style only, where keys and dashes stand on lines of their own; what is written otherwise stays
in one piece. Lines are kept with their indentation counted from the margin of what they belong to, so that
a text that was only indented otherwise is the same text.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Any

from commitments.changes.compare import item_key
from commitments.reading.text import Place
from commitments.reading.yaml_text import Parsed

Lines = tuple[tuple[int, str], ...]
"""Spaces beyond the margin and the rest with its line feed; a blank line as it is, with 0."""


@dataclass(frozen=True, slots=True)
class Unit:
    """A key with its value, or an item of a list. Two are equal whose texts are."""

    key: str | None
    """The key, or what the item is known by, if anything."""
    lead: Lines
    """The comments and blank lines above it."""
    body: Lines | UnitGroup
    value: Any = field(compare=False)


@dataclass(frozen=True, slots=True)
class UnitGroup:
    """The units of a mapping or of a list."""

    is_list: bool
    head: Lines
    """The line that it stands below, from the margin that this line has."""
    step: int
    """How much further in its own margin is."""
    units: tuple[Unit, ...]
    tail: Lines
    """Comments and blank lines below the last unit."""
    between: str = field(default="", compare=False)
    """What parts the units where they all stand on one line."""


class Uncut(Exception):
    """This text cannot be put together out of units."""


def cut(parsed: Parsed) -> UnitGroup | None:
    """The units of a text, parsed with marks and ending with a line feed; None where it is not plain."""
    value = parsed.value
    if not isinstance(value, dict) or not value or "\r" in parsed.text:
        return None
    cutter = _Cutter([f"{line}\n" for line in parsed.text.split("\n")[:-1]], parsed.marks or {})
    starts = cutter.keys(value)
    if not starts or not cutter.is_preamble(starts[0]):
        return None
    group = cutter.group(value, "", starts, (0, 0), starts[0][0], len(cutter.lines))
    try:
        return group if "".join(written(group)) == parsed.text else None
    except Uncut:
        return None


def written(group: UnitGroup, margin: int = 0) -> Iterator[str]:
    """The lines of a group; raises Uncut where a comment came before the first key of an item."""
    yield from _placed(group.head, margin)
    inner = margin + group.step
    for unit in group.units:
        yield from _placed(unit.lead, inner)
        if not isinstance(unit.body, UnitGroup):
            yield from _placed(unit.body, inner)
        elif group.is_list:
            yield from _with_dash(list(written(unit.body, inner)), inner)
        else:
            yield from written(unit.body, inner)
    yield from _placed(group.tail, inner)


def all_lines(body: Lines | UnitGroup) -> Iterator[str]:
    """What a body says, without its indentation."""
    if isinstance(body, UnitGroup):
        for unit in body.units:
            yield from all_lines(unit.lead)
            yield from all_lines(unit.body)
        yield from all_lines(body.head + body.tail)
    else:
        yield from (text for _, text in body)


def _placed(lines: Lines, margin: int) -> Iterator[str]:
    return (" " * max(0, margin + indent) + text if text.strip() else text for indent, text in lines)


def _with_dash(lines: list[str], at: int) -> list[str]:
    first = lines[0]
    if first[: at + 2].strip() or _is_aside(first):
        raise Uncut
    return [f"{first[:at]}-{first[at + 1 :]}", *lines[1:]]


def _is_aside(line: str) -> bool:
    """Whether a line is blank or holds only a comment."""
    return line.strip()[:1] in ("", "#")


def _indent(line: str) -> int:
    return len(line) - len(line.lstrip(" "))


_Start = tuple[int, int]
"""A line and a column, both from 0."""


@dataclass(frozen=True, slots=True)
class _Cutter:
    """One text, and where its keys and values begin."""

    lines: list[str]
    """Without the dashes of items that were cut, for the sake of their margins."""
    marks: Mapping[tuple[int, str | int], tuple[Place, Place]]

    def _start(self, container: Any, step: str | int, of_value: bool = False) -> _Start:
        line, column = self.marks[id(container), step][of_value]
        return line - 1, column - 1

    def keys(self, value: Mapping[str, Any]) -> list[_Start] | None:
        """Where the keys of a mapping begin; None unless each has a line and all one margin."""
        starts = [self._start(value, key) for key in value]
        return starts if _in_a_column(starts) and all(map(self._alone, starts[1:])) else None

    def dashes(self, value: Sequence[Any]) -> list[_Start] | None:
        """Where the dashes of a list stand; None unless each has a line and all one margin."""
        found = []
        for place in range(len(value)):
            line, column = self._start(value, place)
            before = self.lines[line][:column]
            dash = before.find("-")
            if before.strip() != "-" or column - dash < 2:
                return None
            found.append((line, dash))
        return found if _in_a_column(found) else None

    def is_preamble(self, start: _Start) -> bool:
        """Whether nothing stands before a place but comments and the mark of a document."""
        before = self.lines[: start[0]]
        return self._alone(start) and all(_is_aside(line) or line.rstrip() == "---" for line in before)

    def _alone(self, start: _Start) -> bool:
        return not self.lines[start[0]][: start[1]].strip(" ")

    def group(
        self, value: Any, name: str, starts: Sequence[_Start], above: _Start, floor: int, end: int
    ) -> UnitGroup:
        """The units that begin at some places, up to a line.

        `above` is where that begins in which they are; its own lines reach down to `floor`.
        """
        margin = starts[0][1]
        steps: list[Any] = list(value) if isinstance(value, dict) else list(range(len(value)))
        floors = [floor, *(line + 1 for line, _ in starts)]
        begins = [self._gap(line, floor, margin) for (line, _), floor in zip(starts, floors, strict=False)]
        begins.append(self._gap(end, floors[-1], margin))
        units = (
            self._unit(value, step, name, start, begin, after)
            for step, start, (begin, after) in zip(steps, starts, pairwise(begins), strict=True)
        )
        head = self._cut(above[0], begins[0], above[1])
        tail = self._cut(begins[-1], end, margin)
        return UnitGroup(isinstance(value, list), head, margin - above[1], tuple(units), tail)

    def _gap(self, at: int, floor: int, margin: int) -> int:
        """Where the comments and blank lines begin that stand directly above a line at some margin."""
        while at > floor and _is_aside(self.lines[at - 1]) and _not_deeper(self.lines[at - 1], margin):
            at -= 1
        return at

    def _unit(self, container: Any, step: Any, name: str, start: _Start, begin: int, end: int) -> Unit:
        value = container[step]
        lead = self._cut(begin, start[0], start[1])
        if isinstance(container, dict):
            return Unit(step, lead, self._body(container, step, step, start, end), value)
        return Unit(item_key(value, name), lead, self._body(container, step, "", start, end), value)

    def _body(self, container: Any, step: Any, name: str, start: _Start, end: int) -> Lines | UnitGroup:
        value = container[step]
        starts = self._inner(value) if value and isinstance(value, dict | list) else None
        in_item = isinstance(container, list)
        if (
            not starts
            or self._start(container, step, of_value=True) != starts[0]
            or (starts[0][0] == start[0]) != in_item
            or starts[0][1] < start[1] + 2 * in_item
            or (in_item and isinstance(value, list))
        ):
            return self._cut(start[0], end, start[1])
        if in_item:
            line, dash = start
            self.lines[line] = f"{self.lines[line][:dash]} {self.lines[line][dash + 1 :]}"
        return self.group(value, name, starts, start, start[0] + (not in_item), end)

    def _inner(self, value: Any) -> list[_Start] | None:
        if isinstance(value, list):
            return self.dashes(value)
        starts = self.keys(value)
        first = self.lines[starts[0][0]][: starts[0][1]] if starts else "?"
        return starts if first.strip() in ("", "-") else None

    def _cut(self, begin: int, end: int, margin: int) -> Lines:
        return tuple(
            (_indent(line) - margin, line.lstrip(" ")) if line.strip() else (0, line)
            for line in self.lines[begin:end]
        )


def _not_deeper(line: str, margin: int) -> bool:
    return not line.strip() or _indent(line) <= margin


def _in_a_column(starts: Sequence[_Start]) -> bool:
    rising = all(one[0] < other[0] for one, other in pairwise(starts))
    return rising and len({column for _, column in starts}) == 1
