"""Which records and parties a record names, and where. Judges nothing, and needs no meaning of the rest."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from commitments.model.fields import BY_PATH, Shape
from commitments.model.problem import Pointer

LINKS = tuple(path for path, field in BY_PATH.items() if field.shape is Shape.LINK)
"""The fields that name other records; all other references name parties."""

References = Mapping[str, Sequence[tuple[str, str]]]
"""What each file refers to, by its path: the way there, and which record or party."""


def _steps(path: str) -> tuple[str, ...]:
    """The way to a field, with a `*` after each list."""
    names = path.split(".")
    fields = [BY_PATH[".".join(names[: at + 1])] for at in range(len(names))]
    return tuple(
        step for field in fields for step in (field.name, *("*" * (field.several or bool(field.keys))))
    )


_WAYS = [
    _steps(path)
    for shape in (Shape.LINK, Shape.PARTY)
    for path, field in BY_PATH.items()
    if field.shape is shape
]


def references(data: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    """Every reference of a record, with the way to it: its steps, with a slash between; links first."""
    for steps in _WAYS:
        if steps[0] in data:
            yield from _along(data, steps, "")


def _along(value: Any, steps: tuple[str, ...], way: str) -> Iterator[tuple[str, str]]:
    if not steps:
        if isinstance(value, str):
            yield way[:-1], value
    elif steps[0] == "*":
        if isinstance(value, list):
            for index, item in enumerate(value):
                yield from _along(item, steps[1:], f"{way}{index}/")
    elif isinstance(value, dict) and steps[0] in value:
        yield from _along(value[steps[0]], steps[1:], f"{way}{steps[0]}/")


def joined(found: Iterable[tuple[str, str]], separator: str) -> str:
    """References as one text, for keeping; an id that cannot be shown is another rule's fault."""
    return separator.join([f"{way}={to}" for way, to in found if to.isprintable()])


def split(text: str, separator: str) -> list[tuple[str, str]]:
    """References from their text."""
    found = []
    for item in text.split(separator) if text else ():
        way, _, to = item.partition("=")
        found.append((way, to))
    return found


def pointer(way: str) -> Pointer:
    """A way, step by step."""
    return tuple(int(step) if step.isdigit() else step for step in way.split("/"))
