"""Finds the changes of a text for one step, in block style and in brackets. Judges no result."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import assert_never

from commitments.edits.steps import Drop, EditStep, Insert, Put
from commitments.model.problem import Pointer
from commitments.reading.yaml.yaml_nodes import Element, Node, NodeKind, read_nodes
from commitments.writing.splicing import in_blocks, in_brackets
from commitments.writing.splicing.line_bounds import column, end_above, line_end, line_start
from commitments.writing.splicing.text_changes import TextChange, Unsure, depth_below, end_of, top_of
from commitments.writing.splicing.written_scalars import on_a_line
from commitments.writing.splicing.written_values import Models, Spot, Writer, Written
from commitments.writing.splicing.yaml_style import detect_style


def step_changes(text: str, step: EditStep, order: Mapping[str, int]) -> list[TextChange]:
    """The changes for a step that leads somewhere in the text; raises Unsure and Unplaced.

    `order` is the rank of each field in the schema, by its path.
    """
    return _StepChanger(text, order).changes(step)


class _StepChanger:
    """One text, its nodes, and the writer that follows its style."""

    def __init__(self, text: str, order: Mapping[str, int]) -> None:
        self.text = text
        self.root = read_nodes(text)
        self.writer = Writer(detect_style(text, self.root), order)

    def changes(self, step: EditStep) -> list[TextChange]:
        """The changes for a step."""
        node, above = self._node_at(step.pointer[:-1])
        place = _element_place(node, step.pointer[-1])
        match step:
            case Drop():
                if node.is_flow:
                    return in_brackets.dropped(self.text, node, place)
                return in_blocks.dropped(self.text, node, place)
            case Insert():
                return self._insert_item(step, node, above, place)
            case Put():
                if place < len(node.elements):
                    return self._replace_value(step, node, node.elements[place])
                return self._add_key(step, node, above)
            case _:
                assert_never(step)

    def _node_at(self, pointer: Pointer) -> tuple[Node, Element | None]:
        """The node that a pointer leads to, and the element whose value it is; None for the root."""
        node, above = self.root, None
        for step in pointer:
            above = node.elements[_element_place(node, step)]
            node = above.value
        return node, above

    def _replace_value(self, step: Put, node: Node, element: Element) -> list[TextChange]:
        """The changes that replace a value."""
        name, old = _field_name(step.pointer), element.value
        if node.is_flow:
            return in_brackets.replaced(self.text, element, self.writer.flow(step.value, name, [old]))
        if element.is_explicit:
            raise Unsure(element.start, "a key behind a question mark")
        models = [old, *self._same_fields(step.pointer, old.start)]
        return in_blocks.replaced(self.text, element, self._written_value(step, element, models))

    def _written_value(self, step: Put, element: Element, models: Models) -> Written:
        old, is_item = element.value, element.key is None
        if old.is_block and isinstance(step.value, str) and "#" in self.text[element.mark : old.start]:
            # on one line, so that comments between the key and the lines below stay
            return Written(on_a_line(step.value, in_flow=False))
        writer = self._writer_at(line_end(self.text, element.end))
        if is_item:
            is_on_line = line_start(self.text, old.start) <= element.start and old.start < old.end
            offset = old.start - element.start if is_on_line else 2
            writer = replace(writer, manner=replace(writer.manner, offset=offset))
        lead = column(self.text, element.mark) + 1
        spot = Spot(column(self.text, element.start), lead, _field_name(step.pointer), is_item)
        if old.kind is NodeKind.SCALAR and not isinstance(step.value, dict | list):
            return writer.scalar_in_place(step.value, spot, old, self._margin(old), self._has_lines(old))
        return writer.value(step.value, spot, models)

    def _add_key(self, step: Put, node: Node, above: Element | None) -> list[TextChange]:
        """The changes that add a key to a mapping."""
        *outer, key = step.pointer
        if not node.elements:
            return self._fill_mapping(step, node, outer)
        name = _field_name(tuple(outer))
        floor = in_blocks.floor_below(self.text, above)
        place = _new_key_place(node, str(key), name, self.writer.order)
        models = self._same_fields(step.pointer, node.start) or _similar_siblings(node, step.value)
        if node.is_flow:
            entry = self.writer.flow_entry(str(key), step.value, name, models)
            return in_brackets.inserted(self.text, node, place, entry)
        writer = self._writer_for(node, place, floor)
        lines = writer.entry(str(key), step.value, column(self.text, node.elements[0].start), name, models)
        return in_blocks.inserted(self.text, node, place, lines, floor)

    def _fill_mapping(self, step: Put, node: Node, outer: Sequence[str | int]) -> list[TextChange]:
        """The changes that write the first key of an empty mapping."""
        value = {str(step.pointer[-1]): step.value}
        if outer:
            return self.changes(Put(tuple(outer), value))
        return [TextChange(node.start, node.end, self.writer.flow(value, ""))]

    def _insert_item(self, step: Insert, node: Node, above: Element | None, place: int) -> list[TextChange]:
        name = _field_name(step.pointer)
        floor = in_blocks.floor_below(self.text, above)
        siblings = [element.value for element in (*reversed(node.elements[:place]), *node.elements[place:])]
        models = [*siblings, *self._same_fields(step.pointer, node.start)]
        if node.is_flow:
            return in_brackets.inserted(self.text, node, place, self.writer.flow(step.value, name, models))
        writer = self._writer_for(node, place, floor)
        lines = writer.item(step.value, column(self.text, node.elements[0].start), name, models)
        return in_blocks.inserted(self.text, node, place, lines, floor)

    def _writer_for(self, node: Node, place: int, floor: int) -> Writer:
        """The writer for a new element."""
        if place:
            return self._writer_at(end_of(self.text, node.elements[place - 1]))
        return self._writer_at(end_above(self.text, top_of(self.text, node.elements[0], floor)))

    def _writer_at(self, position: int) -> Writer:
        """The writer for lines below the line that ends at a position."""
        ends, depth = position < len(self.text), depth_below(self.text, position)
        return replace(self.writer, manner=replace(self.writer.manner, ends=ends, depth_below=depth))

    def _same_fields(self, pointer: Pointer, position: int) -> list[Node]:
        """The nodes of the same field in other items, the nearest first."""
        return sorted(_nodes_at([self.root], pointer), key=lambda node: abs(node.start - position))

    def _margin(self, node: Node) -> int:
        """The indentation of the lines of a block text; 0 for any other node."""
        if not node.is_block_text:
            return 0
        lines = self.text[line_end(self.text, node.start) : node.end].splitlines()
        return next((len(line) - len(line.lstrip(" ")) for line in lines if line.strip(" ")), 0)

    def _has_lines(self, node: Node) -> bool:
        return line_start(self.text, node.end) > node.start


def _element_place(node: Node, step: str | int) -> int:
    """The index of an element; the number of elements where a key is new."""
    if isinstance(step, int):
        return step
    keys = [element.key.text if element.key else "" for element in node.elements]
    return keys.index(step) if step in keys else len(keys)


def _field_name(pointer: Pointer) -> str:
    """The path of a field without indexes, as `milestones.due`."""
    return ".".join(step for step in pointer if isinstance(step, str))


def _new_key_place(node: Node, key: str, name: str, order: Mapping[str, int]) -> int:
    """The index of a new key among the present ones, in the order of the schema.

    A key that the schema does not know stays behind the key above it, and `x-` keys stay last.
    """
    keys = [element.key.text if element.key else "" for element in node.elements]
    prefix = f"{name}." if name else ""
    new_rank = order.get(prefix + key)
    if new_rank is None and key.startswith("x-"):
        return len(keys)
    ranks = {place: order[prefix + other] for place, other in enumerate(keys) if prefix + other in order}
    before = {place: rank for place, rank in ranks.items() if new_rank is None or rank < new_rank}
    place = max(before, key=before.__getitem__) + 1 if before else 0
    while place < len(keys) and (before or new_rank is None) and prefix + keys[place] not in order:
        if keys[place].startswith("x-"):
            break
        place += 1
    return place


def _nodes_at(roots: Sequence[Node], pointer: Pointer) -> list[Node]:
    """All nodes that a pointer leads to if its indexes are ignored."""
    reached = roots
    for step in pointer:
        reached = [
            element.value
            for node in reached
            for element in node.elements
            if (element.key.text == step if element.key else isinstance(step, int))
        ]
    return [*reached]


def _similar_siblings(node: Node, value: object) -> list[Node]:
    """The siblings of a new value that are like it: mappings that share a key with it, or scalars."""
    siblings = [element.value for element in node.elements]
    if isinstance(value, list):
        return []
    if isinstance(value, dict):
        return [
            sibling
            for sibling in siblings
            if any(element.key and element.key.text in value for element in sibling.elements)
        ]
    return [sibling for sibling in siblings if sibling.kind is NodeKind.SCALAR]
