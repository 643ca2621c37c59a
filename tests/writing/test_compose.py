"""Whole new records: in the order of the schema, in the style of our own records, and nothing empty."""

from __future__ import annotations

from pathlib import Path
from random import Random
from typing import Any

import pytest
from drafts import draft
from hypothesis import given
from hypothesis import strategies as some
from splicing import TEXTS

from commitments.reading.schema import COMMITMENT, schema_acceptor
from commitments.reading.yaml.yaml_text import parse
from commitments.writing.splicing.new_record import record_text

ROOT = Path(__file__).parents[2]
MODELINE = "../schema/commitment.schema.json"
RECORDS = [*sorted(ROOT.glob("records/*.yaml")), *sorted(ROOT.glob("docs/example/records/**/*.yaml"))]

LINES = {
    "fields in order": (
        {"x-b": 1, "status": "agreed", "title": {"vi": "b", "en": "a"}, "id": "x", "x-a": 2},
        "id: x\ntitle:\n  en: a\n  vi: b\nstatus: agreed\nx-b: 1\nx-a: 2\n",
    ),
    "short things in brackets": (
        {"parties": [{"role": "lead", "party": "acme"}], "tags": ["ai", "2026"], "place": {"en": "Ha Noi"}},
        'parties:\n  - {party: acme, role: lead}\nplace: {en: Ha Noi}\ntags: [ai, "2026"]\n',
    ),
    "long things on lines": (
        {"evidence": [{"date": 2026, "title": "Biên bản " * 8 + "cuối", "url": "https://example.org/report"}]},
        f"evidence:\n  - date: 2026\n    title: {'Biên bản ' * 8}cuối\n    url: https://example.org/report\n",
    ),
    "many tags": ({"tags": ["business-matching"] * 6}, "tags:\n" + "  - business-matching\n" * 6),
    "prose": (
        {"updates": [{"note": {"en": "It met.", "vi": "Đã họp:\nhai lần\n"}, "by": "x", "date": "2026-01"}]},
        "updates:\n  - date: 2026-01\n    by: x\n    note:\n      en: It met.\n      vi: |\n"
        "        Đã họp:\n        hai lần\n",
    ),
    "steps": (
        {"milestones": [{"title": {"en": "a"}, "id": "m1", "evidence": [{"url": "a:b", "title": "b"}]}]},
        "milestones:\n  - id: m1\n    title:\n      en: a\n    evidence:\n      - {title: b, url: a:b}\n",
    ),
    "types": (
        {"due": 2026, "binding": False, "x-a": "true", "x-b": 1.5},
        'due: 2026\nbinding: false\nx-a: "true"\nx-b: 1.5\n',
    ),
    "nothing empty": (
        {"id": "x", "due": None, "tags": [], "title": {"en": "", "vi": "a"}, "closing": {"reason": {}},
         "parties": [{}, {"party": "b", "role": None}], "x-zero": 0, "binding": False},
        "id: x\ntitle:\n  vi: a\nparties:\n  - {party: b}\nbinding: false\nx-zero: 0\n",
    ),
    "nothing": ({}, "{}\n"),
}  # fmt: skip


@pytest.mark.parametrize(("value", "text"), LINES.values(), ids=list(LINES))
def test_a_record_is_written_as_ours_are(value: dict[str, Any], text: str) -> None:
    assert record_text(value, MODELINE).decode() == f"# yaml-language-server: $schema={MODELINE}\n{text}"


def test_without_a_way_to_the_schema_there_is_no_modeline() -> None:
    assert record_text({"id": "x"}, "") == b"id: x\n"


@pytest.mark.parametrize("path", RECORDS, ids=lambda path: path.stem)
def test_our_own_records_are_said_again(path: Path) -> None:
    value = parse(path.read_bytes()).value
    result = record_text(value, MODELINE)
    found = parse(result)
    assert not found.faults and found.value == value
    assert schema_acceptor(COMMITMENT)(found.value)
    assert list(found.value) == list(value)
    assert record_text(found.value, MODELINE) == result


values = some.recursive(
    some.sampled_from([*TEXTS, True, False, None, 0, -3, 1.5, 1e300, "", [], {}]),
    lambda inner: (
        some.lists(inner, max_size=3)
        | some.dictionaries(
            some.sampled_from(["en", "vi", "a b", "null", "x: y", "đ", "2026"]), inner, max_size=3
        )
    ),
    max_leaves=8,
)


@given(
    some.dictionaries(
        some.sampled_from(["id", "title", "parties", "evidence", "place", "x-a", "dew"]), values
    )
)
def test_what_is_written_is_read_again_but_for_what_is_empty(value: dict[str, Any]) -> None:
    found = parse(record_text(value, MODELINE))
    assert not found.faults and repr(_sorted(found.value)) == repr(_sorted(_filled(value)))


@given(some.integers(0, 1 << 40))
def test_records_at_random_are_read_again(seed: int) -> None:
    value = draft(Random(seed)).value
    assert _sorted(parse(record_text(value, "")).value) == _sorted(_filled(value))


def _filled(value: Any) -> Any:
    if isinstance(value, dict):
        kept = {key: _filled(item) for key, item in value.items()}
        return {key: item for key, item in kept.items() if item is not None and item not in ("", [], {})}
    if isinstance(value, list):
        return [item for item in map(_filled, value) if item is not None and item not in ("", [], {})]
    return value


def _sorted(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _sorted(value[key]) for key in sorted(value)}
    return [_sorted(item) for item in value] if isinstance(value, list) else value
