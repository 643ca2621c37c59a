"""Cuts a mapping or list in brackets on one line into its units. Changes no character."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import Any

from commitments.changes.compare import item_key
from commitments.reading.yaml.yaml_text import Parsed, parse
from commitments.writing.merging.units import Lines, Unit, UnitGroup

_MAX_LINE = 5000
"""Characters of the longest line that is cut: each bracket inside is scanned again."""
_CLOSING_BRACKET = re.compile(r"[\]}]")
_QUOTED = re.compile(r"'(?:[^']|'')*'" r'|"(?:[^"\\]|\\.)*"')


def inline(body: Lines | UnitGroup) -> UnitGroup | None:
    """The units of a line with one value in brackets, as `title: {en: A, vi: B}`; None for any other body."""
    if isinstance(body, UnitGroup) or len(body) != 1 or len(body[0][1]) > _MAX_LINE:
        return None
    text = body[0][1]
    parsed = parse(text.encode(), with_marks=True)
    value_and_key = None if parsed.faults else _bracketed_value(parsed, text)
    return _cut(parsed, text, *value_and_key) if value_and_key else None


def on_one_line(group: UnitGroup) -> Lines:
    """The line of a group that `inline` cut."""
    pieces = (text for unit in group.units for _, text in _unit_lines(unit))
    return ((0, group.head[0][1] + (group.between or ", ").join(pieces) + group.tail[0][1]),)


def _unit_lines(unit: Unit) -> Lines:
    assert not isinstance(unit.body, UnitGroup)
    return unit.body


def _bracketed_value(parsed: Parsed, text: str) -> tuple[Any, str] | None:
    """The one mapping or list in brackets that is not empty, and the name of its key; else None."""
    value: Any = parsed.value
    name, at = "", 0
    while isinstance(value, dict | list) and value:
        if text[at : at + 1] in ("{", "["):
            return value, name
        if len(value) != 1:
            return None
        step: Any = next(iter(value)) if isinstance(value, dict) else 0
        at = _column(parsed, value, step, of_value=True)
        name = step if isinstance(value, dict) else ""
        value = value[step]
    return None


def _column(parsed: Parsed, container: Any, step: Any, of_value: bool = False) -> int:
    assert parsed.marks is not None
    return parsed.marks[id(container), step][of_value][1] - 1


def _cut(parsed: Parsed, text: str, value: Any, name: str) -> UnitGroup | None:
    steps: list[Any] = list(value) if isinstance(value, dict) else list(range(len(value)))
    starts = [_column(parsed, value, step) for step in steps]
    last = steps[-1]
    end = _value_end(parsed, text, value[last], _column(parsed, value, last, of_value=True))
    if end is None:
        return None
    behind = _behind_bracket(text, end)
    if behind is None or text[behind:].strip()[:1] not in ("", "#"):
        return None
    pieces = [_split_comma(text[start:after]) for start, after in pairwise(starts)]
    if not all(comma for _, comma in pieces):
        return None
    texts = [*(piece for piece, _ in pieces), text[starts[-1] : end]]
    units = tuple(
        Unit(_unit_key(value, step, name), (), ((0, piece),), value[step])
        for step, piece in zip(steps, texts, strict=True)
    )
    between = pieces[0][1] if pieces else ""
    return UnitGroup(
        isinstance(value, list), ((0, text[: starts[0]]),), 0, units, ((0, text[end:]),), between
    )


def _unit_key(container: Any, step: Any, name: str) -> str | None:
    return step if isinstance(container, dict) else item_key(container[step], name)


def _split_comma(piece: str) -> tuple[str, str]:
    """A unit's text, and the comma behind it with the spaces around the comma; empty if there is none."""
    stripped = piece.rstrip()
    unit = stripped[:-1].rstrip()
    return unit, piece[len(unit) :] if stripped.endswith(",") else ""


def _value_end(parsed: Parsed, text: str, value: Any, at: int) -> int | None:
    """The end of a value in brackets that begins at `at`; None where it is not certain."""
    if isinstance(value, dict | list) and value:
        last = next(reversed(value)) if isinstance(value, dict) else len(value) - 1
        end = _value_end(parsed, text, value[last], _column(parsed, value, last, of_value=True))
        return None if end is None else _behind_bracket(text, end)
    if text[at : at + 1] in ("'", '"'):
        quoted = _QUOTED.match(text, at)
        return quoted.end() if quoted else None
    if text[at : at + 1] in ("{", "["):
        return _behind_bracket(text, at + 1)
    closing = _CLOSING_BRACKET.search(text, at)
    return at + len(text[at : closing.start()].rstrip().removesuffix(",").rstrip()) if closing else None


def _behind_bracket(text: str, at: int) -> int | None:
    """The position behind the closing bracket that comes next, or after a comma; None if none comes next."""
    remainder = text[at:].lstrip().removeprefix(",").lstrip()
    return len(text) - len(remainder) + 1 if remainder[:1] in ("]", "}") else None
