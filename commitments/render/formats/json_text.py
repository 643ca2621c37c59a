"""Writes an answer as JSON: one object, or an object for each line. Makes no row itself."""

from __future__ import annotations

import json
from collections.abc import Iterator
from json.encoder import encode_basestring
from typing import Any

from commitments.render.answer import Answer, JsonText, Record, Screen
from commitments.render.safe import json_safe

SCHEMA_VERSION = 2


def as_json(answer: Answer, screen: Screen) -> Iterator[str]:
    """One object with the keys of the contract, in pieces: no more than one row is held as text."""
    head: dict[str, Any] = {
        "schema_version": SCHEMA_VERSION,
        "command": answer.command,
        "as_of": answer.as_of,
        **answer.head(),
    }
    if answer.single:
        (row,) = answer.rows()
        yield _json_text({**head, **_row_values(row)}, indent=2)
        return
    comma = "{"
    for key, value in {**head, answer.key: iter(answer.rows())}.items():
        yield f"{comma}\n  {_one_line(key)}: "
        if isinstance(value, Iterator):
            yield from _list_pieces(value)
        else:
            yield _indented(value, "  ")
        comma = ","
    yield "\n}\n"


def as_jsonl(answer: Answer, screen: Screen) -> Iterator[str]:
    """The rows, an object for each line."""
    for row in answer.rows():
        yield f"{escape_json(row)}\n" if isinstance(row, JsonText) else _json_text(row)


def _list_pieces(rows: Iterator[Record | JsonText]) -> Iterator[str]:
    comma = "["
    for row in rows:
        yield f"{comma}\n    {escape_json(row) if isinstance(row, JsonText) else _indented(row, '    ')}"
        comma = ","
    yield "[]" if comma == "[" else "\n  ]"


def _indented(value: Any, margin: str) -> str:
    """A value over several lines, those after the first behind a margin."""
    return escape_json(indented_json(value, f"\n{margin}"))


def _one_line(value: Any) -> str:
    return _json_text(value).rstrip("\n")


def indented_json(value: Any, margin: str = "\n") -> str:
    """What `json.dumps` writes with an indent of two; `margin` begins each new line.

    `json.dumps` leaves a cycle of objects behind at each call, which adds up without garbage collection.
    """
    if isinstance(value, str):
        return encode_basestring(value)
    inner = f"{margin}  "
    if value and isinstance(value, dict):
        pairs = [f"{encode_basestring(key)}: {indented_json(item, inner)}" for key, item in value.items()]
        return f"{{{inner}{f',{inner}'.join(pairs)}{margin}}}"
    if value and isinstance(value, list):
        items = [indented_json(item, inner) for item in value]
        return f"[{inner}{f',{inner}'.join(items)}{margin}]"
    return json.dumps(value, ensure_ascii=False)


def _row_values(row: Record | JsonText) -> Record:
    values: Record = json.loads(row) if isinstance(row, JsonText) else row
    return values


def _json_text(value: Any, indent: int | None = None) -> str:
    return escape_json(json.dumps(value, ensure_ascii=False, indent=indent)) + "\n"


def escape_json(text: str) -> str:
    """JSON with everything that a terminal or a CI runner obeys written as escapes."""
    return json_safe(text).replace("##[", "\\u0023\\u0023[")
