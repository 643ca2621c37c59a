"""Texts that may not be read are refused where they go wrong. Knows nothing of records."""

from __future__ import annotations

from itertools import chain
from pathlib import Path

import pytest
import yaml
from bounds import little_work

from commitments.reading import schema
from commitments.reading.source_file import SourceFile
from commitments.reading.text import MAX_DEPTH, REGISTRY, TextFault
from commitments.reading.yaml.yaml_text import parse
from commitments.workspace.examine import examine

ROOT = Path(__file__).resolve().parents[3]


def told(faults: list[TextFault]) -> list[tuple[str, int, int]]:
    return [(fault.finding.rule, fault.line, fault.column) for fault in faults]


def as_bytes(text: str | bytes) -> bytes:
    return text if isinstance(text, bytes) else text.encode()


def test_a_text_is_refused_at_its_place(refused: tuple[str | bytes, str, int, int]) -> None:
    text, *expected = refused
    found = parse(as_bytes(text))
    assert told(found.faults)[:1] == [tuple(expected)]


def test_a_refused_text_is_a_problem_of_its_file_alone(refused: tuple[str | bytes, str, int, int]) -> None:
    text, *expected = refused
    examined = examine(SourceFile("records/a.yaml", as_bytes(text)))
    assert examined.outline is None
    problems = [(problem.rule, problem.line, problem.column) for problem in examined.problems]
    assert tuple(expected) in problems
    assert all(problem.severity == "error" for problem in examined.problems if problem.rule == expected[0])


def test_an_escaped_control_is_refused_in_a_value(escape: str) -> None:
    assert told(parse(f'a: 1\nb: "x{escape}y"\n'.encode()).faults) == [("unsafe-character", 2, 4)]


def test_an_escaped_control_is_refused_in_a_key(escape: str) -> None:
    assert told(parse(f'a:\n  "x{escape}y": 1\n'.encode()).faults) == [("unsafe-character", 2, 3)]


def test_an_escaped_surrogate_is_refused() -> None:
    for text in (r'"\ud800"', r'"\udfff"', r'"\ud83d\ude00"', r'"\uDC00x"'):
        assert len(parse(f"a: {text}\n".encode()).faults) == 1, text


def test_every_raw_control_is_refused() -> None:
    allowed = {"\t", "\n", "\r"}
    for code in chain(range(0x20), range(0x7F, 0xA0), range(0x202A, 0x202F), range(0x2066, 0x206A)):
        character = chr(code)
        found = told(parse(f"a: x{character}y\n".encode()).faults)
        assert (found == [("unsafe-character", 1, 5)]) is (character not in allowed), hex(code)


def test_every_tag_character_is_refused() -> None:
    for code in range(0xE0000, 0xE0080):
        assert told(parse(f"a: x{chr(code)}\n".encode()).faults) == [("unsafe-character", 1, 5)]


def test_a_line_feed_belongs_to_prose() -> None:
    for text in ('a: "x\\ny"\n', "a: |-\n  x\n  y\n"):
        assert (parse(text.encode()).value, parse(text.encode()).faults) == ({"a": "x\ny"}, [])


@pytest.mark.parametrize("text", ['"x-a\\nb": 1\n', "? |\n  x-a\n  b\n: 1\n"], ids=["escaped", "block"])
def test_a_line_feed_belongs_to_no_key(text: str) -> None:
    assert [(rule, line) for rule, line, _ in told(parse(text.encode()).faults)] == [("unsafe-character", 1)]


def test_a_tab_belongs_to_no_text() -> None:
    assert told(parse(b"a: x\ty\n").faults) == [("unsafe-character", 1, 4)]
    assert parse(b"a:\t1 \t# note\tmore\n").faults == []


@pytest.mark.parametrize("character", ["\ufffe", "\uffff"])
def test_what_is_no_character_is_refused_at_its_place(character: str) -> None:
    [(_, line, column)] = told(parse(f"a: 1\nb: x{character}\n".encode()).faults)
    assert (line, column) == (2, 5)


def test_32_levels_are_read() -> None:
    value = parse(("[" * MAX_DEPTH + "]" * MAX_DEPTH).encode()).value
    depth = 0
    while value is not None:
        depth, value = depth + 1, value[0] if value else None
    assert depth == MAX_DEPTH == 32


@pytest.mark.parametrize("extra", [0, 1])
def test_5000_nodes_are_read_and_no_more(extra: int) -> None:
    text = "a: [" + ", ".join("1" * (4997 + extra)) + "]\n"
    starts = [line for line in yaml.parse(text) if isinstance(line, yaml.events.NodeEvent)]
    assert len(starts) == 5000 + extra
    found = parse(text.encode())
    assert [fault.finding.rule for fault in found.faults] == ["too-many-nodes"] * extra
    assert (found.value is None) is bool(extra)


def test_a_registry_may_be_larger_but_not_endless() -> None:
    rows = "- [a, b, c, d]\n" * 20_000
    assert parse(rows.encode(), limits=REGISTRY).faults == []
    more = parse(("- [a, b, c, d]\n" * 70_000).encode(), limits=REGISTRY)
    assert [fault.finding.rule for fault in more.faults] == ["too-many-nodes"]


def test_as_many_parties_are_read_as_the_schema_allows() -> None:
    party = "- {id: a, name: {en: A, vi: B}, kind: company, country: VN, part_of: b}\n"
    nodes = sum(isinstance(item, yaml.events.NodeEvent) for item in yaml.parse(party)) - 1
    most = schema.shipped_schema(schema.PARTIES)["maxItems"]
    assert 1 + nodes * most <= REGISTRY.nodes
    assert 150 * most <= REGISTRY.size


def test_256_kib_are_read() -> None:
    text = b"a: " + b"x" * (256 * 1024 - 3)
    assert len(text) == 256 * 1024
    assert parse(text).faults == []


def test_an_alias_bomb_costs_nothing() -> None:
    lines = ["a0: &a0 [x, x, x, x, x, x, x, x, x]"]
    lines += [f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 9)}]" for n in range(1, 10)]
    with little_work():
        examined = examine(SourceFile("records/a.yaml", "\n".join(lines).encode()))
    assert {problem.rule for problem in examined.problems} >= {"yaml-anchor"}
    assert examined.outline is None


def test_a_merge_bomb_costs_nothing() -> None:
    lines = ["a0: &a0 {k: v}"]
    lines += [f"a{n}: &a{n} {{<<: [{', '.join([f'*a{n - 1}'] * 9)}]}}" for n in range(1, 12)]
    with little_work():
        examined = examine(SourceFile("records/a.yaml", "\n".join(lines).encode()))
    assert {"yaml-anchor", "merge-key"} <= {problem.rule for problem in examined.problems}


HEAVY = {
    "brackets": "[",
    "questions": "? ",
    "dashes": "- ",
    "mappings": "{a: ",
    "colons": ":",
    "quotes": '"',
    "comments": "#\n",
    "blank lines": "\n",
    "anchors": "- &a x\n",
    "the same key": "b: 1\n",
    "escapes": '- "\\e"\n',
    "words": "a ",
}


@pytest.mark.parametrize("piece", HEAVY.values(), ids=list(HEAVY))
def test_a_full_file_of_anything_is_judged_soon(piece: str) -> None:
    data = (piece * (256 * 1024 // len(piece))).encode()
    with little_work(30):
        assert examine(SourceFile("records/a.yaml", data)).problems


def test_every_fault_of_a_text_is_told_in_one_run() -> None:
    text = "a: &x 1\nb: !t 2\na: 3\n1: 4\nc: *x\n<<: {d: 5}\n"
    rules = ["yaml-anchor", "yaml-tag", "duplicate-key", "key-not-text", "yaml-anchor", "merge-key"]
    assert [(rule, line) for rule, line, _ in told(parse(text.encode()).faults)] == [
        (rule, line) for line, rule in enumerate(rules, 1)
    ]


@pytest.mark.parametrize(
    "text", ["", "\n", "# only a comment\n", "---\n", "\ufeff", "- a\n", "text", "12", "null"]
)
def test_a_file_that_is_no_mapping_is_no_record(text: str) -> None:
    parsed = parse(text.encode())
    assert parsed.faults == []
    assert not isinstance(parsed.value, dict)
    examined = examine(SourceFile("records/a.yaml", text.encode()))
    assert [(problem.rule, problem.line, problem.column) for problem in examined.problems] == [
        ("not-a-mapping", 1, 1)
    ]
    assert examined.outline is None


def test_our_own_records_are_not_refused() -> None:
    paths = [*ROOT.glob("records/**/*.yaml"), *ROOT.glob("docs/example/records/**/*.yaml")]
    assert len(paths) > 40
    assert [path.name for path in paths if parse(path.read_bytes()).faults] == []
