"""Reads tables in Markdown (GitHub Flavored Markdown, 4.10): their cells, and the links behind words.

It must not know a field of a record. Rows keep the numbers of their lines.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from typing import NamedTuple

from commitments.errors import N_, TableError, UnknownNameError
from commitments.model.nearest import nearest_word
from commitments.reading.tables.sheet import (
    MOST_COLUMNS,
    MOST_IN_CELL,
    MOST_ROWS,
    CellValue,
    Place,
    Sheet,
    SheetMarks,
    column_letters,
    long_cell_error,
    text_value,
    too_many_columns_error,
    too_many_rows_error,
    trimmed,
    without_empty_end,
)

IsHeader = Callable[[Sequence[CellValue]], bool]

_RULE = re.compile(r" {0,3}\|?(?: *:?-+:? *\|)* *:?-+:?(?: *\|)? *")
"""The line below the headings of a table."""

_HEADING = re.compile(r" {0,3}#{1,6} +([^ ].*)")
_FENCE = re.compile(r" {0,3}(```|~~~)")
_PIPE = re.compile(r"(?<!\\)\|")
_BREAK = re.compile(r"<br */?>", re.IGNORECASE)
_LINK = re.compile(r"!?\[([^\[\]]*)\]\(<?([^\s()<>]+)>?(?: \"[^\"]*\")?\)|<(https?://[^\s<>]+)>")
_STRIKE = re.compile(r"~~(.+?)~~")
_OPENING = re.compile("[*_]")
_MARKS = {
    mark: (re.compile(rf"{before}{re.escape(mark)}(?=\S)"), re.compile(rf"(?<=\S){re.escape(mark)}(?!\w)"))
    for before, marks in (("", ("**", "__")), (r"(?<!\w)", ("*", "_")))
    for mark in marks
}
"""How each mark of emphasis opens and closes."""

_TICKS = re.compile(r"(`+)")
_ESCAPE = re.compile(r"\\([!-/:-@\[-`{-~])")


class _TextTable(NamedTuple):
    """A table in a text: its lines, and the heading above it."""

    name: str
    head: tuple[str, ...]
    lines: tuple[tuple[int, tuple[str, ...]], ...]
    """The number of each line and its cells as written; the headings come first."""


def read_markdown(text: str, is_header: IsHeader, name: str | None = None) -> Sheet:
    """The rows of the first table whose headings are known, with those of tables with the same headings.

    `name` is the heading above a table. Raises TableError for a text without a table, and UnknownNameError
    for a heading above none.
    """
    tables = _tables(text.replace("\r\n", "\n").replace("\r", "\n").split("\n"))
    if not tables:
        raise TableError(
            N_("This text holds no table"),
            N_("A table in Markdown has a line of headings, and one like | --- | --- | below it."),
        )
    chosen = _choose_table(tables, is_header, name)
    same = [table for table in tables if table.head == chosen.head and (name is None or table.name == name)]
    return _sheet(chosen, same, tables)


def _tables(lines: Sequence[str]) -> list[_TextTable]:
    tables: list[_TextTable] = []
    heading, fence, number = "", "", 0
    while number < len(lines):
        line = lines[number]
        number += 1
        if match := _FENCE.match(line):
            fence = "" if fence == match[1] else fence or match[1]
        elif fence:
            continue
        elif match := _HEADING.fullmatch(line):
            heading = _plain(_without_closing_signs(match[1]))[0]
        elif "|" in line and number < len(lines) and _RULE.fullmatch(lines[number]):
            rows = [(number, _cells(line))]
            number += 1
            if len(rows[0][1]) != len(_cells(lines[number - 1])):
                continue  # GFM: the two lines must have the same number of cells
            while number < len(lines) and "|" in lines[number]:
                rows.append((number + 1, _cells(lines[number])))
                number += 1
            tables.append(_TextTable(heading, rows[0][1], tuple(rows)))
    return tables


def _without_closing_signs(heading: str) -> str:
    """A heading without the signs `#` that may close it."""
    heading = heading.rstrip(" ")
    text = heading.rstrip("#")
    return text.rstrip(" ") if text.endswith(" ") else heading


def _cells(line: str) -> tuple[str, ...]:
    """The cells of a line as written; a bar with a backslash before it belongs to a cell."""
    inner = line.strip().removeprefix("|")
    if inner.endswith("|") and not inner.endswith("\\|"):
        inner = inner[:-1]
    return tuple(cell.replace("\\|", "|").strip() for cell in _PIPE.split(inner))


def _choose_table(tables: Sequence[_TextTable], is_header: IsHeader, name: str | None) -> _TextTable:
    if name is None:
        return next((table for table in tables if _has_header(table, is_header)), tables[0])
    by_name = {table.name: table for table in reversed(tables)}
    if name not in by_name:
        nearest_name = nearest_word(name, by_name)
        raise UnknownNameError(
            N_("There is no table below a heading {name}"),
            N_("Did you mean {near}? There are: {known}") if nearest_name else N_("There are: {known}"),
            name=name,
            near=nearest_name,
            known=", ".join(by_name),
        )
    return by_name[name]


def _has_header(table: _TextTable, is_header: IsHeader) -> bool:
    return is_header([_plain(cell)[0] for cell in table.head])


def _sheet(chosen: _TextTable, same: Sequence[_TextTable], tables: Sequence[_TextTable]) -> Sheet:
    rows: list[tuple[CellValue, ...]] = []
    links: list[tuple[Place, str]] = []
    struck: list[Place] = []
    for table in same:
        for number, cells in table.lines if table is chosen else table.lines[1:]:
            if number > MOST_ROWS:
                raise too_many_rows_error()
            rows += [()] * (number - 1 - len(rows))
            rows.append(_row(number, cells, links, struck))
    others = dict.fromkeys(table.name or " | ".join(table.head)[:60] for table in tables if table not in same)
    marks = SheetMarks(struck=tuple(struck), linked=tuple(links))
    return Sheet(
        without_empty_end(rows), others=tuple(others), marks=marks, name=chosen.name if others else ""
    )


def _row(
    number: int, cells: Sequence[str], links: list[tuple[Place, str]], struck: list[Place]
) -> tuple[CellValue, ...]:
    if len(cells) > MOST_COLUMNS:
        raise too_many_columns_error()
    values: list[CellValue] = []
    for column, cell in enumerate(cells):
        if len(cell) > MOST_IN_CELL:
            raise long_cell_error(f"{column_letters(column)}{number}")
        text, addresses, is_struck = _plain(cell)
        links += [((number, column), address) for address in addresses]
        struck += [(number, column)] if is_struck else []
        values.append(text_value(text))
    return trimmed(values)


def _plain(cell: str) -> tuple[str, list[str], bool]:
    """The words of a cell, the addresses behind them, and whether they are struck through."""
    text, codes = _without_code(cell.replace("\0", ""))
    addresses = [match[2] for match in _LINK.finditer(text) if match[2] and match[1] != match[2]]
    text = _LINK.sub(lambda match: match[3] or match[1] or match[2], text)
    struck = _STRIKE.fullmatch(text.strip()) is not None
    text = _STRIKE.sub(r"\1", "\n".join(part.strip(" ") for part in _BREAK.split(text)))
    text = "\n".join(_without_emphasis(_without_emphasis(line)) for line in text.split("\n"))
    text = _ESCAPE.sub(r"\1", text)
    return re.sub("\0([0-9]+)\0", lambda match: codes[int(match[1])], text), addresses, struck


def _without_emphasis(line: str) -> str:
    """A line without the marks of its emphasis; a mark that nothing closes is sought to the end but once."""
    pieces: list[str] = []
    place, start, unclosed = 0, 0, set[str]()
    while sign := _OPENING.search(line, start):
        start = sign.start() + 1
        for mark, (opening, closing) in _MARKS.items():
            opened = None if mark in unclosed else opening.match(line, sign.start())
            if opened is None:
                continue
            if closed := closing.search(line, opened.end() + 1):
                pieces += [line[place : opened.start()], line[opened.end() : closed.start()]]
                place = start = closed.end()
                break
            unclosed.add(mark)
    return "".join([*pieces, line[place:]])


def _without_code(cell: str) -> tuple[str, list[str]]:
    """A cell with a number in the place of each code span, and the codes; a span ends with as many ticks."""
    parts, codes, text = _TICKS.split(cell), list[str](), ""
    place = 0
    while place < len(parts):
        end = next((end for end in range(place + 2, len(parts), 2) if parts[end] == parts[place]), 0)
        if place % 2 and end:
            text += f"\0{len(codes)}\0"
            codes.append("".join(parts[place + 1 : end]).strip())
            place = end + 1
        else:
            text += parts[place]
            place += 1
    return text, codes
