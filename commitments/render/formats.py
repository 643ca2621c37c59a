"""The table of formats: name and function, `answer -> text`. The same table feeds `--format`."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import chain
from typing import Any

from commitments.render.answer import Answer, JsonText, Record, Screen
from commitments.render.safe import bounded_markdown, cell, inert, json_safe, markdown, one_line

SCHEMA_VERSION = 1

Columns = Mapping[str, Callable[[Record], Any]]
"""What a Markdown table shows of a row, by heading."""


def as_table(answer: Answer, screen: Screen) -> str:
    """What a person reads on a terminal or in a pipe."""
    return inert(answer.table(screen))


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


def as_csv(answer: Answer, screen: Screen) -> Iterator[str]:
    """The rows with nested keys joined by a dot, and no cell that a spreadsheet would run."""
    rows: Iterable[Record] = map(flat, answer.cells.rows())
    names = list(answer.cells.names)
    if not answer.cells.is_complete:
        rows = list(rows)
        names = list(dict.fromkeys([*names, *(name for row in rows for name in row)]))
    yield _csv_line(names)
    for row in rows:
        yield _csv_line([row.get(name, "") for name in names])


def _csv_line(values: Sequence[Any]) -> str:
    text = io.StringIO()
    csv.writer(text, lineterminator="\r\n").writerow(map(cell, values))
    return inert(text.getvalue())


def as_markdown(answer: Answer, screen: Screen) -> str:
    """A table of the main columns, or a document, fit for a comment on a code host."""
    return answer.markdown(screen)


def markdown_table(columns: Columns, rows: Callable[[], Iterable[Record]]) -> Callable[[Screen], str]:
    """A table in Markdown whose headings say what of a row stands below them."""

    def text(screen: Screen) -> str:
        lines = chain(
            (f"| {' | '.join(map(markdown, columns))} |", f"|{' --- |' * len(columns)}"),
            (_markdown_row(row, columns.values()) for row in rows()),
        )
        return bounded_markdown(
            lines, screen.words.say("More rows were left out; narrow the question by a filter.")
        )

    return text


def _markdown_row(row: Record, columns: Iterable[Callable[[Record], Any]]) -> str:
    cells = (markdown(str(_scalar(value(row)))) for value in columns)
    return f"| {' | '.join(cells)} |"


def json_shown(text: str) -> str:
    """JSON whose texts hold nothing that a terminal or a CI runner obeys: it is written with escapes."""
    return json_safe(text).replace("##[", "\\u0023\\u0023[")


def flat(row: Record, prefix: str = "") -> dict[str, Any]:
    """A row without nesting: dotted names, lists joined by semicolons, nothing as an empty text."""
    found: dict[str, Any] = {}
    for name, value in row.items():
        if isinstance(value, Mapping):
            found.update(flat(value, f"{prefix}{name}."))
        else:
            found[prefix + name] = _scalar(value)
    return found


def _scalar(value: Any) -> Any:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, str):
        return one_line(value)
    if isinstance(value, (list, tuple)):
        return "; ".join(_item(each) for each in value)
    return value


def _item(value: Any) -> str:
    if isinstance(value, Mapping):
        return "/".join(str(_scalar(each)) for each in value.values() if each is not None)
    return str(_scalar(value))


Format = Callable[[Answer, Screen], str | Iterator[str]]
"""A whole text, or its pieces one after the other: an answer about all of history is large."""

FORMATS: Mapping[str, Format] = {
    "table": as_table,
    "json": as_json,
    "jsonl": as_jsonl,
    "csv": as_csv,
    "md": as_markdown,
}
"""What every command takes."""

_PART = 256 * 1024
"""Letters that are worth a write."""


def in_parts(text: str | Iterator[str]) -> Iterator[str]:
    """A text as it is; its pieces joined until they are worth a write."""
    if isinstance(text, str):
        yield text
        return
    part: list[str] = []
    letters = 0
    for piece in text:
        part.append(piece)
        letters += len(piece)
        if letters >= _PART:
            yield "".join(part)
            part, letters = [], 0
    yield "".join(part)


PLAIN = ("txt", "log")
"""The endings of any text, which promise no format."""

ENDINGS: Mapping[str, Sequence[str]] = {
    "table": PLAIN,
    "json": ("json",),
    "jsonl": ("jsonl", "ndjson"),
    "csv": ("csv",),
    "md": ("md", "markdown"),
    "github": PLAIN,
    "gitlab": ("json",),
    "sarif": ("sarif", "json"),
    "junit": ("xml",),
}
"""How the file of each format may end; an ending alone stands for the first format that has it."""
