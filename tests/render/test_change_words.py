"""Does each change say in both languages what happened? The examples stand in sentences.txt."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from commitments.changes.change import Change
from commitments.changes.field_names import child_field_name, item_field_name
from commitments.model.calendar.dates import parse_date
from commitments.model.events import Event, EventRegistry
from commitments.model.names import PartyId, Prose
from commitments.model.parties.party import Party, Registry
from commitments.model.revision import Revision
from commitments.render.changes.sentences import ChangeWords
from commitments.render.words import Words

AT = Revision("1a2b3c4d" * 5, (), 1_768_190_400, "Vi", "vi@example.org", "Edit")
REGISTRY = Registry({"vn-mof": Party(PartyId("vn-mof"), Prose("Ministry of Finance", "Bộ Tài chính"))})


def change(field: str, old: Any, new: Any, kind: str = "changed") -> Change:
    texts = (json.dumps(entry, ensure_ascii=False) for entry in (old, new))
    return Change(AT, "small", "records/small.yaml", kind, field, *texts, '{"en": "Hold an AI day"}')


def said(row: Change, lang: str = "en", limit: int | None = None) -> str:
    return ChangeWords(Words(lang), REGISTRY, limit).sentence(row)


def example(block: str) -> tuple[Change, str, str]:
    what, en, vi = block.splitlines()
    named, old, new = what.split(" | ")
    kind, _, field = named.partition(" ")
    return change(field, json.loads(old), json.loads(new), kind), en.strip(), vi.strip()


_TEXT = (Path(__file__).parent / "sentences.txt").read_text(encoding="utf-8")
EXAMPLES = [example(block.strip()) for block in _TEXT.split("\n\n")[1:]]


@pytest.mark.parametrize(("row", "en", "vi"), EXAMPLES, ids=[en for _, en, _ in EXAMPLES])
def test_the_sentence(row: Change, en: str, vi: str) -> None:
    assert (said(row), said(row, "vi")) == (en, vi)


@pytest.mark.parametrize(
    ("field", "new", "en", "vi"),
    [
        (
            "due_event",
            {"event": "session"},
            "event of the date: Tenth session (Oct 2026)",
            "sự kiện xác định thời hạn: Kỳ họp thứ mười (tháng 10/2026)",
        ),
        (
            "due_changes[2026-11-20]",
            {"date": "2026-11-20", "from": 2026, "to": "2026-10", "event": "session"},
            "deadline move recorded: 2026 → Oct 2026 (moved by the event: Tenth session)",
            "ghi nhận điều chỉnh thời hạn: 2026 → tháng 10/2026 (điều chỉnh theo sự kiện: Kỳ họp thứ mười)",
        ),
    ],
)
def test_an_event_is_called_by_its_name(field: str, new: Any, en: str, vi: str) -> None:
    events = EventRegistry(
        {"session": Event("session", Prose("Tenth session", "Kỳ họp thứ mười"), parse_date("2026-10"))}
    )
    row = change(field, None, new)
    told = [ChangeWords(Words(lang), REGISTRY, events=events).sentence(row) for lang in ("en", "vi")]
    assert told == [en, vi]


def test_a_terminal_is_told_less() -> None:
    note = {"date": "2026-01-12", "note": {"en": "x" * 500}}
    told = said(change("updates[2026-01-12]", None, note), limit=60)
    assert told == f"update of 12 Jan 2026: {'x' * 59}…"
    many = [{"party": f"p{number}", "role": "lead"} for number in range(8)]
    told = said(change("parties", None, many), limit=60)
    assert told.count("joined") == 5 and told.endswith("; 3 more")
    assert said(change("parties", None, many)).count("joined") == 8


def test_what_was_said_of_one_is_not_said_of_another() -> None:
    words = ChangeWords(Words("en"), REGISTRY)
    rows = [row for row, _, _ in EXAMPLES]
    assert [words.sentence(row) for row in rows * 2] == [said(row) for row in rows] * 2


@pytest.mark.parametrize(
    ("title", "en", "vi"),
    [
        ({"en": "One\nday", "vi": "Một ngày"}, "One day", "Một ngày"),
        ({"vi": "Một ngày"}, "Một ngày", "Một ngày"),
        ("Plain", "Plain", "Plain"),
        (None, "", ""),
        ([1], "", ""),
    ],
)
def test_the_title_is_in_the_language_of_the_reader(title: Any, en: str, vi: str) -> None:
    row = change("due", None, 2026)._replace(title=json.dumps(title))
    assert [ChangeWords(Words(lang), REGISTRY).title(row) for lang in ("en", "vi")] == [en, vi]


NAMES = """due status title milestones updates held repeats parties evidence due_changes closing id party
    role date note en vi rule from to reason tags x-own"""
names = st.sampled_from([*NAMES.split(), "a b"])
texts = st.text(max_size=12) | st.sampled_from(
    ["2026-Q4", "2026-13", "met", "FREQ=DAILY;INTERVAL=²", "{x}", "[/b]"]
)
values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | texts,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(names, inner, max_size=3),
)
fields = st.lists(st.tuples(names, st.none() | texts), min_size=1, max_size=3)


@given(fields, values, values, st.sampled_from(["en", "vi"]), st.sampled_from([None, 60]))
def test_any_change_of_any_field_is_one_line(
    way: list[tuple[str, str | None]], old: Any, new: Any, lang: str, limit: int | None
) -> None:
    field = ""
    for name, key in way:
        field = child_field_name(field, name)
        field = field if key is None else item_field_name(field, key, 1)
    told = said(change(field, old, new), lang, limit)
    assert told and len(told.splitlines()) == 1


LISTS = ("milestones", "updates", "evidence", "due_changes", "parties", "x-own")
KEYS = ["party", "role", "date", "note", "title", "url", "id", "due", "from", "to", "reason", "occurrence"]


def test_nothing_hostile_is_passed_on(hostile: str, not_shown: re.Pattern[str]) -> None:
    whole = dict.fromkeys(KEYS, hostile)
    named = [item_field_name(name, hostile or "x", 1) for name in LISTS]
    fields = [
        "title.en",
        "due",
        "tags",
        child_field_name("", hostile),
        *LISTS,
        *named,
        *(f"{at}.note.en" for at in named),
    ]
    pairs: list[tuple[Any, Any]] = [(None, hostile), (hostile, None), (hostile, "a"), ([hostile], [])]
    pairs += [(None, whole), (whole, None), (None, [whole])]
    rows = [change(field, old, new) for field in fields for old, new in pairs]
    rows.append(change("", hostile, hostile, "renamed"))
    for lang, limit in (("en", None), ("vi", 60)):
        told = [said(row, lang, limit) for row in rows]
        assert [sentence for sentence in told if not_shown.search(sentence) or "\n" in sentence] == []
