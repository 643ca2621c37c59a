"""Writes an answer as JSON: one object, or an object for each line. Makes no row itself."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from commitments.render.answer import Answer, JsonText, Record, Screen
from commitments.render.safe import json_safe

SCHEMA_VERSION = 2


def as_json(answer: Answer, screen: Screen) -> Iterator[str]:
    """One object with the keys of the contract, in pieces."""
    head: dict[str, Any] = {
        "schema_version": SCHEMA_VERSION,
        "command": answer.command,
        "as_of": answer.as_of,
        **answer.head(),
    }
    if answer.single:
        (row,) = answer.rows()
        yield _json_text({**head, **_row_values(row)}, indent=2)
    else:
        yield from _list_pieces(head, answer.key, iter(answer.rows()))


def as_jsonl(answer: Answer, screen: Screen) -> Iterator[str]:
    """The rows, an object for each line."""
    for row in answer.rows():
        yield f"{escape_json(row)}\n" if isinstance(row, JsonText) else _json_text(row)


def _list_pieces(head: dict[str, Any], key: str, rows: Iterator[Record | JsonText]) -> Iterator[str]:
    """One object with its rows, in pieces; rows that are JSON already are spliced in, a line each."""
    first_row = next(rows, None)
    if not isinstance(first_row, JsonText):
        yield _json_text({**head, key: [] if first_row is None else [first_row, *rows]}, indent=2)
        return
    head_text = _json_text(head, indent=2).removesuffix("\n}\n")
    yield f'{head_text},\n  "{key}": [\n    {escape_json(first_row)}'
    yield from (f",\n    {escape_json(row)}" for row in rows if isinstance(row, JsonText))
    yield "\n  ]\n}\n"


def _row_values(row: Record | JsonText) -> Record:
    values: Record = json.loads(row) if isinstance(row, JsonText) else row
    return values


def _json_text(value: Any, indent: int | None = None) -> str:
    return escape_json(json.dumps(value, ensure_ascii=False, indent=indent)) + "\n"


def escape_json(text: str) -> str:
    """JSON with everything that a terminal or a CI runner obeys written as escapes."""
    return json_safe(text).replace("##[", "\\u0023\\u0023[")
