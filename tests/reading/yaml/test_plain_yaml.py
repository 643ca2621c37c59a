"""The quick reader gives what the parser gives, or nothing."""

from __future__ import annotations

import random
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from laws import examples, law

from commitments.reading.text import decode
from commitments.reading.yaml.plain_yaml import plain_value
from commitments.reading.yaml.yaml_text import parse

ROOT = Path(__file__).resolve().parents[3]

PLAIN = {
    "a: 1\nb: two words\n": {"a": 1, "b": "two words"},
    "# first\n\na: 2026-01-12\n  # margin\nb: NO\n": {"a": "2026-01-12", "b": "NO"},
    "a:\nb: ~\nc: true\nd: 0.5\ne: 0x1F\n": {"a": None, "b": None, "c": True, "d": 0.5, "e": 31},
    "a: https://example.org/x#y\nb: 12:30\nc: R&D, a-b [c]\n": {
        "a": "https://example.org/x#y",
        "b": "12:30",
        "c": "R&D, a-b [c]",
    },
    'a: "x: y # z"\nb: \'"\'\nc: ""\nd: "true"\n': {"a": "x: y # z", "b": '"', "c": "", "d": "true"},
    "a:\n  - b: 1\n    c:\n      d: e\n  - b: 2\nf: g\n": {
        "a": [{"b": 1, "c": {"d": "e"}}, {"b": 2}],
        "f": "g",
    },
    "a:\n- b\n- c: d\n  e:\n  - f\ng: h\n": {"a": ["b", {"c": "d", "e": ["f"]}], "g": "h"},
    "a: [b, 1, two words]\nc: []\nd: {e: f, g: null}\nh: {}\n": {
        "a": ["b", 1, "two words"],
        "c": [],
        "d": {"e": "f", "g": None},
        "h": {},
    },
    "a: |\n  one\n  # two\nb: >-\n    one\n    two\n\nc: |-\n  one\nd: >\n  one\n  two\n": {
        "a": "one\n# two\n",
        "b": "one two",
        "c": "one",
        "d": "one two\n",
    },
    "a:\n  - {b: 1, c: {d: 'x, y', e: f g},\n     h: https://example.org/x}\ni: [[j],\n k]\n": {
        "a": [{"b": 1, "c": {"d": "x, y", "e": "f g"}, "h": "https://example.org/x"}],
        "i": [["j"], "k"],
    },
    "- a: 1\n- a: 2\n": [{"a": 1}, {"a": 2}],
    "- a\n- 'b'\n- [c]\n- {d: e}\n": ["a", "b", ["c"], {"d": "e"}],
    "a: Huế – “đẹp”, 😀\n": {"a": "Huế – “đẹp”, 😀"},
}


@pytest.mark.parametrize("text", PLAIN)
def test_what_is_plain_is_read(text: str) -> None:
    assert same(plain_value(text), PLAIN[text])
    assert same(parse(text.encode(), with_marks=True).value, PLAIN[text])


LEFT = {
    "no end of line": "a: b",
    "empty": "",
    "only a comment": "# a\n",
    "a scalar": "a\n",
    "a margin": "  a: b\n",
    "a line goes on": "a: b\n  c\n",
    "a key below a value": "a: b\n  c: d\n",
    "a comment behind": "a: b # c\n",
    "two keys on a line": "a: b: c\n",
    "a key twice": "a: b\na: c\n",
    "a key twice in brackets": "a: {b: c, b: d}\n",
    "a key that is no text": "null: a\n",
    "a key in brackets that is no text": "a: {true: b}\n",
    "brackets three deep": "a: [[[b]]]\n",
    "brackets that end alone": "a: [b,\n  c\n]\n",
    "a wide space in brackets": "a: [b,\u00a0c]\n",
    "a key in brackets twice": "a: [{b: c, b: d}]\n",
    "an escape": 'a: "b\\n"\n',
    "a doubled quotation mark": "a: 'b''c'\n",
    "an anchor": "a: &b c\n",
    "an alias": "a: *b\n",
    "a tag": "a: !b c\n",
    "a merge key": "<<: {a: b}\n",
    "a directive": "%YAML 1.2\n---\na: b\n",
    "a document mark": "---\na: b\n",
    "an end mark": "a: b\n...\n",
    "a question": "? a\n: b\n",
    "a tab": "a:\tb\n",
    "other line ends": "a: b\r\n",
    "a byte order mark within": "a: b\ufeff\n",
    "space at the end": "a: b \n",
    "an empty line in a text": "a: |\n  b\n\n  c: d\n",
    "a comment that may belong to a text": "a: |\n  b\n\n  # c\nd: e\n",
    "a deeper line in a text": "a: |\n  b\n    c\n",
    "a text with its own margin": "a: |2\n  b\n",
    "a text that keeps its end": "a: |+\n  b\n",
    "a text at the margin of its key": "- a: |\n  b\n",
    "space only": "a:\n   \nb: c\n",
    "an item of nothing": "- \n- a\n",
    "an item in an item": "- - a\n",
    "an item with a wider margin": "-  a: b\n",
    "an item beside keys": "a: b\n- c\n",
    "a key beside items": "- a\nb: c\n",
    "items at two margins": "a:\n  - b\n - c\n",
    "keys at two margins": "a:\n    b: c\n  d: e\n",
    "too deep": "".join(f"{'  ' * depth}a:\n" for depth in range(40)),
}


@pytest.mark.parametrize("text", LEFT.values(), ids=LEFT)
def test_what_is_not_plain_is_left_to_the_parser(text: str) -> None:
    assert plain_value(text) is None


def test_our_own_records_are_plain() -> None:
    texts = [path.read_text("utf-8") for path in ROOT.glob("records/**/*.yaml")]
    assert len(texts) > 30
    assert all(plain_value(text) is not None for text in texts)


def same(one: Any, other: Any) -> bool:
    """Equal in value, type and order."""
    return repr(one) == repr(other)


def agrees(text: str) -> bool:
    """Whether the quick reader had anything to say, which must be what the parser says."""
    data = text.encode()
    if decode(data) != text:  # never asked about
        return False
    quick, slow = plain_value(text), parse(data, with_marks=True)
    assert quick is None or (same(quick, slow.value) and not slow.faults), text
    assert same(parse(data).value, slow.value), text
    assert parse(data).faults == slow.faults, text
    return quick is not None


# fmt: off
SIGNS = [
    " ", "  ", "\n", "\n\n", ":", ": ", "- ", "-", "#", " #", "|", ">", "|-", ">-", ">+", "|2", "[", "]",
    "{", "}", ", ", '"', "'", "null", "true", "~", "0o7", "1e3", ".5", "&a", "*a", "!t", "? ", "%", "@", "`",
    "---\n", "...\n", "<<: ", "a: ", "b:", "\\", "é", "\u00a0", "\t", "\r\n", "=", "\u3000", "  - x\n",
    "    deep: er\n", "- - y\n", "''", '""', "[]", "{}", "{a: b}", "[a, b]", "x" * 70,
]
# fmt: on


def torn(text: str, dice: random.Random) -> str:
    """Some lines of a record, moved to the margin, with a few signs put in."""
    lines = text.splitlines(keepends=True)
    first = dice.choice([0, dice.randrange(len(lines))])
    lines = lines[first : first + dice.choice([3, 6, 12, 60])]
    margin = min((len(line) - len(line.lstrip(" ")) for line in lines if line.strip()), default=0)
    lines = [line[margin:] if line.strip() else line for line in lines]
    if dice.random() < 0.15:
        dice.shuffle(lines)
    if dice.random() < 0.15:
        at = dice.randrange(len(lines))
        lines[at] = dice.choice([" ", "  ", "    "]) + lines[at]
    torn = "".join(lines)
    for _ in range(dice.choice([0, 1, 1, 2])):
        at = dice.randrange(len(torn) + 1)
        torn = torn[:at] + dice.choice(SIGNS) + torn[at + dice.choice([0, 0, 1, 2]) :]
    return torn


def test_torn_records_are_read_alike() -> None:
    dice = random.Random(11)
    places = [*ROOT.glob("records/**/*.yaml"), *ROOT.glob("docs/example/records/**/*.yaml")]
    texts = [path.read_text("utf-8") for path in sorted(places)]
    count = examples(4000, 600)
    plain = sum(agrees(torn(dice.choice(texts), dice)) for _ in range(count))
    assert 0.2 * count < plain < 0.8 * count


margins = st.sampled_from(["", "", "  ", "    ", " "])
words = st.sampled_from(["a", "b:c", "1", "x y", "null", "é", "[a, b]", "{a: b}", '"q"', "'q'", "~", ""])
keys = st.sampled_from(["", "", "a: ", "b: ", "c:", "- ", "- a: ", "- b:", "# ", "a: |\n  ", "b: >-\n    "])
lines = st.builds("{}{}{}\n".format, margins, keys, words)


@law(1500)
@given(st.lists(lines, max_size=8).map("".join))
def test_lines_of_any_kind_are_read_alike(text: str) -> None:
    agrees(text)
