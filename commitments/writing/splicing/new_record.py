"""A whole new record as a careful person writes it. Decides nothing about what is in it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from commitments.reading.schema_fields import field_order
from commitments.writing.splicing.written_values import Writer
from commitments.writing.splicing.yaml_style import Manner


def composed(value: Mapping[str, Any], modeline: str) -> bytes:
    """The text of a record: its modeline, then its fields in the order of the schema, none of them empty.

    `modeline` is the way from the record to its schema, as in `mend`; without one there is no such line.
    """
    whole = _filled(plain(value))
    lines = Writer(Manner(), field_order()).mapping(whole, 0, "") if whole else ["{}"]
    first = [f"# yaml-language-server: $schema={modeline}"] if modeline else []
    return "".join(f"{line}\n" for line in [*first, *lines]).encode()


def plain(value: Any) -> Any:
    """A value of nothing but what YAML gives back: no tuples, and no enums for texts.

    Raises TypeError for a key that is no text.
    """
    if isinstance(value, str):
        return str.__str__(value)
    if isinstance(value, Mapping):
        return {str.__str__(key): plain(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [plain(item) for item in value]
    return value


def _filled(value: Any) -> Any:
    """A value without what is empty in it."""
    if isinstance(value, dict):
        found = {key: _filled(item) for key, item in value.items()}
        return {key: item for key, item in found.items() if not _is_empty(item)}
    if isinstance(value, list):
        return [item for item in map(_filled, value) if not _is_empty(item)]
    return value


def _is_empty(value: Any) -> bool:
    return value is None or value in ("", [], {})
