"""Writes values as YAML in the style of a file and of similar values. Knows no text around them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

from commitments.reading.yaml.yaml_nodes import Node, NodeKind
from commitments.writing.splicing.written_scalars import (
    double_quoted,
    folded,
    is_plain,
    literal,
    on_a_line,
    single_quoted,
    suits_lines,
)
from commitments.writing.splicing.yaml_style import WIDEST, YamlStyle

SHORT_ITEMS = frozenset({"parties", "evidence"})
"""Lists whose items are short enough for one line."""
SHORT_MAPPINGS = frozenset({"place"})
PROSE_WIDTH = 88
"""Columns of folded prose."""

Models = Sequence[Node]
"""Nodes whose style a value follows, the nearest first."""


class Spot(NamedTuple):
    """The place of a new value."""

    column: int
    """The column of the key or the dash before it."""
    lead: int
    """The number of columns before it on its line."""
    name: str
    """The path of the field without indexes, as `milestones.due`."""
    is_item: bool = False


class Written(NamedTuple):
    """A value as lines: the text behind the key or the dash, and the lines below."""

    head: str
    body: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Writer:
    """Writes values in one style."""

    manner: YamlStyle
    order: Mapping[str, int]
    """The rank of each field in the schema, by its path."""

    def value(self, value: Any, spot: Spot, models: Models = ()) -> Written:
        """The lines of a value behind a key or a dash."""
        if not isinstance(value, dict | list):
            return self.scalar(value, spot, models)
        if not value or self._fits_brackets(value, spot, models):
            return Written(self.flow(value, spot.name, models))
        if isinstance(value, dict):
            lines = self.mapping(value, self._inner_column(spot, self.manner.step), spot.name, models)
        else:
            lines = self.items(value, self._inner_column(spot, self.manner.dash), spot.name, models)
        if spot.is_item:
            return Written(lines[0].lstrip(" "), tuple(lines[1:]))
        return Written("", tuple(lines))

    def mapping(self, value: Mapping[str, Any], column: int, name: str, models: Models = ()) -> list[str]:
        """The lines of a mapping."""
        lines: list[str] = []
        for key, field in self.ordered(value, name):
            lines += self.entry(key, field, column, name, _values_of_key(models, key))
        return lines

    def entry(self, key: str, value: Any, column: int, name: str, models: Models = ()) -> list[str]:
        """The lines of a key with its value; `name` is the path of the mapping that they are in."""
        start = " " * column + self._key(key, False) + ":"
        written = self.value(value, Spot(column, len(start) + 1, _child_name(name, key)), models)
        return [f"{start} {written.head}" if written.head else start, *written.body]

    def items(self, value: Sequence[Any], column: int, name: str, models: Models = ()) -> list[str]:
        """The lines of a list."""
        item_models = _items_of(models)
        return [line for item in value for line in self.item(item, column, name, item_models)]

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
                self.flow_entry(key, field, name, _values_of_key(models, key))
                for key, field in self.ordered(value, name)
            )
            room = self.manner.room if value else ""
            return f"{{{room}{', '.join(entries)}{room}}}"
        if isinstance(value, list):
            return f"[{', '.join(self.flow(item, name, _items_of(models)) for item in value)}]"
        return on_a_line(value, in_flow=True, like=_quotes(models))

    def flow_entry(self, key: str, value: Any, name: str, models: Models = ()) -> str:
        """A key with its value, as written in braces."""
        return f"{self._key(key, True)}: {self.flow(value, _child_name(name, key), models)}"

    def ordered(self, value: Mapping[str, Any], name: str) -> list[tuple[str, Any]]:
        """Fields in the order of the schema; then unknown fields in their own order; then `x-` fields."""
        last = len(self.order)

        def rank(field: tuple[str, Any]) -> tuple[int, bool]:
            return self.order.get(_child_name(name, field[0]), last), field[0].startswith("x-")

        return sorted(value.items(), key=rank)

    def scalar(self, value: Any, spot: Spot, models: Models = ()) -> Written:
        """The lines of a new scalar: a text, a number, a boolean or null."""
        if not isinstance(value, str):
            return Written(on_a_line(value, in_flow=False))
        if "\n" in value:
            return self._block_text("|", value, spot) or Written(double_quoted(value))
        line = on_a_line(value, in_flow=False, like=_quotes(models))
        if self.manner.folds and spot.lead + len(line) > WIDEST:
            return self._block_text(">", value, spot) or Written(line)
        return Written(line)

    def scalar_in_place(self, value: Any, spot: Spot, old: Node, margin: int, wrapped: bool) -> Written:
        """The lines of a scalar that replaces another, in the old style where the new value allows it.

        `margin` is the indentation of an old block text; `wrapped` says that the old value had several lines.
        """
        if not isinstance(value, str):
            return Written(on_a_line(value, in_flow=False))
        if old.is_block_text:
            block = self._block_text(old.style, value, spot, margin) or self._block_text(
                "|", value, spot, margin
            )
            return block or Written(on_a_line(value, in_flow=False, like='"' if "\n" in value else ""))
        if old.style:
            return Written(double_quoted(value) if old.style == '"' else single_quoted(value))
        if "\n" in value:
            return self._block_text("|", value, spot) or Written(double_quoted(value))
        line = on_a_line(value, in_flow=False)
        if wrapped and spot.lead + len(line) > WIDEST:
            return self._block_text(">", value, spot) or Written(line)
        return Written(line)

    def _block_text(self, sign: str, text: str, spot: Spot, margin: int = 0) -> Written | None:
        """A text on lines below its sign, `|` or `>`; None where it cannot be written so."""
        inner = margin or self._inner_column(spot, self.manner.step)
        indentation = inner - spot.column
        if not suits_lines(text) or not 0 < indentation < 10 or inner <= self.manner.depth_below:
            return None
        if text.endswith("\n") and not self.manner.ends:
            return None
        block = literal(text) if sign == "|" else folded(text, max(PROSE_WIDTH - inner, 20))
        if block is None:
            return None
        head, lines = block
        pad = " " * inner
        return Written(
            head.replace("?", str(indentation)), tuple(pad + line if line else "" for line in lines)
        )

    def _inner_column(self, spot: Spot, step: int) -> int:
        return spot.column + (self.manner.offset if spot.is_item else step)

    def _fits_brackets(self, value: Any, spot: Spot, models: Models) -> bool:
        kind = NodeKind.MAPPING if isinstance(value, dict) else NodeKind.LIST
        model = next((node for node in models if node.kind is kind and node.elements), None)
        has_style = self._is_short(value, spot) if model is None else model.is_flow
        return (
            has_style
            and not _has_line_feed(value)
            and spot.lead + len(self.flow(value, spot.name, models)) <= self.manner.widest
        )

    def _is_short(self, value: Any, spot: Spot) -> bool:
        """Whether the style of the file puts such a value in brackets."""
        contents = value.values() if isinstance(value, dict) else value
        if any(isinstance(content, dict | list) for content in contents):
            return False
        if isinstance(value, list):
            return self.manner.short_lists
        field = spot.name.rpartition(".")[2]
        if spot.is_item:
            return self.manner.short_items and field in SHORT_ITEMS
        return self.manner.short_mappings and field in SHORT_MAPPINGS

    def _key(self, key: str, in_flow: bool) -> str:
        return key if is_plain(key, in_flow) and not self.manner.quotes_keys else double_quoted(key)


def _child_name(name: str, key: str) -> str:
    return f"{name}.{key}" if name else key


def _values_of_key(models: Models, key: str) -> Models:
    return [
        element.value
        for model in models
        for element in model.elements
        if element.key and element.key.text == key
    ]


def _items_of(models: Iterable[Node]) -> Models:
    return [element.value for model in models for element in model.elements if element.key is None]


def _quotes(models: Models) -> str:
    """The quotes that all scalars among the models have; empty where they differ or have none."""
    styles = {model.style for model in models if model.kind is NodeKind.SCALAR}
    return styles.pop() if len(styles) == 1 and styles <= {"'", '"'} else ""


def _has_line_feed(value: Any) -> bool:
    if isinstance(value, str):
        return "\n" in value
    contents = value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
    return any(map(_has_line_feed, contents))
