"""What must hold between records, and between records and parties.

Must not ask what holds of one record by itself, nor of the files around the records.
"""

from collections import defaultdict
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as some

from commitments.checks.cycles import cycles, rings_through
from commitments.checks.rules import SEVERITIES
from commitments.model.problem import Problem, Severity
from commitments.workspace.open_workspace import open_workspace
from commitments.workspace.validate import validate

Contents = Mapping[str, str]
Judge = Callable[[Contents], tuple[Problem, ...]]
Tell = Callable[[tuple[Problem, ...]], list[str]]
DONE = "met_on: 2026\nevidence: [{title: E}]"
DROPPED = "closing: {date: 2026, reason: {en: A}}"


def rec(id: str, below: str = "", status: str = "agreed", kind: str = "mou", party: str = "acme") -> str:
    """A good record of six lines, and more lines below."""
    return f"""\
id: {id}
title: {{en: T}}
kind: {kind}
status: {status}
parties: [{{party: {party}, role: lead}}]
source: {{document: d}}
{below}
"""


MANY_PARTIES = """\
updates: [{date: 2026, by: acmi, note: {en: A}}]
due: 2026
due_changes: [{date: 2026, to: 2026, reason: {en: A}, agreed_by: vn-mop}]
milestones:
  - id: m
    title: {en: A}
    due: 2026
    due_changes:
      - {date: 2026, to: 2026, reason: {en: A}, agreed_by: zzz}"""

SPLIT = """\
- {id: acme, name: {en: Acme}, kind: company}
- {id: shut, name: {en: Shut}, kind: company, until: 2024}
- {id: old, name: {en: Old}, kind: ministry, until: 2020, succeeded_by: mid}
- {id: mid, name: {en: Mid}, kind: ministry, until: 2025, succeeded_by: [north, south]}
- {id: north, name: {en: North}, kind: ministry}
- {id: south, name: {en: South}, kind: ministry}
- {id: former, name: {en: Former}, kind: ministry, until: 2025, succeeded_by: [north]}
- {id: ring, name: {en: Ring}, kind: ministry, succeeded_by: [loop]}
- {id: loop, name: {en: Loop}, kind: ministry, succeeded_by: ring}
"""


def led(id: str, *leads: str, status: str = "agreed", role: str = "lead") -> str:
    """A record on which parties have a role."""
    parties = ", ".join(f"{{party: {party}, role: {role}}}" for party in leads)
    return rec(id, DROPPED if status == "withdrawn" else "", status).replace(
        "{party: acme, role: lead}", parties
    )


CASES: dict[str, tuple[Contents, list[str]]] = {
    "nothing wrong": ({"a.yaml": rec("a"), "records/sub/b.yaml": rec("b", "part_of: a")}, []),
    "leads whose tasks several bodies took over": (
        {
            "schema/parties.yaml": SPLIT,
            "a.yaml": led("a", "mid"),
            "b.yaml": led("b", "shut", "old"),
            "c.yaml": led("c", "mid", "ring", status="proposed"),
        },
        [
            "party-ended records/a.yaml:5:10",
            "party-ended records/b.yaml:5:10",
            "party-ended records/c.yaml:5:10",
            "link-cycle schema/parties.yaml:9:62",
        ],
    ),
    "leads beside which one stands, and records that need none": (
        {
            "schema/parties.yaml": SPLIT,
            "a.yaml": led("a", "mid", "north"),
            "b.yaml": led("b", "old", "former"),
            "c.yaml": led("c", "mid", status="withdrawn"),
            "d.yaml": led("d", "mid", role="signatory"),
            "e.yaml": led("e", "former"),
            "f.yaml": led("f", "shut"),
        },
        ["link-cycle schema/parties.yaml:9:62"],
    ),
    "an id three times": (
        {"a.yaml": rec("a"), "records/x/a.yaml": rec("a"), "records/y/a.yaml": rec("a")},
        ["id-not-unique records/x/a.yaml:1:5", "id-not-unique records/y/a.yaml:1:5"],
    ),
    "links to nowhere": (
        {
            "a.yaml": rec("a", "part_of: b\ndepends_on: [a1, c]\nsuperseded_by: d"),
            "c.yaml": rec("c", "depends_on:\n  - e"),
        },
        [
            "unknown-record records/a.yaml:7:10",
            "unknown-record records/a.yaml:8:14",
            "unknown-record records/a.yaml:9:16",
            "unknown-record records/c.yaml:8:5",
        ],
    ),
    "links to other registers are not looked at, and are no circle": (
        {
            "a.yaml": rec("a", "part_of: mofa:a\ndepends_on: [a1, mofa:b, mofa:c]\nsuperseded_by: zz:d"),
            "b.yaml": rec("b", DONE, status="fulfilled"),
            "c.yaml": rec("c", "depends_on: ['mofa:']\npart_of: a:b:c"),
        },
        [
            "link-to-other-register records/a.yaml:7:10",
            "unknown-record records/a.yaml:8:14",
            "link-to-other-register records/a.yaml:8:18",
            "link-to-other-register records/a.yaml:8:26",
            "link-to-other-register records/a.yaml:9:16",
            "wrong-form records/c.yaml:7:14",
            "wrong-form records/c.yaml:8:10",
        ],
    ),
    "a record that pretends to be elsewhere is part of nothing here": (
        {
            "a.yaml": rec("mofa:a", DONE, status="fulfilled"),
            "b.yaml": rec("b", "part_of: mofa:a"),
        },
        ["wrong-form records/a.yaml:1:5", "link-to-other-register records/b.yaml:7:10"],
    ),
    "a link to what cannot be read is no second fault": (
        {"a.yaml": rec("a", "part_of: b"), "b.yaml": "id: [\n"},
        ["yaml-syntax records/b.yaml:2:1"],
    ),
    "the links of a record without a meaning are looked at too": (
        {"a.yaml": rec("a", "part_of: b", status="agred")},
        ["unknown-value records/a.yaml:4:9", "unknown-record records/a.yaml:7:10"],
    ),
    "control characters forge no link": (
        {"a.yaml": rec("a", 'part_of: "b\\x1ec\\x1fdepends_on=zz"')},
        ["unsafe-character records/a.yaml:7:10", "wrong-form records/a.yaml:7:10"],
    ),
    "part of itself": ({"a.yaml": rec("a", "part_of: a")}, ["link-cycle records/a.yaml:7:10"]),
    "a ring is told once, at its least id": (
        {
            "c.yaml": rec("c", "part_of: b"),
            "b.yaml": rec("b", "part_of: a"),
            "a.yaml": rec("a", "part_of: c"),
        },
        ["link-cycle records/a.yaml:7:10"],
    ),
    "a ring with a way into it": (
        {
            "a.yaml": rec("a", "part_of: b"),
            "b.yaml": rec("b", "part_of: c"),
            "c.yaml": rec("c", "part_of: b"),
        },
        ["link-cycle records/b.yaml:7:10"],
    ),
    "a ring of what waits for each other": (
        {"a.yaml": rec("a", "depends_on: [c, b]"), "b.yaml": rec("b", "depends_on: [a]"), "c.yaml": rec("c")},
        ["link-cycle records/a.yaml:7:17"],
    ),
    "superseded in a circle": (
        {
            "a.yaml": rec("a", "superseded_by: b", status="superseded"),
            "b.yaml": rec("b", "superseded_by: a", status="superseded"),
        },
        ["link-cycle records/a.yaml:7:16"],
    ),
    "different links make no ring": (
        {"a.yaml": rec("a", "depends_on: [b]"), "b.yaml": rec("b", "part_of: a")},
        [],
    ),
    "two ways to one record are no ring": (
        {
            "a.yaml": rec("a", "depends_on: [b, c]"),
            "b.yaml": rec("b", "depends_on: [d]"),
            "c.yaml": rec("c", "depends_on: [d]"),
            "d.yaml": rec("d"),
        },
        [],
    ),
    "fulfilled, but a part is not": (
        {
            "a.yaml": rec("a", DONE, status="fulfilled"),
            "b.yaml": rec("b", "part_of: a", status="proposed"),
        },
        ["open-child records/a.yaml:4:9"],
    ),
    "fulfilled, and its parts are closed": (
        {
            "a.yaml": rec("a", DONE, status="fulfilled"),
            "b.yaml": rec("b", f"part_of: a\n{DONE}", status="fulfilled"),
            "c.yaml": rec("c", f"part_of: a\n{DROPPED}", status="withdrawn"),
        },
        [],
    ),
    "only direct parts count": (
        {
            "a.yaml": rec("a", DONE, status="fulfilled"),
            "b.yaml": rec("b", f"part_of: a\n{DROPPED}", status="withdrawn"),
            "c.yaml": rec("c", "part_of: b"),
        },
        [],
    ),
    "a meeting is over though what came of it is not": (
        {
            "a.yaml": rec("a", "met_on: 2026", status="fulfilled", kind="meeting"),
            "b.yaml": rec("b", "part_of: a"),
        },
        [],
    ),
    "parties nobody knows": (
        {"a.yaml": rec("a", MANY_PARTIES, party="amce")},
        [
            "unknown-party records/a.yaml:5:19",
            "unknown-party records/a.yaml:7:28",
            "unknown-party records/a.yaml:9:66",
            "unknown-party records/a.yaml:15:60",
        ],
    ),
}


@pytest.mark.parametrize("name", CASES)
def test_records_together(problems_of: Judge, told: Tell, name: str) -> None:
    contents, problems = CASES[name]
    assert told(problems_of(contents)) == problems


def test_every_rule_between_records_is_broken_here() -> None:
    broken = {problem.split()[0] for _, problems in CASES.values() for problem in problems}
    between = {
        "id-not-unique",
        "unknown-record",
        "link-to-other-register",
        "link-cycle",
        "unknown-party",
        "open-child",
    }
    assert between <= broken
    assert between <= SEVERITIES.keys()


VALUES: list[tuple[str, Contents, dict[str, str]]] = [
    (
        "unknown-record",
        {"a.yaml": rec("a", "part_of: london-mo"), "london-mou.yaml": rec("london-mou")},
        {"id": "london-mo", "nearest": "london-mou"},
    ),
    ("unknown-record", {"a.yaml": rec("a", "part_of: zzzz")}, {"id": "zzzz", "nearest": ""}),
    ("link-to-other-register", {"a.yaml": rec("a", "part_of: mofa:a")}, {"id": "mofa:a"}),
    ("unknown-party", {"a.yaml": rec("a", party="vn-mf")}, {"party": "vn-mf", "nearest": "vn-mof"}),
    (
        "id-not-unique",
        {"a.yaml": rec("a"), "records/x/a.yaml": rec("a")},
        {"id": "a", "other": "records/a.yaml"},
    ),
    (
        "link-cycle",
        {"a.yaml": rec("a", "part_of: b"), "b.yaml": rec("b", "part_of: a")},
        {"link": "part_of", "ring": "a → b → a"},
    ),
    (
        "open-child",
        {
            "a.yaml": rec("a", DONE, status="fulfilled"),
            "b.yaml": rec("b", "part_of: a"),
            "c.yaml": rec("c", "part_of: a"),
        },
        {"child": "b", "count": "2"},
    ),
]


@pytest.mark.parametrize(("rule", "contents", "values"), VALUES)
def test_what_a_problem_tells(
    problems_of: Judge, rule: str, contents: Contents, values: dict[str, str]
) -> None:
    (problem,) = problems_of(contents)
    assert (problem.rule, problem.severity, problem.values) == (rule, SEVERITIES[rule], values)
    assert problem.id in ("a", values.get("id"))


def test_named_files_are_told_of_but_all_are_looked_at(
    make_workspace: Callable[..., Path], tmp_path: Path, told: Tell
) -> None:
    root = make_workspace({"a.yaml": rec("a", "part_of: b"), "c.yaml": rec("c", "due: 2026-02-30")})
    workspace = open_workspace(root, None, {"COMMIT_CACHE_DIR": str(tmp_path / "cache")})
    found = validate(workspace, ["records/a.yaml"])
    assert (told(found.problems), found.checked) == (["unknown-record records/a.yaml:7:10"], 1)
    whole = validate(workspace)
    assert (whole.checked, whole.count(Severity.ERROR), whole.count(Severity.WARNING)) == (2, 2, 0)


NAMES = some.sampled_from("abcdef")
EDGES = some.lists(some.tuples(NAMES, NAMES), max_size=10)


def reached(edges: list[tuple[str, str]], start: str) -> set[str]:
    found: set[str] = set()
    waiting = [start]
    while waiting:
        at = waiting.pop()
        fresh = {to for source, to in edges if source == at} - found
        found |= fresh
        waiting += fresh
    return found


@given(EDGES)
def test_rings_are_found_where_and_only_where_a_name_reaches_itself(edges: list[tuple[str, str]]) -> None:
    graph: dict[str, list[str]] = defaultdict(list)
    for source, to in edges:
        graph[source].append(to)
    found = list(cycles(graph))
    for ring in found:
        assert all(step in edges for step in zip(ring, [*ring[1:], ring[0]], strict=True))
        assert ring[0] == min(ring) and len(set(ring)) == len(ring)
    for name in "abcdef":
        knot = {edge for edge in reached(edges, name) if name in reached(edges, edge)}
        assert bool(knot) == any(knot & set(ring) for ring in found)


@given(EDGES, some.integers(0, 7))
def test_rings_through_links_are_found_once_for_each_knot(edges: list[tuple[str, str]], places: int) -> None:
    graph: dict[str, list[str]] = defaultdict(list)
    for source, to in edges:
        graph[source].append(to)
    links = [edge for place, edge in enumerate(edges) if place % 3 == places % 3]
    found = list(rings_through(graph, links))
    for ring in found:
        assert all(step in edges for step in zip(ring, [*ring[1:], ring[0]], strict=True))
        assert (ring[0], ring[1 % len(ring)]) in links and len(set(ring)) == len(ring)
    closing = {(source, to) for source, to in links if source == to or source in reached(edges, to)}
    knots = {
        frozenset({to, *reached(edges, to)} & {n for n in "abcdef" if to in {n, *reached(edges, n)}})
        for _, to in closing
    }
    assert sorted(map(min, knots)) == sorted(
        min(knot) for ring in found for knot in knots if set(ring) <= knot
    )
    assert len(found) == len(knots)


def test_a_chain_of_any_length_is_followed() -> None:
    chain = {str(number): [str(number + 1)] for number in range(20_000)}
    assert list(cycles(chain)) == []
    assert [len(ring) for ring in cycles({**chain, "20000": ["0"]})] == [20_001]
    assert [len(ring) for ring in rings_through({**chain, "20000": ["0"]}, [("7", "8")])] == [20_001]
