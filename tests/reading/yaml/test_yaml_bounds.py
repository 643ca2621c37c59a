"""The bounds of size, depth and nodes hold at their very edge, whatever a parser does first."""

from __future__ import annotations

from codecs import BOM_UTF8
from typing import Any

import pytest
import yaml
from yaml.scanner import ScannerError

from commitments.reading.text import MAX_DEPTH, RECORD
from commitments.reading.yaml import yaml_events
from commitments.reading.yaml.yaml_text import parse

Told = list[tuple[str, int, int]]


def told(text: str) -> Told:
    faults = parse(text.encode()).faults
    assert parse(text.encode(), with_marks=True).faults == faults
    return [(fault.finding.rule, fault.line, fault.column) for fault in faults]


DEEP = {
    "lists in brackets": ("[", "]", 1),
    "mappings in braces": ("{a: ", "}", 4),
    "items": ("- ", "", 2),
}


@pytest.mark.parametrize(("opener", "closer", "width"), DEEP.values(), ids=list(DEEP))
def test_thirty_two_levels_are_read_and_one_more_is_too_deep(opener: str, closer: str, width: int) -> None:
    assert told(opener * 32 + "x" + closer * 32) == []
    for more in (33, 34, 100, 999, 1000, 1001, 1500, 25_000):
        expected = [("too-deep", 1, 32 * width + 1)]
        assert told(opener * more + "x" + closer * more) == expected, more
        assert told(opener * more) == expected, more


def test_a_mapping_as_a_key_is_refused_however_deep() -> None:
    for levels in (2, 33, 1001, 25_000):
        assert told("? " * levels) == [("key-not-text", 1, 3)]


def test_levels_on_lines_of_their_own_are_counted_alike() -> None:
    for opener in ("a:", "- a:", "-"):
        lines = [f"{'  ' * 2 * depth}{opener}" for depth in range(40)]
        found = told("\n".join(lines) + " x\n")
        assert [rule for rule, _, _ in found] == ["too-deep"], opener
        assert found[0][1] == (17 if opener == "- a:" else 33)


def test_the_bound_of_depth_is_what_the_documents_say() -> None:
    assert MAX_DEPTH == 32


PATIENT = yaml_events._Parser


class Hasty:
    """A parser that knows a bound of its own and looks for it before it tells of anything."""

    def __init__(self, data: bytes, bound: int) -> None:
        self._text = data.decode()
        self._bound = bound
        self._parser = PATIENT(data)

    def get_event(self) -> Any:
        depth = 0
        for offset, sign in enumerate(self._text):
            depth += (sign in "[{") - (sign in "]}")
            if depth > self._bound:
                mark = yaml.Mark("", offset, 0, offset, None, None)
                raise ScannerError("while counting", mark, "too much of it", mark)
        return self._parser.get_event()


HASTY = [
    "[" * 2000,
    "[" * 2000 + "]" * 2000,
    "{a: " * 2000,
    "x: " + "[" * 2000,
    "a: 1\na: 2\nx: [" + "{b: [" * 900,
    "a: [" + "b, " * 6000 + "[" * 2000,
    "{" + "[" * 2000,
    "- {*x " + "[" * 2000,
    "a: 1\n---\nb: " + "[" * 2000,
    "[a}" + "[" * 2000,
    "[? ]" + "[" * 2000,
    "- ['x'] @ " + "[" * 2000,
]


@pytest.mark.parametrize("text", HASTY, ids=lambda text: text[:12])
@pytest.mark.parametrize("bound", [33, 40, 200, 1000])
def test_what_a_parser_looks_for_first_changes_no_verdict(
    text: str, bound: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    patient = told(text)
    monkeypatch.setattr(yaml_events, "_Parser", lambda data: Hasty(data, bound))
    assert told(text) == patient


def padded(size: int) -> bytes:
    head = b"a: 1\n"
    return head + b"#" * (size - len(head))


def test_a_file_of_exactly_256_kib_is_read_and_one_byte_more_is_too_large() -> None:
    assert RECORD.size == 262_144
    for mark in (b"", BOM_UTF8):
        fits = mark + padded(262_144 - len(mark))
        assert (parse(fits).value, parse(fits).faults) == ({"a": 1}, [])
        faults = parse(fits + b"#").faults
        assert [(fault.finding.rule, fault.finding.values) for fault in faults] == [
            ("file-too-large", {"limit": "256"})
        ]


NODES = {
    "items in brackets": "[" + "1," * 4_999,
    "items in brackets, long": "[" + "long enough,\n" * 4_999,
    "items on lines": "- 1\n" * 4_999,
    "keys and values": "k:\n- " + "\n- ".join("1" * 4_997),
    "mappings": "- {a: 1}\n" * 1_666 + "- 1\n",
}


@pytest.mark.parametrize("text", NODES.values(), ids=list(NODES))
def test_five_thousand_values_and_keys_are_read_and_one_more_is_too_many(text: str) -> None:
    brackets = text.startswith("[")
    assert told(text + "]" * brackets) == []
    more = text + ("1]" if brackets else "\n- 1\n")
    assert [rule for rule, _, _ in told(more)] == ["too-many-nodes"]
    assert told("# " + "x" * 5_000 + "\n" + more) == told("#\n" + more)  # whichever way it is read
