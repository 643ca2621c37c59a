"""What is still read of a record that is not as it should be, and what makes one unreadable, and why.

Must not ask whether a record is valid: that is for the schema and the checks.
"""

import json
from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as some
from laws import law

from commitments.model.calendar.dates import parse_date
from commitments.model.commitment import Commitment, DueChange, HeldOccurrence, PartyRole, Prose, Update
from commitments.model.lifecycle import Kind, MilestoneStatus, Role, Status
from commitments.model.outline import outline
from commitments.model.problem import Finding, Severity
from commitments.model.record import read_commitment
from commitments.reading.source_file import SourceFile
from commitments.workspace.examine import examine

Build = Callable[..., dict[str, Any]]


def test_everything_of_a_whole_record_is_read(commitment_of: Callable[..., Commitment]) -> None:
    move = {"date": "2026-01-12", "from": 2026, "to": "2027", "reason": {"en": "."}, "agreed_by": "acme"}
    of = commitment_of(
        id="whole",
        title={"en": "A", "vi": "Ă"},
        kind="mou",
        status="suspended",
        part_of="above",
        depends_on=["one", "two"],
        superseded_by="next",
        parties=[{"party": "acme", "role": "lead"}, {"party": "acme", "role": "funder"}],
        made_on="2025-09-23",
        due=2027,
        due_changes=[move],
        repeats={
            "rule": "FREQ=YEARLY",
            "starts": "2025-11",
            "held": [{"occurrence": "2025-11", "met_on": "2025-11-20"}],
        },
        milestones=[
            {
                "id": "a",
                "title": {"vi": "B"},
                "due": 2026,
                "status": "met",
                "met_on": "2026-03",
                "due_changes": [move],
            }
        ],
        updates=[{"date": "2026-01-12", "by": "vn-mof", "note": {"en": "."}}],
        met_on="2026-10-30",
        review_by="2026-06",
        tags=["ai", "trí tuệ"],
    )
    assert (of.id, of.path, of.title) == ("whole", "records/whole.yaml", Prose("A", "Ă"))
    assert (of.kind, of.status, of.part_of) == (Kind.MOU, Status.SUSPENDED, "above")
    assert (of.depends_on, of.superseded_by) == (("one", "two"), "next")
    assert of.parties == (PartyRole("acme", Role.LEAD), PartyRole("acme", Role.FUNDER))
    assert of.leads() == ("acme",)
    assert of.made_on == parse_date("2025-09-23") and of.due == parse_date("2027")
    change = DueChange(parse_date("2026-01-12"), "2026", "2027", "acme")
    assert of.due_changes == of.milestones[0].due_changes == (change,)
    assert of.repeats and (of.repeats.rule, of.repeats.starts) == ("FREQ=YEARLY", parse_date("2025-11"))
    assert of.repeats.held == (HeldOccurrence(parse_date("2025-11"), parse_date("2025-11-20")),)
    step = of.milestones[0]
    assert (step.id, step.title, step.status) == ("a", Prose(None, "B"), MilestoneStatus.MET)
    assert (step.due, step.met_on) == (parse_date("2026"), parse_date("2026-03"))
    assert of.updates == (Update(parse_date("2026-01-12"), "vn-mof"),)
    assert (of.met_on, of.review_by, of.tags) == (
        parse_date("2026-10-30"),
        parse_date("2026-06"),
        ("ai", "trí tuệ"),
    )


STILL_READ = [
    # fields, what is asked of the commitment, the answer
    ({"title": "A bare title"}, lambda outline: outline.title, Prose("A bare title")),
    ({"title": None}, lambda outline: outline.title, Prose()),
    ({"title": {"fr": "Un titre"}}, lambda outline: outline.title, Prose()),
    ({"title": {"en": 12, "vi": ""}}, lambda outline: outline.title, Prose()),
    ({"unheard-of": {"any": [1]}}, lambda outline: outline.data["unheard-of"], {"any": [1]}),
    ({"source": None}, lambda outline: outline.status, Status.AGREED),
    ({"parties": None}, lambda outline: outline.parties, ()),
    ({"parties": []}, lambda outline: outline.parties, ()),
    ({"parties": ["acme", {"role": "lead"}, {"party": 3}]}, lambda outline: outline.parties, ()),
    (
        {"parties": [{"party": "acme", "role": "leed"}]},
        lambda outline: outline.parties,
        (PartyRole("acme", None),),
    ),
    ({"parties": [{"party": "acme"}]}, lambda outline: outline.parties, (PartyRole("acme", None),)),
    ({"parties": [{"party": "acme", "role": ["lead"]}]}, lambda outline: outline.leads(), ()),
    (
        {"part_of": 7, "superseded_by": ["x"]},
        lambda outline: (outline.part_of, outline.superseded_by),
        (None, None),
    ),
    ({"part_of": ""}, lambda outline: outline.part_of, None),
    ({"depends_on": "one"}, lambda outline: outline.depends_on, ()),
    ({"depends_on": ["one", 2, None, "two"]}, lambda outline: outline.depends_on, ("one", "two")),
    ({"made_on": "last spring"}, lambda outline: outline.made_on, None),
    ({"updates": {"date": "2026"}}, lambda outline: outline.updates, ()),
    (
        {"updates": ["text", {"date": "soon", "by": 4}]},
        lambda outline: outline.updates,
        (Update(None, None),),
    ),
    ({"tags": "ai, events"}, lambda outline: outline.tags, ()),
    ({"tags": ["ai", 2026, None]}, lambda outline: outline.tags, ("ai",)),
    ({"due_changes": {"to": 2026}}, lambda outline: outline.due_changes, ()),
    (
        {"due_changes": [{"to": True}]},
        lambda outline: outline.due_changes,
        (DueChange(None, None, None, None),),
    ),
    ({"milestones": []}, lambda outline: outline.milestones, ()),
    ({"milestones": ["m1"]}, lambda outline: outline.milestones, ()),
    ({"milestones": [{}]}, lambda outline: outline.milestones[0].status, MilestoneStatus.SCHEDULED),
    (
        {"milestones": [{"status": "done"}]},
        lambda outline: outline.milestones[0].status,
        MilestoneStatus.SCHEDULED,
    ),
    ({"milestones": [{"met_on": "soon"}]}, lambda outline: outline.milestones[0].met_on, None),
    ({"repeats": {"rule": "FREQ=YEARLY"}}, lambda outline: outline.repeats.starts, None),
    ({"repeats": {"rule": "FREQ=YEARLY", "starts": "../2026"}}, lambda outline: outline.repeats.starts, None),
    ({"repeats": {"rule": "FREQ=YEARLY", "held": "2026"}}, lambda outline: outline.repeats.held, ()),
    (
        {"repeats": {"rule": "FREQ=YEARLY", "held": [{"occurrence": "soon"}]}},
        lambda outline: outline.repeats.held,
        (HeldOccurrence(None, None),),
    ),
]


@pytest.mark.parametrize(
    ("fields", "asked", "answer"), STILL_READ, ids=lambda name: "" if callable(name) else str(name)[:60]
)
def test_faults_that_leave_the_state_clear_hide_no_record(
    mapping: Build, fields: dict[str, Any], asked: Callable[[Commitment], Any], answer: Any
) -> None:
    found = read_commitment(mapping(**fields), "records/small.yaml")
    assert isinstance(found, Commitment)
    assert asked(found) == answer


@pytest.mark.parametrize(
    "field", ["due", "review_by", "met_on", "made_on", "title", "updates", "part_of", "tags"]
)
def test_an_empty_field_reads_as_none(mapping: Build, field: str) -> None:
    empty, without = mapping(), mapping()
    empty[field] = None
    without.pop(field, None)
    found, expected = (read_commitment(data, "records/small.yaml") for data in (empty, without))
    assert isinstance(found, Commitment) and isinstance(expected, Commitment)
    assert outline(found) == outline(expected)


UNREADABLE = [
    # fields, the ways to what is in the way
    ({"id": None}, [("id",)]),
    ({"id": ""}, [("id",)]),
    ({"id": 12}, [("id",)]),
    ({"status": None}, [("status",)]),
    ({"status": "done"}, [("status",)]),
    ({"status": "Agreed"}, [("status",)]),
    ({"status": ["agreed"]}, [("status",)]),
    ({"kind": None}, [("kind",)]),
    ({"kind": "memo"}, [("kind",)]),
    ({"kind": {}}, [("kind",)]),
    ({"due": "soon"}, [("due",)]),
    ({"due": "2026-02-30"}, [("due",)]),
    ({"due": 20261231}, [("due",)]),
    ({"due": True}, [("due",)]),
    ({"due": 2026.5}, [("due",)]),
    ({"due": ["2026"]}, [("due",)]),
    ({"review_by": "later"}, [("review_by",)]),
    ({"met_on": "2026-13"}, [("met_on",)]),
    ({"milestones": {"id": "a"}}, [("milestones",)]),
    ({"milestones": [{}, {"due": "soon"}]}, [("milestones", 1, "due")]),
    ({"parties": {"party": "acme"}}, [("parties",)]),
    ({"parties": "acme"}, [("parties",)]),
    ({"repeats": "FREQ=YEARLY"}, [("repeats",)]),
    ({"repeats": {}}, [("repeats",)]),
    ({"repeats": {"rule": "every year"}}, [("repeats",)]),
    ({"repeats": {"rule": "FREQ=YEARLY;INTERVAL=0"}}, [("repeats",)]),
    ({"repeats": {"rule": "FREQ=YEARLY", "starts": "soon"}}, [("repeats",)]),
    ({"id": 1, "status": "x", "kind": "y", "due": "z"}, [("id",), ("status",), ("kind",), ("due",)]),
]


@pytest.mark.parametrize(("fields", "ways"), UNREADABLE, ids=lambda item: str(item)[:60])
def test_without_these_the_state_cannot_be_told(
    mapping: Build, fields: dict[str, Any], ways: list[tuple[str | int, ...]]
) -> None:
    found = read_commitment(mapping(**fields), "records/small.yaml")
    names = [next(step for step in reversed(way) if isinstance(step, str)) for way in ways]
    assert found == tuple(
        Finding("unreadable", way, {"field": name}) for way, name in zip(ways, names, strict=True)
    )


@pytest.mark.parametrize(
    ("text", "lang", "expected"),
    [
        (Prose("yes", "có"), "en", "yes"),
        (Prose("yes", "có"), "vi", "có"),
        (Prose("yes"), "vi", "yes"),
        (Prose(None, "có"), "en", "có"),
        (Prose(), "en", ""),
    ],
)
def test_prose_falls_back_to_the_other_language(text: Prose, lang: str, expected: str) -> None:
    assert text.in_language(lang) == expected


FIELDS = [
    *("id", "title", "kind", "status", "part_of", "depends_on", "superseded_by", "parties", "party", "role"),
    *(
        "made_on",
        "due",
        "due_changes",
        "date",
        "from",
        "to",
        "agreed_by",
        "repeats",
        "rule",
        "starts",
        "held",
    ),
    *("occurrence", "milestones", "updates", "by", "met_on", "closing", "review_by", "source", "tags", "en"),
]
WORDS = [
    *("small", "mou", "meeting", "agreed", "suspended", "fulfilled", "acme", "lead", "scheduled", "2026-Q4"),
    *("2026-02-30", "2026/..", "../..", "FREQ=YEARLY", "FREQ=DAILY;BYMONTHDAY=31", "FREQ=YEARLY;BYDAY=0MO"),
]
LEAVES = some.one_of(
    some.sampled_from(WORDS),
    some.text(max_size=8),
    some.none() | some.booleans(),
    some.integers(-1, 10000) | some.sampled_from([10**30]),
    some.floats(),
)
KEYS = some.sampled_from(FIELDS) | some.text(max_size=8)
VALUES = some.recursive(
    LEAVES,
    lambda inner: some.lists(inner, max_size=3) | some.dictionaries(KEYS, inner, max_size=4),
    max_leaves=12,
)
MAPPINGS = some.dictionaries(KEYS, VALUES, max_size=8)


def check(data: dict[str, Any]) -> None:
    """Reading never raises, and what is unreadable is never told without an error."""
    found = read_commitment(data, "records/small.yaml")
    if isinstance(found, Commitment):
        outline(found)
    examined = examine(SourceFile("records/small.yaml", json.dumps(data, ensure_ascii=False).encode()))
    errors = [problem for problem in examined.problems if problem.severity is Severity.ERROR]
    assert examined.outline is not None or errors


@law(60)
@given(MAPPINGS)
def test_any_mapping_is_read_or_refused(data: dict[str, Any]) -> None:
    check(data)


@given(some.dictionaries(some.sampled_from(FIELDS), VALUES, min_size=1, max_size=2))
def test_a_record_with_a_field_spoilt_is_read_or_refused(mapping: Build, fields: dict[str, Any]) -> None:
    check({**mapping(), **fields})
