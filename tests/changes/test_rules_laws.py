"""What holds of all rules of change: none raises, none cries at what means the same, all are told of.

It must not pick examples; those stand in the tables.
"""

import string
from collections.abc import Mapping
from datetime import date
from random import Random
from typing import Any
from unicodedata import normalize

import pytest
from bounds import little_work
from hypothesis import given
from hypothesis import strategies as some
from laws import law
from occasions import a, between, edit, found

from commitments.changes.rules.rule_table import (
    FILE_RULES,
    RULES,
    SEVERITIES,
    ChangeSet,
    FileEdit,
    RecordEdit,
    judge_changes,
    severity_of,
)
from commitments.checks.rules import SEVERITIES as OF_CHECKS
from commitments.model.problem import Finding, Problem, Severity
from commitments.render.rules.change_rule_sentences import CHANGE_SENTENCES
from commitments.render.rules.rule_words import hint, message
from commitments.render.words import Words

WORDS = ["a", "b", "ế", "2026", "2026-Q2", "2026-Q3", "2026-05-19", "../2026", "2027/..", "", " "]
STATUSES = [
    *["proposed", "agreed", "in_progress", "suspended", "fulfilled", "partially_fulfilled"],
    *["not_fulfilled", "withdrawn", "superseded", "done"],
]
words = some.sampled_from(WORDS)
scalars = some.none() | words | some.sampled_from([0, 1, 2026, True, 0.5, 10**40]) | some.floats()
values = some.recursive(
    scalars,
    lambda below: some.lists(below, max_size=3) | some.dictionaries(words | some.text(max_size=3), below),
    max_leaves=8,
)
dates = some.sampled_from(["2026-Q2", "2026-Q3", "2026-06", "2026-05-19", "2027", 2026, "soon", None])
prose = some.dictionaries(some.sampled_from(["en", "vi"]), words, max_size=2) | words


def items(**fields: Any) -> some.SearchStrategy[list[Any]]:
    """A list of mappings with some of these fields, and at times something else."""
    each = some.fixed_dictionaries({}, optional={name: kind | scalars for name, kind in fields.items()})
    return some.lists(each, max_size=3) | some.lists(each | values, max_size=2)


moves = items(
    **{"date": dates, "from": dates, "to": dates, "reason": prose, "event": words},
    field=some.sampled_from(["from", "until", "ends"]),
)
evidence = items(title=words, url=words, date=dates)
KNOWN: Mapping[str, Any] = {
    "id": words,
    "title": prose,
    "kind": some.sampled_from(["meeting", "mou"]),
    "status": some.sampled_from(STATUSES),
    "parties": items(party=words, role=some.sampled_from(["lead", "funder"])),
    "made_on": dates,
    "due": dates,
    "due_changes": moves,
    "due_event": some.fixed_dictionaries({}, optional={"event": words}),
    "in_force": some.fixed_dictionaries(
        {}, optional={"from": dates, "until": dates, "ends": dates, "changes": moves}
    ),
    "repeats": some.fixed_dictionaries(
        {}, optional={"held": items(occurrence=dates, met_on=dates, evidence=evidence), "rule": words}
    ),
    "milestones": items(id=words, title=prose, due=dates, due_changes=moves, evidence=evidence),
    "updates": items(date=dates, note=prose, by=words),
    "evidence": evidence,
    "met_on": dates,
    "closing": some.fixed_dictionaries({}, optional={"date": dates, "reason": prose}),
    "superseded_by": words,
    "source": some.fixed_dictionaries({}, optional={"document": words, "published_on": dates, "note": prose}),
    "x-imported": some.booleans(),
}
records = some.fixed_dictionaries({}, optional=dict(KNOWN)) | some.fixed_dictionaries(
    {}, optional={name: kind | values for name, kind in KNOWN.items()}
)
paths = some.sampled_from([None, "records/a.yaml", "records/b.yaml", "records/b/a.yaml"])
edits = some.builds(
    RecordEdit, words, some.none() | records, some.none() | records, paths, paths, some.booleans()
).map(lambda build: build if build.readable else build._replace(after=None))


entries = items(
    id=words,
    name=prose,
    kind=some.sampled_from(["ministry", "company"]),
    date=dates,
)
tables = some.fixed_dictionaries(
    {},
    optional={
        "severities": some.dictionaries(some.sampled_from([*SEVERITIES, "x"]), words | some.just("off")),
        "accepted": items(rule=words, id=words, reason=words),
        "due_soon_days": scalars,
        "timezone": scalars,
    },
)
files = some.one_of(
    some.builds(FileEdit, some.just("commitments.toml"), tables | values, tables | values),
    some.builds(
        FileEdit, some.sampled_from(["schema/parties.yaml", "schema/events.yaml"]), entries, entries | values
    ),
    some.builds(FileEdit, some.just("schema/commitment.schema.json"), values, values, some.booleans()),
)


@some.composite
def changed(draw: some.DrawFn) -> RecordEdit:
    """A record of which a few things became other things."""
    before, other = draw(records), draw(records)
    after = _changed(before, draw(some.randoms(use_true_random=False)), other)
    return edit(before, after)


def _changed(value: Any, chance: Random, other: Any) -> Any:
    if chance.random() < 0.1:
        return other
    if isinstance(value, dict):
        near = other if isinstance(other, dict) else {}
        kept = {name: _changed(item, chance, near.get(name)) for name, item in value.items()}
        return {name: item for name, item in kept.items() if chance.random() < 0.95}
    if isinstance(value, list):
        return [_changed(item, chance, "b") for item in value if chance.random() < 0.9]
    return value


EN, VI = Words("en"), Words("vi")


def check(finding: Finding, edit: RecordEdit | FileEdit) -> None:
    """A finding is one that can be placed and told."""
    problem = Problem(finding.rule, SEVERITIES[finding.rule], "records/a.yaml", finding.values)
    assert all(message(problem, speak) and hint(problem, speak) for speak in (EN, VI))
    texts = string.Formatter().parse("".join(CHANGE_SENTENCES[finding.rule]))
    assert {name for _, name, _, _ in texts if name} == finding.values.keys()
    assert all(isinstance(value, str) and len(value) <= 500 for value in finding.values.values())
    value: Any = edit.after if edit.after is not None else edit.before
    for step in finding.pointer:
        value = value[step]


@law(300)
@given(some.lists(edits | changed(), max_size=4), some.dates(), some.lists(files, max_size=2))
def test_nothing_raises_whatever_the_records_hold(
    every: list[RecordEdit], day: date, beside: list[FileEdit]
) -> None:
    occasion = ChangeSet(day, every, beside)
    for of, finding in judge_changes(occasion):
        assert any(of is item for item in (*every, *beside))
        check(finding, of)


@law(300)
@given(changed(), some.dates())
def test_each_rule_finds_its_own(edit: RecordEdit, day: date) -> None:
    for rule in RULES:
        for finding in rule.check(edit, ChangeSet(day, [edit])):
            assert finding.rule == rule.id
            check(finding, edit)


def _written_otherwise(value: Any, chance: Random) -> Any:
    """The same in another order, with nothing where there is nothing, and in other code points."""
    if isinstance(value, dict):
        named = [(name, _written_otherwise(item, chance)) for name, item in value.items()]
        chance.shuffle(named)
        return dict(named) | ({"x-none": None} if chance.random() < 0.2 else {})
    if isinstance(value, list):
        return [_written_otherwise(item, chance) for item in chance.sample(value, len(value))]
    return normalize("NFD", value) if isinstance(value, str) and chance.random() < 0.5 else value


@given(records, some.randoms(use_true_random=False), some.dates())
def test_what_means_the_same_breaks_no_rule(record: dict[str, Any], chance: Random, day: date) -> None:
    assert between(record, record, day) == []
    other = _written_otherwise(record, chance)
    assert found(edit(record, other)._replace(id="a"), day=day) == []
    assert found(edit(other, record)._replace(id="a"), day=day) == []


OF_LOST_ENTRIES = {
    *("evidence-removed", "update-rewritten", "due-change-rewritten", "milestone-dropped", "held-rewritten")
}
"""What is told of each entry that went; all of them stood in one place."""


@law(200)
@given(changed(), some.dates())
def test_each_fault_is_told_once(edit: RecordEdit, day: date) -> None:
    told = [(finding.rule, finding.pointer) for _, finding in judge_changes(ChangeSet(day, [edit]))]
    ends = ("evidence", "updates", "due_changes", "milestones", "held", "repeats", "in_force", "changes")
    for rule, pointer in told:
        into_list = rule.startswith(
            (
                "evidence",
                "update-rewritten",
                "due-change",
                "milestone-dropped",
                "held",
                "term",
                "met",
                "milestone",
            )
        )
        alone = told.count((rule, pointer)) == 1
        assert alone or (into_list and (not pointer or pointer[-1] in ends or isinstance(pointer[-1], int)))


def test_rules_weights_and_words_are_of_the_same_names() -> None:
    assert [*dict.fromkeys(rule.id for rule in (*RULES, *FILE_RULES))] == list(CHANGE_SENTENCES)
    assert not SEVERITIES.keys() & OF_CHECKS.keys()
    assert all(set(name) <= set(string.ascii_lowercase + "-") for name in SEVERITIES)


def test_warnings_are_few() -> None:
    warnings = {name for name, severity in SEVERITIES.items() if severity is Severity.WARNING}
    assert warnings == {
        *("closed-on-old-evidence", "corrected-status", "imported-closed", "party-rewritten"),
        *("evidence-address-changed", "evidence-date-changed", "met-without-evidence"),
    }


@pytest.mark.parametrize(
    ("told", "severity"),
    [
        ({}, Severity.ERROR),
        ({"due-moved-late": "warning"}, Severity.WARNING),
        ({"due-moved-late": "error"}, Severity.ERROR),
        ({"due-moved-late": "off"}, None),
        ({"due-moved-silently": "off"}, Severity.ERROR),
    ],
)
def test_settings_change_the_weight_of_a_rule(told: dict[str, str], severity: Severity | None) -> None:
    assert severity_of("due-moved-late", told) is severity


def many(count: int, note: str) -> list[dict[str, Any]]:
    """Updates of one day."""
    return [{"date": "2026-05-19", "note": {"en": f"{note} {number}"}} for number in range(count)]


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        ({"updates": many(900, "a")}, {"updates": many(900, "b")}, {"update-rewritten"}),
        ({"updates": many(900, "a")}, {}, {"update-rewritten"}),
        (
            {"milestones": [{"id": "m"} for _ in range(900)]},
            {"milestones": [{"id": "m", "due": n + 1000} for n in range(900)]},
            set(),
        ),
        ({"evidence": [{"title": "T", "date": n} for n in range(900)]}, {}, {"evidence-removed"}),
        (
            {"due": 2027, "due_changes": [{"to": 2027, "x": n} for n in range(900)]},
            {"due": 2028, "due_changes": [{"to": 2027, "y": n} for n in range(900)]},
            {"due-change-rewritten", "due-moved-silently"},
        ),
    ],
    ids=["rewritten", "removed", "of one id", "of one title", "of one day"],
)
def test_long_lists_take_no_time(before: dict[str, Any], after: dict[str, Any], expected: set[str]) -> None:
    with little_work():
        assert {item.split()[0] for item in between(a(**before), a(**after))} == expected
