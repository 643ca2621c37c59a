"""Writes a made record as people write YAML. Parses none, and knows only the values that records.py makes."""

import json
import re
from collections.abc import Iterable, Iterator
from typing import Any

from bench.records import Record

COMMENT = "# yaml-language-server: $schema=../../schema/commitment.schema.json"
_ORDER = (
    *("id", "title", "summary", "kind", "status", "part_of", "depends_on", "superseded_by", "parties"),
    *("made_on", "due", "due_basis", "due_changes", "repeats", "milestones", "updates", "evidence"),
    *("met_on", "closing", "review_by", "place", "scope", "source", "binding", "tags", "x-file-number"),
)
_TIDY_FIRST = ("id", "title", "tags", "source")
_TIDY_ORDER = (*_TIDY_FIRST, *(key for key in _ORDER if key not in _TIDY_FIRST))
_UNSAFE = re.compile(r"^[-?:,\[\]{}#&*!|>'\"%@` ]|: | #|[: ]$")


def yaml_text(record: Record, is_tidy: bool = False) -> str:
    """The whole file; where it is tidy with keys in another order and titles in quotes."""
    order = _TIDY_ORDER if is_tidy else _ORDER
    fields = sorted(record.items(), key=lambda field: order.index(field[0]))
    lines = [COMMENT]
    for key, value in fields:
        lines += _titled(value) if key == "title" and is_tidy else _field(key, value)
    return _styled("\n".join(lines) + "\n", record["id"])


def _titled(title: Record) -> Iterator[str]:
    yield "title:"
    yield from (f"  {language}: {json.dumps(text, ensure_ascii=False)}" for language, text in title.items())


def _styled(text: str, name: str) -> str:
    """Prose of several lines in one of three styles, as people differ."""
    style = ("|", ">-", ">")[int(name[4:10]) % 3]
    return text.replace(": |\n", f": {style}\n")


def _field(key: str, value: Any, indent: str = "") -> Iterator[str]:
    match value:
        case dict() if key == "place":
            yield f"{indent}{key}: {_flow(value)}"
        case dict():
            yield f"{indent}{key}:"
            yield from _fields(value, f"{indent}  ")
        case [str(), *_]:
            yield f"{indent}{key}: {_flow(value)}"
        case list():
            yield f"{indent}{key}:"
            for place, item in enumerate(value):
                yield from _item(key, place, item, f"{indent}  ")
        case str() if "\n" in value:
            yield f"{indent}{key}: |"
            yield from (f"{indent}  {line}" for line in value.splitlines())
        case str() if not _UNSAFE.search(value):
            yield f"{indent}{key}: {value}"
        case _:
            yield f"{indent}{key}: {_flow(value)}"


def _fields(mapping: Record, indent: str) -> Iterable[str]:
    return (line for key, value in mapping.items() for line in _field(key, value, indent))


def _item(key: str, place: int, item: Record, indent: str) -> Iterator[str]:
    if key == "scope" or (key == "parties" and place < 2):
        yield f"{indent}- {_flow(item)}"
    elif key == "due_changes" and len(indent) > 2:
        yield f"{indent}- {_flow(item)}".replace(" reason: ", f"\n{indent}   reason: ")
    else:
        first, *rest = _fields(item, f"{indent}  ")
        yield f"{indent}- {first.strip()}"
        yield from rest


def _flow(value: Any) -> str:
    match value:
        case dict():
            return "{" + ", ".join(f"{key}: {_flow(item)}" for key, item in value.items()) + "}"
        case list():
            return "[" + ", ".join(map(_flow, value)) + "]"
        case bool():
            return "true" if value else "false"
        case _:
            is_safe = not _UNSAFE.search(value) and not set(",[]{}") & set(value)
            return str(value) if is_safe else json.dumps(value, ensure_ascii=False)
