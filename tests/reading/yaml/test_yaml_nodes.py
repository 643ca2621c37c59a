"""Where values begin and end, by both of PyYAML's parsers."""

from __future__ import annotations

from typing import Any

import pytest
import yaml

from commitments.reading.yaml import yaml_nodes
from commitments.reading.yaml.yaml_nodes import (
    Node,
    NodeKind,
    UnplacedError,
    header_end,
    read_nodes,
    skip_blanks_and_comments,
)


@pytest.fixture(params=["CSafeLoader", "SafeLoader"], autouse=True)
def _either_parser(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(yaml_nodes, "LOADER", getattr(yaml, request.param, yaml.SafeLoader))


def leaves(text: str, node: Node) -> list[str]:
    """The text of every scalar."""
    if node.kind is NodeKind.SCALAR:
        return [text[node.start : node.end]]
    return [leave for element in node.elements for leave in leaves(text, element.value)]


SCALARS = {
    "plain": ("a: x y  # c\n", ["x y"]),
    "plain on lines": ("a: x\n  y # c\nb: z\n", ["x\n  y", "z"]),
    "quoted": ("a: 'it''s'\nb: \"x\\\"\n  y\"\n", ["'it''s'", '"x\\"\n  y"']),
    "nothing": ("a:  # c\nb: \nc:", ["", "", ""]),
    "nothing in a list": ("a:\n-\n- # c\n- x\n", ["", "", "x"]),
    "nothing in braces": ("a: {b: , c, 'd': 1, e: }\n", ["", "", "1", ""]),
    "literal": ("a: |  # c\n  x\n\n  y\n\n\nb: 1\n", ["|  # c\n  x\n\n  y", "1"]),
    "literal that keeps": ("a: |+\n  x\n\n\nb: 1\n", ["|+\n  x\n\n", "1"]),
    "literal with blanks": ("a: |\n  x\n   \n  \nb: 1\n", ["|\n  x\n   ", "1"]),
    "literal with a digit": ("a: |2\n   x\n  \n    \nb: 1\n", ["|2\n   x\n  \n    ", "1"]),
    "literal without end": ("a: |-\n  x", ["|-\n  x"]),
    "literal without text": ("a: |-  # c\n\nb: >\n", ["|-", ">"]),
    "folded, carriage returns": ("a: >-\r\n  x\r\n  y\r\n\r\nb: 1\r\n", [">-\r\n  x\r\n  y", "1"]),
    "brackets": ("a: [x, 'y',\n  {b: z}]  # c\n", ["x", "'y'", "z"]),
    "a pair in brackets": ("a: [b: 1, c]\n", ["1", "c"]),
    "beyond the basic plane": ("a: 𝒳 ế\nb: x\n", ["𝒳 ế", "x"]),
}


@pytest.mark.parametrize(("text", "found"), SCALARS.values(), ids=list(SCALARS))
def test_a_scalar_ends_where_its_last_character_does(text: str, found: list[str]) -> None:
    assert leaves(text, read_nodes(text)) == found


STARTS: dict[str, tuple[str, list[tuple[str, str]]]] = {
    "keys": ("a: 1\n'b' : 2\n", [("a:", "1"), ("'b' :", "2")]),
    "a question mark": ("? a\n: 1\nb: 2\n", [("? a\n:", "1"), ("b:", "2")]),
    "a question mark alone": ("? a\nb: 2\n", [("? a", ""), ("b:", "2")]),
    "comments between": ("a: 1\n# b: 3\nb: # c\n  - x\n", [("a:", "1"), ("b:", "- x")]),
    "braces": ("{a: 1 , # c\n b: {},\n}\n", [("a:", "1"), ("b:", "{}")]),
    "braces as in JSON": ('{"a":1,"b":[2]}', [('"a":', "1"), ('"b":', "[2]")]),
    "a document mark": ("--- # c\na: 1\n...\n", [("a:", "1")]),
}


@pytest.mark.parametrize(("text", "found"), STARTS.values(), ids=list(STARTS))
def test_an_entry_begins_with_its_key_and_its_value_behind_a_colon(
    text: str, found: list[tuple[str, str]]
) -> None:
    root = read_nodes(text)
    assert root.kind is NodeKind.MAPPING
    assert [
        (text[element.start : element.mark], text[element.value.start : element.value.end])
        for element in root.elements
    ] == found


def test_an_item_begins_with_its_dash() -> None:
    text = "a:\n- x\n# c\n-\n  # d\n  b: 1\n- - y\n  - z\n"
    items = read_nodes(text).elements[0].value.elements
    assert [text[item.start : item.end] for item in items] == ["- x", "-\n  # d\n  b: 1", "- - y\n  - z"]
    assert [text[element.start] for element in items[2].value.elements] == ["-", "-"]


def test_styles_are_told() -> None:
    text = "a: {b: 'x', c: \"y\"}\nd: [e: 1]\nf:\n  g: |-\n    z\n"
    a, d, f = (element.value for element in read_nodes(text).elements)
    assert a.is_flow and [element.value.style for element in a.elements] == ["'", '"']
    assert a.closed and not d.elements[0].value.closed
    assert f.is_block and f.elements[0].value.is_block_text
    assert header_end(text, f.elements[0].value) == text.index("|-") + 2


def test_what_says_nothing_is_passed() -> None:
    assert skip_blanks_and_comments(" # c\n\t\r\n#\nx", 0) == 10
    assert skip_blanks_and_comments("x", 0) == 0


def test_an_unexpected_place_is_told() -> None:
    class Elsewhere(yaml.SafeLoader):
        def get_mark(self) -> Any:
            mark = super().get_mark()  # type: ignore[no-untyped-call]
            mark.index += 1
            return mark

    before, yaml_nodes.LOADER = yaml_nodes.LOADER, Elsewhere
    try:
        with pytest.raises(UnplacedError):
            read_nodes("a: 'x'\n")
    finally:
        yaml_nodes.LOADER = before
