"""Two keys that are one once composed (NFC) are duplicates, at the second one and in every mapping."""

from __future__ import annotations

import unicodedata

import pytest

from commitments.reading.source_file import SourceFile
from commitments.reading.yaml.yaml_text import parse
from commitments.workspace.examine import examine

ONE, APART = "\u00e9", "e\u0301"
MANY = "ế", "ê\u0301", "e\u0302\u0301"
KELVIN = "\u212a"

TWINS: dict[str, tuple[str, list[tuple[int, int]]]] = {
    "composed first": (f"x-{ONE}: 1\nx-{APART}: 2\n", [(2, 1)]),
    "composed last": (f"x-{APART}: 1\nb: 2\nx-{ONE}: 3\n", [(3, 1)]),
    "neither composed": ("x-{1}: 1\nx-{2}: 2\n".format(*MANY), [(2, 1)]),
    "three ways": ("{1}: 1\n{0}: 2\n{2}: 3\n".format(*MANY), [(2, 1), (3, 1)]),
    "nested": (f"x-a:\n  b: 1\n  {ONE}: 2\n  {APART}: 3\n", [(4, 3)]),
    "in braces": (f"x-a: {{{APART}: 1, {ONE}: 2}}\n", [(1, 14)]),
    "in a list": (f"- {ONE}: 1\n- {APART}: 1\n  {ONE}: 2\n", [(3, 3)]),
    "in quotes": (f"'{ONE}': 1\n\"{APART}\": 2\n", [(2, 1)]),
    "escaped": (f'{ONE}: 1\n"e\\u0301": 2\n', [(2, 1)]),
    "a sign of its own that is a letter": (f"x-{KELVIN}: 1\nx-K: 2\n", [(2, 1)]),
    "a letter that has a sign of its own": (f"x-K: 1\nx-{KELVIN}: 2\n", [(2, 1)]),
}
APART_IN_PEACE = {
    "in two mappings": f"x-a: {{{ONE}: 1}}\nx-b: {{{APART}: 1}}\n",
    "in one above the other": f"x-{ONE}:\n  x-{APART}: 1\n",
    "composed otherwise": "x-ê: 1\nx-ế: 2\nx-e: 3\n",
    "in values": f"x-a: {ONE}\nx-b: {APART}\n",
    "alike only without their marks": "x-đ: 1\nx-d: 2\n",
    "alike only by compatibility": "x-ﬁ: 1\nx-fi: 2\n",
}


@pytest.mark.parametrize(("text", "places"), TWINS.values(), ids=list(TWINS))
def test_the_second_of_two_keys_that_are_one_is_a_duplicate(text: str, places: list[tuple[int, int]]) -> None:
    for with_marks in (False, True):
        faults = parse(text.encode(), with_marks).faults
        assert [(fault.finding.rule, fault.line, fault.column) for fault in faults] == [
            ("duplicate-key", *place) for place in places
        ]


@pytest.mark.parametrize("text", APART_IN_PEACE.values(), ids=list(APART_IN_PEACE))
def test_keys_that_differ_once_composed_are_no_duplicates(text: str) -> None:
    assert parse(text.encode()).faults == []


def test_thousands_of_keys_that_are_not_composed_are_compared_soon() -> None:
    keys = [unicodedata.normalize("NFD", f"x-ế{number}") for number in range(2_400)]
    text = "".join(f"{key}: 1\n" for key in keys)
    assert parse(text.encode()).faults == []
    more = text + unicodedata.normalize("NFC", keys[0]) + ": 2\n"
    assert [(fault.finding.rule, fault.line) for fault in parse(more.encode()).faults] == [
        ("duplicate-key", 2_401)
    ]


def test_a_record_with_such_keys_has_no_meaning() -> None:
    record = (
        "id: one\ntitle: {en: One}\nkind: agreed_action\nstatus: agreed\n"
        "parties: [{party: acme, role: lead}]\nsource: {document: list.pdf}\n"
    )
    examined = examine(SourceFile("records/one.yaml", f"{record}x-{ONE}: 1\nx-{APART}: 2\n".encode()))
    assert examined.outline is None
    assert ("duplicate-key", 8, 1) in [
        (problem.rule, problem.line, problem.column) for problem in examined.problems
    ]
