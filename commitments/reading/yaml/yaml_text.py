"""Reads a YAML text as plain values, with their places where asked for. Constructs no object of a text.

Scalars follow the core schema of YAML 1.2.2: `NO` is a text, and so is a date.
"""

from __future__ import annotations

from codecs import BOM_UTF8
from dataclasses import dataclass, field
from typing import Any

from commitments.model.problem import Pointer
from commitments.reading.text import RECORD, Limits, Marks, Place, TextFault, decode
from commitments.reading.yaml.plain_yaml import plain_value


@dataclass(slots=True)
class Parsed:
    """The value of a text, None where it could not be read, and all its faults."""

    value: Any = None
    faults: list[TextFault] = field(default_factory=list)
    text: str = ""
    whole: bool = False
    """Whether the text was read to its end, so that rules can judge the value."""
    marks: Marks | None = None
    """None where the caller did not ask for them."""

    def place(self, pointer: Pointer, on_key: bool = False) -> Place:
        """Line and column, from 1, of what a pointer names, or of the nearest container above it."""
        places: tuple[Place, Place] = ((1, 1), (1, 1))
        value = self.value
        marks = self.marks or {}
        for step in pointer:
            mark = marks.get((id(value), step))
            if mark is None:
                return places[0]
            places, value = mark, value[step]
        return places[0] if on_key else places[1]


def parse(data: bytes, with_marks: bool = False, limits: Limits = RECORD) -> Parsed:
    """Read one document. Never raises for the contents of `data`."""
    text = decode(data, limits.size)
    if isinstance(text, TextFault):
        return Parsed(faults=[text])
    if not with_marks and len(text) <= limits.nodes:  # so short a text cannot hold more nodes
        value = plain_value(text)
        if value is not None:
            return Parsed(value, [], text, True)
    from commitments.reading.yaml.yaml_events import read_events  # it loads PyYAML, which few texts need

    reader = read_events(data.removeprefix(BOM_UTF8), with_marks, limits.nodes)
    return Parsed(
        None if reader.broken else reader.root, reader.faults, text, not reader.broken, reader.marks
    )
