"""Finds which records, parties and events a record names, and where.

It judges nothing, and needs no valid record.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import partial
from typing import Any

from commitments.model.fields import BY_PATH, Shape
from commitments.model.problem import Pointer

_SHAPES = (Shape.LINK, Shape.PARTY, Shape.EVENT)
"""The shapes of fields that name something else, in the order in which `references` yields them."""

GRAPH_FIELDS = tuple(path for path, field in BY_PATH.items() if field.shape is Shape.LINK and "." not in path)
"""The fields of a record that link it with others; no such links form a ring."""

References = Mapping[str, Sequence[tuple[str, str]]]
"""The references of each file, by its path: the pointer as text, and the id that is named."""

_SHAPE_BY_NAME = {field.name: field.shape for field in BY_PATH.values() if field.shape in _SHAPES}


def reference_shape(pointer_text: str) -> Shape:
    """What a reference names, by the last name of its pointer."""
    names = pointer_text.split("/")
    return _SHAPE_BY_NAME[names[-2] if names[-1].isdigit() else names[-1]]


def _field_steps(path: str) -> tuple[str, ...]:
    """The names on the way to a field, with a `*` after each list."""
    names = path.split(".")
    fields = [BY_PATH[".".join(names[: at + 1])] for at in range(len(names))]
    return tuple(
        step for field in fields for step in (field.name, *("*" * (field.several or bool(field.keys))))
    )


_REFERENCE_FIELDS = [
    (shape, _field_steps(path))
    for shape in _SHAPES
    for path, field in BY_PATH.items()
    if field.shape is shape
]


def references(data: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    """Yields every reference of a record as pointer text and id: links, then parties, then events.

    A pointer text is a `Pointer` with slashes between its steps.
    """
    for _, steps in _REFERENCE_FIELDS:
        if steps[0] in data:
            yield from _follow_steps(data, steps, "")


def _follow_steps(value: Any, steps: tuple[str, ...], prefix: str) -> Iterator[tuple[str, str]]:
    if not steps:
        if isinstance(value, str):
            yield prefix[:-1], value
    elif steps[0] == "*":
        if isinstance(value, list):
            for index, entry in enumerate(value):
                yield from _follow_steps(entry, steps[1:], f"{prefix}{index}/")
    elif isinstance(value, dict) and steps[0] in value:
        yield from _follow_steps(value[steps[0]], steps[1:], f"{prefix}{steps[0]}/")


def with_renamed_references(
    data: Mapping[str, Any], rename: Callable[[Shape, str], str]
) -> Mapping[str, Any]:
    """A record in which each reference is called what `rename` says of its shape and id."""
    renamed: Any = data
    for shape, steps in _REFERENCE_FIELDS:
        if steps[0] in data:
            renamed = _with_renamed(renamed, steps, partial(rename, shape))
    return renamed if isinstance(renamed, Mapping) else data


def _with_renamed(value: Any, steps: tuple[str, ...], rename: Callable[[str], str]) -> Any:
    if not steps:
        return rename(value) if isinstance(value, str) else value
    if steps[0] == "*":
        if not isinstance(value, list):
            return value
        return [_with_renamed(entry, steps[1:], rename) for entry in value]
    if not isinstance(value, dict) or steps[0] not in value:
        return value
    return {**value, steps[0]: _with_renamed(value[steps[0]], steps[1:], rename)}


def with_renamed_part(value: Any, names: tuple[str, ...], rename: Callable[[Shape, str], str]) -> Any:
    """The value of a field, or of an item of it, in which each reference is called what `rename` says.

    `names` lead from the record to the field.
    """
    for shape, steps in _REFERENCE_FIELDS:
        inner = tuple(step for step in steps if step != "*")
        if inner[: len(names)] == names:
            value = _with_renamed_below(value, inner[len(names) :], partial(rename, shape))
    return value


def _with_renamed_below(value: Any, names: tuple[str, ...], rename: Callable[[str], str]) -> Any:
    if isinstance(value, list):
        return [_with_renamed_below(entry, names, rename) for entry in value]
    if not names:
        return rename(value) if isinstance(value, str) else value
    if not isinstance(value, dict) or names[0] not in value:
        return value
    return {**value, names[0]: _with_renamed_below(value[names[0]], names[1:], rename)}


def encode_references(pairs: Iterable[tuple[str, str]], separator: str) -> str:
    """References as one text for the cache; it omits ids that cannot be shown, which another rule reports."""
    return separator.join([f"{pointer_text}={id}" for pointer_text, id in pairs if id.isprintable()])


def decode_references(text: str, separator: str) -> list[tuple[str, str]]:
    """Reads references back from the text that `joined` makes."""
    pairs = []
    for pair in text.split(separator) if text else ():
        pointer_text, _, id = pair.partition("=")
        pairs.append((pointer_text, id))
    return pairs


def read_pointer(text: str) -> Pointer:
    """The pointer that a pointer text means."""
    return tuple(int(step) if step.isdigit() else step for step in text.split("/"))
