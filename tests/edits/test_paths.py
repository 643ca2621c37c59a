"""Where a path of `--set` leads, and what its value means there. Must not look at what rules think of it."""

from typing import Any

import pytest
import yaml
from occasions import a
from wishes import Outcome, outcome

from commitments.edits.field_notation import path_parts, split_setting
from commitments.edits.field_paths import set_steps
from commitments.errors import CommitmentsError
from commitments.reading.schema_fields import field_kinds

KINDS = field_kinds()
M1 = {"id": "m1", "title": {"en": "Draft"}, "due": "2026-03"}
URL = "https://example.org/a?b=[c]"
PROOF = {"title": "Report", "url": URL}
NEW, OLD = {"date": "2026-01-12", "note": {"en": "A"}}, {"date": "2026-01-12", "note": {"en": "B"}}
PARTIES = [{"party": "acme", "role": "lead"}, {"party": "vn-mof", "role": "counterpart"}]
RECORD = a(
    milestones=[M1, {"id": "m2", "title": {"en": "Text"}}],
    updates=[OLD, NEW],
    evidence=[PROOF],
    tags=["ai"],
    due=2026,
    **{"x-own": {"a.b": {"c": 1}, "list": [{"id": "one"}], "none": None}},
)


def parsed(text: str) -> Any:
    """YAML, as the caller supplies it."""
    if text == "[a":
        raise CommitmentsError("that cannot be read")
    return yaml.safe_load(text) if text != "2025-11" else text


def put(path: str, value: str, record: dict[str, Any] = RECORD) -> Outcome:
    return outcome(set_steps, record, path, value, parsed, KINDS)


SET: dict[str, tuple[str, str, Outcome]] = {
    "a text": ("kind", "mou", {"kind": "mou"}),
    "a text that looks like more": ("part_of", "2026", {"part_of": "2026"}),
    "a text in a language": ("title.vi", "Ngày: AI", {"title": {"en": "Hold an AI day", "vi": "Ngày: AI"}}),
    "a text where there is none yet": ("summary.en", "#1", {"summary": {"en": "#1"}}),
    "a year": ("made_on", "2026", {"made_on": 2026}),
    "the same year": ("due", "2026", {}),
    "a date": ("due", "2026-Q4", {"due": "2026-Q4"}),
    "no date": (
        "due",
        "15/8",
        "15/8 does not give the year in four digits | Write it like 15/8/2026.",
    ),
    "a date as people write it": ("made_on", "Quý IV/2026", {"made_on": "2026-Q4"}),
    "a date that could be two": (
        "made_on",
        "5/8/2026",
        "5/8/2026 is 2026-08-05 to some readers and 2026-05-08 to others | Write 2026-08-05 or 2026-05-08.",
    ),
    "nothing but spaces": ("tags", "  ", {"tags": None}),
    "a text of one's own behind a sign of YAML": ("x-note", "#5 of the list", {"x-note": "#5 of the list"}),
    "a text of one's own with such a sign": ("x-note", "Item 5 #a", {"x-note": "Item 5 #a"}),
    "a text of one's own in quotes": ("x-note", "'Item 5'  # five", {"x-note": "Item 5"}),
    "a number of one's own": ("x-note", " 7 ", {"x-note": 7}),
    "a number that is none": ("x-note", "007", {"x-note": "007"}),
    "nothing, said so": ("x-note", "null", {"x-note": None}),
    "true": ("binding", "true", {"binding": True}),
    "a list": ("tags", "[a, b c]", {"tags": ["a", "b c"]}),
    "the same list": ("tags", "[ai]", {}),
    "a mapping": ("place", "{en: Rome}", {"place": {"en": "Rome"}}),
    "a text for a mapping": (
        "place",
        "Rome",
        "place holds fields, not one value | Name one of them: place.en, place.vi",
    ),
    "a text for a mapping without languages": (
        "repeats",
        "yearly",
        "repeats holds fields, not one value | Write it in YAML, such as {date: 2026-10-31}",
    ),
    "within what is not there yet": (
        "closing.reason.en",
        "No.",
        {"closing": {"reason": {"en": "No."}}},
    ),
    "no YAML": ("tags", "[a", "that cannot be read"),
    "the field of an item": (
        "milestones[m1].due",
        "2026-04",
        {"milestones": [{**M1, "due": "2026-04"}, RECORD["milestones"][1]]},
    ),
    "an item": (
        "parties[acme/lead]",
        "{party: acme, role: funder}",
        {"parties": [{"party": "acme", "role": "funder"}, PARTIES[1]]},
    ),
    "a new item": (
        "parties[nvidia/funder]",
        "{party: nvidia, role: funder}",
        {"parties": [*PARTIES, {"party": "nvidia", "role": "funder"}]},
    ),
    "a new item by its brackets": (
        "parties[nvidia/funder]",
        "{}",
        {"parties": [*PARTIES, {"party": "nvidia", "role": "funder"}]},
    ),
    "a new milestone": (
        "milestones[m3]",
        "{title: {en: End}}",
        {"milestones": [*RECORD["milestones"], {"id": "m3", "title": {"en": "End"}}]},
    ),
    "a new update, at its place": (
        "updates[2026]",
        "{note: {en: C}}",
        {"updates": [{"date": 2026, "note": {"en": "C"}}, OLD, NEW]},
    ),
    "a further update of a day": (
        "updates[2026-01-12#3]",
        "{note: {en: C}}",
        {"updates": [OLD, NEW, {"date": "2026-01-12", "note": {"en": "C"}}]},
    ),
    "the first of a list": (
        "due_changes[2026-05]",
        "{to: 2026, reason: {en: R}}",
        {"due_changes": [{"date": "2026-05", "to": 2026, "reason": {"en": "R"}}]},
    ),
    "the first within what is not there yet": (
        "repeats.held[2025]",
        "{met_on: 2025-11}",
        {"repeats": {"held": [{"occurrence": 2025, "met_on": "2025-11"}]}},
    ),
    "new evidence by title": (
        "evidence[Minutes]",
        "{date: 2026}",
        {"evidence": [PROOF, {"title": "Minutes", "date": 2026}]},
    ),
    "evidence by address": (
        r"evidence[https://example.org/a?b=[c\]].title",
        "R",
        {"evidence": [{**PROOF, "title": "R"}]},
    ),
    "a new item that says otherwise": (
        "milestones[m3]",
        "{id: m4}",
        "milestones[m3] is a new item, and its value does not match the key in brackets | "
        "Write its fields in YAML, such as {party: acme, role: lead}; "
        "you may leave out those in the brackets.",
    ),
    "the second of a day, as history counts": (
        "updates[2026-01-12#2].note.en",
        "C",
        {"updates": [{**OLD, "note": {"en": "C"}}, NEW]},
    ),
    "an item that is not there": (
        "milestones[m4].due",
        "2026",
        "There is no milestones[m4] in this record | Nearest: milestones[m2]",
    ),
    "a list without its item": (
        "milestones.due",
        "2026",
        "milestones is a list: milestones.due does not say which item | "
        "Name one of: milestones[m1], milestones[m2]",
    ),
    "items without names": ("tags[ai]", "b", "The items of tags have no names | Set the whole list tags."),
    "phrases": ("scope[x]", "{en: a}", "The items of scope have no names | Set the whole list scope."),
    "an item of a mapping": ("title[en]", "x", "title is not a list"),
    "an unknown field": (
        "titel.vi",
        "x",
        "There is no field titel | Did you mean title? Fields of your own begin with x-.",
    ),
    "an unknown field of an item": (
        "milestones[m1].duo",
        "x",
        "There is no field milestones[m1].duo | "
        "Did you mean milestones[m1].due? Fields of your own begin with x-.",
    ),
    "an unknown language": (
        "title.xx",
        "x",
        "There is no field title.xx | Fields of your own begin with x-.",
    ),
    "below a text": ("kind.x", "x", "There is no field kind.x | Fields of your own begin with x-."),
    "the id": (
        "id",
        "other",
        "The id of a record does not change | Keep the id: history and other records refer to it.",
    ),
    "own": ("x-file", "a b", {"x-file": "a b"}),
    "own number": ("x-file", "12", {"x-file": 12}),
    "own number with zeros": ("x-file", "0123", {"x-file": "0123"}),
    "own version": ("x-file", "1.10", {"x-file": "1.10"}),
    "own truth": ("x-file", "true", {"x-file": True}),
    "own, deep": ("x-new.a.b", "1", {"x-new": {"a": {"b": 1}}}),
    "own, with dots": (
        'x-own["a.b"].c',
        "2",
        {"x-own": {**RECORD["x-own"], "a.b": {"c": 2}}},
    ),
    "own, with a quote and =": (
        r'x-own["a\"=b"]',
        "2",
        {"x-own": {**RECORD["x-own"], 'a"=b': 2}},
    ),
    "own, below null": (
        "x-own.none.a",
        "1",
        {"x-own": {**RECORD["x-own"], "none": {"a": 1}}},
    ),
    "own item": (
        "x-own.list[one].n",
        "1",
        {"x-own": {**RECORD["x-own"], "list": [{"id": "one", "n": 1}]}},
    ),
    "own, below a number": (
        'x-own["a.b"].c.d',
        "1",
        'x-own["a.b"].c holds 1, so nothing can be added to it | '
        'Fix x-own["a.b"].c first, with --set or by hand.',
    ),
    "dropped": ("due", "", {"due": None}),
    "dropped from a mapping": (
        'x-own["none"]',
        "",
        {"x-own": {name: RECORD["x-own"][name] for name in ("a.b", "list")}},
    ),
    "the last of a list dropped": ("evidence[" + URL.replace("]", r"\]") + "]", "", {"evidence": None}),
    "an item dropped": ("milestones[m1]", "", {"milestones": [RECORD["milestones"][1]]}),
    "the last of a mapping dropped, and up": (
        'x-own["a.b"].c',
        "",
        {"x-own": {name: RECORD["x-own"][name] for name in ("list", "none")}},
    ),
    "the title dropped": ("title.en", "", "title cannot be removed: every record needs it"),
    "the source dropped": ("source", "", "source cannot be removed: every record needs it"),
    "nothing dropped": ("summary.en", "", "There is no summary.en in this record"),
}


def test_a_name_and_a_value_typed_in_parts_are_composed() -> None:
    assert split_setting("x-ta\u0300i=xa\u0303") == ("x-t\u00e0i", "x\u00e3")
    assert put("x-ta\u0300i", "a") == {"x-t\u00e0i": "a"}


@pytest.mark.parametrize(("path", "value", "expected"), SET.values(), ids=SET)
def test_setting(path: str, value: str, expected: Outcome) -> None:
    assert put(path, value) == expected
    assert split_setting(f"{path}={value}") == (path, value)


ODD: dict[str, tuple[dict[str, Any], str, str, Outcome]] = {
    "a bare title": (
        a(title="AI day"),
        "title.vi",
        "x",
        "title holds AI day, so nothing can be added to it | Fix title first, with --set or by hand.",
    ),
    "a bare title, made whole": (
        a(title="AI day"),
        "title",
        "{en: AI day}",
        {"title": {"en": "AI day"}},
    ),
    "updates that are fields": (
        a(updates={}),
        "updates[2026].note.en",
        "x",
        "updates holds {}, so nothing can be added to it | Fix updates first, with --set or by hand.",
    ),
    "updates that are null": (
        {**a(), "updates": None},
        "updates[2026]",
        "{note: {en: x}}",
        {"updates": [{"date": 2026, "note": {"en": "x"}}]},
    ),
    "the only item dropped": (
        a(milestones=[M1]),
        "milestones[m1]",
        "",
        {"milestones": None},
    ),
    "the only party dropped": (
        a(parties=PARTIES[:1]),
        "parties[acme/lead]",
        "",
        "parties cannot be removed: every record needs it",
    ),
    "the only field dropped": (
        {"x-a": 1},
        "x-a",
        "",
        "x-a cannot be removed: every record needs it",
    ),
}


@pytest.mark.parametrize(("record", "path", "value", "expected"), ODD.values(), ids=ODD)
def test_odd_records(record: dict[str, Any], path: str, value: str, expected: Outcome) -> None:
    assert put(path, value, record) == expected


@pytest.mark.parametrize("text", ["", "=", "=x", "title", "title.", ".title=x", "a b=c", "title..vi=x"])
def test_what_is_no_path_and_value(text: str) -> None:
    with pytest.raises(CommitmentsError, match="is not PATH=VALUE"):
        split_setting(text)


@pytest.mark.parametrize("path", ["", "[m1]", "title.", "title vi", "title[", "tags[]"])
def test_what_names_no_field(path: str) -> None:
    with pytest.raises(CommitmentsError, match="does not name a field"):
        path_parts(path)
