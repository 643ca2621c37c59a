"""What must hold of one record: for each rule what breaks it, and what comes near and does not.

Whole files that break a rule stand in tests/examples/invalid; here are the edges. Must not look across
records.
"""

import pytest

from commitments.checks.rules import SEVERITIES
from commitments.model.problem import Severity
from commitments.reading.source_file import SourceFile
from commitments.workspace.examine import examine

BASE = """\
id: small
title: {en: T}
kind: mou
status: agreed
parties: [{party: acme, role: lead}]
source: {document: d}
"""
EVIDENCE = "evidence: [{title: E}]\n"


def found(text: str, path: str = "records/small.yaml") -> list[str]:
    """The problems of a record, as `rule line:column`."""
    problems = examine(SourceFile(path, text.encode())).problems
    return [
        f"{problem.rule} {problem.line}:{problem.column}"
        for problem in sorted(problems, key=lambda p: p.sort_key())
    ]


@pytest.mark.parametrize(
    ("path", "problems"),
    [
        ("records/small.yaml", []),
        ("records/asia/2026/small.yaml", []),
        ("records/Small.yaml", ["id-differs-from-file 1:5"]),
        ("records/small.yaml.yaml", ["id-differs-from-file 1:5"]),
        ("records/smaller.yaml", ["id-differs-from-file 1:5"]),
        ("records/small/other.yaml", ["id-differs-from-file 1:5"]),
    ],
)
def test_the_id_is_the_stem(path: str, problems: list[str]) -> None:
    assert found(BASE, path) == problems


# Each row: what stands below the small record, from line 7 on, and the problems it makes.
DATES = [
    ("made_on: 2024-02-29", ""),
    ("made_on: 2023-02-29", "date-not-real 7:10"),
    ("made_on: 1900-02-29", "date-not-real 7:10"),
    ("made_on: '2026-04-31'", "date-not-real 7:10"),
    ("due: 2026-02-30~", "date-not-real 7:6"),
    ("due: 2026-06/2026-06-15", ""),
    ("due: 2026-06-15/2026-06", ""),
    ("due: 2026-06/2026-05", "date-not-real 7:6"),
    ("due: 2026-06-16/2026-06-15", "date-not-real 7:6"),
    ("due: 2026/2025", "date-not-real 7:6"),
    ("due: 2026-02-30/..", "date-not-real 7:6"),
    ("due: 2026-13", "wrong-form 7:6"),
    ("due: 2026-10-00", "wrong-form 7:6"),
    ("due: ../..", "wrong-form 7:6"),
    ("due: '2026-10-31\n\n  '", "wrong-form 7:6"),
    ("due: 20261031", "wrong-size 7:6"),
    ("due: 0", "wrong-size 7:6"),
    ("due: 12", "wrong-size 7:6"),
    ("due: true", "wrong-type 7:6"),
    ("due: 2026-10-31T00:00:00Z", "wrong-form 7:6"),
    ("due: 1900", "date-implausible 7:6"),
    ("due: 1989-12-31", "date-implausible 7:6"),
    ("due: 1990-01-01", ""),
    ("due: 2100-12-31", ""),
    ("due: 2101", "date-implausible 7:6"),
    ("due: 2200-Q4~", "date-implausible 7:6"),
    ("due: 2201", "year-out-of-range 7:6"),
    ("due: 1899-12-31", "year-out-of-range 7:6"),
    ("due: 1026-33?", "year-out-of-range 7:6"),
    ("due: 2569", "year-out-of-range 7:6"),
    ("due: '0999'", "year-out-of-range 7:6"),
    ("due: 2026/2101-01", "date-implausible 7:6"),
    ("due: 1989/2026", "date-implausible 7:6"),
    ("due: 1899/2026", "year-out-of-range 7:6"),
    ("due: 2026/2201-40", "year-out-of-range 7:6"),
    ("due: ../2201", "year-out-of-range 7:6"),
    ("due: ../2101", "date-implausible 7:6"),
    ("due: 1989/..", "date-implausible 7:6"),
    ("made_on: 1944-12-31", "date-implausible 7:10"),
    ("made_on: 1945", ""),
    ("made_on: 1906-06", "date-implausible 7:10"),
    ("made_on: 2101", "date-implausible 7:10"),
    ("made_on: 1899", "year-out-of-range 7:10"),
    ("met_on: 1989", "date-implausible 7:9"),
    ("review_by: 2101", "date-implausible 7:12"),
    ("updates: [{date: 1989, note: {en: A}}]", "date-implausible 7:18"),
    ("evidence: [{date: 1989, title: A}]", "date-implausible 7:19"),
    ("closing: {date: 1989, reason: {en: A}}", "date-implausible 7:17"),
    ("repeats: {rule: FREQ=YEARLY, starts: 1989}", "date-implausible 7:38"),
    ("repeats: {rule: FREQ=YEARLY, starts: 2201}", "year-out-of-range 7:38"),
    ("repeats: {rule: FREQ=YEARLY;UNTIL=21010101}", "date-implausible 7:17"),
    ("repeats: {rule: FREQ=YEARLY;UNTIL=99991231}", "year-out-of-range 7:17"),
    ("repeats: {rule: FREQ=YEARLY;UNTIL=21001231}", ""),
    ("x-due: 1026", ""),
    ("x-due: 2026-02-30", ""),
    ("x-due: {due: 2026-02-30, milestones: [{due: 2026-02-30}]}", ""),
]
ORDER = [
    ("made_on: 2026-03\ndue: 2026-03-01", ""),
    ("made_on: 2026-03-15\ndue: 2026-03", ""),
    ("made_on: 2026\ndue: 2026-01-01", ""),
    ("made_on: 2026-03\ndue: 2026-02", "date-order 8:6"),
    ("made_on: 2026-03-02\ndue: 2026-03-01", "date-order 8:6"),
    ("made_on: ../2026-03\ndue: 2025", ""),
    ("made_on: 2026-03/..\ndue: 2026-02", "date-order 8:6"),
    ("made_on: 2026-03\ndue: 2026-02/..", ""),
    ("made_on: 2026\nmet_on: 2025-12-31", "date-order 8:9"),
    ("made_on: 2026\nclosing: {date: 2025, reason: {en: A}}", "date-order 8:17"),
    ("made_on: 2026\nmilestones: [{id: a, title: {en: A}, met_on: 2025}]", "date-order 8:46"),
    ("due: 2025\nmet_on: 2024", ""),
    ("met_on: 2025\nmade_on: 2026", "date-order 7:9"),
]
MILESTONES = [
    ("due: 2026-03\nmilestones: [{id: a, title: {en: A}, due: 2026-03-31}]", ""),
    ("due: 2026-03\nmilestones: [{id: a, title: {en: A}, due: 2026-04-01}]", "milestone-after-deadline 8:43"),
    ("due: 2026-03\nmilestones: [{id: a, title: {en: A}, due: 2026}]", "milestone-after-deadline 8:43"),
    ("due: 2026-03\nmilestones: [{id: a, title: {en: A}, due: 2026-03/..}]", ""),
    ("due: 2026/..\nmilestones: [{id: a, title: {en: A}, due: 2030}]", ""),
    ("milestones: [{id: a, title: {en: A}, due: 2030}]", ""),
    ("milestones: [{id: a, title: {en: A}}, {id: b, title: {en: A}}]", ""),
    ("milestones: [{id: a, title: {en: A}}, {id: a, title: {en: B}}]", "milestone-twice 7:39"),
    ("milestones: [{id: a, title: {en: A}}, {id: A, title: {en: B}}]", "wrong-form 7:44"),
]


def move(*moves: str, due: str = "") -> str:
    """A deadline on line 7, where there is one, and its moves, a line each."""
    items = [f"  - {{{item}, reason: {{en: A}}}}\n" for item in moves]
    return (f"due: {due}\n" if due else "") + "due_changes:\n" + "".join(items)


CHAINS = [
    (move("date: 2026-01, from: 2026-Q1, to: 2026-Q2", due="2026-Q2"), ""),
    (move("date: 2026-01, to: 2026-Q2", due="2026-34"), ""),
    (move("date: 2026-01, to: 2026", due="2026"), ""),
    (move("date: 2026-01, to: 2026-Q2~", due="2026-Q2"), ""),
    (move("date: 2026-01, to: 2026-04/2026-06", due="2026-Q2"), ""),
    (move("date: 2026-01, to: 2026-Q2", due="2026-06"), "due-changes-end 9:25"),
    (move("date: 2026-01, to: 2026-Q2", due="2026/.."), "due-changes-end 9:25"),
    (move("date: 2026-01, to: 2026-Q2"), "due-changes-end 8:25"),
    (move("date: 2026-01, from: 2026-Q2"), ""),
    (move("date: 2026-01, from: 2026-Q2", due="2026-Q3"), "due-changes-end 9:5"),
    (move("date: 2026-01, from: 2026-Q2", "date: 2026-02, to: 2027", due="2027"), ""),
    (move("date: 2026-01, to: 2026-Q2", "date: 2026-01, from: 2026-04/2026-06, to: 2027", due="2027"), ""),
    (move("date: 2026-01, to: 2026-Q2", "date: 2026-01, to: 2027", due="2027"), ""),
    (
        move("date: 2026-01, to: 2026-Q2", "date: 2026-01, from: 2026-06, to: 2027", due="2027"),
        "due-changes-chain 10:27",
    ),
    (
        move("date: 2026-02-01, to: 2026-Q2", "date: 2026-01-31, from: 2026-Q2, to: 2027", due="2027"),
        "due-changes-order 10:12",
    ),
    (move("date: 2026-02-01, to: 2026-Q2", "date: 2026-02-01, from: 2026-Q2, to: 2027", due="2027"), ""),
    (move("date: 2026-02-15, to: 2026-Q2", "date: 2026-02, from: 2026-Q2, to: 2027", due="2027"), ""),
    (
        move("date: 2026-02, to: 2026-Q2", "date: 2026-01, from: 2026, to: 2027", due="2028"),
        "due-changes-order 10:12, due-changes-chain 10:27, due-changes-end 10:37",
    ),
    (move("date: 2026-01, to: 2026-02-30", due="2027"), "date-not-real 9:25"),
]
OCCURRENCES = [
    ("repeats: {rule: FREQ=YEARLY, held: [{occurrence: 2026}, {occurrence: 2026}]}", ""),
    ("repeats: {rule: FREQ=YEARLY, starts: 2026, held: [{occurrence: 2026}, {occurrence: 2086}]}", ""),
    ("repeats: {rule: FREQ=YEARLY, starts: 2026, held: [{occurrence: 2025}]}", "occurrence-not-in-rule 7:64"),
    (
        "repeats: {rule: FREQ=YEARLY, starts: 2026, held: [{occurrence: 2026-01}]}",
        "occurrence-not-in-rule 7:64",
    ),
    ("repeats: {rule: FREQ=YEARLY, starts: 2026-Q4, held: [{occurrence: 2027-36}]}", ""),
    ("repeats: {rule: FREQ=MONTHLY, starts: 2026-01-31, held: [{occurrence: 2026-03-31}]}", ""),
    (
        "repeats: {rule: FREQ=MONTHLY, starts: 2026-01-31, held: [{occurrence: 2026-02-28}]}",
        "occurrence-not-in-rule 7:71",
    ),
    ("repeats: {rule: FREQ=YEARLY;UNTIL=20261231, starts: 2025, held: [{occurrence: 2026}]}", ""),
    (
        "repeats: {rule: FREQ=YEARLY;UNTIL=20261231, starts: 2025, held: [{occurrence: 2027}]}",
        "occurrence-not-in-rule 7:79",
    ),
    ("repeats: {rule: FREQ=YEARLY, starts: 2026/..}", "wrong-form 7:38"),
    ("repeats: {rule: FREQ=YEARLY, starts: 2026~}", "wrong-form 7:38"),
    ("repeats: {rule: 'FREQ=WEEKLY;BYDAY=1MO', starts: 2026}", "recurrence-rule 7:17"),
    ("repeats: {starts: 2026}", "missing-field 7:10"),
    ("repeats: {rule: FREQ=YEARLY;UNTIL=20200101, starts: 2026-01-01}", "rule-never-occurs 7:17"),
    ("repeats: {rule: FREQ=YEARLY;UNTIL=20260101, starts: 2026-01-01}", ""),
    ("repeats: {rule: FREQ=YEARLY;UNTIL=20200101}", ""),
    (
        "repeats: {rule: 'FREQ=YEARLY;BYMONTHDAY=31;BYMONTH=2', starts: 2026-01-01}",
        "rule-never-occurs 7:17",
    ),
    ("repeats: {rule: 'FREQ=YEARLY;BYMONTHDAY=30;BYMONTH=2'}", "rule-never-occurs 7:17"),
    ("repeats: {rule: 'FREQ=YEARLY;BYDAY=53MO;BYMONTH=1', starts: 2026}", "rule-never-occurs 7:17"),
    ("repeats: {rule: 'FREQ=MONTHLY;BYDAY=6MO', starts: 2026-01}", "rule-never-occurs 7:17"),
    ("repeats: {rule: 'FREQ=MONTHLY;BYMONTHDAY=1;BYSETPOS=2'}", "rule-never-occurs 7:17"),
    (
        "repeats: {rule: 'FREQ=YEARLY;INTERVAL=999;BYMONTH=2;BYMONTHDAY=29;COUNT=3', starts: 2026}",
        "rule-never-occurs 7:17",
    ),
    ("repeats: {rule: 'FREQ=YEARLY;INTERVAL=999;BYMONTH=2;BYMONTHDAY=29', starts: 2028}", ""),
    ("repeats: {rule: 'FREQ=MONTHLY;BYDAY=6MO', starts: 2026-02-30}", "date-not-real 7:51"),
    ("repeats: {rule: 'FREQ=MONTHLY;BYDAY=6MO', starts: 2026/..}", "wrong-form 7:51"),
    (
        "repeats: {rule: 'FREQ=MONTHLY;BYDAY=6MO', starts: 2026, held: [{occurrence: 2026}]}",
        "rule-never-occurs 7:17, occurrence-not-in-rule 7:77",
    ),
]


@pytest.mark.parametrize(
    ("below", "problems"),
    [*DATES, *ORDER, *MILESTONES, *CHAINS, *OCCURRENCES],
    ids=lambda name: name.replace("\n", " ")[:70],
)
def test_a_record_with_more_below(below: str, problems: str) -> None:
    assert found(f"{BASE}{below}\n") == (problems.split(", ") if problems else [])


def test_the_moves_of_a_milestone_are_a_chain_too() -> None:
    step = "milestones:\n- id: a\n  title: {en: A}\n"
    one, other = "date: 2026-02, to: 2026-Q2", "date: 2026-01, from: 2026, to: 2027"
    assert found(BASE + step + move(one, due="2026-34").replace("due", "  due")) == []
    assert found(BASE + step + move(one, other, due="2028").replace("due", "  due")) == [
        "due-changes-order 13:12",
        "due-changes-chain 13:27",
        "due-changes-end 13:37",
    ]


@pytest.mark.parametrize(
    ("parties", "problems"),
    [
        ("{party: a, role: lead}, {party: a, role: funder}, {party: b, role: lead}", []),
        ("{party: a, role: lead}, {party: b, role: lead}, {party: a, role: lead}", ["party-twice 5:59"]),
        (
            "{party: a, role: lead}, {party: a, role: leed}, {party: a, role: loed}",
            ["unknown-value 5:52", "unknown-value 5:76"],
        ),
        ("{party: a, role: signatory}", []),
        ("{party: a, role: supporting}, {party: b, role: requester}", ["no-lead 5:10"]),
    ],
)
def test_parties(parties: str, problems: list[str]) -> None:
    assert found(BASE.replace("{party: acme, role: lead}", parties)) == problems


@pytest.mark.parametrize(
    ("kind", "status", "problems"),
    [
        ("assignment", "proposed", ["assignment-proposed 4:9"]),
        ("assignment", "agreed", []),
        ("request", "proposed", []),
    ],
)
def test_an_assignment_is_never_proposed(kind: str, status: str, problems: list[str]) -> None:
    assert found(BASE.replace("kind: mou", f"kind: {kind}").replace("agreed", status)) == problems


NO_LEAD = BASE.replace("role: lead", "role: counterpart")


@pytest.mark.parametrize(
    ("status", "kind", "below", "problems"),
    [
        ("proposed", "mou", "", ["no-lead 5:10"]),
        ("in_progress", "mou", "", ["no-lead 5:10"]),
        ("suspended", "mou", "review_by: 2026\nupdates: [{date: 2026, note: {en: A}}]\n", ["no-lead 5:10"]),
        ("agreed", "meeting", "", []),
        ("fulfilled", "meeting", "met_on: 2026\n", []),
        ("fulfilled", "mou", f"met_on: 2026\n{EVIDENCE}", []),
        ("withdrawn", "mou", "closing: {date: 2026, reason: {en: A}}\n", []),
        ("superseded", "mou", "superseded_by: next\n", []),
    ],
)
def test_who_must_have_a_lead(status: str, kind: str, below: str, problems: list[str]) -> None:
    assert found(NO_LEAD.replace("agreed", status).replace("mou", kind) + below) == problems


@pytest.mark.parametrize(
    ("milestone", "problems"),
    [
        ("status: met", []),
        ("status: partially_met", []),
        ("status: not_met", []),
        ("status: scheduled", ["open-milestone 9:14"]),
        ("due: 2026", ["open-milestone 9:14"]),
    ],
)
def test_fulfilled_leaves_no_milestone_scheduled(milestone: str, problems: list[str]) -> None:
    below = f"met_on: 2026\n{EVIDENCE}milestones: [{{id: a, title: {{en: A}}, {milestone}}}]\n"
    assert found(BASE.replace("agreed", "fulfilled") + below) == problems
    assert found(BASE + below.partition("\n")[2]) == []


def test_the_weights_are_those_of_the_contract() -> None:
    warnings = {name for name, severity in SEVERITIES.items() if severity is Severity.WARNING}
    assert warnings == {
        *("milestone-after-deadline", "open-milestone", "open-child", "no-lead", "stray-file", "not-nfc"),
        "date-implausible",
        *("schema-differs", "modeline-nowhere", "nested-repository", "no-registry"),
        *(
            "assignment-proposed",
            "party-ended",
            "party-name-taken",
            "link-to-other-register",
            "party-differs",
        ),
        *("event-not-applied", "event-cancelled"),
        *("term-of-no-instrument", "term-period-unknown"),
    }


MOVE = "date: 2026-01, reason: {en: A}"


@pytest.mark.parametrize(
    ("below", "problems"),
    [
        (f"due_changes: [{{from: 2026, {MOVE}}}]\n", []),
        (f"due: 2026\ndue_changes: [{{from: 2026, {MOVE}}}]\n", ["due-changes-end 8:15"]),
        (f"due: 2027\ndue_changes: [{{from: 2026, {MOVE}}}, {{to: 2027, {MOVE}}}]\n", []),
        (f"in_force: {{until: 2027, changes: [{{field: until, from: 2026, to: 2027, {MOVE}}}]}}\n", []),
        (
            f"in_force: {{until: 2028, changes: [{{field: until, from: 2026, to: 2027, {MOVE}}}]}}\n",
            ["due-changes-end 7:66"],
        ),
        (f"in_force: {{until: 2027, changes: [{{field: ends, from: 2026, {MOVE}}}]}}\n", []),
    ],
)
def test_liftings_and_terms(below: str, problems: list[str]) -> None:
    assert found(BASE + below) == problems
