"""Does comparing texts by their blocks ever say what parsing the whole would not?"""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from laws import law

from commitments.reading.yaml.blocks import LONGEST_TEXT, Cuts, find_cuts, find_difference
from commitments.reading.yaml.yaml_text import parse

PLAIN = "# head\nid: a\ntitle:\n  en: Hold a day\nparties:\n- party: acme\n  role: lead\ndue: 2026-Q2\n"

LINES = [
    *("a: 1", "a: 2", "b:", "b: x", "c: |", "c: |+", "c: >-", "d: {x: 1}", "e: [1, 2]", "due: 2026-Q4"),
    *("  text", "  k: v", "    deep: 1", "", " ", "# comment", "  # indented", "- item", "-", "  - item"),
    *('f: "open', 'g: close"', "h: 'it''s", "i: it's", "j: [1,", "k]: 2", "l: {x:", "m}: 1", "? n", ": o"),
    *("---", "...", "%YAML 1.2", "&x p: 1", "q: *x", "!t r: 1", "<<: {a: 1}", '"s": 1', "'t': 1", "ú: 1"),
    *(
        "2026: 1",
        "true: 1",
        "u:\tx",
        "v : 1",
        "w:x",
        "x: y: z",
        "y: # none",
        "z: a # b",
        "-x: 1",
        "key with: 1",
    ),
    *("\r", "a: 1\r", "\ufeffa: 1", "plain", "  continued", "@: 1", "`: 1", "b: \u0085", "|", ">"),
]

texts = st.lists(st.sampled_from(LINES), max_size=12)


@st.composite
def edited(draw: st.DrawFn) -> tuple[str, str]:
    """A text and an edit of it, with and without a last line feed."""
    lines = draw(texts)
    start = draw(st.integers(0, len(lines)))
    end = draw(st.integers(start, min(len(lines), start + 3)))
    changed = [*lines[:start], *draw(st.lists(st.sampled_from(LINES), max_size=3)), *lines[end:]]
    feed = st.sampled_from(["", "\n"])
    return "\n".join(lines) + draw(feed), "\n".join(changed) + draw(feed)


def agrees(old: bytes, new: bytes) -> bool:
    """Whether the blocks had an answer; fails where it is another than that of parsing both wholes."""
    before = parse(old)
    at = find_cuts(old, before.value) if not before.faults else None
    found = find_difference(old, at, new, {}) if at else None
    if at is None or found is None:
        return False
    after = parse(new)
    assert not after.faults
    assert isinstance(after.value, dict)
    assert found.cuts == find_cuts(new, after.value)
    same = before.value.keys() - found.old.keys()
    assert {**{key: before.value[key] for key in same}, **found.old} == before.value
    assert {**{key: before.value[key] for key in same}, **found.new} == after.value
    return True


@given(edited())
@law(1500)
def test_blocks_say_what_the_whole_says(pair: tuple[str, str]) -> None:
    agrees(pair[0].encode(), pair[1].encode())


@given(edited())
@law(500)
def test_and_so_below_a_plain_record(pair: tuple[str, str]) -> None:
    for before, after in (("", PLAIN), (PLAIN, ""), (PLAIN, "status: agreed\n")):
        agrees((before + pair[0] + "\n" + after).encode(), (before + pair[1] + "\n" + after).encode())


@pytest.mark.parametrize(
    ("old", "new", "before", "after"),
    [
        ("due: 2026-Q2\n", "due: 2026-Q4\n", {"due": "2026-Q2"}, {"due": "2026-Q4"}),
        ("due: 2026-Q2\n", "", {"due": "2026-Q2"}, {}),
        ("due: 2026-Q2\n", "due: 2026-Q2\nx-a: 1\n", {}, {"x-a": 1}),
        ("id: a\n", "id: a\nkind: mou\n", {}, {"kind": "mou"}),
        ("id: a\n", "id: null\n", {"id": "a"}, {"id": None}),
        ("# head\n", "", {}, {}),
        (
            "  role: lead\n",
            "  role: lead\n- party: b\n",
            {"parties": [{"party": "acme", "role": "lead"}]},
            {"parties": [{"party": "acme", "role": "lead"}, {"party": "b"}]},
        ),
        (
            "title:\n  en: Hold a day\nparties:",
            "title: Day\nx-a: 1 # one\nparties:",
            {"title": {"en": "Hold a day"}},
            {"title": "Day", "x-a": 1},
        ),
    ],
)
def test_only_what_differs_is_parsed(
    old: str, new: str, before: dict[str, object], after: dict[str, object]
) -> None:
    text = PLAIN.replace(old, new)
    found = find_difference(PLAIN.encode(), cuts_of(PLAIN), text.encode(), {})
    assert found is not None
    assert (found.old, found.new) == (before, after)
    assert agrees(PLAIN.encode(), text.encode())


def test_a_value_that_is_known_is_not_parsed_again() -> None:
    found = find_difference(
        PLAIN.encode(), cuts_of(PLAIN), PLAIN.replace("Q2", "Q3").encode(), {"due": "known"}
    )
    assert found is not None
    assert found.old == {"due": "known"}


def cuts_of(text: str) -> Cuts:
    found = find_cuts(text.encode(), parse(text.encode()).value)
    assert found is not None
    return found


def test_a_quoted_text_that_looks_like_a_key_is_not_cut() -> None:
    text = b'x: "foo\na: bar"\n"a": 1\n'
    assert not parse(text).faults
    assert find_cuts(text, parse(text).value) is None


def test_what_is_too_long_is_parsed_whole() -> None:
    long = PLAIN + "x-note: " + "a" * LONGEST_TEXT + "\n"
    assert find_cuts(long.encode(), parse(long.encode()).value) is None
    assert find_difference(PLAIN.encode(), cuts_of(PLAIN), long.encode(), {}) is None
