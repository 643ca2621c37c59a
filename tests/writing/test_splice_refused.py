"""What is not edited: the text stays, and the reader is told where and why."""

from __future__ import annotations

import math
from typing import Any

import pytest
from spliced_texts import drop, insert, put

from commitments.edits.steps import Drop, EditStep, Put
from commitments.errors import CommitmentsError
from commitments.writing.splicing.splice import splice_record

UNREADABLE = {
    "syntax": (b"a: 1\nb: [\n", 3),
    "an anchor": (b"a: 1\nb: &x 2\n", 2),
    "a tag": (b"a: !x 1\n", 1),
    "a key twice": (b"a: 1\na: 2\n", 2),
    "two documents": (b"a: 1\n---\nb: 2\n", 2),
    "a list": (b"- a\n", 1),
    "nothing": (b"", 1),
    "a directive": (b"%YAML 1.2\n---\na: 1\n", 1),
    "another encoding": ("a: é\n".encode("latin-1"), 1),
    "a control character": (b"a: 1\nb: \x1b\n", 2),
    "too large": (b"a: " + b"x" * 300_000, 1),
}


@pytest.mark.parametrize(("data", "line"), UNREADABLE.values(), ids=list(UNREADABLE))
def test_a_text_with_a_fault_is_not_edited(data: bytes, line: int) -> None:
    with pytest.raises(CommitmentsError) as told:
        splice_record(data, [put("a", 3)], "records/x.yaml")
    assert told.value.values == {"path": "records/x.yaml", "line": line}
    assert "because it has a fault" in told.value.message
    assert "commit validate" in told.value.hint


UNSURE: dict[str, tuple[str, EditStep, int]] = {
    "a question mark": ("a: 1\n? b\n: 2\n", put("b", 3), 2),
    "before an item behind a dash": ("a:\n- - x\n", insert("a/0/0", "y"), 2),
    "a mapping without braces": ("a: [b: 1]\n", put("a/0/c", 2), 1),
    "a text that would get a line end": ("a: |\n  x", put("b", 2), 2),
}


@pytest.mark.parametrize(("text", "step", "line"), UNSURE.values(), ids=list(UNSURE))
def test_an_odd_place_is_not_edited(text: str, step: EditStep, line: int) -> None:
    with pytest.raises(CommitmentsError) as told:
        splice_record(text.encode(), [step], "records/x.yaml")
    assert told.value.values == {"path": "records/x.yaml", "line": line}
    assert "cannot be edited with certainty" in told.value.message
    assert "by hand" in told.value.hint


NOT_SAID: dict[str, tuple[str, EditStep, int]] = {
    "no number": ("a: 1\nb: 2\n", put("b", math.nan), 2),
    "no end": ("a: 1\n", put("a", math.inf), 1),
    "no number of ours": ("a: 1\n", put("a", 10**400), 1),
    "a key too long": ("a: 1\n", put("k" * 2000, 1), 1),
    "a comment that would become text": ("a: |\n  x\nb:\n  - y\n  # z\nc: 1\n", drop("b"), 3),
    "too large": ("a: 1\n", put("a", "x" * 300_000), 1),
    "too deep": (
        "a: 1\n",
        put("a", {"b": [[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[1]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]}),
        1,
    ),
}


@pytest.mark.parametrize(("text", "step", "line"), NOT_SAID.values(), ids=list(NOT_SAID))
def test_what_would_not_be_read_as_meant_is_not_written(text: str, step: EditStep, line: int) -> None:
    with pytest.raises(CommitmentsError) as told:
        splice_record(text.encode(), [step], "records/x.yaml")
    assert told.value.values == {"path": "records/x.yaml", "line": line}
    assert "would not say what was meant" in told.value.message


@pytest.mark.parametrize("text", ["a\tb", "a\rb", "a\u202eb", "a\x1bb", "a\u2028b", "\ud800"])
@pytest.mark.parametrize("where", ["value", "item", "key", "name"])
def test_a_character_that_no_field_holds_is_named(text: str, where: str) -> None:
    value: Any = {"value": text, "item": [{"b": [text]}], "key": {text: 1}, "name": 1}[where]
    step = Put((text,) if where == "name" else ("a",), value)
    with pytest.raises(CommitmentsError) as told:
        splice_record(b"a: 1\n", [step], "records/x.yaml")
    assert told.value.values["character"].startswith("U+")


@pytest.mark.parametrize(
    "step",
    [put("b/c", 1), insert("a/0", 1), insert("b/3", 1), drop("c"), drop("b/2"), Drop(()), insert("d/0", 1)],
)
def test_a_step_that_leads_nowhere_is_an_error_of_the_program(step: EditStep) -> None:
    with pytest.raises(ValueError, match=r"nowhere|nothing stands|names a place"):
        splice_record(b"a: 1\nb: [1, 2]\nd: []\n", [step])


def test_a_key_that_is_no_text_is_an_error_of_the_program() -> None:
    with pytest.raises(TypeError):
        splice_record(b"a: 1\n", [put("a", {1: 2})])
