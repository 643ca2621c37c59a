"""Reads a recipe: what was settled once about the tables with some headings, `imports/NAME.toml`.

A recipe is input, as anyone may write one. It must not say whether records are written.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from commitments.errors import N_, TableError
from commitments.reading.text import SETTINGS, TextFault, decode, find_unsafe_character, place
from commitments.reading.toml_depth import find_deep_place, is_too_deep

FOLDER = "imports"
"""The folder of the recipes, below the workspace."""

ENDING = ".toml"
MOST_BYTES = SETTINGS.size

_TEXT_FAULTS: Mapping[str, str] = {
    "file-too-large": N_("{place}: a recipe is larger than {limit} KiB"),
    "not-utf8": N_("{place}: a recipe is not UTF-8 text"),
    "unsafe-character": N_("{place}: a recipe holds a character that no record may hold: {character}"),
    "conflict-markers": N_("{place}: a recipe holds the marks of an unfinished merge"),
    "too-deep": N_("{place}: a recipe is nested too deep"),
}


@dataclass(frozen=True, slots=True)
class Recipe:
    """What a recipe settles, each as the text that the option of its name takes."""

    path: str
    """The file, as people are told of it."""
    map: Mapping[str, str] = field(default_factory=dict)
    """The fields of each heading, parted by commas; empty for a column that is left out."""
    set: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    values: Mapping[str, str] = field(default_factory=dict)
    title: str | None = None
    dates: str | None = None
    fiscal_year_starts: str | None = None
    sheet: str | None = None
    header_row: int | None = None
    text: str = ""

    def place(self, section: str, key: str = "") -> str:
        """The file, line and column of a key, or of one in a section."""
        return _place(self.path, self.text, section, key)


def read_recipe(path: str, data: bytes) -> Recipe:
    """The recipe that a file holds; raises TableError, with its line and column, for what none may say."""
    import tomllib

    text = decode(data, MOST_BYTES)
    text = find_deep_place(text) or text if isinstance(text, str) else text
    if isinstance(text, TextFault):
        raise _text_error(path, text)
    try:
        table = tomllib.loads(text)
    except (ValueError, RecursionError) as error:
        raise _syntax_error(path, str(error)) from error
    values: dict[str, Any] = {}
    for key, value in table.items():
        if key not in _READERS:
            raise _unknown_key(path, text, key)
        if is_too_deep(value) or _has_unsafe_text(value):
            raise _wrong_value(path, text, key)
        values[key] = _READERS[key](value, _Refusal(path, text, key))
    return Recipe(path, text=text, **values)


def named_headings(data: bytes) -> frozenset[str] | None:
    """The headings that a faulty recipe names; None where they cannot be told."""
    import tomllib

    text = decode(data, MOST_BYTES)
    if isinstance(text, TextFault) or find_deep_place(text):
        return None
    try:
        headings = tomllib.loads(text).get("map", {})
    except (ValueError, RecursionError):
        return None
    return frozenset(headings) if isinstance(headings, dict) else None


def _has_unsafe_text(value: Any) -> bool:
    """Whether a text holds, by an escape, a character that no record may hold."""
    if isinstance(value, str):
        return find_unsafe_character(value) is not None
    if isinstance(value, dict):
        return any(map(_has_unsafe_text, (*value, *value.values())))
    return isinstance(value, list) and any(map(_has_unsafe_text, value))


@dataclass(frozen=True, slots=True)
class _Refusal:
    """Raises the error of a value in the section that is being read."""

    path: str
    text: str
    section: str

    def __call__(self, key: str = "") -> TableError:
        return _wrong_value(self.path, self.text, self.section, key)


_EXPECTED: Mapping[str, str] = {
    "map": N_('[map] has a heading and its field in each line: `"Owner" = "lead"`'),
    "set": N_('[set] has a field and its value in each line: `kind = "agreed_action"`'),
    "values": N_('[values] has a word and what it means in each line: `"Done" = "fulfilled"`'),
    "title": N_('A title is a text with headings in braces: `title = "MoU with {{Partner}}"`'),
    "dates": N_('The order of dates is a word: `dates = "dmy"` or `dates = "mdy"`'),
    "fiscal_year_starts": N_('The start of the fiscal year is a text: `fiscal_year_starts = "04-01"`'),
    "sheet": N_('A sheet is named by a text: `sheet = "Plan"`'),
    "header_row": N_("The row of the headings is a number: `header_row = 3`"),
}


def _read_map(value: Any, refusal: _Refusal) -> Mapping[str, str]:
    fields = {}
    for heading, names in _entries(value, refusal):
        parts = names if isinstance(names, list) else [names]
        if not heading.strip() or not all(isinstance(part, str) for part in parts):
            raise refusal(heading)
        fields[heading] = ",".join(parts)
    return fields


def _read_set(value: Any, refusal: _Refusal) -> Mapping[str, tuple[str, ...]]:
    return {
        name: _settled_texts(name, settled, refusal)
        for name, settled in _flat_entries(dict(_entries(value, refusal)))
    }


def _settled_texts(name: str, value: Any, refusal: _Refusal) -> tuple[str, ...]:
    """The texts of a value that holds for all rows: several for a list, as of parties."""
    if isinstance(value, list) and value:
        return tuple(text for item in value for text in _settled_texts(name, item, refusal))
    if isinstance(value, bool):
        return (str(value).lower(),)
    is_day = isinstance(value, date) and not isinstance(value, datetime)
    if is_day or (isinstance(value, (str, int)) and str(value).strip()):
        return (str(value),)
    raise refusal(name)


def _flat_entries(table: Mapping[str, Any], prefix: str = "") -> Iterator[tuple[str, Any]]:
    """The entries of a table with those below it: `source.document = …` is a table of its own to TOML."""
    for name, value in table.items():
        if isinstance(value, dict):
            yield from _flat_entries(value, f"{prefix}{name}.")
        else:
            yield f"{prefix}{name}", value


def _read_values(value: Any, refusal: _Refusal) -> Mapping[str, str]:
    for word, meaning in _entries(value, refusal):
        if not word.strip() or not isinstance(meaning, str) or not meaning.strip():
            raise refusal(word)
    return dict(value)


def _entries(value: Any, refusal: _Refusal) -> Iterator[tuple[str, Any]]:
    if not isinstance(value, dict):
        raise refusal()
    yield from value.items()


def _read_text(value: Any, refusal: _Refusal) -> str:
    is_day = isinstance(value, date) and not isinstance(value, datetime) and refusal.section != "title"
    if is_day or (isinstance(value, str) and value.strip()):
        return str(value)
    raise refusal()


def _read_order(value: Any, refusal: _Refusal) -> str:
    if value not in ("dmy", "mdy"):
        raise refusal()
    return str(value)


def _read_row(value: Any, refusal: _Refusal) -> int:
    if type(value) is not int or not 1 <= value <= 1_000_000:
        raise refusal()
    return value


_READERS: Mapping[str, Callable[[Any, _Refusal], Any]] = {
    "map": _read_map,
    "set": _read_set,
    "values": _read_values,
    "title": _read_text,
    "dates": _read_order,
    "fiscal_year_starts": _read_text,
    "sheet": _read_text,
    "header_row": _read_row,
}


def _text_error(path: str, fault: TextFault) -> TableError:
    where = f"{path}:{fault.line}:{fault.column}"
    hint = N_("Correct the file, or name the recipe that is meant with --recipe.")
    return TableError(_TEXT_FAULTS[fault.finding.rule], hint, place=where, **fault.finding.values)


def _syntax_error(path: str, message: str) -> TableError:
    match = re.search(r"\(at line ([0-9]+), column ([0-9]+)\)", message)
    where = f"{path}:{match[1]}:{match[2]}" if match else f"{path}:1:1"
    return TableError(
        N_("{place}: this is no TOML: {problem}"),
        N_('A text stands in quotation marks: `"Owner" = "lead"`.'),
        place=where,
        problem=message.partition(" (at ")[0][:200],
    )


def _unknown_key(path: str, text: str, key: str) -> TableError:
    return TableError(
        N_("{place}: a recipe has no key “{key}”"),
        N_("A recipe settles only: {keys}."),
        place=_place(path, text, key),
        key=key[:80],
        keys=", ".join(_READERS),
    )


def _wrong_value(path: str, text: str, section: str, key: str = "") -> TableError:
    return TableError(
        N_("{place}: {key} is not as a recipe has it"),
        _EXPECTED[section],
        place=_place(path, text, section, key),
        key=(key or section)[:80],
    )


_MULTILINE = re.compile(r'"""(?:[^"\\]|\\.|"(?!""))*+(?:"""|\Z)|\'{3}.*?(?:\'{3}|\Z)', re.DOTALL)


def _place(path: str, text: str, section: str, key: str = "") -> str:
    """The place of a key, as `imports/plan.toml:3:1`; that of its section where the key is not seen."""
    blank = _MULTILINE.sub(lambda match: re.sub(r"[^\n]", " ", match[0]), text)
    offset = _key_offset(blank, section, key) if key else None
    offset = _section_offset(blank, section) if offset is None else offset
    line, column = place(text, offset or 0)
    return f"{path}:{line}:{column}"


def _name_pattern(name: str) -> str:
    return rf"[\"']?{re.escape(name)}[\"']?"


def _section_offset(text: str, name: str) -> int | None:
    match = re.search(rf"^[ \t]*(?:\[{{1,2}}[ \t]*)?({_name_pattern(name)})[ \t]*[=.\]]", text, re.MULTILINE)
    return match.start(1) if match else None


def _key_offset(text: str, section: str, key: str) -> int | None:
    """The offset of a key in the lines below `[section]`, or in a line that begins with the section."""
    header = re.search(rf"^[ \t]*\[[ \t]*{_name_pattern(section)}[ \t]*\]", text, re.MULTILINE)
    if header:
        end = re.compile(r"^[ \t]*\[", re.MULTILINE).search(text, header.end())
        lines = re.compile(rf"^[ \t]*({_name_pattern(key)})[ \t]*[=.]", re.MULTILINE)
        if match := lines.search(text, header.end(), end.start() if end else len(text)):
            return match.start(1)
    inline = re.search(
        rf"^[ \t]*{_name_pattern(section)}[ \t]*[=.][^\n]*?({_name_pattern(key)})[ \t]*[=.]",
        text,
        re.MULTILINE,
    )
    return inline.start(1) if inline else None
