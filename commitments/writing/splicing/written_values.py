"""Values written as YAML, in some manner and like what stands beside them. Knows no text around them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

from commitments.reading.yaml_nodes import Node, NodeKind
from commitments.writing.splicing.written_scalars import (
    double_quoted,
    folded,
    is_plain,
    literal,
    on_a_line,
    single_quoted,
    suits_lines,
)
from commitments.writing.splicing.yaml_style import WIDEST, Manner

SHORT_ITEMS = frozenset({"parties", "evidence"})
"""Lists whose items are of a few words."""
SHORT_MAPPINGS = frozenset({"place"})
PROSE_WIDTH = 88
"""Columns of folded prose."""

Models = Sequence[Node]
"""What a value is to look like, the nearest first."""


class Spot(NamedTuple):
    """Where a value goes."""

    column: int
    """Of the key or the dash before it."""
    lead: int
    """Columns before it on its line."""
    name: str
    """The way to it without numbers, as `milestones.due`."""
    is_item: bool = False


class Written(NamedTuple):
    """A value as lines: what goes behind the key or the dash, and the whole lines below."""

    head: str
    body: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Writer:
    """Somebody's hand."""

    manner: Manner
    order: Mapping[str, int]
    """The places of fields, by their ways, in the order of the schema."""

    def value(self, value: Any, spot: Spot, models: Models = ()) -> Written:
        """A value behind a key or a dash."""
        if not isinstance(value, dict | list):
            return self.scalar(value, spot, models)
        if not value or self._goes_in_brackets(value, spot, models):
            return Written(self.flow(value, spot.name, models))
        if isinstance(value, dict):
            lines = self.mapping(value, self._inner(spot, self.manner.step), spot.name, models)
        else:
            lines = self.items(value, self._inner(spot, self.manner.dash), spot.name, models)
        if spot.is_item:
            return Written(lines[0].lstrip(" "), tuple(lines[1:]))
        return Written("", tuple(lines))

    def mapping(self, value: Mapping[str, Any], column: int, name: str, models: Models = ()) -> list[str]:
        """The lines of a mapping."""
        lines: list[str] = []
        for key, item in self.ordered(value, name):
            lines += self.entry(key, item, column, name, _of_key(models, key))
        return lines

    def entry(self, key: str, value: Any, column: int, name: str, models: Models = ()) -> list[str]:
        """The lines of a key with its value; `name` is the way to what they are in."""
        start = " " * column + self._key(key, False) + ":"
        written = self.value(value, Spot(column, len(start) + 1, _way(name, key)), models)
        return [f"{start} {written.head}" if written.head else start, *written.body]

    def items(self, value: Sequence[Any], column: int, name: str, models: Models = ()) -> list[str]:
        """The lines of a list."""
        like = _of_items(models)
        return [line for item in value for line in self.item(item, column, name, like)]

    def item(self, value: Any, column: int, name: str, models: Models = ()) -> list[str]:
        """The lines of an item, with its dash."""
        offset = self.manner.offset if isinstance(value, dict | list) else 2
        start = " " * column + "-" + " " * (offset - 1)
        spot = Spot(column, len(start), name, is_item=True)
        written = self.value(value, spot, models)
        if isinstance(value, dict | list) and not written.body and written.head[:1] in ("{", "["):
            start = " " * column + "- "
        return [start + written.head, *written.body]

    def flow(self, value: Any, name: str, models: Models = ()) -> str:
        """A value in brackets, on one line."""
        if isinstance(value, dict):
            entries = (
                self.flow_entry(key, item, name, _of_key(models, key))
                for key, item in self.ordered(value, name)
            )
            room = self.manner.room if value else ""
            return f"{{{room}{', '.join(entries)}{room}}}"
        if isinstance(value, list):
            return f"[{', '.join(self.flow(item, name, _of_items(models)) for item in value)}]"
        return on_a_line(value, in_flow=True, like=_quotes(models))

    def flow_entry(self, key: str, value: Any, name: str, models: Models = ()) -> str:
        """A key with its value, as it stands in braces."""
        return f"{self._key(key, True)}: {self.flow(value, _way(name, key), models)}"

    def ordered(self, value: Mapping[str, Any], name: str) -> list[tuple[str, Any]]:
        """Fields in the order of the schema, all others behind them as they come, and own ones last."""
        last = len(self.order)

        def place(entry: tuple[str, Any]) -> tuple[int, bool]:
            return self.order.get(_way(name, entry[0]), last), entry[0].startswith("x-")

        return sorted(value.items(), key=place)

    def scalar(self, value: Any, spot: Spot, models: Models = ()) -> Written:
        """A new text, a number or a truth value."""
        if not isinstance(value, str):
            return Written(on_a_line(value, in_flow=False))
        if "\n" in value:
            return self._below("|", value, spot) or Written(double_quoted(value))
        line = on_a_line(value, in_flow=False, like=_quotes(models))
        if self.manner.folds and spot.lead + len(line) > WIDEST:
            return self._below(">", value, spot) or Written(line)
        return Written(line)

    def scalar_in_place(self, value: Any, spot: Spot, old: Node, margin: int, wrapped: bool) -> Written:
        """A scalar instead of another, in its style where the new value can be written in it.

        `margin` is where the lines of a block text stood, and `wrapped` whether it had several lines.
        """
        if not isinstance(value, str):
            return Written(on_a_line(value, in_flow=False))
        if old.is_block_text:
            found = self._below(old.style, value, spot, margin) or self._below("|", value, spot, margin)
            return found or Written(on_a_line(value, in_flow=False, like='"' if "\n" in value else ""))
        if old.style:
            return Written(double_quoted(value) if old.style == '"' else single_quoted(value))
        if "\n" in value:
            return self._below("|", value, spot) or Written(double_quoted(value))
        line = on_a_line(value, in_flow=False)
        if wrapped and spot.lead + len(line) > WIDEST:
            return self._below(">", value, spot) or Written(line)
        return Written(line)

    def _below(self, sign: str, text: str, spot: Spot, margin: int = 0) -> Written | None:
        """A text on lines below the sign that opens it; None where it does not suit."""
        inner = margin or self._inner(spot, self.manner.step)
        digit = inner - spot.column
        if not suits_lines(text) or not 0 < digit < 10 or inner <= self.manner.depth_below:
            return None
        if text.endswith("\n") and not self.manner.ends:
            return None
        found = literal(text) if sign == "|" else folded(text, max(PROSE_WIDTH - inner, 20))
        if found is None:
            return None
        head, lines = found
        pad = " " * inner
        return Written(head.replace("?", str(digit)), tuple(pad + line if line else "" for line in lines))

    def _inner(self, spot: Spot, step: int) -> int:
        return spot.column + (self.manner.offset if spot.is_item else step)

    def _goes_in_brackets(self, value: Any, spot: Spot, models: Models) -> bool:
        kind = NodeKind.MAPPING if isinstance(value, dict) else NodeKind.LIST
        model = next((item for item in models if item.kind is kind and item.elements), None)
        wanted = self._is_short(value, spot) if model is None else model.is_flow
        return (
            wanted
            and not _has_lines(value)
            and spot.lead + len(self.flow(value, spot.name, models)) <= self.manner.widest
        )

    def _is_short(self, value: Any, spot: Spot) -> bool:
        """Whether the manner is to put such a value in brackets."""
        inside = value.values() if isinstance(value, dict) else value
        if any(isinstance(item, dict | list) for item in inside):
            return False
        if isinstance(value, list):
            return self.manner.short_lists
        last = spot.name.rpartition(".")[2]
        if spot.is_item:
            return self.manner.short_items and last in SHORT_ITEMS
        return self.manner.short_mappings and last in SHORT_MAPPINGS

    def _key(self, key: str, in_flow: bool) -> str:
        return key if is_plain(key, in_flow) and not self.manner.quotes_keys else double_quoted(key)


def _way(name: str, key: str) -> str:
    return f"{name}.{key}" if name else key


def _of_key(models: Models, key: str) -> Models:
    return [
        element.value
        for model in models
        for element in model.elements
        if element.key and element.key.text == key
    ]


def _of_items(models: Iterable[Node]) -> Models:
    return [element.value for model in models for element in model.elements if element.key is None]


def _quotes(models: Models) -> str:
    """The quotes that all scalars among the models have."""
    styles = {model.style for model in models if model.kind is NodeKind.SCALAR}
    return styles.pop() if len(styles) == 1 and styles <= {"'", '"'} else ""


def _has_lines(value: Any) -> bool:
    if isinstance(value, str):
        return "\n" in value
    inside = value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
    return any(map(_has_lines, inside))
