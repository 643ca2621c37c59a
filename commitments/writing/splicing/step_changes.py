"""What one step changes in a text, wherever it leads and however that is written. Judges no result."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import cache

from commitments.edits.steps import Drop, EditStep, Insert, Put
from commitments.model.problem import Pointer
from commitments.reading.schema_fields import field_order
from commitments.reading.yaml_nodes import Element, Node, NodeKind, nodes
from commitments.writing.splicing import in_blocks, in_brackets
from commitments.writing.splicing.line_bounds import column, end_above, line_end, line_start
from commitments.writing.splicing.text_changes import TextChange, Unsure, depth_below, end_of, top_of
from commitments.writing.splicing.written_scalars import on_a_line
from commitments.writing.splicing.written_values import Models, Spot, Writer, Written
from commitments.writing.splicing.yaml_style import manner


def changes(text: str, step: EditStep) -> list[TextChange]:
    """What a step changes, which leads somewhere in the text; raises Unsure and Unplaced."""
    return _Page(text).changes(step)


class _Page:
    """One text, as it stands."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.root = nodes(text)
        self.hand = Writer(manner(text, self.root), _order())

    def changes(self, step: EditStep) -> list[TextChange]:
        """What the step changes."""
        node, above = self._inside(step.pointer[:-1])
        place = _place_of(node, step.pointer[-1])
        match step:
            case Drop() if node.is_flow:
                return in_brackets.dropped(self.text, node, place)
            case Drop():
                return in_blocks.dropped(self.text, node, place)
            case Insert():
                return self._inserted(step, node, above, place)
            case Put() if place < len(node.elements):
                return self._replaced(step, node, node.elements[place])
        return self._added(step, node, above)

    def _inside(self, pointer: Pointer) -> tuple[Node, Element | None]:
        """The node that a pointer leads to, and the element that it is the value of."""
        node, above = self.root, None
        for step in pointer:
            above = node.elements[_place_of(node, step)]
            node = above.value
        return node, above

    def _replaced(self, step: Put, node: Node, element: Element) -> list[TextChange]:
        """Another value where one stands."""
        name, old = _way(step.pointer), element.value
        if node.is_flow:
            return in_brackets.replaced(self.text, element, self.hand.flow(step.value, name, [old]))
        if element.is_explicit:
            raise Unsure(element.start, "a key behind a question mark")
        models = [old, *self._cousins(step.pointer, old.start)]
        written = self._written(step, element, models)
        return in_blocks.replaced(self.text, element, written)

    def _written(self, step: Put, element: Element, models: Models) -> Written:
        old, is_item = element.value, element.key is None
        if old.is_block and isinstance(step.value, str) and "#" in self.text[element.mark : old.start]:
            return Written(on_a_line(step.value, in_flow=False))  # comments stay between the key and below
        hand = self._hand(line_end(self.text, element.end))
        if is_item:
            beside = line_start(self.text, old.start) <= element.start and old.start < old.end
            offset = old.start - element.start if beside else 2
            hand = replace(hand, manner=replace(hand.manner, offset=offset))
        lead = column(self.text, element.mark) + 1
        spot = Spot(column(self.text, element.start), lead, _way(step.pointer), is_item)
        if old.kind is NodeKind.SCALAR and not isinstance(step.value, dict | list):
            return hand.scalar_in_place(step.value, spot, old, self._margin(old), self._has_lines(old))
        return hand.value(step.value, spot, models)

    def _added(self, step: Put, node: Node, above: Element | None) -> list[TextChange]:
        """A key that is new in its mapping."""
        *outer, key = step.pointer
        if not node.elements:
            return self._filled(step, node, outer)
        name = _way(tuple(outer))
        floor = in_blocks.floor_below(self.text, above)
        place = _among(node, str(key), name, self.hand.order)
        models = self._cousins(step.pointer, node.start) or _like_siblings(node, step.value)
        if node.is_flow:
            entry = self.hand.flow_entry(str(key), step.value, name, models)
            return in_brackets.inserted(self.text, node, place, entry)
        hand = self._hand_for(node, place, floor)
        lines = hand.entry(str(key), step.value, column(self.text, node.elements[0].start), name, models)
        return in_blocks.inserted(self.text, node, place, lines, floor)

    def _filled(self, step: Put, node: Node, outer: Sequence[str | int]) -> list[TextChange]:
        """The first key of a mapping that is empty."""
        value = {str(step.pointer[-1]): step.value}
        if outer:
            return self.changes(Put(tuple(outer), value))
        return [TextChange(node.start, node.end, self.hand.flow(value, ""))]

    def _inserted(self, step: Insert, node: Node, above: Element | None, place: int) -> list[TextChange]:
        name = _way(step.pointer)
        floor = in_blocks.floor_below(self.text, above)
        siblings = [element.value for element in (*reversed(node.elements[:place]), *node.elements[place:])]
        models = [*siblings, *self._cousins(step.pointer, node.start)]
        if node.is_flow:
            return in_brackets.inserted(self.text, node, place, self.hand.flow(step.value, name, models))
        hand = self._hand_for(node, place, floor)
        lines = hand.item(step.value, column(self.text, node.elements[0].start), name, models)
        return in_blocks.inserted(self.text, node, place, lines, floor)

    def _hand_for(self, node: Node, place: int, floor: int) -> Writer:
        """The hand for a new element."""
        if place:
            return self._hand(end_of(self.text, node.elements[place - 1]))
        return self._hand(end_above(self.text, top_of(self.text, node.elements[0], floor)))

    def _hand(self, at: int) -> Writer:
        """The hand for what is written below a line that ends at a place."""
        ends, depth = at < len(self.text), depth_below(self.text, at)
        return replace(self.hand, manner=replace(self.hand.manner, ends=ends, depth_below=depth))

    def _cousins(self, pointer: Pointer, at: int) -> list[Node]:
        """What stands in the same field of other items, the nearest first."""
        found = _led_to([self.root], pointer)
        return sorted(found, key=lambda item: abs(item.start - at))

    def _margin(self, node: Node) -> int:
        """Where the lines of a block text begin."""
        if not node.is_block_text:
            return 0
        lines = self.text[line_end(self.text, node.start) : node.end].splitlines()
        return next((len(line) - len(line.lstrip(" ")) for line in lines if line.strip(" ")), 0)

    def _has_lines(self, node: Node) -> bool:
        return line_start(self.text, node.end) > node.start


@cache
def _order() -> Mapping[str, int]:
    return field_order()


def _place_of(node: Node, step: str | int) -> int:
    """The number of an element; the number of all where a key is new."""
    if isinstance(step, int):
        return step
    keys = [element.key.text if element.key else "" for element in node.elements]
    return keys.index(step) if step in keys else len(keys)


def _way(pointer: Pointer) -> str:
    return ".".join(step for step in pointer if isinstance(step, str))


def _among(node: Node, key: str, name: str, order: Mapping[str, int]) -> int:
    """The place of a new key among those that stand, in the order of the schema.

    A key that the schema does not know stays behind the one before it, and own ones stay last.
    """
    keys = [element.key.text if element.key else "" for element in node.elements]
    start = f"{name}." if name else ""
    mine = order.get(start + key)
    if mine is None and key.startswith("x-"):
        return len(keys)
    before = {place: order[start + item] for place, item in enumerate(keys) if start + item in order}
    before = {place: rank for place, rank in before.items() if mine is None or rank < mine}
    at = max(before, key=before.__getitem__) + 1 if before else 0
    while at < len(keys) and (before or mine is None) and start + keys[at] not in order:
        if keys[at].startswith("x-"):
            break
        at += 1
    return at


def _led_to(found: Sequence[Node], pointer: Pointer) -> list[Node]:
    """All nodes on the way of a pointer, whatever its numbers are."""
    for step in pointer:
        found = [
            element.value
            for node in found
            for element in node.elements
            if (element.key.text == step if element.key else isinstance(step, int))
        ]
    return [*found]


def _like_siblings(node: Node, value: object) -> list[Node]:
    """What stands beside a new value and is of its kind: mappings with a key of it, or scalars."""
    values = [element.value for element in node.elements]
    if not isinstance(value, dict):
        return [] if isinstance(value, list) else [item for item in values if item.kind is NodeKind.SCALAR]
    return [item for item in values if any(inner.key and inner.key.text in value for inner in item.elements)]
