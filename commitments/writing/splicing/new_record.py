"""Writes a new record as a careful person does. Decides nothing about its content."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from commitments.reading.schema_fields import field_order
from commitments.writing.splicing.written_values import Writer
from commitments.writing.splicing.yaml_style import YamlStyle


def record_text(value: Mapping[str, Any], modeline: str) -> bytes:
    """The text of a record: its modeline, then its fields in the order of the schema, without empty ones.

    `modeline` is the path from the record to its schema; where it is empty, there is no such line.
    """
    record = _without_empty(plain_value(value))
    lines = Writer(YamlStyle(), field_order()).mapping(record, 0, "") if record else ["{}"]
    head = [f"# yaml-language-server: $schema={modeline}"] if modeline else []
    return "".join(f"{line}\n" for line in [*head, *lines]).encode()


def plain_value(value: Any) -> Any:
    """A copy of a value in the types that YAML reads: lists for tuples, plain texts for enums.

    Raises TypeError for a key that is no text.
    """
    if isinstance(value, str):
        return str.__str__(value)
    if isinstance(value, Mapping):
        return {str.__str__(key): plain_value(field) for key, field in value.items()}
    if isinstance(value, list | tuple):
        return [plain_value(item) for item in value]
    return value


def _without_empty(value: Any) -> Any:
    """A copy of a value without empty fields and items."""
    if isinstance(value, dict):
        fields = {key: _without_empty(field) for key, field in value.items()}
        return {key: field for key, field in fields.items() if not _is_empty(field)}
    if isinstance(value, list):
        return [item for item in map(_without_empty, value) if not _is_empty(item)]
    return value


def _is_empty(value: Any) -> bool:
    return value is None or value in ("", [], {})
