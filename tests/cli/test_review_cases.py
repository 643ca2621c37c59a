"""Edits of the example's register that once passed: what must be found in each, and what must stay harmless.

Each edit stands on disk and is compared with a commit of the register, on 22 November 2026.
"""

import json
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from gitstory import GitStory

EXAMPLE = Path(__file__).resolve().parents[2] / "docs" / "example"
FILES = {
    path.relative_to(EXAMPLE).as_posix(): path.read_bytes().decode()
    for pattern in ("commitments.toml", "schema/*.yaml", "records/**/*.yaml")
    for path in sorted(EXAMPLE.glob(pattern))
}
FLOOD, PORT, PLAN = (
    f"records/{name}.yaml" for name in ("flood-sensors", "port-data-exchange", "ai-service-plan")
)
BOOKS, PLEDGE = "records/education/science-books.yaml", "records/mangrove-pledge.yaml"
MEETING = "kind: meeting\nstatus: fulfilled\nmet_on: 2026-11-20\n"
ALERT = "    due: 2026-10-31\n"
Replacements = list[tuple[str, str]]

UPDATE = "  - date: 2026-11-20\n    note: {en: Both sides met and agreed on it.}\n"
BAD: dict[str, tuple[str, Replacements, set[str]]] = {
    "made a meeting, and overdue": (
        FLOOD,
        [("kind: agreed_action\nstatus: in_progress\n", MEETING)],
        {"kind-changed", "closed-without-evidence", "better-silently"},
    ),
    "a passed milestone given up": (
        FLOOD,
        [(ALERT, f"{ALERT}    status: not_met\n")],
        {"milestone-missed-silently", "better-silently"},
    ),
    "no start any more": (PORT, [("  starts: 2025-03\n", "")], {"recurrence-rewritten", "better-silently"}),
    "fewer occurrences": (
        PORT,
        [("FREQ=MONTHLY;INTERVAL=3", "FREQ=MONTHLY;INTERVAL=3;COUNT=6")],
        {"recurrence-rewritten", "better-silently"},
    ),
    "met earlier": (BOOKS, [("met_on: 2025-", "met_on: 2024-")], {"met-rewritten", "better-silently"}),
    "looked at twelve years later": (
        PLEDGE,
        [("review_by: ", "review_by: 2038-12 # ")],
        {"review-moved-silently"},
    ),
    "an achievement erased": (
        FLOOD,
        [("    status: met\n    met_on: 2026-04-17\n", "")],
        {"met-rewritten"},
    ),
    "closed by the future": (
        FLOOD,
        [
            ("status: in_progress", "status: fulfilled\nmet_on: 2027-01-10"),
            (
                "tags: [water, sensors]",
                "evidence:\n  - {date: 2027-01-11, title: Last report}\ntags: [water]",
            ),
        ],
        {"date-in-future"},
    ),
    "a move dated years ahead": (
        PLAN,
        [
            ("due: 2026-08\n", "due: 2027-08\n"),
            (
                "updates:\n",
                "  - {date: 2030-01-01, from: 2026-08, to: 2027-08, reason: {en: More time.}}\nupdates:\n",
            ),
        ],
        {"date-in-future", "better-silently"},
    ),
    "another proof under one title": (
        FLOOD,
        [("register/flood-survey", "register/flood-other")],
        {"evidence-address-changed"},
    ),
    "closed on one old draft": (
        PLAN,
        [("status: in_progress", "status: fulfilled\nmet_on: 2026-08-20")],
        {"closed-on-old-evidence", "better-silently"},
    ),
    "a reason without a word": (
        PLAN,
        [
            ("due: 2026-08\n", "due: 2027-08\n"),
            (
                "updates:\n",
                "  - {date: 2026-11-20, from: 2026-08, to: 2027-08, reason: {en: .}}\nupdates:\n",
            ),
        ],
        {"due-moved-silently", "due-moved-late", "better-silently"},
    ),
    "only a rule off": (
        "commitments.toml",
        [("stale_after_days = 90", 'stale_after_days = 90\n[severities]\ndue-moved-silently = "off"')],
        {"settings-weakened"},
    ),
    "only a party renamed": (
        "schema/parties.yaml",
        [("id: tidewright", "id: tidewrong")],
        {"settings-weakened"},
    ),
}
HARMLESS: dict[str, tuple[str, Replacements]] = {
    "quotes": (FLOOD, [("locator: item 1", "locator: 'item 1'")]),
    "line ends": (FLOOD, [("\n", "\r\n")]),
    "a mark of byte order": (FLOOD, [("# yaml-language-server", "\ufeff# yaml-language-server")]),
    "a comment": (FLOOD, [("made_on:", "# agreed in the lists\nmade_on:")]),
    "other order of keys": (
        FLOOD,
        [("made_on: 2024-11-29\ndue: 2026-12\n", "due: 2026-12\nmade_on: 2024-11-29\n")],
    ),
    "other order of a list": (FLOOD, [("tags: [water, sensors]", "tags: [sensors, water]")]),
    "approximate": (FLOOD, [("made_on: 2024-11-29", "made_on: 2024-11-29~")]),
    "an update": (FLOOD, [("source:\n", f"{UPDATE}source:\n")]),
    "a deadline ahead, with its reason": (
        FLOOD,
        [
            ("\ndue: 2026-12\n", "\ndue: 2027-03\n"),
            (
                "milestones:\n",
                "  - {date: 2026-11-20, from: 2026-12, to: 2027-03, reason: {en: Ice.}}\nmilestones:\n",
            ),
        ],
    ),
}


@pytest.fixture
def found(git_story: Callable[..., GitStory], run: Callable[..., Any]) -> Callable[..., dict[str, str]]:
    """The rules that an edit of one file breaks, with their weights."""
    story = git_story()
    story.commit({path: text.encode() for path, text in FILES.items()})

    def judge(path: str, replacements: Replacements) -> dict[str, str]:
        text = FILES[path]
        for old, new in replacements:
            assert old in text, old
            text = text.replace(old, new)
        (story.root / path).write_bytes(text.encode())
        ran = run("review", "HEAD", "-f", "json", root=story.root, today="2026-11-22")
        rows = json.loads(ran.out)["findings"]
        assert ran.status == any(row["severity"] == "error" for row in rows)
        return {row["rule"]: row["severity"] for row in rows}

    return partial(judge)


@pytest.mark.parametrize(("path", "replacements", "expected"), BAD.values(), ids=BAD)
def test_what_once_passed(
    path: str, replacements: Replacements, expected: set[str], found: Callable[..., dict[str, str]]
) -> None:
    assert found(path, replacements).keys() >= expected


@pytest.mark.parametrize(("path", "replacements"), HARMLESS.values(), ids=HARMLESS)
def test_what_is_harmless(
    path: str, replacements: Replacements, found: Callable[..., dict[str, str]]
) -> None:
    assert found(path, replacements) == {}
