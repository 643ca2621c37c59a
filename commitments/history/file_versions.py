"""Reads a version of a record's file no further than is needed. Knows neither git nor paths."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Any

from commitments.changes.change import FieldChange
from commitments.changes.compare import compare
from commitments.reading.yaml import blocks
from commitments.reading.yaml.blocks import Cuts, Difference
from commitments.reading.yaml.yaml_text import parse

_NOTHING: Mapping[str, Any] = {}


class FileVersion:
    """One text of a record. Its value is not kept: ten thousand versions are held at a time."""

    __slots__ = ("cuts", "data", "id", "near_difference", "parsed_fields", "readable", "title", "value")
    cuts: Cuts | None
    id: str
    title: str

    def __init__(self, data: bytes, near: FileVersion | None = None) -> None:
        """Read a text; with a version `near` it, read only where the two differ."""
        self.data = data
        self.value: Mapping[str, Any] | None = None
        self.near_difference: tuple[FileVersion, Difference] | None = None
        self.parsed_fields: Mapping[str, Any] = _NOTHING
        difference = (
            blocks.find_difference(near.data, near.cuts, data, near.parsed_fields)
            if near and near.cuts
            else None
        )
        if near and difference:
            self.near_difference = near, difference
            self.parsed_fields = difference.new
            self.cuts = difference.cuts
            self.readable = True
            touched = difference.new.keys() | difference.old.keys()
            self.id = text_id(difference.new) if "id" in touched else near.id
            self.title = _title_json(difference.new) if "title" in touched else near.title
            return
        parsed = parse(data)
        self.readable = isinstance(parsed.value, dict) and not parsed.faults
        self.value = parsed.value if self.readable else None
        self.cuts = blocks.find_cuts(data, self.value)
        self.id = text_id(self.value or {})
        self.title = _title_json(self.value or {})

    def whole(self) -> Mapping[str, Any]:
        """All fields of a readable version."""
        if self.value is not None:
            return self.value
        fields: Mapping[str, Any] = parse(self.data).value
        return fields

    def forget_value(self) -> None:
        """Free what can be read again from the bytes."""
        self.value = self.near_difference = None


def compare_versions(old: FileVersion, new: FileVersion) -> Sequence[FieldChange]:
    """The fields that differ between two readable versions of a record."""
    if new.near_difference and new.near_difference[0] is old:
        difference = new.near_difference[1]
        return compare(difference.old, difference.new)
    return compare(old.whole(), new.whole())


def text_id(value: Mapping[str, Any]) -> str:
    """The id in the fields of a record; empty where there is none."""
    id = value.get("id")
    return id if isinstance(id, str) else ""


def _title_json(value: Mapping[str, Any]) -> str:
    title = value.get("title")
    return "null" if title is None else json.dumps(title, ensure_ascii=False)


UNREAD = FileVersion(b"\xff")
"""The version of a file that is too large or cannot be opened."""
