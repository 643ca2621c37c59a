"""Makes the steps of `--set PATH=VALUE`: finds the place and reads the value. It must not judge a value."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any, NamedTuple

from commitments.changes.field_names import child_field_name, item_field_name
from commitments.edits.dates.date_fields import read_date_field
from commitments.edits.dates.date_terms import NO_TERMS, DateTerms
from commitments.edits.field_notation import ListItem, PathPart, path_parts
from commitments.edits.flags import plain_text
from commitments.edits.list_edits import Record, barred_error, insert_by_date, put, value_at
from commitments.edits.list_items import find_item, item_names, key_fields, new_item
from commitments.edits.steps import Drop, EditStep, Put, append_step
from commitments.errors import N_, EditError, UnknownNameError, UsageError
from commitments.model.fields import LIST_ORDER
from commitments.model.nearest import nearest_word
from commitments.model.problem import Pointer

__all__ = ["ParseValue", "set_steps"]

ParseValue = Callable[[str], Any]
"""Reads YAML as a value; raises a class under CommitmentsError for a text that is no YAML."""

OWN_PREFIX = "x-"
"""The prefix of a workspace's own fields; the schema says nothing of what they hold."""

_REQUIRED = frozenset({"id", "title", "kind", "status", "parties", "source"})
_NULLS = frozenset({"null", "Null", "NULL", "~"})


class _FieldPlace(NamedTuple):
    """The place that a path names."""

    path: str
    """The path as `commit changes` writes it."""
    schema_path: str
    """The names without keys, as the schema has them; empty below an own field."""
    pointer: Pointer
    """The part of the path that is in the record."""
    missing: tuple[PathPart, ...] = ()
    """The other parts, which are to be made."""


def set_steps(
    record: Record,
    path: str,
    value_text: str,
    parse_value: ParseValue,
    kinds: Mapping[str, str],
    terms: DateTerms = NO_TERMS,
) -> list[EditStep]:
    """The steps that set a field of a record; an empty text drops the field.

    `kinds` says what the schema wants in each field, as `reading.fields.field_kinds` has it; dates are
    read by `terms`. Raises UnknownNameError for a field or an item that is not there, UsageError for a path
    or a value that does not fit the schema, and EditError where the record does not allow the edit.
    """
    place = _find_place(record, path_parts(path), kinds)
    if place.schema_path == "id":
        raise EditError(
            N_("The id of a record does not change"),
            N_("Keep the id: history and other records refer to it."),
        )
    if not value_text.strip():
        return _steps_to_drop(record, place)
    value = _field_value(place, value_text, parse_value, kinds, terms)
    if not place.missing:
        return put(record, place.pointer, value)
    return _steps_to_make(record, place, value)


def _find_place(record: Record, path: list[PathPart], kinds: Mapping[str, str]) -> _FieldPlace:
    """The place that a path names; the record is followed as far as it goes, the schema to the end."""
    place = _FieldPlace("", "", ())
    is_own = isinstance(path[0], str) and path[0].startswith(OWN_PREFIX)
    for depth, part in enumerate(path):
        if not is_own:
            _require_known(place, part, kinds)
        value = None if place.missing else value_at(record, place.pointer)
        if isinstance(part, ListItem):
            place = _enter_item(place, part, value, depth == len(path) - 1)
        else:
            place = _enter_name(place, part, value, is_own)
    return place


def _require_known(place: _FieldPlace, part: PathPart, kinds: Mapping[str, str]) -> None:
    """Raise UnknownNameError, with the nearest, for a name that the schema does not have there."""
    if isinstance(part, ListItem):
        if kinds[place.schema_path] != "list":
            raise UsageError(N_("{field} is not a list"), field=place.path)
        if not any(f"{place.schema_path}.{field}" in kinds for field in key_fields(place.schema_path)):
            raise UsageError(
                N_("The items of {field} have no names"), N_("Set the whole list {field}."), field=place.path
            )
        return
    schema_path = f"{place.schema_path}.{part}" if place.schema_path else part
    if schema_path in kinds:
        return
    prefix = f"{place.schema_path}." if place.schema_path else ""
    names = [kind.removeprefix(prefix) for kind in kinds if kind.startswith(prefix)]
    suggestion = nearest_word(part, [name for name in names if "." not in name])
    raise UnknownNameError(
        N_("There is no field {field}"),
        N_("Did you mean {nearest}? Fields of your own begin with x-.")
        if suggestion
        else N_("Fields of your own begin with x-."),
        field=child_field_name(place.path, part),
        nearest=child_field_name(place.path, suggestion) if suggestion else "",
    )


def _enter_name(place: _FieldPlace, part: str, value: Any, is_own: bool) -> _FieldPlace:
    path = child_field_name(place.path, part)
    schema_path = "" if is_own else f"{place.schema_path}.{part}" if place.schema_path else part
    if place.missing or (value is None and place.pointer):
        return _FieldPlace(path, schema_path, place.pointer, (*place.missing, part))
    if isinstance(value, list):
        raise UsageError(
            N_("{field} is a list: {path} does not say which item"),
            N_("Name one of: {items}")
            if item_names(place.path, value)
            else N_("Set the whole list {field}."),
            field=place.path,
            path=path,
            items=", ".join(item_names(place.path, value)),
        )
    if not isinstance(value, Mapping):
        raise barred_error(place.path, value)
    if part not in value:
        return _FieldPlace(path, schema_path, place.pointer, (part,))
    return _FieldPlace(path, schema_path, (*place.pointer, part))


def _enter_item(place: _FieldPlace, part: ListItem, value: Any, is_last: bool) -> _FieldPlace:
    path = item_field_name(place.path, part.key, part.place)
    if not isinstance(value, list) and value is not None:
        raise barred_error(place.path, value)
    list_name = _last_name(place)
    index, count = find_item(value or [], list_name, part)
    if index is not None:
        return _FieldPlace(path, place.schema_path, (*place.pointer, index))
    if is_last and part.place == count + 1:
        return _FieldPlace(path, place.schema_path, place.pointer, (*place.missing, part))
    item_paths = item_names(place.path, value or [])
    suggestions = nearest_word(path, item_paths) or ", ".join(item_paths[:5])
    raise UnknownNameError(
        N_("There is no {path} in this record"),
        N_("Nearest: {near}") if suggestions else N_("{field} holds no item that could be named."),
        path=path,
        near=suggestions,
        field=place.path,
    )


def _last_name(place: _FieldPlace) -> str:
    names = [key for key in (*place.pointer, *place.missing) if isinstance(key, str)]
    return names[-1] if names else ""


def _field_value(
    place: _FieldPlace, text: str, parse_value: ParseValue, kinds: Mapping[str, str], terms: DateTerms
) -> Any:
    """The value of a text at a place; below own fields the text is YAML."""
    is_item = bool(place.missing and isinstance(place.missing[-1], ListItem)) or _is_item(place)
    kind = "mapping" if is_item and place.schema_path else kinds.get(place.schema_path, "")
    if kind == "text":
        return plain_text(text)
    if kind == "date":
        return read_date_field(text, place.schema_path, terms)
    value = parse_value(text)
    if kind == "mapping" and not isinstance(value, Mapping):
        languages = [
            child_field_name(place.path, lang)
            for lang in ("en", "vi")
            if f"{place.schema_path}.{lang}" in kinds
        ]
        raise UsageError(
            N_("{field} holds fields, not one value"),
            N_("Name one of them: {fields}") if languages else N_("Write it in YAML, such as {example}"),
            field=place.path,
            fields=", ".join(languages),
            example="{date: 2026-10-31}",
        )
    return _as_typed(text, value)


def _is_item(place: _FieldPlace) -> bool:
    return bool(place.pointer) and not place.missing and isinstance(place.pointer[-1], int)


def _as_typed(text: str, value: Any) -> Any:
    """The parsed value, or the text where YAML would show it otherwise, as with 007 or a #."""
    stripped = text.strip()
    if isinstance(value, (bool, list, dict)) or stripped[0] in "\"'|>":
        return value
    return value if stripped == str(value) or (value is None and stripped in _NULLS) else plain_text(text)


def _steps_to_make(record: Record, place: _FieldPlace, value: Any) -> list[EditStep]:
    """The steps that put a value at a place that is not there yet, and make what holds it."""
    names = [part for part in place.missing if isinstance(part, str)]
    last_part = place.missing[-1]
    if not isinstance(last_part, ListItem):
        return [_put_nested(record, place.pointer, names, value)]
    list_name = _last_name(place)
    entry = new_item(list_name, last_part, value, place.path)
    if names:
        return [_put_nested(record, place.pointer, names, [entry])]
    if list_name in LIST_ORDER:
        return [insert_by_date(record, place.pointer, entry, LIST_ORDER[list_name])]
    return [append_step(record, place.pointer, entry)]


def _put_nested(record: Record, pointer: Pointer, names: Sequence[str], value: Any) -> EditStep:
    """The step that sets a value below the pointer, in new mappings with these names."""
    first, *inner = names
    for name in reversed(inner):
        value = {name: value}
    if pointer and value_at(record, pointer) is None:
        return Put(pointer, {first: value})
    return Put((*pointer, first), value)


def _steps_to_drop(record: Record, place: _FieldPlace) -> list[EditStep]:
    """The steps that take out a field, and the mappings that hold nothing else."""
    if place.missing:
        raise UnknownNameError(N_("There is no {path} in this record"), path=place.path)
    pointer = place.pointer
    while len(pointer) > 1 and len(value_at(record, pointer[:-1])) == 1:
        pointer = pointer[:-1]
    if len(pointer) == 1 and (pointer[0] in _REQUIRED or len(record) == 1):
        raise EditError(N_("{field} cannot be removed: every record needs it"), field=str(pointer[0]))
    return [Drop(pointer)]
