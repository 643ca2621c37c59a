"""What the shipped schemas take and refuse, as tables judged by both validators.

They must not read anything but the schemas, nor repeat the rules that live in code.
"""

import copy
import functools
import json
import operator
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import jsonschema
import jsonschema_rs
import pytest
import referencing

ROOT = Path(__file__).resolve().parents[2]
NAMES = ("commitment.schema.json", "parties.schema.json", "events.schema.json")
SHIPPED = ROOT / "commitments" / "schema"
COMMITMENT, PARTIES, EVENTS = (json.loads((SHIPPED / name).read_text(encoding="utf-8")) for name in NAMES)
ALL = pytest.mark.parametrize("schema", [COMMITMENT, PARTIES, EVENTS], ids=NAMES)
GONE = object()


@dataclass(frozen=True, slots=True)
class Judge:
    """The two validators of one schema."""

    fast: Any
    slow: Any

    def faults(self, instance: object) -> list[tuple[str, str]]:
        """(`path.outline.value`, keyword) of every fault, sorted; fails where the validators differ."""
        slow = [(e.absolute_path, e.absolute_schema_path) for e in self.slow.iter_errors(instance)]
        fast = [(e.instance_path, e.schema_path) for e in self.fast.iter_errors(instance)]
        found = [sorted((".".join(map(str, at)), str(by[-1])) for at, by in x) for x in (slow, fast)]
        assert found[0] == found[1]
        assert self.fast.is_valid(instance) is not bool(found[0])
        return found[0]


def judge(schema: dict[str, Any]) -> Judge:
    slow = jsonschema.Draft202012Validator(schema, registry=referencing.Registry())
    return Judge(jsonschema_rs.validator_for(schema), slow)


RECORDS, LISTS = judge(COMMITMENT), judge(PARTIES)


def put(instance: Any, path: str, value: object) -> Any:
    """A copy with `value` at `path.0.like.this`, or without it where it is GONE."""
    changed = copy.deepcopy(instance)
    *way, last = [int(step) if step.isdigit() else step for step in path.split(".")]
    place = functools.reduce(operator.getitem, way, changed)
    if value is GONE:
        del place[last]
    else:
        place[last] = value
    return changed


# fmt: off
CHANGE = {"date": "2026-01", "from": 2025, "to": 2026, "reason": {"en": "r"}, "agreed_by": "a"}
MOVE = CHANGE | {"event": "e"}
EVIDENCE = {"date": "2026-03-02", "title": "t", "url": "https://example.org/a"}
MINIMAL: dict[str, Any] = {
    "id": "a-1", "title": {"en": "t"}, "kind": "mou", "status": "agreed",
    "parties": [{"party": "a", "role": "lead"}], "source": {"document": "d"}}
FULL: dict[str, Any] = MINIMAL | {
    "title": {"en": "t", "vi": "tên"}, "summary": {"en": "one", "vi": "một\nhai\n"},
    "part_of": "b", "depends_on": ["c"], "superseded_by": "d", "made_on": "2025-09-23",
    "due": "2026-Q4", "due_basis": {"en": "b"}, "due_changes": [MOVE],
    "due_event": {"event": "e", "when": "after", "within": "P60D"}, "deliverable": {"en": "d"},
    "in_force": {
        "from": "2025-09-23", "until": "2030-09-22", "renewal": "tacit", "period": "P5Y", "times": 2,
        "notice": "P6M", "pending": {"en": "p"}, "ends": "2027-03-10",
        "notice_given": {"date": "2026-09-10", "by": "a"},
        "changes": [CHANGE | {"field": "until", "by_instrument": "e"}]},
    "repeats": {
        "rule": "FREQ=YEARLY", "starts": "2025-11",
        "held": [{
            "occurrence": "2025-11", "met_on": "2025-11-20", "evidence": [EVIDENCE],
            "lapsed": {"en": "l"}}]},
    "milestones": [{
        "id": "m1", "title": {"en": "t"}, "due": "2026-03", "due_basis": {"en": "b"},
        "due_changes": [CHANGE], "status": "met", "met_on": "2026-03", "evidence": [EVIDENCE]}],
    "updates": [{"date": "2026-01-12", "by": "a", "about": "answer", "note": {"vi": "n"}}],
    "evidence": [EVIDENCE],
    "met_on": "2026-10-30", "closing": {"date": "2026-11-02", "reason": {"en": "r"}, "by": "a"},
    "review_by": "2026-06-30", "place": {"en": "London"}, "scope": [{"vi": "s"}],
    "source": {
        "document": "d", "title": "t", "publisher": "p", "published_on": "2025-09-24",
        "locator": "item 7", "url": "https://example.org/s", "note": {"en": "n"}},
    "binding": False, "tags": ["ai"], "x-own": {"any": [1, None, True]}}
PARTY = {
    "id": "a", "name": {"en": "A"}, "kind": "other", "part_of": "b", "country": "VN", "same_as": "m:c"}

# A path that begins with 0 leads into the list of parties, any other into a record.
DATES = """due made_on met_on review_by closing.date source.published_on updates.0.date
    evidence.0.date due_changes.0.date due_changes.0.from due_changes.0.to milestones.0.due
    milestones.0.met_on milestones.0.due_changes.0.to repeats.held.0.met_on
    in_force.from in_force.until in_force.ends in_force.notice_given.date in_force.changes.0.date
    in_force.changes.0.from in_force.changes.0.to"""
PLAIN = "repeats.starts repeats.held.0.occurrence"
OWN_IDS = """id parties.0.party milestones.0.id updates.0.by
    due_changes.0.agreed_by due_changes.0.event due_event.event closing.by in_force.notice_given.by
    in_force.changes.0.agreed_by 0.id 0.part_of"""
LINKS = "part_of depends_on.0 superseded_by in_force.changes.0.by_instrument 0.same_as"
IDS = f"{OWN_IDS} {LINKS}"
DURATIONS = "due_event.within in_force.period in_force.notice"
TITLES = "title.en title.vi milestones.0.title.en 0.name.en 0.name.vi"
LINES = """place.en scope.0.vi evidence.0.title milestones.0.evidence.0.title source.document
    repeats.held.0.evidence.0.title source.title source.publisher source.locator"""
PROSE = """summary.en summary.vi due_basis.en due_changes.0.reason.en source.note.en
    updates.0.note.vi closing.reason.en milestones.0.due_basis.en deliverable.en in_force.pending.en
    in_force.changes.0.reason.en repeats.held.0.lapsed.en"""
URLS = "evidence.0.url source.url"
TEXTS = f"{IDS} {TITLES} {LINES} {PROSE} {URLS} tags.0 repeats.rule"
BY_LANGUAGE = "title summary deliverable place scope.0 milestones.0.title 0.name"
OBJECTS = f"""{BY_LANGUAGE} parties.0 due_changes.0 repeats repeats.held.0 milestones.0 updates.0
    evidence.0 closing source due_event in_force in_force.notice_given in_force.changes.0 0"""
REQUIRED = """id title kind status parties source source.document parties.0.party parties.0.role
    repeats.rule repeats.held.0.occurrence milestones.0.id milestones.0.title updates.0.date
    updates.0.note evidence.0.title closing.reason due_changes.0.date due_changes.0.reason
    due_event.event in_force.notice_given.date in_force.changes.0.field in_force.changes.0.date
    in_force.changes.0.reason 0.id 0.name 0.kind"""
SIZES = {
    200: """depends_on due_changes repeats.held.0.evidence milestones milestones.0.due_changes
        milestones.0.evidence scope tags in_force.changes""",
    500: "parties repeats.held updates evidence"}
LISTED = " ".join(SIZES.values())
KINDS = """treaty exchange_of_notes contract arrangement mou declaration communique letter_of_intent
    agreed_minutes record_of_discussion cooperation_programme cooperation_plan amendment assignment
    request agreed_action public_pledge other meeting"""
ROLES = "lead supporting counterpart requester assigner funder monitor signatory"
BODIES = """government ministry agency local_authority mission company university institute
    association international_organisation other"""

POINTS: list[object] = [
    "0001", "2026", 1000, 2026, 9999, "2026-01", "2026-12", "2026-01-01", "2026-10-31", "2026-02-31",
    "2026-Q1", "2026-Q4", "2026-H1", "2026-H2", "2026-33", "2026-36", "2026-40", "2026-41"]
RANGES: list[object] = [
    "2026~", "2026?", "2026-10~", "2026-10-31?", "2026-Q4~", "2026-41?", "2026-03/2026-06",
    "2026/2027", "2026-Q1/2026-10-31", "../2026-12", "2026/..", "2026-03~/..", "2026-03?/2026-06~"]
NO_DATES: list[object] = [
    "26", "0000", "02026", "-2026", "2026-", "2026-00", "2026-13", "2026-1", "2026-10-00",
    "2026-10-32", "20261031", "2" * 32, "2026-10-31T00", "2026-Q0", "2026-q4", "2026-H0", "2026-Q5",
    "2026-H3", "2026-Q4-01", "2026-32", "2026-37", "2026-39", "2026-42", "2026-33-01", "2026~?",
    "2026%", "~2026", "2026 ", " 2026", "2026\n", "2026-10-31\n", "2026/..\n", "\n2026", "..",
    "..\n", "../..", "../..\n", "../", "/..", "/2026", "2026/", "2026//2027", "2026/20/2027",
    "../2026/..", "..~/2026", "0000/2026", "2026/0000", "٢٠٢٦", "2026-1٠"]
NO_URLS: list[object] = [
    "https://", "https:///a", "https://?a", "example.org", "//example.org", "ftp://a", "file:///a",
    "javascript:alert(1)", "https://a b", "https://a\n", "https://a\tb", "https://a\0",
    "https://a\u00a0b", "https://a\u2003b", "https://a\u2028b", "https://a\u3000b", " https://a"]
NO_IDS: list[object] = ["A", "a--b", "-a", "a-", "a_b", "a b", "a\n", "a-\n", "đ", "..", "٢"]
NO_LINKS: list[object] = [
    "mofa:", ":a", ":", "a:b:c", "Mofa:a", "mo_fa:a", "m:A", "m:a--b", "m:-a", "m:a-", "m: a", "m:a\n",
    "đ:a", "m:٢"]
NO_LINES: list[object] = [" ", "a\n", "a\nb", "a\tb", "a\x1bb", "a\x85", "\x7f"]

# Paths, values, and the keywords that refuse every one of the values at that very path.
TABLE: list[tuple[str, list[object], str]] = [
    (DATES, ["2026-10-31", 2026, "../2026-12", "2026~"], ""), ("due", POINTS + RANGES, ""),
    (DATES, ["2026-13"], "pattern"), ("due", NO_DATES, "pattern"),
    (PLAIN, POINTS, ""), (PLAIN, RANGES + NO_DATES, "pattern"),
    (f"due {PLAIN}", ["2" * 33], "maxLength pattern"), (f"due {PLAIN}", [0, -1], "minimum"),
    (f"due {PLAIN}", [10_000], "maximum"), (f"due {PLAIN}", [None, True, 2026.5, [], {}], "type"),
    (IDS, ["0", "a-b-1", "a" * 64], ""), (IDS, NO_IDS, "pattern"),
    (OWN_IDS, ["a" * 65], "maxLength pattern"), (OWN_IDS, ["mofa:a"], "pattern"),
    (LINKS, ["mofa:a-b-1", "-:a", "a--b:a", "1:2", "a" * 32 + ":" + "b" * 64], ""),
    (LINKS, [*NO_LINKS, "a" * 65, "a" * 33 + ":" + "b" * 63], "pattern"),
    (LINKS, ["a" * 32 + ":" + "b" * 65, "a" * 33 + ":" + "b" * 64], "maxLength pattern"),
    (f"{TITLES} {LINES}", ["a", " a "], ""), (f"{TITLES} {LINES}", NO_LINES, "pattern"),
    (TITLES, ["ầ" * 300], ""), (TITLES, ["ầ" * 301], "maxLength"),
    (LINES, ["ầ" * 500], ""), (LINES, ["ầ" * 501], "maxLength"),
    (PROSE, ["a\nb\n", "\n a", "😀" * 20_000], ""), (PROSE, ["a" * 20_001], "maxLength"),
    (PROSE, [" ", " \n "], "pattern"), ("repeats.rule", ["FREQ=" + "A" * 196], "maxLength"),
    (URLS, ["http://a", "https://ví-dụ.vn/đ?x=y&z#1", "https://" + "b" * 1992], ""),
    (URLS, NO_URLS, "pattern"), (URLS, ["https://" + "b" * 1993], "maxLength"),
    ("tags.0", ["5G", "a_b", "trí tuệ", "ầ" * 50], ""), ("tags.0", ["ầ" * 51], "maxLength"),
    ("tags.0", ["a,b", " a", "a ", " ", ",", "a\n", "a\tb", "a\x85"], "pattern"),
    ("repeats.rule", ["FREQ=YEARLY;BYDAY=-1FR,+2MO;COUNT=5", "FREQ=" + "A" * 195], ""),
    ("repeats.rule", ["YEARLY", "FREQ=", "FREQ=yearly", "FREQ=A;", "FREQ=A;COUNT=", "FREQ=A\n",
                      "FREQ=A COUNT=1", "RRULE:FREQ=A", "FREQ=A;COUNT=٢"], "pattern"),
    (f"due {PLAIN} {TEXTS}", [""], "minLength pattern"), (TEXTS, [None, 1, True, [], {}], "type"),
    ("kind", [*KINDS.split()], ""), ("parties.0.role", [*ROLES.split()], ""),
    ("0.kind", [*BODIES.split()], ""), ("x-a x- 0.x-a", [None, 1, "", [], {"deep": [{}]}], ""),
    ("updates.0.about", ["progress", "obstacle", "next_step", "recommendation", "reminder", "answer"], ""),
    ("due_event.when", ["by", "after", "before", GONE], ""), ("due_event.within", [GONE], ""),
    ("in_force.renewal", ["none", "agreed", "tacit", GONE], ""),
    ("in_force.changes.0.field", ["from", "until", "ends"], ""),
    ("in_force.times", [1, 999], ""), ("in_force.times", [0, -1], "minimum"),
    ("in_force.times", [1000], "maximum"), ("in_force.times", ["1", None, True, 1.5], "type"),
    (DURATIONS, ["P1Y", "P6M", "P2W", "P60D", "P1Y6M", "P0Y1M", "P9999Y", "P99999D", "P1Y2M3W4D"], ""),
    (DURATIONS, ["P0D", "P0Y0M", "1Y1", "P1H", "PT1H", "P1D1Y", "P-1Y", "p1y", "P1Y\n", "P1.5Y", "P00000D"],
     "pattern"),
    (DURATIONS, ["", "P"], "minLength pattern"), (DURATIONS, [None, 1, {}], "type"),
    ("in_force", [{"until": 2030}], ""), ("in_force", [{}], "minProperties"),
    ("milestones.0.status", ["scheduled", "met", "partially_met", "not_met", GONE], ""),
    ("kind status parties.0.role milestones.0.status updates.0.about due_event.when in_force.renewal "
     "in_force.changes.0.field 0.kind 0.country",
     ["", "Lead", "mou ", "agreed\n", "meetin", "MET", None, 1], "enum"),
    ("0.country", ["VN", "GB", "US", "MY", "NO", "AX", "SS", GONE], ""),
    ("0.country", ["vn", "VNM", "UK", "EU", "XK", "AN", "SU", "VN\n", False], "enum"),
    ("binding", [True, False], ""), ("binding", ["yes", "true", 1, None], "type"),
    (LISTED, [[]], "minItems"), (LISTED, [None, "a", {}], "type"),
    (BY_LANGUAGE, [{"vi": "a"}], ""), (BY_LANGUAGE, [{}], "minProperties"),
    (OBJECTS, [None, "a", []], "type"), ("milestones.0", [{"id": "m", "title": {"vi": "a"}}], ""),
    ("due_changes.0", [{"date": 2026, "to": 2027, "reason": {"vi": "a"}},
                       {"date": 2026, "from": 2027, "reason": {"vi": "a"}}], ""),
    ("due_changes.0", [{"date": 2026, "reason": {"vi": "a"}}], "required"),
    ("evidence.0", [{"title": "a"}], ""), ("0.part_of", [GONE], ""),
    ("repeats", [{"rule": "FREQ=DAILY"}], ""), ("repeats.held.0", [{"occurrence": 2026}], ""),
    ("updates.0", [{"date": 2026, "note": {"en": "a"}}], ""), ("source", [{"document": "a"}], ""),
]
OWES = [
    ("proposed", ""), ("agreed", ""), ("in_progress", ""), ("suspended", "review_by updates"),
    ("fulfilled", "met_on evidence"), ("partially_fulfilled", "met_on evidence closing"),
    ("not_fulfilled", "closing"), ("withdrawn", "closing"), ("superseded", "superseded_by"),
]
# fmt: on


def near(path: str) -> tuple[Judge, Any]:
    """The judge and a valid instance that holds this field, and little else: quick to judge."""
    head = path.split(".")[0]
    if head == "0":
        return LISTS, [PARTY]
    return RECORDS, MINIMAL | ({head: FULL[head]} if head in FULL else {})


def wrong(path: str, values: list[object], keywords: str) -> list[object]:
    """The values whose faults are any but these keywords at this path."""
    (both, base), expected = near(path), [(path, keyword) for keyword in keywords.split()]
    return [value for value in values if both.faults(put(base, path, value)) != expected]


def test_whole_files_pass() -> None:
    assert [RECORDS.faults(record) for record in (MINIMAL, FULL)] == [[], []]
    assert [LISTS.faults(parties) for parties in ([], [PARTY], [PARTY] * 3)] == [[]] * 3
    assert set(FULL) - {"x-own"} == set(COMMITMENT["properties"])
    assert len(set(PARTIES["$defs"]["party"]["properties"]["country"]["enum"])) == 249


@pytest.mark.parametrize(("paths", "values", "keywords"), TABLE)
def test_takes_and_refuses(paths: str, values: list[object], keywords: str) -> None:
    failed = {path: wrong(path, values, keywords) for path in paths.split()}
    assert {path: found for path, found in failed.items() if found} == {}


@pytest.mark.parametrize(("most", "paths"), SIZES.items())
def test_bounds_lists(most: int, paths: str) -> None:
    for path in paths.split():
        for size in (most, most + 1):
            found = RECORDS.faults(put(near(path)[1], path, [None] * size))
            assert ((path, "maxItems") in found) is (size > most), path
    assert [LISTS.fast.is_valid([PARTY] * n) for n in (20_000, 20_001)] == [True, False]


def test_requires() -> None:
    for path in REQUIRED.split():
        both, base = near(path)
        assert both.faults(put(base, path, GONE)) == [(path.rpartition(".")[0], "required")], path
    unsaid = put(MINIMAL | {"status": "fulfilled", "met_on": 2026}, "kind", GONE)
    assert RECORDS.faults(unsaid) == [("", "required")]


@pytest.mark.parametrize("place", ["", *OBJECTS.split()])
def test_refuses_unknown_fields(place: str) -> None:
    both, base = near(place)
    own = [] if place in ("", "0") else ["x-a"]
    for name in ["foo", "On", "$schema", "X-a", "x", "x_a", *own]:
        changed = put(base, f"{place}.{name}".strip("."), 1)
        assert both.faults(changed) == [(place, "additionalProperties")], name


def test_a_record_is_a_mapping_and_the_parties_are_a_list() -> None:
    assert [RECORDS.faults(x) for x in (None, 1, "a", [], [MINIMAL])] == [[("", "type")]] * 5
    assert [LISTS.faults(x) for x in (None, 1, "a", {}, {"a": PARTY})] == [[("", "type")]] * 5


EVENT = {"id": "a", "name": {"en": "A"}}
EVENT_FIELDS = [
    # fields of an event, whether they pass
    ({}, True),
    ({"date": 2026}, True),
    ({"date": "2026-11-20/2026-12-11"}, True),
    ({"date": "soon"}, False),
    ({"cancelled": {"date": "2026-05", "reason": {"vi": "Hoãn."}}}, True),
    ({"cancelled": {"date": "2026-05"}}, False),
    ({"cancelled": {"reason": {"en": "No."}}}, False),
    ({"cancelled": True}, False),
    ({"source": {"title": "T", "url": "https://example.org/a", "note": {"en": "n"}}}, True),
    ({"source": {}}, False),
    ({"source": {"document": "d"}}, False),
    ({"x-own": [1]}, True),
    ({"place": {"en": "Ha Noi"}}, False),
    ({"id": "A"}, False),
    ({"name": {}}, False),
    ({"name": "A"}, False),
]


@pytest.mark.parametrize(("fields", "passes"), EVENT_FIELDS, ids=str)
def test_what_an_event_may_be(fields: dict[str, Any], passes: bool) -> None:
    assert (judge(EVENTS).faults([EVENT | fields]) == []) is passes


def test_an_event_owes_an_id_and_a_name() -> None:
    faults = judge(EVENTS).faults
    assert [faults([put(EVENT, name, GONE)]) for name in EVENT] == [[("0", "required")]] * 2
    assert [faults(value) for value in (None, {}, "a")] == [[("", "type")]] * 3


@pytest.mark.parametrize(("status", "fields"), OWES)
@pytest.mark.parametrize("kind", ["mou", "other", "meeting"])
def test_each_status_owes(status: str, kind: str, fields: str) -> None:
    bare = MINIMAL | {"status": status, "kind": kind}
    owed = {field: FULL[field] for field in fields.split()}
    if kind == "meeting" and "evidence" in owed:
        del owed["evidence"]
    assert RECORDS.faults(bare | owed) == []
    for field in owed:
        [error] = RECORDS.slow.iter_errors(put(bare | owed, field, GONE))
        [twin] = RECORDS.fast.iter_errors(put(bare | owed, field, GONE))
        place, number, then, keyword = error.absolute_schema_path
        assert (place, then, keyword) == ("allOf", "then", "required")
        assert twin.schema_path == list(error.absolute_schema_path)
        assert twin.kind.property == field
        assert re.search(rf"Status .*\b{status}\b", COMMITMENT["allOf"][number]["$comment"])


RELIEVED = ("met_on", "evidence", "closing.date")
"""What `x-imported: true` relieves a record of."""


@pytest.mark.parametrize(("status", "fields"), OWES)
def test_an_imported_record_owes_less(status: str, fields: str) -> None:
    bare = MINIMAL | {"status": status, "x-imported": True}
    owed = {field: FULL[field] for field in fields.split()}
    for path in [*owed, *(["closing.date"] if "closing" in owed else [])]:
        record = put(bare | owed, path, GONE)
        expected = [] if path in RELIEVED else [("", "required")]
        assert RECORDS.faults(record) == expected, path
        for word in (False, "true", 1, None):
            assert RECORDS.faults(record | {"x-imported": word}), (path, word)


def schemas_in(node: Any, name: str = "") -> Iterator[tuple[str, dict[str, Any]]]:
    """Every subschema that describes a value, with its way from the root."""
    yield name, node
    for group in ("properties", "patternProperties", "$defs"):
        for key, inner in node.get(group, {}).items():
            yield from schemas_in(inner, f"{name}/{group}/{key}")


@ALL
def test_every_field_is_explained_with_true_examples(schema: dict[str, Any]) -> None:
    for name, inner in schemas_in(schema):
        assert all((inner["title"], inner["description"][15:], inner["examples"])), name
        probe = judge({**inner, "$defs": schema["$defs"], "$id": schema["$id"]})
        assert [e for e in inner["examples"] if probe.faults(e)] == [], name


@ALL
def test_everything_is_bounded_and_local(schema: dict[str, Any]) -> None:
    jsonschema.Draft202012Validator.check_schema(schema)
    text = json.dumps(schema)
    assert not re.search(r'"(format|oneOf|anyOf|uniqueItems)":', text)
    assert all(ref.startswith("#/$defs/") for ref in re.findall(r'"\$ref": "([^"]*)', text))
    needs = {"string": {"minLength", "maxLength", "pattern"}, "integer": {"minimum", "maximum"}}
    needs |= {"array": {"maxItems", "items"}, "object": {"additionalProperties"}}
    for name, inner in schemas_in(schema):
        kinds = [inner["type"]] if isinstance(inner.get("type"), str) else inner.get("type", [])
        assert not {need for kind in kinds for need in needs.get(kind, set())} - set(inner), name


@pytest.mark.parametrize("name", NAMES)
def test_the_copy_for_editors_is_the_shipped_one(name: str) -> None:
    assert (ROOT / "schema" / name).read_bytes() == (SHIPPED / name).read_bytes()
