"""Texts in every style of YAML that people use, at random. It asserts nothing and imports no writer."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from random import Random
from typing import Any

from commitments.reading.yaml.yaml_text import parse


class Scrawl:
    """One hand: what it does often, and what seldom."""

    def __init__(self, chance: Random) -> None:
        self.chance = chance
        self.said = 0
        self.step = chance.choice([2, 2, 2, 4, 3, 1])
        self.dash = chance.choice([2, 2, 0, 0, 4, 1])
        self.gap = chance.choice([1, 1, 1, 3])
        self.talks = chance.choice([0, 0.1, 0.3])
        self.braces = chance.choice([0, 0.2, 0.5, 1])
        self.spread = chance.choice([0, 0.3, 1])
        self.quotes = chance.choice(["", "", "", "'", '"'])
        self.folds = chance.choice([0, 0.2, 0.6])
        self.blanks = chance.choice([0, 0, 0.1])
        self.spaced = chance.random() < 0.15
        self.trails = chance.choice([0, 0, 0.1])
        self.strange = chance.choice([0, 0, 0, 0.05])

    def often(self, share: float) -> bool:
        return self.chance.random() < share

    def remark(self) -> str:
        self.said += 1
        return self.chance.choice(["# said {}", "#said {}", "# - said: {}", '# "said {}']).format(self.said)

    def beside(self) -> str:
        """What stands behind a value on its line."""
        if self.often(self.talks):
            return self.chance.choice([" ", "  ", "\t", "     "]) + self.remark()
        return self.chance.choice([" ", "  "]) if self.often(self.trails) else ""

    def above(self, pad: str) -> Iterator[str]:
        if self.often(self.blanks):
            yield self.chance.choice(["", "", pad])
        if self.often(self.talks):
            yield self.chance.choice([pad, pad, pad, pad + "  ", ""]) + self.remark()
            if self.often(0.2):
                yield ""

    def mapping(self, value: dict[str, Any], indent: int, top: bool = False) -> Iterator[str]:
        pad = " " * indent
        for place, (key, item) in enumerate(value.items()):
            if top and self.spaced and place:
                yield ""
            yield from self.above(pad)
            name = self.key(key)
            if self.often(self.strange) and not isinstance(item, dict | list):
                yield f"{pad}? {name}"
                yield f"{pad}: {self.line(item, False)}{self.beside()}"
                continue
            first, *rest = self.value(item, indent)
            yield f"{pad}{name}:{first}"
            yield from rest

    def items(self, value: list[Any], indent: int) -> Iterator[str]:
        pad = " " * indent
        for item in value:
            yield from self.above(pad)
            gap = " " * self.gap
            if isinstance(item, dict) and item and not self.often(self.braces):
                lines = list(self.mapping(item, indent + 1 + len(gap)))
                if self.often(self.strange) or lines[0].strip()[:1] in ("", "#"):
                    yield f"{pad}-{self.beside()}"
                else:
                    lines[0] = f"{pad}-{gap}{lines[0].lstrip(' ')}"
                yield from lines
            else:
                first, *rest = self.value(item, indent, item=True)
                yield f"{pad}-{first}"
                yield from rest

    def value(self, value: Any, indent: int, item: bool = False) -> list[str]:
        """What stands behind a colon or a dash, and the lines below."""
        if isinstance(value, dict | list) and value and not (item or self.often(self.braces)):
            if isinstance(value, dict):
                return [self.beside(), *self.mapping(value, indent + self.step)]
            return [self.beside(), *self.items(value, indent + self.dash)]
        if isinstance(value, dict | list):
            return self.spread_out(value, indent) if value and self.often(self.spread) else self.one(value)
        if value is None and self.often(0.5):
            return [self.beside()]
        if isinstance(value, str) and (self.often(self.folds) or "\n" in value):
            return self.lines(value, indent)
        if isinstance(value, str) and self.often(self.strange):
            return [self.beside(), " " * (indent + self.step) + self.line(value, False) + self.beside()]
        return self.one(value)

    def one(self, value: Any) -> list[str]:
        return [f"{self.chance.choice([' ', ' ', '  '])}{self.line(value, False)}{self.beside()}"]

    def line(self, value: Any, in_flow: bool) -> str:
        if isinstance(value, dict):
            room = self.chance.choice(["", "", " "])
            inner = self.comma().join(f"{self.key(k)}: {self.line(v, True)}" for k, v in value.items())
            return f"{{{room}{inner}{room}}}"
        if isinstance(value, list):
            return f"[{self.comma().join(self.line(item, True) for item in value)}]"
        if not isinstance(value, str):
            return "" if value is None and not in_flow else json.dumps(value)
        if self.quotes == "'" and "\n" not in value:
            return "'" + value.replace("'", "''") + "'"
        if self.quotes != '"' and _is_plain(value, in_flow):
            return value
        return json.dumps(value, ensure_ascii=False)

    def comma(self) -> str:
        return self.chance.choice([", ", ", ", ",", " , "])

    def key(self, key: str) -> str:
        plain = _is_plain(key, True) and not self.often(0.05)
        return key if plain and self.quotes != '"' else json.dumps(key, ensure_ascii=False)

    def spread_out(self, value: Any, indent: int) -> list[str]:
        """What stands in brackets, on several lines."""
        pad = " " * (indent + 2 + self.chance.choice([0, 2]))
        left, right = "{}" if isinstance(value, dict) else "[]"
        pairs = value.items() if isinstance(value, dict) else (("", item) for item in value)
        inner = [
            (f"{self.key(k)}: " if isinstance(value, dict) else "") + self.line(v, True) for k, v in pairs
        ]
        trailing = "," * self.often(0.3)
        lines = [
            pad + item + ("," if place < len(inner) - 1 else trailing) for place, item in enumerate(inner)
        ]
        if self.often(0.2):
            lines = [pad + self.comma().join(inner)]
        out = [f" {left}{self.beside()}"]
        for line in lines:
            out += self.above(pad) if self.often(0.3) else ()
            out.append(line + self.beside())
        if self.often(0.2):
            out[-1] = re.sub(r"(\s+#.*|\s+)?$", lambda found: right + found[0], out[-1], count=1)
            return out
        return [*out, " " * (indent + 1) + right + self.beside()]

    def lines(self, value: str, indent: int) -> list[str]:
        """A text on several lines."""
        pad = " " * (indent + self.chance.choice([1, 2, 2, 2, 4]))
        style = self.chance.choice(["|", "|", ">", "plain", '"'])
        if style == "|":
            return self.block("|", value.split("\n"), value, indent, pad)
        words = value.split(" ")
        wrapped = [" ".join(words[at : at + 4]) for at in range(0, len(words), 4)]
        if style == ">" and "\n" not in value:
            return self.block(">", wrapped, value, indent, pad)
        if "\n" in value or not all(words) or len(wrapped) < 2:
            return self.one(value)
        if style == "plain" and _is_plain(value, False):
            first, *rest = wrapped
        else:
            first, *rest = json.dumps("\n".join(wrapped), ensure_ascii=False).split("\\n")
        rest[-1] += self.beside()
        return [f" {first}", *(pad + item for item in rest)]

    def block(self, sign: str, lines: list[str], value: str, indent: int, pad: str) -> list[str]:
        ends = len(value) - len(value.rstrip("\n"))
        chomp = {0: "-", 1: ""}.get(ends, "+")
        while ends and lines and not lines[-1]:
            lines = lines[:-1]
        lines += [""] * (ends - 1)
        digit = str(len(pad) - indent) if (lines and lines[0][:1] in (" ", "")) or self.often(0.1) else ""
        header = sign + (digit + chomp if self.often(0.5) else chomp + digit)
        blank = [""] * (self.chance.randrange(2) if chomp != "+" and self.often(0.2) else 0)
        return [f" {header}{self.beside()}", *(pad + line if line else "" for line in lines), *blank]


def _is_plain(text: str, in_flow: bool) -> bool:
    if "\n" in text or not text:
        return False
    made = f"a: [{text}]\n" if in_flow else f"a: {text}\n"
    found = parse(made.encode())
    return not found.faults and found.value == {"a": [text] if in_flow else text}


def scrawled(value: dict[str, Any], chance: Random) -> bytes:
    """A text that says the value, somehow."""
    while True:
        text = _once(value, Scrawl(chance), chance)
        found = parse(text)
        if not found.faults and repr(found.value) == repr(value):
            return text


def _once(value: dict[str, Any], hand: Scrawl, chance: Random) -> bytes:
    lines = list(hand.mapping(value, 0, top=True))
    if chance.random() < 0.05:
        lines = hand.spread_out(value, 0)
        lines[0] = lines[0].lstrip()
    if chance.random() < 0.4:
        lines.insert(0, "# yaml-language-server: $schema=../schema/commitment.schema.json")
    if chance.random() < 0.1:
        lines.insert(0, "--- " * chance.randrange(2) + "# said 0" if chance.random() < 0.5 else "---")
    if chance.random() < 0.1:
        lines.append(chance.choice(["...", "# said at the end", "  # said further in", "", "\n"]))
    ends = chance.choice([["\n"], ["\n"], ["\n"], ["\r\n"], ["\n", "\r\n"], ["\r"]])
    text = "".join(line + chance.choice(ends) for line in lines)
    text = text if chance.random() < 0.8 else re.sub(r"(\r\n|\r|\n)\Z", "", text)
    return (b"\xef\xbb\xbf" if chance.random() < 0.1 else b"") + text.encode()
