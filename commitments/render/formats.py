"""The table of formats: name and function, `answer -> text`. The same table feeds `--format`."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from itertools import chain
from typing import Any

from commitments.render.answer import Answer, Record, Screen
from commitments.render.safe import bounded_markdown, cell, inert, json_safe, markdown, one_line

SCHEMA_VERSION = 1


def as_table(answer: Answer, screen: Screen) -> str:
    """What a person reads on a terminal or in a pipe."""
    return inert(answer.table(screen))


def as_json(answer: Answer, screen: Screen) -> str:
    """One object, as the contract names its keys."""
    whole: dict[str, Any] = {
        "schema_version": SCHEMA_VERSION,
        "command": answer.command,
        "as_of": answer.as_of,
        **answer.head(),
    }
    if answer.json_rows is not None:
        return _spliced(whole, answer.key, answer.json_rows())
    if answer.single:
        whole.update(answer.rows()[0])
    else:
        whole[answer.key] = list(answer.rows())
    return _json(whole, indent=2)


def as_jsonl(answer: Answer, screen: Screen) -> str:
    """The rows, an object a line."""
    if answer.json_rows is not None:
        return "".join(f"{json_shown(row)}\n" for row in answer.json_rows())
    return "".join(_json(row) for row in answer.rows())


def _spliced(whole: Mapping[str, Any], key: str, rows: Iterable[str]) -> str:
    """One object whose rows, a line each, are JSON already: reading them to write them again is slow."""
    head = _json(whole, indent=2).removesuffix("\n}\n")
    body = ",\n    ".join(map(json_shown, rows))
    return f'{head},\n  "{key}": [\n    {body}\n  ]\n}}\n' if body else f'{head},\n  "{key}": []\n}}\n'


def _json(value: Any, indent: int | None = None) -> str:
    return json_shown(json.dumps(value, ensure_ascii=False, indent=indent)) + "\n"


def as_csv(answer: Answer, screen: Screen) -> str:
    """The rows with nested keys joined by a dot, and no cell that a spreadsheet would run."""
    rows = [flat(row) for row in (answer.flat_rows or answer.rows)()]
    names = list(dict.fromkeys([*answer.names, *(name for row in rows for name in row)]))
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow(map(cell, names))
    writer.writerows([cell(row.get(name, "")) for name in names] for row in rows)
    return inert(text.getvalue())


def as_markdown(answer: Answer, screen: Screen) -> str:
    """A table of the main columns, or a document, fit for a comment on a code host."""
    if answer.document is not None:
        return answer.document(screen)
    rows = (answer.markdown_rows or answer.flat_rows or answer.rows)()
    lines = chain(
        (f"| {' | '.join(map(markdown, answer.columns))} |", f"|{' --- |' * len(answer.columns)}"),
        (_markdown_row(row, answer.columns.values()) for row in rows),
    )
    return bounded_markdown(
        lines, screen.words.say("More rows were left out; narrow the question by a filter.")
    )


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


Format = Callable[[Answer, Screen], str]

FORMATS: Mapping[str, Format] = {
    "table": as_table,
    "json": as_json,
    "jsonl": as_jsonl,
    "csv": as_csv,
    "md": as_markdown,
}
"""What every command takes."""

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
