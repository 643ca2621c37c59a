"""An answer as JSON: one object, or an object a line. Makes no row by itself."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from commitments.render.answer import Answer, JsonText, Record, Screen
from commitments.render.safe import json_safe

SCHEMA_VERSION = 1


def as_json(answer: Answer, screen: Screen) -> Iterator[str]:
    """One object, as the contract names its keys."""
    whole: dict[str, Any] = {
        "schema_version": SCHEMA_VERSION,
        "command": answer.command,
        "as_of": answer.as_of,
        **answer.head(),
    }
    if answer.single:
        (row,) = answer.rows()
        yield _json({**whole, **_value(row)}, indent=2)
    else:
        yield from _listed(whole, answer.key, iter(answer.rows()))


def as_jsonl(answer: Answer, screen: Screen) -> Iterator[str]:
    """The rows, an object a line."""
    for row in answer.rows():
        yield f"{json_shown(row)}\n" if isinstance(row, JsonText) else _json(row)


def _listed(whole: dict[str, Any], key: str, rows: Iterator[Record | JsonText]) -> Iterator[str]:
    """One object with its rows; those that are JSON already are spliced in, a line each."""
    first = next(rows, None)
    if not isinstance(first, JsonText):
        yield _json({**whole, key: [] if first is None else [first, *rows]}, indent=2)
        return
    head = _json(whole, indent=2).removesuffix("\n}\n")
    yield f'{head},\n  "{key}": [\n    {json_shown(first)}'
    yield from (f",\n    {json_shown(row)}" for row in rows if isinstance(row, JsonText))
    yield "\n  ]\n}\n"


def _value(row: Record | JsonText) -> Record:
    value: Record = json.loads(row) if isinstance(row, JsonText) else row
    return value


def _json(value: Any, indent: int | None = None) -> str:
    return json_shown(json.dumps(value, ensure_ascii=False, indent=indent)) + "\n"


def json_shown(text: str) -> str:
    """JSON whose texts hold nothing that a terminal or a CI runner obeys: it is written with escapes."""
    return json_safe(text).replace("##[", "\\u0023\\u0023[")
