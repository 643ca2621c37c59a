"""Reads a page as a browser would: its elements by html5lib, its packed blocks, its lists. Judges nothing."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any
from urllib.parse import unquote

import html5lib

from commitments.locale import LANGUAGES
from commitments.render.page.both_languages import Text
from commitments.render.page.marked_words import MESSAGE, written_out
from commitments.render.page.packing import unpacked

HOSTILE_TITLES = (
    "</script><script>window.pwned=1</script>",
    "</template><img src=x onerror='window.pwned=1'>",
    "<!-- ]]> --><svg onload=window.pwned=1>",
    '" autofocus onfocus="window.pwned=1" x=\'',
    "W" * 4000,
    "=1+1",
)


class Page:
    """One page, parsed."""

    def __init__(self, data: bytes) -> None:
        self.text = data.decode("utf-8")
        self.tree = html5lib.parse(data, transport_encoding="utf-8")
        self.list: dict[str, Any] = unpacked(self._block("data"))

    def elements(self, tag: str = "") -> list[Any]:
        """The elements of a tag, in HTML or SVG; all without one."""
        return [node for node in self.tree.iter() if isinstance(node.tag, str) and node.tag.endswith(tag)]

    def named(self, name: str) -> Any:
        """The element with an id."""
        (node,) = (node for node in self.elements() if node.get("id") == name)
        return node

    def words(self, node: Any = None) -> str:
        """The text of an element, of the whole page without one, with single spaces."""
        nodes = self.elements("}main") if node is None else [node]
        return " ".join(" ".join("".join(part.itertext()) for part in nodes).split())

    def counts(self) -> dict[str, int]:
        """The numbers that say what they count, by its name."""
        return {
            node.get("data-count"): int(self.words(node).replace(".", "").replace(",", ""))
            for node in self.elements()
            if node.get("data-count")
        }

    def details(self) -> list[list[Any]]:
        """The details of each record of the list: label and text in both languages."""
        blocks = [
            unpacked("".join(node.itertext()))
            for node in self.elements("template")
            if node.get("class") == "details"
        ]
        rows = []
        for place in self.list["details"]:
            block = blocks[place[0]]
            rows.append(
                [
                    (block["labels"][row[0]], self._written_out(row[1:], block["messages"]))
                    for row in block["records"][place[1]]
                ]
            )
        return rows

    def _written_out(self, texts: list[str], messages: list[list[str]]) -> list[str]:
        marks = {key: Text(*pair) for key, pair in unpacked(self._block("marks")).items()}
        marks |= {f"{MESSAGE}{number}": Text(*pair) for number, pair in enumerate(messages)}
        if len(texts) == len(LANGUAGES):
            return texts
        return [written_out(texts[0], marks, lang) for lang in LANGUAGES]

    def everything(self) -> str:
        """All that the file says, packed blocks unpacked."""
        return f"{self.text}\n{self.list}\n{self.details()}"

    def picked(self, address: str) -> list[str]:
        """The ids of the records to which an address leads, as the script picks them."""
        words = dict(part.split("=", 1) for part in address.removeprefix("#").split("&"))
        rows, choices = self.list["rows"], self.list["choices"]
        return [
            id
            for place, id in enumerate(rows["id"])
            if all(
                self._fits(place, name, unquote(value), rows, choices, words) for name, value in words.items()
            )
        ]

    def _fits(
        self, place: int, name: str, value: str, rows: Any, choices: Any, words: dict[str, str]
    ) -> bool:
        if name == "id":
            return bool(rows["id"][place] == value)
        numbers = [[key for key, _ in choices[name]].index(part) for part in value.split(",")]
        sides = len(choices["side"])
        match name:
            case "state" | "kind" | "member":
                return rows[name][place] in numbers
            case "lead" | "tag":
                return numbers[0] in rows[f"{name}s"][place]
            case "mark":
                return bool(rows["marks"][place] >> numbers[0] & 1)
            case "with":
                wanted = [key for key, _ in choices["side"]]
                picked = [wanted.index(part) for part in words.get("side", ",".join(wanted)).split(",")]
                return any(
                    number // sides == numbers[0] and number % sides in picked
                    for number in rows["partners"][place]
                )
            case "side":
                return True
        raise AssertionError(name)

    def links(self) -> Iterator[tuple[str, str]]:
        """The address and the text of each link."""
        for node in self.elements("}a"):
            yield node.get("href"), self.words(node)

    def _block(self, name: str) -> str:
        return "".join(self.named(name).itertext())
