"""What the table of fields says of all fields together: by their way, by their names. Holds no row."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from commitments.model.fields.field import Field, Shape, Tense
from commitments.model.fields.rows import FIELDS


def walk(fields: Iterable[Field] = FIELDS, way: str = "") -> Iterator[tuple[str, Field]]:
    """Every field with the way to it, as `milestones.due`; items of lists add no name."""
    for field in fields:
        path = f"{way}{field.name}"
        yield path, field
        yield from walk(field.parts, f"{path}.")


BY_PATH: Mapping[str, Field] = dict(walk())
"""Every field by the way to it."""

_EVERY = tuple(BY_PATH.values())

DATE_NAMES = frozenset(field.name for field in _EVERY if field.shape is Shape.DATE)
"""What fields that hold a date are called; nothing else in a record is called so."""

HAPPENED_NAMES = frozenset(field.name for field in _EVERY if field.tense is Tense.HAPPENED)
"""What dates of past events are called."""

PARTY_NAMES = frozenset(field.name for field in _EVERY if field.shape is Shape.PARTY)
"""What fields that hold the id of a party are called."""

LIST_KEYS: Mapping[str, tuple[tuple[str, ...], ...]] = {
    field.name: field.keys for field in _EVERY if field.keys
}
"""By what the items of a list are known: the first choice of which the first name holds a text."""

LIST_ORDER: Mapping[str, str] = {field.name: field.in_order_of for field in _EVERY if field.in_order_of}
"""Lists that stand in the order of a date, and that date."""


def named_by_path(fields: Iterable[Field] = FIELDS) -> Mapping[str, Field]:
    """Fields with a noun, by the way from the record or from the item of a list in which they stand."""
    named: dict[str, Field] = {}
    for path, field in walk(fields):
        item = path
        for above in (
            above for above, holder in BY_PATH.items() if holder.keys and path.startswith(f"{above}.")
        ):
            item = path.removeprefix(f"{above}.")
        if field.noun:
            named.setdefault(item, field)
    return named
