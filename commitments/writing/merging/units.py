"""Cuts a record's text into its fields and items, and puts them together again. Changes no character.

Cuts block style only, where keys and dashes are on lines of their own; any other value stays in one piece.
The indentation of a line counts from the margin of its key or item, so that two texts which differ only in
indentation are equal.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Any

from commitments.changes.compare import item_key
from commitments.reading.text import Place
from commitments.reading.yaml.yaml_text import Parsed

Lines = tuple[tuple[int, str], ...]
"""Spaces beyond the margin, and the text behind them with its line feed; a blank line has 0 spaces."""


@dataclass(frozen=True, slots=True)
class Unit:
    """A key with its value, or an item of a list. Units are equal if their texts are."""

    key: str | None
    """The key, or the key of the item as `item_key` has it; None for an item without one."""
    lead: Lines
    """The comments and blank lines above it."""
    body: Lines | UnitGroup
    value: Any = field(compare=False)


@dataclass(frozen=True, slots=True)
class UnitGroup:
    """The units of a mapping or of a list."""

    is_list: bool
    head: Lines
    """The line above the units, with spaces counted from its own margin."""
    step: int
    """Spaces from the margin of the head to that of the units."""
    units: tuple[Unit, ...]
    tail: Lines
    """Comments and blank lines below the last unit."""
    between: str = field(default="", compare=False)
    """The separator of the units where all are on one line."""


class Uncut(Exception):
    """A group cannot be written as text."""


def cut_units(parsed: Parsed) -> UnitGroup | None:
    """The units of a text, parsed with marks and ending with a line feed; None where it cannot be cut."""
    value = parsed.value
    if not isinstance(value, dict) or not value or "\r" in parsed.text:
        return None
    cutter = _Cutter([f"{line}\n" for line in parsed.text.split("\n")[:-1]], parsed.marks or {})
    starts = cutter.keys(value)
    if not starts or not cutter.is_preamble(starts[0]):
        return None
    group = cutter.group(value, "", starts, (0, 0), starts[0][0], len(cutter.lines))
    try:
        return group if "".join(unit_lines(group)) == parsed.text else None
    except Uncut:
        return None


def unit_lines(group: UnitGroup, margin: int = 0) -> Iterator[str]:
    """The lines of a group; raises Uncut where a comment is above the first key of an item."""
    yield from _indented(group.head, margin)
    inner = margin + group.step
    for unit in group.units:
        yield from _indented(unit.lead, inner)
        if not isinstance(unit.body, UnitGroup):
            yield from _indented(unit.body, inner)
        elif group.is_list:
            yield from _with_dash(list(unit_lines(unit.body, inner)), inner)
        else:
            yield from unit_lines(unit.body, inner)
    yield from _indented(group.tail, inner)


def all_lines(body: Lines | UnitGroup) -> Iterator[str]:
    """The lines of a body without their indentation."""
    if isinstance(body, UnitGroup):
        for unit in body.units:
            yield from all_lines(unit.lead)
            yield from all_lines(unit.body)
        yield from all_lines(body.head + body.tail)
    else:
        yield from (text for _, text in body)


def _indented(lines: Lines, margin: int) -> Iterator[str]:
    return (" " * max(0, margin + indent) + text if text.strip() else text for indent, text in lines)


def _with_dash(lines: list[str], column: int) -> list[str]:
    first = lines[0]
    if first[: column + 2].strip() or _is_blank_or_comment(first):
        raise Uncut
    return [f"{first[:column]}-{first[column + 1 :]}", *lines[1:]]


def _is_blank_or_comment(line: str) -> bool:
    """Whether a line is blank or holds only a comment."""
    return line.strip()[:1] in ("", "#")


def _indent(line: str) -> int:
    return len(line) - len(line.lstrip(" "))


_Start = tuple[int, int]
"""A line and a column, both from 0."""


@dataclass(frozen=True, slots=True)
class _Cutter:
    """The lines of one text, and where its keys and values begin."""

    lines: list[str]
    """A space replaces the dash of each item that is cut, so that its keys share one margin."""
    marks: Mapping[tuple[int, str | int], tuple[Place, Place]]

    def _start(self, container: Any, step: str | int, of_value: bool = False) -> _Start:
        line, column = self.marks[id(container), step][of_value]
        return line - 1, column - 1

    def keys(self, value: Mapping[str, Any]) -> list[_Start] | None:
        """Where the keys of a mapping begin; None unless each has its own line and all share one margin."""
        starts = [self._start(value, key) for key in value]
        return starts if _share_column(starts) and all(map(self._is_first, starts[1:])) else None

    def dashes(self, value: Sequence[Any]) -> list[_Start] | None:
        """Where the dashes of a list are; None unless each has its own line and all share one margin."""
        starts = []
        for index in range(len(value)):
            start = self._dash(*self._start(value, index))
            if start is None:
                return None
            starts.append(start)
        return starts if _share_column(starts) else None

    def _dash(self, line: int, column: int) -> _Start | None:
        """Where the dash of an item is whose value begins at a place; it may stand alone on a line above."""
        before = self.lines[line][:column]
        if before.strip() == "-":
            dash = before.find("-")
            return (line, dash) if column - dash >= 2 else None
        while line and not before.strip():
            line -= 1
            before = self.lines[line]
            if before.strip() == "-":
                return line, before.find("-")
            before = "" if _is_blank_or_comment(before) else before
        return None

    def is_preamble(self, start: _Start) -> bool:
        """Whether only comments and the mark of a document come before a place."""
        before = self.lines[: start[0]]
        return self._is_first(start) and all(
            _is_blank_or_comment(line) or line.rstrip() == "---" for line in before
        )

    def _is_first(self, start: _Start) -> bool:
        """Whether only spaces come before a place on its line."""
        return not self.lines[start[0]][: start[1]].strip(" ")

    def group(
        self, value: Any, name: str, starts: Sequence[_Start], above: _Start, floor: int, end: int
    ) -> UnitGroup:
        """The units of a value that begin at `starts`, up to the line `end`.

        `above` is where the key or item of the value begins; its own lines end above the line `floor`.
        """
        margin = starts[0][1]
        steps: list[Any] = list(value) if isinstance(value, dict) else list(range(len(value)))
        floors = [floor, *(line + 1 for line, _ in starts)]
        begins = [
            self._lead_start(line, floor, margin) for (line, _), floor in zip(starts, floors, strict=False)
        ]
        begins.append(self._lead_start(end, floors[-1], margin))
        units = (
            self._unit(value, step, name, start, begin, unit_end)
            for step, start, (begin, unit_end) in zip(steps, starts, pairwise(begins), strict=True)
        )
        head = self._cut(above[0], begins[0], above[1])
        tail = self._cut(begins[-1], end, margin)
        return UnitGroup(isinstance(value, list), head, margin - above[1], tuple(units), tail)

    def _lead_start(self, line: int, floor: int, margin: int) -> int:
        """The first of the comments and blank lines directly above a line, no deeper than `margin`."""
        while line > floor and _is_lead(self.lines[line - 1], margin):
            line -= 1
        return line

    def _unit(self, container: Any, step: Any, name: str, start: _Start, begin: int, end: int) -> Unit:
        value = container[step]
        lead = self._cut(begin, start[0], start[1])
        if isinstance(container, dict):
            return Unit(step, lead, self._body(container, step, step, start, end), value)
        return Unit(item_key(value, name), lead, self._body(container, step, "", start, end), value)

    def _body(self, container: Any, step: Any, name: str, start: _Start, end: int) -> Lines | UnitGroup:
        value = container[step]
        starts = self._inner_starts(value) if value and isinstance(value, dict | list) else None
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

    def _inner_starts(self, value: Any) -> list[_Start] | None:
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


def _is_lead(line: str, margin: int) -> bool:
    """Whether a line is blank, or a comment no deeper than a margin."""
    return _is_blank_or_comment(line) and (not line.strip() or _indent(line) <= margin)


def _share_column(starts: Sequence[_Start]) -> bool:
    is_rising = all(start[0] < following[0] for start, following in pairwise(starts))
    return is_rising and len({column for _, column in starts}) == 1
