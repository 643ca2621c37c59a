"""`--set PATH=VALUE`: which place of a record is meant, and what is put there. Judges no value."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any, NamedTuple

from commitments.changes.field_names import below, item
from commitments.edits.field_notation import Item, Part, parts, split
from commitments.edits.flags import plain_text
from commitments.edits.list_edits import Record, at, barred, placed, put
from commitments.edits.list_items import filled, found_item, key_fields, known_items
from commitments.edits.steps import Drop, EditStep, Put, appended
from commitments.edits.written_dates import as_field, date_alone
from commitments.errors import N_, CommitmentsError
from commitments.model.fields import LIST_ORDER
from commitments.model.nearest import nearest
from commitments.model.problem import Pointer

__all__ = ["ParseValue", "set_steps", "split"]

ParseValue = Callable[[str], Any]
"""YAML as a value; raises CommitmentsError for a text that is none."""

OWN = "x-"
"""How the name of a workspace's own field begins; what stands below it is free."""

_REQUIRED = frozenset({"id", "title", "kind", "status", "parties", "source"})
_NULLS = frozenset({"null", "Null", "NULL", "~"})


class _Place(NamedTuple):
    """Where a path leads."""

    path: str
    """As `commit changes` writes it."""
    way: str
    """The names alone, as the schema knows them; empty below an own field."""
    pointer: Pointer
    """As far as it stands."""
    missing: tuple[Part, ...] = ()
    """The rest, which is to be made."""


def set_steps(
    record: Record, path: str, value_text: str, parse_value: ParseValue, kinds: Mapping[str, str]
) -> list[EditStep]:
    """What setting a field does to a record; an empty text drops it.

    `kinds` says what the schema wants in each field, as `reading.fields.field_kinds` has it. Raises
    CommitmentsError for a field that no record has, and for one that leads nowhere in this record.
    """
    place = _place(record, parts(path), kinds)
    if place.way == "id":
        raise CommitmentsError(
            N_("The id of a record does not change"), N_("History and other records know it by its id.")
        )
    if not value_text.strip():
        return _dropping(record, place)
    value = _value(place, value_text, parse_value, kinds)
    if not place.missing:
        return put(record, place.pointer, value)
    return _making(record, place, value)


def _place(record: Record, path: list[Part], kinds: Mapping[str, str]) -> _Place:
    """Follow a path as far as the record goes, and the schema to its end."""
    place = _Place("", "", ())
    own = isinstance(path[0], str) and path[0].startswith(OWN)
    for number, part in enumerate(path):
        if not own:
            _require_known(place, part, kinds)
        standing = None if place.missing else at(record, place.pointer)
        if isinstance(part, Item):
            place = _item(place, part, standing, number == len(path) - 1)
        else:
            place = _name(place, part, standing, own)
    return place


def _require_known(place: _Place, part: Part, kinds: Mapping[str, str]) -> None:
    """Raise CommitmentsError, with the nearest, for a name that the schema does not have there."""
    if isinstance(part, Item):
        if kinds[place.way] != "list":
            raise CommitmentsError(N_("{field} is not a list"), field=place.path)
        if not any(f"{place.way}.{field}" in kinds for field in key_fields(place.way)):
            raise CommitmentsError(
                N_("The items of {field} have no names"), N_("Set all of {field}."), field=place.path
            )
        return
    way = f"{place.way}.{part}" if place.way else part
    if way in kinds:
        return
    above = f"{place.way}." if place.way else ""
    names = [kind.removeprefix(above) for kind in kinds if kind.startswith(above)]
    near = nearest(part, [name for name in names if "." not in name])
    raise CommitmentsError(
        N_("There is no field {field}"),
        N_("Did you mean {nearest}? Fields of your own begin with x-.")
        if near
        else N_("Fields of your own begin with x-."),
        field=below(place.path, part),
        nearest=below(place.path, near) if near else "",
    )


def _name(place: _Place, part: str, standing: Any, own: bool) -> _Place:
    path = below(place.path, part)
    way = "" if own else f"{place.way}.{part}" if place.way else part
    if place.missing or (standing is None and place.pointer):
        return _Place(path, way, place.pointer, (*place.missing, part))
    if isinstance(standing, list):
        raise CommitmentsError(
            N_("{field} is a list: {path} does not say which item"),
            N_("Name one of: {items}") if known_items(place.path, standing) else N_("Set all of {field}."),
            field=place.path,
            path=path,
            items=", ".join(known_items(place.path, standing)),
        )
    if not isinstance(standing, Mapping):
        raise barred(place.path, standing)
    if part not in standing:
        return _Place(path, way, place.pointer, (part,))
    return _Place(path, way, (*place.pointer, part))


def _item(place: _Place, part: Item, standing: Any, last: bool) -> _Place:
    path = item(place.path, part.key, part.place)
    if not isinstance(standing, list) and standing is not None:
        raise barred(place.path, standing)
    name = _last_name(place)
    index, count = found_item(standing or [], name, part)
    if index is not None:
        return _Place(path, place.way, (*place.pointer, index))
    if last and part.place == count + 1:
        return _Place(path, place.way, place.pointer, (*place.missing, part))
    known = known_items(place.path, standing or [])
    near = nearest(path, known) or ", ".join(known[:5])
    raise CommitmentsError(
        N_("There is no {path} in this record"),
        N_("Nearest: {near}") if near else N_("{field} holds no item that could be named."),
        path=path,
        near=near,
        field=place.path,
    )


def _last_name(place: _Place) -> str:
    names = [step for step in (*place.pointer, *place.missing) if isinstance(step, str)]
    return names[-1] if names else ""


def _value(place: _Place, text: str, parse_value: ParseValue, kinds: Mapping[str, str]) -> Any:
    """What a text means in that place; below own fields, YAML."""
    is_item = bool(place.missing and isinstance(place.missing[-1], Item)) or _is_item(place)
    kind = "mapping" if is_item and place.way else kinds.get(place.way, "")
    if kind == "text":
        return plain_text(text)
    if kind == "date":
        return as_field(date_alone(text))
    value = parse_value(text)
    if kind == "mapping" and not isinstance(value, Mapping):
        languages = [below(place.path, lang) for lang in ("en", "vi") if f"{place.way}.{lang}" in kinds]
        raise CommitmentsError(
            N_("{field} holds fields, not one value"),
            N_("Name one of them: {fields}") if languages else N_("Write it in YAML, such as {example}"),
            field=place.path,
            fields=", ".join(languages),
            example="{date: 2026-10-31}",
        )
    return _as_typed(text, value)


def _is_item(place: _Place) -> bool:
    return bool(place.pointer) and not place.missing and isinstance(place.pointer[-1], int)


def _as_typed(text: str, value: Any) -> Any:
    """What is neither quoted nor shown as it was typed, such as 007 or a text with a #, is a text."""
    typed = text.strip()
    if isinstance(value, (bool, list, dict)) or typed[0] in "\"'|>":
        return value
    return value if typed == str(value) or (value is None and typed in _NULLS) else plain_text(text)


def _making(record: Record, place: _Place, value: Any) -> list[EditStep]:
    """Put a value where nothing stands yet, in what has to be made around it."""
    names = [part for part in place.missing if isinstance(part, str)]
    last = place.missing[-1]
    if not isinstance(last, Item):
        return [_nested(record, place.pointer, names, value)]
    name = _last_name(place)
    entry = filled(name, last, value, place.path)
    if names:
        return [_nested(record, place.pointer, names, [entry])]
    if name in LIST_ORDER:
        return [placed(record, place.pointer, entry, LIST_ORDER[name])]
    return [appended(record, place.pointer, entry)]


def _nested(record: Record, pointer: Pointer, names: Sequence[str], value: Any) -> EditStep:
    """Set the first name in what stands at the pointer, to new mappings with the names after it."""
    first, *inner = names
    for name in reversed(inner):
        value = {name: value}
    if pointer and at(record, pointer) is None:
        return Put(pointer, {first: value})
    return Put((*pointer, first), value)


def _dropping(record: Record, place: _Place) -> list[EditStep]:
    """Take a field out, and what holds nothing else with it."""
    if place.missing:
        raise CommitmentsError(N_("There is no {path} in this record"), path=place.path)
    pointer = place.pointer
    while len(pointer) > 1 and len(at(record, pointer[:-1])) == 1:
        pointer = pointer[:-1]
    if len(pointer) == 1 and (pointer[0] in _REQUIRED or len(record) == 1):
        raise CommitmentsError(N_("{field} cannot be dropped: every record has it"), field=str(pointer[0]))
    return [Drop(pointer)]
