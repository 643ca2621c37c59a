"""What is dropped, what is replaced as a whole, and several edits at once. Laws: test_splice_laws.py."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path

import pytest
from spliced_texts import Table, checked, drop, insert, put

from commitments.edits.steps import Drop, EditStep, append_step
from commitments.reading.yaml.yaml_text import parse
from commitments.writing.splicing.splice import splice_record

PARTY = {"party": "acme", "role": "lead"}

DROPS: Table = {
    "a key": ("a: 1\n# of b\nb: 2 # c\nc: 3\n", drop("b"), "a: 1\n# of b\nc: 3\n"),
    "a key with lines": ("a: 1\nb: # x\n  # y\n  - z\n  # more\nc: 3\n", drop("b"), "a: 1\n  # more\nc: 3\n"),
    "the last": ("a: 1\nb:\n  c: 2\n\n# end\n", drop("b"), "a: 1\n\n# end\n"),
    "no last line end": ("a: 1\r\nb: 2", drop("b"), "a: 1"),
    "no last line end, blank lines": ("a: 1\nb: 2\n\n\nc: 3", drop("c"), "a: 1\nb: 2"),
    "a block text above": ("a: |\n  x\nb: 2", drop("b"), "a: |\n  x\n"),
    "between blank lines": ("a: 1\n\nb: 2\n\nc: 3\n", drop("b"), "a: 1\n\nc: 3\n"),
    "with a blank line above": ("a: 1\n\nb: 2\nc: 3\n", drop("b"), "a: 1\n\nc: 3\n"),
    "a block text": ("a: |\n  x\n\n  y\n\nb: 1\n", drop("a"), "\nb: 1\n"),
    "an item": ("a:\n- x\n# of y\n- y # c\n- z\n", drop("a/1"), "a:\n- x\n# of y\n- z\n"),
    "the first behind a dash": ("a:\n- id: x # c\n  b: y # d\n", drop("a/0/id"), "a:\n- b: y # d\n"),
    "the first, comments below": ("a:\n- id: x\n  # d\n  b: y\n", drop("a/0/id"), "a:\n-\n  # d\n  b: y\n"),
    "the first within an item": ("a:\n- - x\n  - y\n", drop("a/0/0"), "a:\n- - y\n"),
    "in braces": ("a: {b: 1, c: 2, d: 3} # e\n", drop("a/c"), "a: {b: 1, d: 3} # e\n"),
    "in braces, first": ("a: { b: 1, c: 2 }\n", drop("a/b"), "a: { c: 2 }\n"),
    "in braces, last": ("a: { b: 1, c: 2 }\n", drop("a/c"), "a: { b: 1 }\n"),
    "in braces, comma": ("a: {b: 1, c: 2,}\n", drop("a/c"), "a: {b: 1,}\n"),
    "in brackets on lines": (
        "a: [\n  1, # one\n  2, # two\n  3\n]\n",
        drop("a/1"),
        "a: [\n  1, # one\n  3\n]\n",
    ),
    "in brackets on lines, last": ("a: [\n  1, # one\n  2 # two\n]\n", drop("a/1"), "a: [\n  1 # one\n]\n"),
    "a question mark": ("? a\n: 1\nb: 2\n", drop("a"), "b: 2\n"),
}


@checked(DROPS)
def test_what_is_dropped_takes_its_lines_along_and_no_others(before: str, step: EditStep, after: str) -> None:
    assert splice_record(before.encode(), [step]).decode() == after


WHOLE: Table = {
    "a mapping, key by key": (
        "title:\n  # of en\n  en: 'x' # c\n  vi: y\nid: z\n",
        put("title", {"vi": "y", "en": "w"}),
        "title:\n  # of en\n  en: 'w' # c\n  vi: y\nid: z\n",
    ),
    "other keys": ("a: {b: 1, c: 2}\n", put("a", {"c": 2, "d": 3}), "a: {c: 2, d: 3}\n"),
    "a list, item by item": (
        "a:\n- x # 1\n- y # 2\n- z # 3\n",
        put("a", ["x", "w", "v", "z"]),
        "a:\n- x # 1\n- w # 2\n- v\n- z # 3\n",
    ),
    "a shorter list": ("a: [1, 2, 3, 4]\n", put("a", [1, 4]), "a: [1, 4]\n"),
    "a list for a text": (
        "a: x # c\nb: 1\n",
        put("a", [{"y": {"z": 1}}]),
        'a: # c\n  - "y":\n      z: 1\nb: 1\n',
    ),
    "a text for a list": (
        "a: # c\n  # d\n  - x # e\n  - y # f\nb: 1\n",
        put("a", "z"),
        "a: z # c\n  # d\nb: 1\n",
    ),
    "a text for an item": ("a:\n- b: 1\n  c: 2\n- d\n", put("a/0", "z"), "a:\n- z\n- d\n"),
    "an item for a text": (
        "a:\n-   x # c\n- d\n",
        put("a/0", {"b": 1, "e": 2}),
        "a:\n-   b: 1 # c\n    e: 2\n- d\n",
    ),
    "a list for an empty one": (
        "parties: []\nid: x\n",
        put("parties", [PARTY]),
        "parties:\n  - {party: acme, role: lead}\nid: x\n",
    ),
    "a list for nothing": (
        "a:\n  - b: 1\nparties:  # who?\n",
        put("parties", [PARTY]),
        "a:\n  - b: 1\nparties:  # who?\n  - party: acme\n    role: lead\n",
    ),
    "empty": ("a:\n  - x\nb: 1\n", put("a", []), "a: []\nb: 1\n"),
    "no last line end": ("b: 1\r\na:\r\n\r\n- x", put("a", []), "b: 1\r\na: []"),
    "a mapping for a list": ("a:\n  # c\n  - x\n", put("a", {"k": "v"}), "a:\n  # c\n  k: v\n"),
    "text with lines below a comment": ("a:\n  # c\n  - x\n", put("a", "y\nz"), 'a: "y\\nz"\n  # c\n'),
}


@checked(WHOLE)
def test_only_what_differs_of_a_whole_is_written(before: str, step: EditStep, after: str) -> None:
    assert splice_record(before.encode(), [step]).decode() == after


def test_steps_are_done_in_their_order() -> None:
    steps = [put("b", [1]), insert("b/1", 2), drop("b/0"), put("c", {"d": 1}), put("c/e", 2)]
    assert splice_record(b"a: 1\n", steps) == b"a: 1\nb: [2]\nc:\n  d: 1\n  e: 2\n"


def test_no_step_changes_no_byte() -> None:
    text = "\ufeffa:   'x'  \r\n\n\n# c".encode()
    assert splice_record(text, []) == text


def test_enums_and_tuples_are_what_they_stand_for() -> None:
    class Status(StrEnum):
        MET = "met"

    assert (
        splice_record(b"a: x\n", [put("a", Status.MET), put("b", (1, Status.MET))])
        == b"a: met\nb: [1, met]\n"
    )


RECORDS = [
    *sorted(Path(__file__).parents[2].glob("records/*.yaml")),
    *sorted(Path(__file__).parents[2].glob("docs/example/records/**/*.yaml")),
]


@pytest.mark.parametrize("path", RECORDS, ids=lambda path: path.stem)
@pytest.mark.parametrize(
    ("field", "item"),
    [
        ("updates", {"date": "2099-01-12", "by": "acme", "note": {"en": "It met.", "vi": "Đã họp."}}),
        ("evidence", {"date": "2099-01-12", "title": "Biên bản", "url": "https://example.org/1"}),
        ("tags", "một-nhãn"),
        ("x-file-number", "7/2026"),
    ],
)
def test_what_is_added_to_our_own_records_can_be_taken_out_again(
    path: Path, field: str, item: object
) -> None:
    text = path.read_bytes()
    value = parse(text).value
    step = put(field, item) if field.startswith("x-") else append_step(value, (field,), item)
    result = splice_record(text, [step], path.name)
    left = iter(result.splitlines())
    assert b"[" in text or all(line in left for line in text.splitlines())
    known = field in value and field != "x-file-number"
    assert field in value or splice_record(result, [Drop((field,))]) == text
    assert not known or splice_record(result, [Drop((field, len(value[field])))]) == text
