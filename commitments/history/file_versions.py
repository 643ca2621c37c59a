"""What stood in a record's file at one time, read no further than is asked. Knows neither git nor paths."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Any

from commitments.changes.change import FieldChange
from commitments.changes.compare import compare
from commitments.reading import blocks
from commitments.reading.blocks import Cuts, Difference
from commitments.reading.yaml_text import parse

_NOTHING: Mapping[str, Any] = {}


class FileVersion:
    """One text of a record. Its value is not kept: ten thousand of them stand at a time."""

    __slots__ = ("cuts", "data", "differs", "id", "known", "readable", "title", "value")
    cuts: Cuts | None
    id: str
    title: str

    def __init__(self, data: bytes, near: FileVersion | None = None) -> None:
        """Read a text; where another is `near`, only what differs from that."""
        self.data = data
        self.value: Mapping[str, Any] | None = None
        self.differs: tuple[FileVersion, Difference] | None = None
        self.known: Mapping[str, Any] = _NOTHING
        found = blocks.difference(near.data, near.cuts, data, near.known) if near and near.cuts else None
        if near and found:
            self.differs = near, found
            self.known = found.new
            self.cuts = found.cuts
            self.readable = True
            touched = found.new.keys() | found.old.keys()
            self.id = text_id(found.new) if "id" in touched else near.id
            self.title = _title(found.new) if "title" in touched else near.title
            return
        parsed = parse(data)
        self.readable = isinstance(parsed.value, dict) and not parsed.faults
        self.value = parsed.value if self.readable else None
        self.cuts = blocks.cuts(data, self.value)
        self.id = text_id(self.value or {})
        self.title = _title(self.value or {})

    def whole(self) -> Mapping[str, Any]:
        """All of a readable one."""
        if self.value is not None:
            return self.value
        found: Mapping[str, Any] = parse(self.data).value
        return found

    def let_go(self) -> None:
        """Forget what can be read again."""
        self.value = self.differs = None


def difference(old: FileVersion, new: FileVersion) -> Sequence[FieldChange]:
    """Field by field what the newer one has otherwise."""
    if new.differs and new.differs[0] is old:
        return compare(new.differs[1].old, new.differs[1].new)
    return compare(old.whole(), new.whole())


def text_id(value: Mapping[str, Any]) -> str:
    """The id that a record gives itself; empty where it gives none."""
    id = value.get("id")
    return id if isinstance(id, str) else ""


def _title(value: Mapping[str, Any]) -> str:
    title = value.get("title")
    return "null" if title is None else json.dumps(title, ensure_ascii=False)


UNREAD = FileVersion(b"\xff")
"""What stands for a file that is too large or cannot be opened."""
