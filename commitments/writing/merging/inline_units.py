"""One line's mapping or list in brackets, cut into its units. Changes nothing in between."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import Any

from commitments.changes.compare import item_key
from commitments.reading.yaml_text import Parsed, parse
from commitments.writing.merging.units import Lines, Unit, UnitGroup

_LONGEST = 5000
"""Characters of a line that is cut: each bracket within is read once more."""
_BRACKET = re.compile(r"[\]}]")
_QUOTED = re.compile(r"'(?:[^']|'')*'" r'|"(?:[^"\\]|\\.)*"')


def inline(body: Lines | UnitGroup) -> UnitGroup | None:
    """The units of a line with one thing in brackets, as `title: {en: A, vi: B}`; None for any other."""
    if isinstance(body, UnitGroup) or len(body) != 1 or len(body[0][1]) > _LONGEST:
        return None
    text = body[0][1]
    parsed = parse(text.encode(), with_marks=True)
    found = None if parsed.faults else _bracketed(parsed, text)
    return _cut(parsed, text, *found) if found else None


def on_one_line(group: UnitGroup) -> Lines:
    """The line again."""
    pieces = (text for unit in group.units for _, text in _lines(unit))
    return ((0, group.head[0][1] + (group.between or ", ").join(pieces) + group.tail[0][1]),)


def _lines(unit: Unit) -> Lines:
    assert not isinstance(unit.body, UnitGroup)
    return unit.body


def _bracketed(parsed: Parsed, text: str) -> tuple[Any, str] | None:
    """The one mapping or list of a line that stands in brackets and is not empty, and the name of its key."""
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
    end = _end(parsed, text, value[last], _column(parsed, value, last, of_value=True))
    if end is None or (closed := _closed(text, end)) is None or text[closed:].strip()[:1] not in ("", "#"):
        return None
    pieces = [_parted(text[start:after]) for start, after in pairwise(starts)]
    if not all(between for _, between in pieces):
        return None
    texts = [*(piece for piece, _ in pieces), text[starts[-1] : end]]
    units = tuple(
        Unit(_key(value, step, name), (), ((0, piece),), value[step])
        for step, piece in zip(steps, texts, strict=True)
    )
    between = pieces[0][1] if pieces else ""
    return UnitGroup(
        isinstance(value, list), ((0, text[: starts[0]]),), 0, units, ((0, text[end:]),), between
    )


def _key(container: Any, step: Any, name: str) -> str | None:
    return step if isinstance(container, dict) else item_key(container[step], name)


def _parted(piece: str) -> tuple[str, str]:
    """A unit and the comma behind it, with the spaces around that."""
    stripped = piece.rstrip()
    whole = stripped[:-1].rstrip()
    return whole, piece[len(whole) :] if stripped.endswith(",") else ""


def _end(parsed: Parsed, text: str, value: Any, at: int) -> int | None:
    """Where a value within brackets ends, of which it is known where it begins."""
    if isinstance(value, dict | list) and value:
        last = next(reversed(value)) if isinstance(value, dict) else len(value) - 1
        end = _end(parsed, text, value[last], _column(parsed, value, last, of_value=True))
        return None if end is None else _closed(text, end)
    if text[at : at + 1] in ("'", '"'):
        quoted = _QUOTED.match(text, at)
        return quoted.end() if quoted else None
    if text[at : at + 1] in ("{", "["):
        return _closed(text, at + 1)
    closing = _BRACKET.search(text, at)
    return at + len(text[at : closing.start()].rstrip().removesuffix(",").rstrip()) if closing else None


def _closed(text: str, at: int) -> int | None:
    """Behind the bracket that comes next, after a comma perhaps."""
    rest = text[at:].lstrip().removeprefix(",").lstrip()
    return len(text) - len(rest) + 1 if rest[:1] in ("]", "}") else None
