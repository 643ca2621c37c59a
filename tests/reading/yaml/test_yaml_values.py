"""What texts that may be read mean. Judges no record."""

from __future__ import annotations

from typing import Any

import pytest

from commitments.reading.yaml.yaml_text import parse

LARGE = "9" * 5000

# fmt: off
SCALARS: list[tuple[str, Any]] = [
    ("NO", "NO"), ("No", "No"), ("no", "no"), ("yes", "yes"), ("on", "on"), ("off", "off"), ("y", "y"),
    ("n", "n"), ("012", 12), ("0o14", 12), ("0xC", 12), ("0b11", "0b11"), ("1_000", "1_000"), ("0o8", "0o8"),
    ("0x", "0x"), ("12:30", "12:30"), ("190:20:30", "190:20:30"), ("12", 12), ("+12", 12), ("-12", -12),
    ("-0", 0), ("1.0", 1.0), ("1.", 1.0), (".5", 0.5), ("-.5", -0.5), ("1e3", 1000.0), ("1E-2", 0.01),
    (".", "."), ("+", "+"), ("e3", "e3"), ("1e", "1e"), ("1e999", "1e999"), ("-1e999", "-1e999"),
    (".inf", ".inf"), (".nan", ".nan"), ("٢", "٢"), ("１２", "１２"),
    (LARGE, LARGE), ("1" * 300, int("1" * 300)),
    ("0x" + "f" * 5000, "0x" + "f" * 5000), ("1." + "0" * 5000, 1.0), ("null", None), ("Null", None),
    ("NULL", None), ("nULL", "nULL"), ("~", None), ("", None), ("true", True), ("True", True),
    ("TRUE", True), ("tRUE", "tRUE"), ("false", False), ("False", False), ("FALSE", False),
    ("2026-10-31", "2026-10-31"), ("2026-10", "2026-10"), ("2026", 2026), ("2026-Q4", "2026-Q4"),
    ("2026-10-31T12:30:00Z", "2026-10-31T12:30:00Z"), ("2026-10-31 12:30:00", "2026-10-31 12:30:00"),
    ("20261231", 20261231), ("../2026-12", "../2026-12"), ("2026/..", "2026/.."), ("2026~", "2026~"),
    ("=", "="), ("<<", "<<"), ("'12'", "12"), ('"12"', "12"), ('"NO"', "NO"), ("''", ""), ('"null"', "null"),
    ("'~'", "~"), ('"true"', "true"), ("Thỏa thuận", "Thỏa thuận"), ('"\\u1ebf"', "ế"), ("|\n  12\n", "12\n"),
    (">-\n  true\n", "true"), ("|\n  NO\n", "NO\n"), ("a#b", "a#b"), ("a:b", "a:b"), ("http://a/b?c#d", "http://a/b?c#d"),
    ("😀", "😀"), ("\u00a0", "\u00a0"),
]
# fmt: on


@pytest.mark.parametrize(("text", "value"), SCALARS, ids=[repr(text[:20]) for text, _ in SCALARS])
def test_a_scalar_means_what_the_core_schema_says(text: str, value: Any) -> None:
    found = parse(f"a: {text}\n".encode())
    assert found.faults == []
    assert found.value == {"a": value}
    assert type(found.value["a"]) is type(value)


@pytest.mark.parametrize("digits", [301, 305, 308, 400, 5000])
def test_a_long_number_is_never_another_number(digits: int) -> None:
    text = "1" * (digits - 1) + "7"
    value = parse(f"a: {text}\n".encode()).value["a"]
    assert value == text or value == int(text)


def test_line_ends_do_not_matter() -> None:
    text = 'a: 1\nb: |\n  one\n  two\nc: "x\n  y"\n'
    meant = {"a": 1, "b": "one\ntwo\n", "c": "x y"}
    for end in ("\n", "\r\n", "\r"):
        found = parse(text.replace("\n", end).encode())
        assert (found.value, found.faults) == (meant, [])


def test_a_byte_order_mark_does_not_matter() -> None:
    plain, marked = parse(b"a: 1\nb: &x 2\n"), parse(b"\xef\xbb\xbfa: 1\nb: &x 2\n")
    assert marked.value == plain.value
    assert marked.faults == plain.faults


def test_quoted_marks_of_yaml_are_text() -> None:
    text = "'<<': 1\n'1': 2\n'a b': '*x'\n'!c': '&y'\n'%d': '%e'\n'---': '...'\n"
    found = parse(text.encode())
    assert found.faults == []
    assert found.value == {"<<": 1, "1": 2, "a b": "*x", "!c": "&y", "%d": "%e", "---": "..."}


def test_one_document_may_say_where_it_begins_and_ends() -> None:
    for text in ("---\na: 1\n", "a: 1\n...\n", "# note\n---\na: 1\n...\n# note\n"):
        assert (parse(text.encode()).value, parse(text.encode()).faults) == ({"a": 1}, [])


def test_places_are_those_an_editor_shows() -> None:
    text = "a: 1\nthỏa: {b: [x, {c: 😀, d: 2}]}\n"
    for end in ("\n", "\r\n"):
        found = parse(text.replace("\n", end).encode(), with_marks=True)
        assert found.place(("a",)) == (1, 4)
        assert found.place(("thỏa",), on_key=True) == (2, 1)
        assert found.place(("thỏa", "b", 0)) == (2, 12)
        assert found.place(("thỏa", "b", 1, "d")) == (2, 25)
        assert found.place(("thỏa", "b", 1, "d"), on_key=True) == (2, 22)
        assert found.place(("thỏa", "gone", 7)) == found.place(("thỏa",), on_key=True)
        assert found.place(("gone",)) == (1, 1)
        assert found.place(()) == (1, 1)
