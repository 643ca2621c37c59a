"""Examined files as columns of bytes and back, for the cache and for a helper process.

Columns, since ten thousand records are then a handful of splits. Runs nothing of what it reads.
"""

from __future__ import annotations

import json
from array import array
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import fields
from functools import reduce
from sys import intern
from typing import Any, get_type_hints
from zlib import crc32

from commitments.cache.examined_file import ExaminedFile
from commitments.model.outline import Outline
from commitments.model.problem import Problem, Severity

_ROW = "\x1e"
"""After each row of a column; no readable record holds it."""

Blocks = Mapping[str, bytes]
"""Columns by name: those of `Outline` for the readable files, `file`, `refs` and
`modeline` for every file, and `problem` as JSON, a line each. Blocks of two sets of files join end to end."""

_SUM = 4

NAMES = (*Outline._fields, "file", "refs", "modeline", "problem")
_EVERY_FILE = ("file", "refs", "modeline")
_SHARED = tuple(Outline._fields.index(name) for name in ("kind", "status"))
"""Columns of few different texts, each kept once, so that comparing is quick."""
_INTEGERS = frozenset(name for name, kind in get_type_hints(Outline).items() if kind is int)


def encode(examined: Sequence[ExaminedFile]) -> Blocks:
    """The columns of examined files, in their order."""
    rows = [file.outline for file in examined if file.outline is not None]
    columns = zip(*rows, strict=True) if rows else ((),) * len(Outline._fields)
    blocks = {name: _pack(name, column) for name, column in zip(Outline._fields, columns, strict=True)}
    blocks["file"] = pack_texts(file.path for file in examined)
    blocks["refs"] = pack_texts(item.refs for item in examined)
    blocks["modeline"] = pack_texts(item.modeline for item in examined)
    blocks["problem"] = encode_problems(problem for item in examined for problem in item.problems)
    return blocks


def decode(blocks: Blocks) -> list[ExaminedFile]:
    """The examined files of some blocks; raises ValueError or KeyError where these are broken."""
    by_path = {outline.path: outline for outline in outlines(blocks)}
    problems: dict[str, list[Problem]] = defaultdict(list)
    for problem in decode_problems(blocks["problem"]):
        problems[problem.path].append(problem)
    return [
        ExaminedFile(path, by_path.get(path), tuple(problems.get(path, ())), refs, modeline)
        for path, refs, modeline in zip(*(texts(blocks, name) for name in _EVERY_FILE), strict=True)
    ]


def outlines(blocks: Blocks) -> list[Outline]:
    """The outlines of the readable files."""
    columns = [_unpack(name, blocks[name]) for name in Outline._fields]
    for place in _SHARED:
        columns[place] = list(map(intern, columns[place]))
    return list(map(Outline._make, zip(*columns, strict=True)))


def texts(blocks: Blocks, name: str) -> list[str]:
    """One column of texts."""
    return _split(blocks[name])


def numbers(data: bytes) -> list[int]:
    """A column of numbers."""
    found = array("q")
    found.frombytes(data)
    return found.tolist()


def pack_texts(column: Iterable[str]) -> bytes:
    """A column of texts as bytes; file names may hold what no encoding knows."""
    return _ROW.join([*column, ""]).encode("utf-8", "surrogateescape")


def joined(parts: Iterable[Blocks]) -> Blocks:
    """The blocks of several sets of files as those of one."""
    kept = list(parts)
    return {name: b"".join(item[name] for item in kept) for name in NAMES}


def pieces(blocks: Blocks) -> list[bytes]:
    """Blocks as they are written: a checksum, a line of JSON with names and sizes, then the data."""
    header = json.dumps([[name, len(data)] for name, data in blocks.items()])
    body = [f"{header}\n".encode(), *blocks.values()]
    return [reduce(lambda total, piece: crc32(piece, total), body, 0).to_bytes(_SUM, "big"), *body]


def to_bytes(blocks: Blocks) -> bytes:
    """Blocks in one piece."""
    return b"".join(pieces(blocks))


def from_bytes(data: bytes) -> Blocks:
    """The blocks of one piece; raises ValueError where it is broken."""
    whole = memoryview(data)
    if crc32(whole[_SUM:]).to_bytes(_SUM, "big") != data[:_SUM]:
        raise ValueError("broken")
    at = data.index(b"\n", _SUM) + 1
    blocks = {}
    for name, size in json.loads(data[_SUM:at]):
        blocks[name] = bytes(whole[at : at + size])
        at += size
    return blocks


def _pack(name: str, column: Iterable[Any]) -> bytes:
    return array("q", column).tobytes() if name in _INTEGERS else pack_texts(column)


def _unpack(name: str, data: bytes) -> list[Any]:
    return numbers(data) if name in _INTEGERS else _split(data)


def _split(data: bytes) -> list[str]:
    return data.decode("utf-8", "surrogateescape")[:-1].split(_ROW) if data else []


def encode_problems(problems: Iterable[Problem]) -> bytes:
    """Problems as JSON, a line each."""
    rows = ({name: getattr(problem, name) for name in _FIELDS} for problem in problems)
    return "".join(f"{json.dumps(row)}\n" for row in rows).encode()


_FIELDS = [field.name for field in fields(Problem)]


def decode_problems(data: bytes) -> list[Problem]:
    """Problems from their lines."""
    return [_problem(json.loads(line)) for line in data.splitlines()]


def _problem(row: dict[str, Any]) -> Problem:
    row["severity"] = Severity(row["severity"])
    row["pointer"] = tuple(row["pointer"])
    return Problem(**row)
