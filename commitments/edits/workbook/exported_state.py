"""Holds a workbook as it was exported, and writes and reads the hidden sheet that carries it.

It must not trust what it reads: the sheet is the sender's word.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, NamedTuple
from unicodedata import normalize

from commitments.edits.workbook.layout import SHEETS_READ, ColumnUse, SheetKey, column
from commitments.errors import N_, TableError

FORMAT_VERSION = 1
_MARK = "commitments-workbook"
_LANGUAGES = ("en", "vi")
_HEAD = ("register", "as_of", "commit", "lang")
_LONGEST_CELL = 30_000
"""Characters of a cell; Excel takes 32,767, and counts some letters twice."""

ItemKey = tuple[SheetKey, str, str]
"""A sheet, the id of a record, and the milestone or the occurrence of the row; empty for the record."""


class ExportedSheet(NamedTuple):
    """One sheet as it was exported."""

    name: str
    headings: Mapping[str, str]
    """The heading of each column, by its key, from left to right."""


class ExportedRow(NamedTuple):
    """One row as it was exported."""

    digest: str
    """The SHA-256 of the record's canonical JSON."""
    shown: str
    """The digest of the cells that are only read."""
    cells: Mapping[str, str]
    """The text of each editable cell, by the key of its column; a day is in the form of records."""


class ExportedMoves(NamedTuple):
    """The sheet of moves as it was exported, which is only read."""

    sheet: ExportedSheet
    rows: frozenset[str]
    """The digest of each row."""


@dataclass(frozen=True, slots=True)
class ExportedState:
    """What the hidden sheet holds."""

    register: str
    """The id of the register; empty where it has none."""
    as_of: str
    commit: str
    lang: str
    sheets: Mapping[SheetKey, ExportedSheet]
    rows: Mapping[ItemKey, ExportedRow] = field(default_factory=dict)
    moves: ExportedMoves | None = None
    """None where the release that made the workbook did not say it."""
    members: tuple[str, ...] = ()
    """The members of a roof that it shows, where it is only to be read; empty for one register."""


def record_digest(record: Mapping[str, Any]) -> str:
    """The SHA-256 of a record as JSON with sorted keys, in composed form (NFC)."""
    text = json.dumps(record, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(normalize("NFC", text).encode("utf-8", "surrogatepass")).hexdigest()


def shown_digest(cells: Iterable[str]) -> str:
    """A short digest of the cells of a row that are only read."""
    return hashlib.sha256("\x1f".join(cells).encode("utf-8", "surrogatepass")).hexdigest()[:16]


def encode_state(state: ExportedState) -> Iterator[tuple[str, ...]]:
    """The rows of the hidden sheet: JSON in one cell, or in several where it is long."""
    yield _MARK, str(FORMAT_VERSION)
    head = {name: getattr(state, name) for name in _HEAD}
    sheets = {key: [sheet.name, dict(sheet.headings)] for key, sheet in state.sheets.items()}
    moves = state.moves
    shown = {"moves": [moves.sheet.name, dict(moves.sheet.headings), sorted(moves.rows)]} if moves else {}
    of_roof = {"members": list(state.members)} if state.members else {}
    yield _cells({**head, "sheets": sheets, **shown, **of_roof})
    names = {key: editable_keys(key, sheet) for key, sheet in state.sheets.items()}
    rows_by_record: dict[tuple[str, str], list[list[str]]] = {}
    for (key, id, item), row in state.rows.items():
        texts = [row.cells.get(name, "") for name in names[key]]
        rows_by_record.setdefault((id, row.digest), []).append([key, item, row.shown, *texts])
    for (id, digest), rows in rows_by_record.items():
        yield _cells([id, digest, *rows])


def _cells(value: object) -> tuple[str, ...]:
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    return tuple(text[start : start + _LONGEST_CELL] for start in range(0, len(text), _LONGEST_CELL))


def editable_keys(key: SheetKey, sheet: ExportedSheet) -> list[str]:
    """The keys of the columns of a sheet that show what a record holds and can be changed."""
    return [name for name in sheet.headings if column(key, name).use is ColumnUse.EDITABLE]


def decode_state(rows: Sequence[Sequence[object]]) -> ExportedState:
    """The state that the rows of a hidden sheet hold.

    Raises TableError where it is none, is of a newer release, or names a row twice.
    """
    first = ["" if cell is None else str(cell) for cell in rows[0]] if rows else []
    if first[:1] != [_MARK]:
        raise damaged_state_error()
    if first[1:2] != [str(FORMAT_VERSION)]:
        raise TableError(
            N_("The workbook was made by another release of this program, in a form that is not known here"),
            N_("Install the release that made it, or export it anew."),
        )
    try:
        head, *lines = (_line_value(row) for row in rows[1:])
        return _decoded_state(head, lines)
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError) as error:
        raise damaged_state_error() from error


def _line_value(row: Sequence[object]) -> Any:
    return json.loads("".join("" if cell is None else str(cell) for cell in row))


def _decoded_state(head: Mapping[str, Any], lines: Sequence[Sequence[Any]]) -> ExportedState:
    sheets = {
        SheetKey(key): ExportedSheet(_text(name), _texts(headings))
        for key, (name, headings) in head["sheets"].items()
    }
    names = {key: editable_keys(key, sheet) for key, sheet in sheets.items()}
    rows: dict[ItemKey, ExportedRow] = {}
    for id, digest, *record_rows in lines:
        for key, item, shown, *texts in record_rows:
            place = (SheetKey(key), _text(id), _text(item))
            if place in rows:
                raise ValueError
            cells = dict(zip(names[place[0]], map(_text, texts), strict=True))
            filled = {name: text for name, text in cells.items() if text}
            rows[place] = ExportedRow(_text(digest), _text(shown), filled)
    values = {name: _text(head[name]) for name in _HEAD}
    if values["lang"] not in _LANGUAGES or {*sheets} != {*SHEETS_READ}:
        raise ValueError
    members = tuple(map(_text, head.get("members", ())))
    moves = _decoded_moves(head.get("moves"))
    return ExportedState(sheets=sheets, rows=rows, moves=moves, members=members, **values)


def _decoded_moves(value: Any) -> ExportedMoves | None:
    if value is None:
        return None
    name, headings, digests = value
    return ExportedMoves(ExportedSheet(_text(name), _texts(headings)), frozenset(map(_text, digests)))


def _texts(values: Mapping[object, object]) -> dict[str, str]:
    return {_text(key): _text(value) for key, value in values.items()}


def _text(value: object) -> str:
    if not isinstance(value, str):
        raise TypeError
    return value


def damaged_state_error() -> TableError:
    """Returns the error for a hidden sheet that cannot be read."""
    return TableError(
        N_("The hidden sheet of the workbook, which says how it was exported, is damaged"),
        N_("Export it anew, or read it as a plain table with --as-table."),
    )
