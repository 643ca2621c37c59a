"""Texts that may not be read, with the rule and the place that must be named. Judges nothing itself."""

from __future__ import annotations

import importlib.util
import sys
from collections.abc import Callable
from typing import Any

import pytest

from commitments.reading.yaml import yaml_events
from commitments.reading.yaml.yaml_text import Parsed, parse

Refusal = tuple[str | bytes, str, int, int]

YAML: dict[str, Refusal] = {
    "anchor on a text": ("a: &x 1\n", "yaml-anchor", 1, 4),
    "anchor on a mapping": ("b: 1\na: &x {c: 1}\n", "yaml-anchor", 2, 4),
    "anchor on a list": ("a:\n  - 1\n  - &x [b]\n", "yaml-anchor", 3, 5),
    "anchor on a key": ("&x a: 1\n", "yaml-anchor", 1, 1),
    "alias": ("a: 1\nb: *x\n", "yaml-anchor", 2, 4),
    "alias as a key": ("*x : 1\n", "yaml-anchor", 1, 1),
    "alias to itself": ("a: &x [*x]\n", "yaml-anchor", 1, 4),
    "tag of the core": ("a: !!str 1\n", "yaml-tag", 1, 4),
    "tag that runs code": ("a: !!python/object/apply:os.system [id]\n", "yaml-tag", 1, 4),
    "tag of a python name": ("a: !!python/name:os.system\n", "yaml-tag", 1, 4),
    "tag of one's own": ("a: !own 1\n", "yaml-tag", 1, 4),
    "tag written out": ("a: !<tag:yaml.org,2002:str> 1\n", "yaml-tag", 1, 4),
    "tag on a key": ("!!str a: 1\n", "yaml-tag", 1, 1),
    "tag on a mapping": ("a: !!map {b: 1}\n", "yaml-tag", 1, 4),
    "tag on a list": ("a: !!set [b]\n", "yaml-tag", 1, 4),
    "tag for bytes": ("a: !!binary aGk=\n", "yaml-tag", 1, 4),
    "bare tag on a plain text": ("a: ! 12\n", "yaml-tag", 1, 4),
    "bare tag on a quoted text": ('a: ! "12"\n', "yaml-tag", 1, 4),
    "bare tag on a mapping": ("a: ! {b: 1}\n", "yaml-tag", 1, 4),
    "merge key": ("a: 1\n<<: {b: 2}\n", "merge-key", 2, 1),
    "merge of a list": ("<<: [{b: 2}, {c: 3}]\n", "merge-key", 1, 1),
    "directive of the version": ("%YAML 1.2\n---\na: 1\n", "yaml-directive", 1, 1),
    "directive of the version, old": ("%YAML 1.1\n---\na: 1\n", "yaml-directive", 1, 1),
    "directive of a tag": ("%TAG ! tag:example.org,2000:\n---\na: 1\n", "yaml-directive", 1, 1),
    "directive of one's own": ("%OWN x\n---\na: 1\n", "yaml-directive", 1, 1),
    "second document": ("a: 1\n---\nb: 2\n", "several-documents", 2, 1),
    "second document, empty": ("a: 1\n---\n", "several-documents", 2, 1),
    "second document after an empty one": ("---\n---\na: 1\n", "several-documents", 2, 1),
    "second document without a line": ("a: 1\n...\nb: 2\n", "yaml-syntax", 3, 1),
    "duplicate key": ("a: 1\nb: 2\na: 3\n", "duplicate-key", 3, 1),
    "duplicate key, nested": ("a: {b: 1, b: 2}\n", "duplicate-key", 1, 11),
    "duplicate key, quoted once": ("a: 1\n'a': 2\n", "duplicate-key", 2, 1),
    "duplicate key, escaped": ('a: 1\n"\\x61": 2\n', "duplicate-key", 2, 1),
    "key that is a number": ("b: 1\n1: a\n", "key-not-text", 2, 1),
    "key that is a fraction": ("1.5: a\n", "key-not-text", 1, 1),
    "key that is true": ("true: a\n", "key-not-text", 1, 1),
    "key that is null": ("null: a\n", "key-not-text", 1, 1),
    "key that is a tilde": ("~: a\n", "key-not-text", 1, 1),
    "key that is absent": ("{: a}\n", "yaml-syntax", 1, 2),
    "key that is a list": ("? [a]\n: b\n", "key-not-text", 1, 3),
    "key that is a mapping": ("{a: 1}: b\n", "key-not-text", 1, 1),
    "33 levels": ("[" * 33 + "]" * 33, "too-deep", 1, 33),
    "33 levels of mappings": ("{a: " * 33 + "1" + "}" * 33, "too-deep", 1, 129),
    "25,000 levels": ("[" * 25_000 + "]" * 25_000, "too-deep", 1, 33),
    "25,000 levels never closed": ("- " * 25_000, "too-deep", 1, 65),
    "not closed": ("a: [1\n", "yaml-syntax", 2, 1),
    "tab as an indent": ("a:\n\tb: 1\n", "yaml-syntax", 2, 1),
    "colon too many": ("a: b: c\n", "yaml-syntax", 1, 5),
}
"""What YAML offers and a record may not use."""

BYTES: dict[str, Refusal] = {
    "escape": ("a: x\x1b[31m\n", "unsafe-character", 1, 5),
    "zero": ("a: x\n# \0\n", "unsafe-character", 2, 3),
    "delete": ("a: \x7f\n", "unsafe-character", 1, 4),
    "control sequence introducer": ("a: é\x9b31m\n", "unsafe-character", 1, 5),
    "next line": ("a: x\x85b: y\n", "unsafe-character", 1, 5),
    "line separator": ("a: x\u2028b: y\n", "unsafe-character", 1, 5),
    "paragraph separator": ("a: x\u2029b: y\n", "unsafe-character", 1, 5),
    "right-to-left override": ("a: 1\nb: x\u202ey\n", "unsafe-character", 2, 5),
    "first strong isolate": ("a: \u2068x\n", "unsafe-character", 1, 4),
    "arabic letter mark": ("a: \u061cx\n", "unsafe-character", 1, 4),
    "right-to-left mark in a key": ("a\u200f: x\n", "unsafe-character", 1, 2),
    "override in a comment": ("a: x # \u202d\n", "unsafe-character", 1, 8),
    "tag character": ("a: x\U000e0041\n", "unsafe-character", 1, 5),
    "language tag": ("a: x\U000e0001\n", "unsafe-character", 1, 5),
    "control after a mark": ("\ufeffa: x\x07\n", "unsafe-character", 1, 5),
    "control after CRLF": ("a: 1\r\nb: x\x07\r\n", "unsafe-character", 2, 5),
    "surrogate as bytes": (b"a: \xed\xa0\x80\n", "not-utf8", 1, 4),
    "UTF-16 with a mark": ("a: b\n".encode("utf-16"), "not-utf8", 1, 1),
    "UTF-16 without a mark": ("a: b\n".encode("utf-16-le"), "unsafe-character", 1, 2),
    "UTF-16 the other way": ("a: b\n".encode("utf-16-be"), "unsafe-character", 1, 1),
    "UTF-32": ("a: b\n".encode("utf-32"), "not-utf8", 1, 1),
    "Latin-1": ("a: thỏa\nb: caf".encode() + b"\xe9\n", "not-utf8", 2, 7),
    "Windows-1258": (b"\xef\xbb\xbfa: \xd0\xe2\n", "not-utf8", 1, 4),
    "overlong": (b"a: \xc0\x80\n", "not-utf8", 1, 4),
    "cut short": ("a: ế".encode()[:-1], "not-utf8", 1, 4),
    "256 KiB and a byte": (b"a: " + b"x" * (256 * 1024 - 2), "file-too-large", 1, 1),
}
"""What no file may hold, whatever it is."""

ESCAPED = {
    "bell": r"\a",
    "escape": r"\e",
    "escape in hexadecimal": r"\x1b",
    "zero": r"\0",
    "backspace": r"\b",
    "vertical tab": r"\v",
    "form feed": r"\f",
    "carriage return": r"\r",
    "tab": r"\t",
    "unit separator": r"\x1f",
    "delete": r"\x7f",
    "next line": r"\N",
    "C1 control": r"\x9b",
    "line separator": r"\L",
    "paragraph separator": r"\P",
    "right-to-left override": r"\u202e",
    "pop isolate": r"\u2069",
    "left-to-right mark": r"\u200e",
    "arabic letter mark": r"\u061c",
    "tag character": r"\U000E0041",
    "annotation": r"\ufff9",
}
"""What double quotes may write and no text may hold."""


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """Hand the tables to every test that asks for one."""
    for name, table in (("refused", {**YAML, **BYTES}), ("escape", ESCAPED)):
        if name in metafunc.fixturenames:
            metafunc.parametrize(name, list(table.values()), ids=list(table))


@pytest.fixture(scope="session")
def parse_purely() -> Callable[..., Parsed]:
    """How a text is read where PyYAML came without its C parser."""
    spec = importlib.util.spec_from_file_location("pure_yaml_events", yaml_events.__file__)
    assert spec is not None and spec.loader is not None
    module: Any = importlib.util.module_from_spec(spec)
    with pytest.MonkeyPatch.context() as patch:
        patch.setitem(sys.modules, "yaml._yaml", None)
        patch.setitem(sys.modules, "pure_yaml_events", module)
        spec.loader.exec_module(module)
    assert module._Parser.__module__ == "pure_yaml_events"

    def read(data: bytes, with_marks: bool = False) -> Parsed:
        with pytest.MonkeyPatch.context() as patch:
            patch.setitem(sys.modules, yaml_events.__name__, module)
            return parse(data, with_marks)

    return read
