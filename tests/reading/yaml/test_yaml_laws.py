"""Laws of the YAML reader: it never raises, and it reads what an independent reader reads.

The other reader composes PyYAML's node graph and resolves plain scalars by the tables of YAML 1.2.2,
section 10.3.2, so that it shares neither the event loop nor the patterns of ours.
"""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import example, given
from hypothesis import strategies as st
from laws import examples, law

from commitments.checks.rules import SEVERITIES
from commitments.reading.source_file import SourceFile
from commitments.reading.yaml.yaml_text import Parsed, parse
from commitments.workspace.examine import examine

Parse = Callable[..., Parsed]
ROOT = Path(__file__).resolve().parents[3]
# fmt: off
PIECES = [
    *"-?:,[]{}#&*!|>'\"%@` \n\t\\", "a", "b: ", "- ", "? ", ": ", "\n  ", "---\n", "...\n", "&x ", "*x",
    "!!str ", "!t ", "<<: ", "%YAML 1.2\n", "12", "0x1f", "1e5", "true", "~", "null", "NO", "2026-01-01", "é",
    "\u202e", "\x07", "\r\n", "\\x1b", "😀",
]
# fmt: on
yaml_like = st.lists(st.sampled_from(PIECES), max_size=40).map("".join)


def sane(parsed: Parsed, data: bytes) -> None:
    lines = len(re.split(rb"\r\n|\r|\n", data))
    for fault in parsed.faults:
        assert fault.finding.rule in SEVERITIES
        assert 1 <= fault.line <= lines + 1
        assert 1 <= fault.column <= len(data) + 1


@law(300)
@given(st.one_of(st.binary(max_size=200), yaml_like.map(str.encode), st.text(max_size=80).map(str.encode)))
@example(b"")
@example(b"\xff")
@example(b"? " * 500)
def test_nothing_raises_whatever_the_bytes(data: bytes) -> None:
    sane(parse(data), data)
    sane(parse(data, with_marks=True), data)
    assert parse(data, with_marks=True).faults == parse(data).faults


def mutated(data: bytes, dice: random.Random) -> bytes:
    """The bytes with a few cut out, doubled, replaced or put in."""
    text = bytearray(data)
    for _ in range(dice.randint(1, 4)):
        at = dice.randrange(len(text) + 1)
        end = min(len(text), at + dice.randint(0, 30))
        text[at:end] = dice.choice(
            [b"", bytes(text[at:end]) * 2, dice.choice(PIECES).encode(), dice.randbytes(dice.randint(1, 3))]
        )
    return bytes(text)


def test_nothing_raises_on_records_that_went_wrong() -> None:
    dice = random.Random(2)
    records = [path.read_bytes() for path in sorted(ROOT.glob("docs/example/records/**/*.yaml"))]
    refused, count = 0, examples(400, 100)
    for _ in range(count):
        data = mutated(dice.choice(records), dice)
        examined = examine(SourceFile("records/a.yaml", data))
        refused += examined.outline is None
        assert all(problem.line is None or problem.line >= 1 for problem in examined.problems)
        assert examined.outline is not None or any(
            problem.severity == "error" for problem in examined.problems
        )
    assert 0.125 * count < refused < 0.875 * count


class Unlike(Exception):
    """The text has something that a record may not have."""


LOADER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
CORE = (
    (re.compile(r"null|Null|NULL|~|"), lambda text: None),
    (re.compile(r"true|True|TRUE"), lambda text: True),
    (re.compile(r"false|False|FALSE"), lambda text: False),
    (re.compile(r"[-+]?[0-9]+"), int),
    (re.compile(r"0o[0-7]+"), lambda text: int(text[2:], 8)),
    (re.compile(r"0x[0-9a-fA-F]+"), lambda text: int(text[2:], 16)),
    (re.compile(r"[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?"), float),
)


def meant(node: yaml.Node) -> Any:
    if isinstance(node, yaml.ScalarNode):
        if node.style:
            return node.value
        return next((make(node.value) for form, make in CORE if form.fullmatch(node.value)), node.value)
    if isinstance(node, yaml.SequenceNode):
        return [meant(item) for item in node.value]
    pairs = [(meant(key), meant(value)) for key, value in node.value]
    names = [key for key, _ in pairs]
    if not all(isinstance(key, str) and "\n" not in key for key in names) or len(set(names)) < len(names):
        raise Unlike
    if any(key.value == "<<" and not key.style for key, _ in node.value):
        raise Unlike
    return dict(pairs)


def strings(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, (dict, list, tuple)):
        for item in value.items() if isinstance(value, dict) else value:
            yield from strings(item)


def other_reader(text: str) -> Any:
    """What PyYAML and the core schema make of a text; Unlike for what a record may not have."""
    try:
        tokens = list(yaml.scan(text, Loader=yaml.SafeLoader))
        node = yaml.compose(text, Loader=LOADER)
    except (yaml.YAMLError, ValueError, IndexError) as error:
        raise Unlike from error
    if any(isinstance(token, (yaml.TagToken, yaml.AnchorToken, yaml.AliasToken)) for token in tokens):
        raise Unlike
    if any(isinstance(token, yaml.DirectiveToken) for token in tokens):
        raise Unlike
    value = meant(node) if node is not None else None
    hidden = "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028\u2029\u202e]"
    if re.search(hidden, text) or any(re.search(f"{hidden}|[\t\r]", string) for string in strings(value)):
        raise Unlike
    return value


def same(text: str) -> bool:
    """Whether the other reader takes the text; fails where ours refuses it or reads something else."""
    found = parse(text.encode())
    try:
        expected = other_reader(text)
    except Unlike:
        return False
    assert found.faults == []
    assert repr(found.value) == repr(expected)
    return True


scalars = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(-(10**30), 10**30),
    st.floats(allow_nan=False, allow_infinity=False),
    st.text(st.characters(exclude_categories=["Cc", "Cf", "Cs", "Cn", "Zl", "Zp", "Co"]), max_size=30),
    st.sampled_from(["NO", "012", "12:30", "2026-10-31", "0x1f", "~", "null", "", " ", "a: b", "<<"]),
)
names = st.text(st.characters(codec="utf-8", categories=["L", "N", "P", "Zs"]), min_size=1, max_size=10)
values = st.recursive(
    scalars,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(names, inner, max_size=4),
    max_leaves=20,
)


@given(
    values,
    st.sampled_from([None, True, False]),
    st.sampled_from([None, "'", '"', "|", ">"]),
    st.integers(20, 200),
)
def test_what_another_program_writes_is_read_as_the_same(
    value: Any, flow: bool | None, style: str | None, width: int
) -> None:
    looks = {"default_flow_style": flow, "default_style": style, "width": width}
    text = yaml.safe_dump(value, allow_unicode=True, **looks)
    if "!!" not in text:  # a style forced on numbers makes the dumper write tags
        same(text)


def test_the_other_reader_takes_enough_to_compare() -> None:
    dice = random.Random(5)
    count = examples(3000, 600)
    taken = sum(same("".join(dice.choices(PIECES, k=dice.randint(1, 12)))) for _ in range(count))
    assert taken > 0.1 * count


@law(300)
@given(yaml_like)
@example("a: 1\nb: [x, 0o17, 012]\n")
@example("a: 'it''s'\nb: >-\n  x\n  y\n\n  z\n")
def test_whatever_the_other_reader_takes_means_the_same(text: str) -> None:
    same(text)


def test_both_readers_agree_on_every_record_of_ours() -> None:
    paths = [
        *ROOT.glob("records/**/*.yaml"),
        *ROOT.glob("docs/example/**/*.yaml"),
        *ROOT.glob("schema/*.yaml"),
    ]
    assert [path.name for path in paths if not same(path.read_text(encoding="utf-8"))] == []


def answers(parsed: Parsed) -> tuple[Any, ...]:
    """Value and faults; of syntax only that it is wrong, since the two parsers stop at different places."""
    told = [(fault.finding.rule, fault.line, fault.column) for fault in parsed.faults]
    if any(rule == "yaml-syntax" for rule, _, _ in told):
        return (None, "yaml-syntax")
    return (repr(parsed.value), told, {key[1]: place for key, place in (parsed.marks or {}).items()})


def test_the_plain_parser_refuses_the_same(
    refused: tuple[str | bytes, str, int, int], parse_purely: Parse
) -> None:
    text = refused[0].encode() if isinstance(refused[0], str) else refused[0]
    assert answers(parse_purely(text)) == answers(parse(text))


def test_the_plain_parser_refuses_the_same_escapes(escape: str, parse_purely: Parse) -> None:
    text = f'a: 1\nb: "x{escape}y"\n"k{escape}": 1\n'.encode()
    assert answers(parse_purely(text)) == answers(parse(text))


@pytest.mark.parametrize("text", ['"\\ud800"', '"\\udfff"', '"\\ud83d\\ude00"'])
def test_the_plain_parser_lets_no_surrogate_through(text: str, parse_purely: Parse) -> None:
    assert parse_purely(f"a: {text}\n".encode()).faults


@pytest.mark.parametrize(
    "text",
    [
        r'a: "\U00110000"',
        r'a: "\U7FFFFFFF"',
        r'a: "\UFFFFFFFF"',
        r'a: "\xZZ"',
        "a: !<%zz> 1",
        "a: !t%ff 1",
        "a: !t%c3%28 1",
        "%YAML 1." + "9" * 5000 + "\n---\na: 1",
        "%YAML\n---\na: 1",
        "%TAG\n---\na: 1",
        "a: |0\n x",
        "a: |99\n x",
        "a: >+-\n x",
        "!",
        "&",
        "*",
        "? ",
        "- - ? : -",
        "{,}",
        "[,]",
        "a: '",
        "\ufeff\ufeff&",
    ],
)
def test_odd_corners_of_either_parser_raise_nothing(text: str, parse_purely: Parse) -> None:
    """PyYAML itself raises bare ValueError, OverflowError, KeyError and AttributeError on some of these."""
    for read in (parse, parse_purely):
        sane(read(text.encode()), text.encode())
        sane(read(text.encode(), with_marks=True), text.encode())


def test_the_plain_parser_reads_the_same_records(parse_purely: Parse) -> None:
    paths = sorted(ROOT.glob("docs/example/records/**/*.yaml"))[:6]
    for path in paths:
        data = path.read_bytes()
        assert answers(parse_purely(data, with_marks=True)) == answers(parse(data, with_marks=True))


def test_the_plain_parser_reads_the_same_pieces(parse_purely: Parse) -> None:
    dice = random.Random(7)
    taken, count = 0, examples(600, 200)
    for _ in range(count):
        text = "".join(dice.choices(PIECES, k=dice.randint(1, 10))).encode()
        one, other = parse(text), parse_purely(text)
        if not one.faults and not other.faults:
            taken += 1
            assert repr(one.value) == repr(other.value), text
    assert taken > count / 12
