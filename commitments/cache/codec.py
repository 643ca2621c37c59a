"""Turns examined files into columns of bytes and back. Runs nothing of what it reads.

The cache and a helper process use it. Splitting a few columns reads ten thousand records fast.
"""

from __future__ import annotations

import json
from array import array
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import fields
from functools import reduce
from sys import intern
from typing import Any, get_type_hints
from zlib import crc32

from commitments.cache.examined_file import ExaminedFile
from commitments.model.outline import Outline
from commitments.model.problem import Problem, Severity

_ROW_END = "\x1e"
"""The character after each row of a column; no readable record holds it."""

Blocks = Mapping[str, bytes]
"""Columns by name: those of `Outline` for the readable files, `file`, `refs` and
`modeline` for every file, and `problem` as JSON, a line each. Blocks of two sets of files are joined by
appending each column."""

ColumnChange = Callable[[Sequence[Any]], list[Any]]
"""Gives the values of a column other names."""

_CHECKSUM_SIZE = 4

BLOCK_NAMES = (*Outline._fields, "file", "refs", "modeline", "problem")
_COLUMNS_OF_EVERY_FILE = ("file", "refs", "modeline")
_SHARED_COLUMNS = ("kind", "status")
"""The columns with few different texts; each text is held once and compares fast."""
_REPEATED_COLUMNS = (
    *_SHARED_COLUMNS,
    "part_of",
    "made_on",
    "due",
    "due_basis_en",
    "due_basis_vi",
    "review_by",
    "settled",
    "updated_on",
    "lead",
    "tags",
)
"""The columns of which a roof holds each text once: half the memory, for a third more time to decode."""
_DAY_COLUMNS = ("due_latest", "deadline", "first_deadline", "heard_first", "heard_last", "silent_from")
"""The columns of ordinals of days, of which a roof holds each number once."""
_INTEGERS = frozenset(name for name, kind in get_type_hints(Outline).items() if kind is int)


def encode(examined: Sequence[ExaminedFile]) -> Blocks:
    """The columns of examined files, in their order."""
    rows = [file.outline for file in examined if file.outline is not None]
    columns = zip(*rows, strict=True) if rows else ((),) * len(Outline._fields)
    blocks = {name: _pack_column(name, column) for name, column in zip(Outline._fields, columns, strict=True)}
    blocks["file"] = encode_texts(file.path for file in examined)
    blocks["refs"] = encode_texts(file.refs for file in examined)
    blocks["modeline"] = encode_texts(file.modeline for file in examined)
    blocks["problem"] = encode_problems(problem for file in examined for problem in file.problems)
    return blocks


def decode(blocks: Blocks) -> list[ExaminedFile]:
    """The examined files of blocks; raises ValueError or KeyError where the blocks are broken."""
    by_path = {outline.path: outline for outline in decode_outlines(blocks)}
    problems: dict[str, list[Problem]] = defaultdict(list)
    for problem in decode_problems(blocks["problem"]):
        problems[problem.path].append(problem)
    return [
        ExaminedFile(path, by_path.get(path), tuple(problems.get(path, ())), refs, modeline)
        for path, refs, modeline in zip(
            *(decode_texts(blocks, name) for name in _COLUMNS_OF_EVERY_FILE), strict=True
        )
    ]


def decode_outlines(blocks: Blocks, changed: Mapping[str, ColumnChange] | None = None) -> list[Outline]:
    """The outlines of the readable files; `changed` says how some columns read on a roof, by their names."""
    columns = {name: _unpack_column(name, blocks[name]) for name in Outline._fields}
    for name, change in (changed or {}).items():
        columns[name] = change(columns[name])
    for name in _REPEATED_COLUMNS if changed else _SHARED_COLUMNS:
        columns[name] = list(map(intern, columns[name]))
    days: dict[int, int] = {}
    for name in _DAY_COLUMNS if changed else ():
        columns[name] = list(map(days.setdefault, columns[name], columns[name]))
    return list(map(Outline._make, zip(*columns.values(), strict=True)))


def decode_texts(blocks: Blocks, name: str) -> list[str]:
    """One column of texts."""
    return _unpack_texts(blocks[name])


def decode_some_texts(blocks: Blocks, name: str, places: Iterable[int]) -> list[str]:
    """The texts at some places of one column; the others are never held as texts."""
    texts = blocks[name].split(_ROW_END.encode())
    return [texts[place].decode("utf-8", "surrogatepass") for place in places]


def decode_numbers(data: bytes) -> list[int]:
    """A column of numbers."""
    column = array("q")
    column.frombytes(data)
    return column.tolist()


def encode_texts(column: Iterable[str]) -> bytes:
    """A column of texts as bytes, also of file names that no encoding knows."""
    return _ROW_END.join([*column, ""]).encode("utf-8", "surrogatepass")


def join_blocks(parts: Iterable[Blocks]) -> Blocks:
    """The blocks of several sets of files as the blocks of one set."""
    block_sets = list(parts)
    return {name: b"".join(blocks[name] for blocks in block_sets) for name in BLOCK_NAMES}


def encode_pieces(blocks: Blocks) -> list[bytes]:
    """The bytes of blocks in pieces: a checksum, a line of JSON with names and sizes, then the data."""
    header = json.dumps([[name, len(data)] for name, data in blocks.items()])
    body = [f"{header}\n".encode(), *blocks.values()]
    return [reduce(lambda total, piece: crc32(piece, total), body, 0).to_bytes(_CHECKSUM_SIZE, "big"), *body]


def to_bytes(blocks: Blocks) -> bytes:
    """The bytes of blocks in one piece."""
    return b"".join(encode_pieces(blocks))


def from_bytes(data: bytes) -> Blocks:
    """The blocks of bytes from `to_bytes`; raises ValueError where the bytes are broken."""
    view = memoryview(data)
    if crc32(view[_CHECKSUM_SIZE:]).to_bytes(_CHECKSUM_SIZE, "big") != data[:_CHECKSUM_SIZE]:
        raise ValueError("broken")
    offset = data.index(b"\n", _CHECKSUM_SIZE) + 1
    blocks = {}
    for name, size in json.loads(data[_CHECKSUM_SIZE:offset]):
        blocks[name] = bytes(view[offset : offset + size])
        offset += size
    return blocks


def _pack_column(name: str, column: Iterable[Any]) -> bytes:
    return array("q", column).tobytes() if name in _INTEGERS else encode_texts(column)


def _unpack_column(name: str, data: bytes) -> list[Any]:
    return decode_numbers(data) if name in _INTEGERS else _unpack_texts(data)


def _unpack_texts(data: bytes) -> list[str]:
    return data.decode("utf-8", "surrogatepass")[:-1].split(_ROW_END) if data else []


def encode_problems(problems: Iterable[Problem]) -> bytes:
    """Problems as JSON, a line each."""
    rows = ({name: getattr(problem, name) for name in _PROBLEM_FIELDS} for problem in problems)
    return "".join(f"{json.dumps(row)}\n" for row in rows).encode()


_PROBLEM_FIELDS = [field.name for field in fields(Problem)]


def decode_problems(data: bytes) -> list[Problem]:
    """Problems from their lines."""
    return [_decode_problem(json.loads(line)) for line in data.splitlines()]


def _decode_problem(row: dict[str, Any]) -> Problem:
    row["severity"] = Severity(row["severity"])
    row["pointer"] = tuple(row["pointer"])
    return Problem(**row)
