"""What a YAML text holds, as plain values, and where. Constructs nothing, follows nothing, recurses nowhere.

YAML 1.2 core scalars, so that `NO` is a text and a date stays the text it is.
"""

from __future__ import annotations

from codecs import BOM_UTF8
from dataclasses import dataclass, field
from typing import Any

from commitments.model.problem import Pointer
from commitments.reading.plain_yaml import plain_value
from commitments.reading.text import RECORD, Limits, Marks, Place, TextFault, decode


@dataclass(slots=True)
class Parsed:
    """The value of a text (None where it could not be read), and everything wrong with it."""

    value: Any = None
    faults: list[TextFault] = field(default_factory=list)
    text: str = ""
    whole: bool = False
    """Whether the text was read to its end, so that more can be said about the value."""
    marks: Marks | None = None
    """Where asked for."""

    def place(self, pointer: Pointer, on_key: bool = False) -> Place:
        """Line and column, from 1, of what a pointer names, or of the nearest thing above it."""
        at: tuple[Place, Place] = ((1, 1), (1, 1))
        value = self.value
        marks = self.marks or {}
        for step in pointer:
            found = marks.get((id(value), step))
            if found is None:
                return at[0]
            at, value = found, value[step]
        return at[0] if on_key else at[1]


def parse(data: bytes, with_marks: bool = False, limits: Limits = RECORD) -> Parsed:
    """Read one document. Never raises for what is in `data`."""
    text = decode(data, limits.size)
    if isinstance(text, TextFault):
        return Parsed(faults=[text])
    if not with_marks and len(text) <= limits.nodes:  # so short that it cannot hold more nodes
        value = plain_value(text)
        if value is not None:
            return Parsed(value, [], text, True)
    from commitments.reading.yaml_events import read  # and with it PyYAML, which few texts need

    found = read(data.removeprefix(BOM_UTF8), with_marks, limits.nodes)
    return Parsed(None if found.broken else found.root, found.faults, text, not found.broken, found.marks)
