"""Whether deadlines follow the events that they hang on. Must not ask what holds of the file of events."""

from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

from commitments.model.problem import Problem
from commitments.workspace.open_workspace import open_workspace
from commitments.workspace.validate import validate

EVENTS = """\
- {id: dated, name: {en: Dated}, date: 2026-Q4}
- {id: undated, name: {en: Undated}}
- {id: begun, name: {en: Begun}, date: 2026/..}
- {id: off, name: {en: Off}, date: 2026-10, cancelled: {date: 2026-05-12, reason: {en: No.}}}
- {id: unclear, name: {en: Unclear}, cancelled: {date: 2026-13-01, reason: {en: No.}}}
"""
DONE = "met_on: 2026\nevidence: [{title: E}]"
MOVED = "due: 2026-12\ndue_changes: [{date: %s, from: 2026-10, to: 2026-12, reason: {en: A}%s}]"

# status and further fields of a record, and the problems
CASES: dict[str, tuple[str, str, list[str]]] = {
    "on the date": ("agreed", "due: 2026-Q4\ndue_event: {event: dated}", []),
    "on the date, in other words": ("agreed", "due: 2026-10/2026-12\ndue_event: {event: dated}", []),
    "on other days": ("agreed", "due: 2026-11\ndue_event: {event: dated}", ["event-not-applied 7:6"]),
    "on the last day alone": (
        "agreed",
        "due: 2026-12-31\ndue_event: {event: dated}",
        ["event-not-applied 7:6"],
    ),
    "without a deadline": ("agreed", "due_event: {event: dated}", ["event-not-applied 7:12"]),
    "after": ("agreed", "due: 2027-03-01\ndue_event: {event: dated, within: P60D}", []),
    "after, a day short": (
        "agreed",
        "due: 2027-02-28\ndue_event: {event: dated, within: P60D}",
        ["event-not-applied 7:6"],
    ),
    "at its end": ("agreed", "due: 2026-12-31\ndue_event: {event: dated, when: after}", []),
    "two months after, held to the end of February": (
        "agreed",
        "due: 2027-02-28\ndue_event: {event: dated, when: after, within: P2M}",
        [],
    ),
    "before": ("agreed", "due: 2026-09-30\ndue_event: {event: dated, when: before}", []),
    "well before": (
        "agreed",
        "due: 2026-08-30\ndue_event: {event: dated, when: before, within: P1M1W}",
        ["event-not-applied 7:6"],
    ),
    "well before, rightly": (
        "agreed",
        "due: 2026-08-23\ndue_event: {event: dated, when: before, within: P1M1W}",
        [],
    ),
    "proposed": ("proposed", "due: 2026-11\ndue_event: {event: dated}", ["event-not-applied 7:6"]),
    "closed": ("fulfilled", f"due: 2026-11\ndue_event: {{event: dated}}\n{DONE}", []),
    "closed, by a cancelled one": ("fulfilled", f"due: 2026-11\ndue_event: {{event: off}}\n{DONE}", []),
    "by an event without a date": ("agreed", "due_event: {event: undated}", []),
    "by an event without a date, with a deadline": ("agreed", "due: 2026\ndue_event: {event: undated}", []),
    "by one that has no end": ("agreed", "due_event: {event: begun}", ["event-date-open 7:20"]),
    "after one that has no end": (
        "agreed",
        "due_event: {event: begun, when: after}",
        ["event-date-open 7:20"],
    ),
    "before one that has no end": ("agreed", "due: 2025-12-31\ndue_event: {event: begun, when: before}", []),
    "by a cancelled one": ("agreed", "due: 2026-10\ndue_event: {event: off}", ["event-cancelled 8:20"]),
    "by a cancelled one, without a deadline": ("agreed", "due_event: {event: off}", ["event-cancelled 7:20"]),
    "moved by a person on that day": ("agreed", MOVED % ("2026-05-12", "") + "\ndue_event: {event: off}", []),
    "moved by a person since": ("agreed", MOVED % ("2026", "") + "\ndue_event: {event: off}", []),
    "moved by a person before": (
        "agreed",
        MOVED % ("2026-05-11", "") + "\ndue_event: {event: off}",
        ["event-cancelled 9:20"],
    ),
    "moved since, but by the event": (
        "agreed",
        MOVED % ("2026-05-12", ", event: off") + "\ndue_event: {event: off}",
        ["event-cancelled 9:20"],
    ),
    "cancelled on no day": ("agreed", "due_event: {event: unclear}", ["event-cancelled 7:20"]),
    "an unknown one": ("agreed", "due_event: {event: datd}", ["unknown-event 7:20"]),
    "an unknown one that moved a deadline": (
        "agreed",
        MOVED % ("2026-05-12", ", event: other"),
        ["unknown-event 8:86"],
    ),
    "milestones": (
        "agreed",
        """\
milestones:
  - {id: a, title: {en: A}, due: 2026-11, due_event: {event: dated}}
  - {id: b, title: {en: B}, due_event: {event: dated}, status: not_met}
  - {id: c, title: {en: C}, due_event: {event: off}}
  - {id: d, title: {en: D}, due_event: {event: nobody}}""",
        ["event-not-applied 8:34", "event-cancelled 10:48", "unknown-event 11:48"],
    ),
    "milestones of what is closed": (
        "withdrawn",
        "closing: {date: 2026, reason: {en: A}}\nmilestones:\n"
        "  - {id: a, title: {en: A}, due: 2026-11, due_event: {event: dated}}",
        [],
    ),
}


def record(status: str, below: str) -> str:
    return f"""\
id: a
title: {{en: T}}
kind: agreed_action
status: {status}
parties: [{{party: acme, role: lead}}]
source: {{document: d}}
{below}
"""


@pytest.fixture
def problems_of(make_workspace: Callable[..., Path]) -> Callable[[Mapping[str, str]], tuple[Problem, ...]]:
    def judge(files: Mapping[str, str]) -> tuple[Problem, ...]:
        root = make_workspace(files)
        return validate(open_workspace(root, str(root), {}, use_cache=False)).problems

    return judge


@pytest.mark.parametrize("name", CASES)
def test_a_deadline_and_its_event(problems_of: Callable[..., tuple[Problem, ...]], name: str) -> None:
    status, below, expected = CASES[name]
    problems = problems_of({"a.yaml": record(status, below), "schema/events.yaml": EVENTS})
    found = [f"{item.rule} {item.line}:{item.column}" for item in problems if item.path == "records/a.yaml"]
    assert found == expected


def test_the_nearest_event_is_suggested(problems_of: Callable[..., tuple[Problem, ...]]) -> None:
    (problem,) = problems_of(
        {"a.yaml": record("agreed", "due_event: {event: datde}"), "schema/events.yaml": EVENTS[:47]}
    )
    assert (problem.rule, problem.values) == ("unknown-event", {"event": "datde", "nearest": "dated"})


def test_without_the_file_no_event_is_known(problems_of: Callable[..., tuple[Problem, ...]]) -> None:
    (problem,) = problems_of({"a.yaml": record("agreed", "due_event: {event: dated}")})
    assert (problem.rule, problem.values) == ("unknown-event", {"event": "dated", "nearest": ""})


def test_what_follows_is_said(problems_of: Callable[..., tuple[Problem, ...]]) -> None:
    (problem,) = problems_of(
        {
            "a.yaml": record("agreed", "due_event: {event: dated, within: P1Y}"),
            "schema/events.yaml": EVENTS[:47],
        }
    )
    assert problem.values == {"event": "dated", "due": "–", "expected": "2027-12-31"}


def test_a_kept_result_rests_on_the_events_too(make_workspace: Callable[..., Path], tmp_path: Path) -> None:
    root = make_workspace(
        {
            "a.yaml": record("agreed", "due: 2026-Q4\ndue_event: {event: dated}"),
            "schema/events.yaml": EVENTS[:47],
        }
    )
    environ = {"COMMIT_CACHE_DIR": str(tmp_path / "cache")}

    def rules() -> list[str]:
        workspace = open_workspace(root, str(root), environ)
        found = [problem.rule for problem in validate(workspace).problems]
        workspace.remember()
        return found

    assert rules() == []
    (root / "schema/events.yaml").write_text(EVENTS[:47].replace("Q4", "Q3"))
    assert rules() == ["event-not-applied"]
    (root / "schema/events.yaml").unlink()
    assert rules() == ["unknown-event"]
