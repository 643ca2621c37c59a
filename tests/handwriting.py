"""Records as people write them and change them, at random: in many styles of YAML, with comments.

A `Draft` is a value and how it is written; `write` gives its text, and what an edit does not touch it
writes as before. It asserts nothing and imports nothing that merges.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from random import Random
from typing import Any

from commitments.reading.yaml.yaml_text import parse

Path = tuple[str, ...]

LISTS: dict[str, tuple[str, ...]] = {
    "milestones": ("id",),
    "parties": ("party", "role"),
    "updates": ("date",),
    "due_changes": ("date",),
    "evidence": ("url",),
}


@dataclass
class Draft:
    """A record's value and its handwriting."""

    value: dict[str, Any]
    hand: int
    """What decides how each thing is written."""
    restyled: dict[Path, int] = field(default_factory=dict)
    above: dict[Path, list[str]] = field(default_factory=dict)
    beside: dict[Path, str] = field(default_factory=dict)
    ending: str = "\n"
    mark: bool = False
    last: bool = True
    """Whether the last line ends."""

    def choice(self, path: Path, *options: Any) -> Any:
        return Random(f"{self.hand} {self.restyled.get(path, 0)} {path}").choice(options)


def write(draft: Draft) -> bytes:
    """The text of a draft."""
    lines = [*draft.above.get((), ()), *_mapping(draft, (), draft.value, 0), *draft.above.get(("$end",), ())]
    text = draft.ending.join(lines) + draft.ending * draft.last
    return (b"\xef\xbb\xbf" if draft.mark else b"") + text.encode()


def _mapping(draft: Draft, path: Path, value: dict[str, Any], indent: int) -> Iterator[str]:
    for name, item in value.items():
        yield from _entry(draft, (*path, name), f"{name}:", item, indent)


def _entry(draft: Draft, path: Path, start: str, value: Any, indent: int) -> Iterator[str]:
    pad = " " * indent
    yield from (pad + item if item else "" for item in draft.above.get(path, ()))
    beside = f"  # {draft.beside[path]}" if path in draft.beside else ""
    if isinstance(value, dict) and value and draft.choice(path, True, True, not _is_small(value)):
        yield f"{pad}{start}{beside}"
        yield from _mapping(draft, path, value, indent + draft.choice(path[:1], 2, 2, 4))
    elif isinstance(value, list) and value and draft.choice(path, True, True, not _is_small(value)):
        yield f"{pad}{start}{beside}"
        inner = indent + draft.choice(path[:1], 2, 2, 0)
        for item in value:
            yield from _item(draft, (*path, item_name(path[-1], item)), item, inner)
    elif isinstance(value, str) and "\n" in value and (block := _block(draft, path, value)):
        yield f"{pad}{start} {block[0]}{beside}"
        yield from (f"{pad}  {item}" if item else "" for item in block[1])
    else:
        yield f"{pad}{start} {_flow(draft, path, value)}{beside}"


def _item(draft: Draft, path: Path, value: Any, indent: int) -> Iterator[str]:
    if not isinstance(value, dict) or not draft.choice(path, True, True, True, not _is_small(value)):
        yield from _entry(draft, path, "-", value if not isinstance(value, list) else [], indent)
        return
    pad = " " * indent
    yield from (pad + item if item else "" for item in draft.above.get(path, ()))
    lines = list(_mapping(draft, path, value, indent + 2))
    first = next(place for place, line in enumerate(lines) if line.strip()[:1] not in ("", "#"))
    yield f"{pad}- {lines[first][indent + 2 :]}"
    yield from lines[first + 1 :]


def _block(draft: Draft, path: Path, value: str) -> tuple[str, list[str]] | None:
    """A text as a literal block, where that gives it again."""
    lines = value.removesuffix("\n").split("\n")
    sign = "|" if value.endswith("\n") else "|-"
    text = "\n".join([f"a: {sign}", *(f"  {line}" if line else "" for line in lines), "b: 1\n"])
    good = parse(text.encode()).value == {"a": value, "b": 1}
    return (sign, lines) if good and draft.choice(path, True, False) else None


def _flow(draft: Draft, path: Path, value: Any) -> str:
    if isinstance(value, dict):
        inner = [f"{name}: {_flow(draft, (*path, name), item)}" for name, item in value.items()]
        room = draft.choice(path[:1], "", "", " ")
        return f"{{{room}{', '.join(inner)}{room}}}" if inner else "{}"
    if isinstance(value, list):
        return f"[{', '.join(_flow(draft, (*path, item_name('', item)), item) for item in value)}]"
    if not isinstance(value, str):
        return json.dumps(value)
    ways = [json.dumps(value, ensure_ascii=False)]
    if "\n" not in value:
        ways.append("'" + value.replace("'", "''") + "'")
    if "\n" not in value and parse(f"a: [{value}]\nb: {value}\n".encode()).value == {
        "a": [value],
        "b": value,
    }:
        ways += [value] * 4
    return str(draft.choice(path, *ways))


def _is_small(value: Any) -> bool:
    return len(json.dumps(value)) < 90


def item_name(name: str, value: Any) -> str:
    """What tells an item from others of its list."""
    if isinstance(value, dict) and name in LISTS:
        return "/".join(str(value.get(key)) for key in LISTS[name])
    return json.dumps(value, sort_keys=True)
