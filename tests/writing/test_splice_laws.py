"""Laws of edits: they say what was meant, and touch nothing else. Situations: test_splice.py and others."""

from __future__ import annotations

from collections import Counter
from random import Random
from typing import Any

import pytest
import yaml
from hypothesis import example, given
from hypothesis import strategies as some
from laws import examples
from scrawl import scrawled
from splicing import TEXTS, Done, done, run, step_of, text_of
from untouched import judged

from commitments.edits.steps import Drop, EditStep, Insert, Put, apply_steps
from commitments.errors import CommitmentsError
from commitments.reading.yaml import yaml_nodes
from commitments.reading.yaml.yaml_text import parse
from commitments.writing.splicing.smallest_steps import is_same_value, smallest_steps
from commitments.writing.splicing.splice import splice_record
from commitments.writing.splicing.written_scalars import folded, is_plain, literal, on_a_line, suits_lines

seeds = some.integers(0, 1 << 40)
ODD = {"a key behind a question mark", "behind a block text that would get a line end"}


def test_edits_at_random_touch_nothing_else_and_are_hardly_ever_refused() -> None:
    count = examples(600, 150)
    found = run(2026, count)
    assert [item.wrong for item in found if item.wrong] == []
    refused = Counter({item.refused: count for item, count in found.items() if item.refused})
    assert refused.total() < 0.01 * count
    assert refused.total() - sum(refused[why] for why in ODD) <= 1


def test_so_do_they_with_the_parser_that_is_written_in_python(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(yaml_nodes, "LOADER", yaml.SafeLoader)
    assert [item.wrong for item in run(2027, examples(60)) if item.wrong] == []


@given(seeds)
def test_several_edits_are_one_after_the_other(seed: int) -> None:
    chance = Random(seed)
    text = text_of(chance)
    value, steps = parse(text).value, []
    for _ in range(3):
        steps.append(step_of(value, chance))
        value = apply_steps(value, [steps[-1]])
    one_by_one: Any = text
    for step in steps:
        one_by_one = _or_refused(one_by_one, [step])
    assert _or_refused(text, steps) == one_by_one


def _or_refused(text: bytes | None, steps: list[EditStep]) -> bytes | None:
    try:
        return None if text is None else splice_record(text, steps)
    except CommitmentsError:
        return None


@given(seeds)
def test_the_same_edit_again_changes_nothing(seed: int) -> None:
    chance = Random(seed)
    text = text_of(chance)
    step = step_of(parse(text).value, chance)
    result = _or_refused(text, [step]) if isinstance(step, Put) else None
    assert result is None or splice_record(result, [step]) == result


def test_what_is_put_in_comes_out_again() -> None:
    """To the byte, but for a comma or a space within brackets."""
    came_back: Counter[bool] = Counter()
    count = examples(400, 200)
    for seed in range(count):
        chance = Random(seed)
        text = text_of(chance)
        value = parse(text).value
        step = step_of(value, chance)
        if _is_new(value, step) and (result := _or_refused(text, [step])) is not None:
            came_back[_or_refused(result, [Drop(step.pointer)]) == text] += 1
    assert came_back[True] > count / 4
    assert came_back[False] < 0.03 * came_back[True]


def _is_new(value: Any, step: EditStep) -> bool:
    """Whether a step puts in something, beside what stands there already."""
    for item in step.pointer[:-1]:
        value = value[item]
    is_key = isinstance(step, Put) and isinstance(value, dict) and bool(value)
    return isinstance(step, Insert) or (is_key and step.pointer[-1] not in value)


@given(some.binary(max_size=60) | some.text(max_size=60).map(str.encode))
@example(b"\xef\xbb\xbf")
def test_any_bytes_are_edited_or_refused(data: bytes) -> None:
    step = Put(("a",), "x")
    try:
        result = splice_record(data, [step])
    except CommitmentsError:
        return
    judged(data, step, result)


texts = some.sampled_from(TEXTS) | some.text(
    "ab yYnN0189-+.:_,eExo~#'\"\\[]{}&*!|>%@`=<?\nếđ \u00a0\ufeff", max_size=9
)


@given(texts, some.sampled_from(["a: {}\n", "a: {{b: {}}}\n", "a:\n- {}\n", "a:\n  b: {}\n"]), seeds)
def test_any_text_can_stand_in_any_place(text: str, frame: str, seed: int) -> None:
    start = parse(frame.format("0").encode()).value["a"]
    way = ("a",) if start == 0 else ("a", 0) if isinstance(start, list) else ("a", "b")
    old = Random(seed).choice(
        ["x", "'x'", '"x"', *(["|\n    x", ">-\n    x", "x\n    y"] if "{{" not in frame else [])]
    )
    step = Put(way, text)
    assert done(frame.format(old).encode(), step) == Done()


@given(texts)
@example("1e3").via("a number without a point, which YAML 1.1 takes for a text")
def test_what_is_plain_is_so_for_yaml_1_1_and_1_2(text: str) -> None:
    for in_flow in (False, True):
        line = f"[{on_a_line(text, in_flow)}]\n" if in_flow else f"a: {on_a_line(text, in_flow)}\n"
        found = parse(f"a: {line}".encode() if in_flow else line.encode())
        assert not found.faults and found.value == {"a": [text] if in_flow else text}
        loaded = yaml.load(line, Loader=yaml.SafeLoader)
        assert loaded == ([text] if in_flow else {"a": text}) or _is_date(text)


def _is_date(text: str) -> bool:
    return yaml.SafeLoader("").resolve(yaml.ScalarNode, text, (True, False)).endswith("timestamp")


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        *[(text, True) for text in ("2026-10-31", "2026-Q4", "2025-03?", "57-NQ/TW", "Đã họp.", "a:b")],
        *[(text, True) for text in ("https://example.org/a#d", "FREQ=MONTHLY;INTERVAL=3", "100%", "it's")],
        *[(text, False) for text in ("yes", "No", "on", "y", "N", "null", "~", "12:30", "1_000", "0o17")],
        *[(text, False) for text in ("012", "1e3", "+1", ".5", "1.", ".inf", "-.NaN", "190:20:30", "0b1")],
        *[(text, False) for text in ("2026", "2026-01-02 10:00", "2026-01-02T10:00:00Z", "- x", "a: b")],
        *[(text, False) for text in ("a #b", "x:", "", " x", "x ", "#x", "@x", "`x`", "%x", "&x", "*x")],
        *[(text, False) for text in ("|", ">", "'x", '"x', "=", "<<", "0x1F", "...", "!x")],
    ],
)  # fmt: skip
def test_quotes_stand_where_a_reader_could_err(text: str, plain: bool) -> None:
    assert is_plain(text, in_flow=False) is plain
    assert not (is_plain(text, in_flow=True) and not plain)


@given(texts, some.integers(1, 30))
def test_block_texts_come_back_as_they_were(text: str, width: int) -> None:
    if not suits_lines(text):
        return
    for found in (literal(text), folded(text, width)):
        if found is not None:
            head, lines = found
            block = "\n".join(
                [f"a: {head.replace('?', '2')}", *(f"  {line}" if line else "" for line in lines)]
            )
            read = parse(f"{block}\nb: 1\n".encode())
            assert read.faults or read.value == {"a": text, "b": 1}


@given(seeds)
def test_a_step_taken_apart_comes_to_the_same(seed: int) -> None:
    chance = Random(seed)
    value = parse(text_of(chance)).value
    step = step_of(value, chance)
    meant, now = apply_steps(value, [step]), value
    for small in smallest_steps(value, step):
        now = apply_steps(now, [small])
    assert is_same_value(now, meant)


def test_true_is_not_one_and_a_text_no_number() -> None:
    assert (
        not is_same_value(True, 1)
        and not is_same_value("1", 1)
        and not is_same_value([1], [1.0])
        and not is_same_value({"a": True}, {"a": 1})
    )
    assert is_same_value({"a": 1, "b": [None]}, {"b": [None], "a": 1})


def test_the_hand_of_the_tests_is_varied() -> None:
    """Whoever narrows what `scrawl` writes narrows the laws above."""
    value = {"id": "x", "a": [{"b": "c d e f g"}, "y"], "t": {"en": "one two three four five\n"}}
    seen = b"\n".join(scrawled(value, Random(seed)) for seed in range(300))
    for sign in (
        *b"{[|>'",
        *(b"? id", b"\t#", b"\n---", b"\n...", b"\r\n", b"\xef\xbb\xbf", b"c d e f\n", b"-   b"),
    ):
        assert sign in seen, sign
