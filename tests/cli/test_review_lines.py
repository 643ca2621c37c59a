"""A finding stands at the line that changed; what is gone, where it stood."""

from __future__ import annotations

import json
from collections.abc import Callable

import pytest
from gitstory import GitStory

Run = Callable[..., tuple[int, str, str]]
pytestmark = pytest.mark.usefixtures("no_git_settings")

PATH = "records/ai-day.yaml"
RECORD = """\
id: ai-day
title: {en: A day of AI}
kind: agreed_action
status: in_progress
parties: [{party: acme, role: lead}]
due: 2027-06
due_changes:
  - date: 2026-01-12
    from: 2026-12
    to: 2027-06
    reason:
      en: The hall was taken.
repeats:
  rule: FREQ=YEARLY
  starts: 2024-11
  held:
    - occurrence: 2024-11
      met_on: 2024-11-20
    - occurrence: 2025-11
      met_on: 2025-11-20
milestones:
  - id: hall
    title: {en: The hall}
    due: 2027-01
  - id: guests
    title: {en: The guests}
    due: 2027-02
    evidence:
      - {date: 2026-03-02, title: List of guests, url: https://example.org/guests}
updates:
  - date: 2026-02-01
    by: acme
    note:
      en: The hall is hired.
source:
  document: Joint statement
  title: A statement
  locator: item 7
"""
CASES = {
    "a deadline removed": ("due: 2027-06\n", "", "due-moved-silently"),
    "a milestone dropped": (
        "  - id: guests\n    title: {en: The guests}\n    due: 2027-02\n    evidence:\n"
        "      - {date: 2026-03-02, title: List of guests, url: https://example.org/guests}\n",
        "",
        "milestone-dropped",
    ),
    "an occurrence removed": ("    - occurrence: 2025-11\n      met_on: 2025-11-20\n", "", "held-rewritten"),
    "evidence of a milestone removed": (
        "    evidence:\n      - {date: 2026-03-02, title: List of guests, url: https://example.org/guests}\n",
        "",
        "evidence-removed",
    ),
    "a reason reworded": ("The hall was taken.", "It rained.", "due-change-rewritten"),
    "a note reworded": ("The hall is hired.", "The hall is bought.", "update-rewritten"),
    "another document in the source": ("document: Joint statement", "document: Minutes", "source-rewritten"),
}


@pytest.mark.parametrize(("old", "new", "rule"), CASES.values(), ids=CASES)
def test_a_finding_stands_where_the_change_stands(
    old: str, new: str, rule: str, git_story: Callable[..., GitStory], run: Run
) -> None:
    assert RECORD.count(old) == 1
    story = git_story()
    base = story.commit({PATH: RECORD})
    story.commit({PATH: RECORD.replace(old, new)})
    _, out, _ = run("review", "-f", "json", f"{base}...HEAD", root=story.root, today="2026-05-20")
    lines = {finding["rule"]: finding["line"] for finding in json.loads(out)["findings"]}
    assert lines[rule] == RECORD[: RECORD.index(old)].count("\n") + 1


def test_what_is_gone_from_several_places_stands_where_each_was(
    git_story: Callable[..., GitStory], run: Run
) -> None:
    """The findings are about the whole record, which holds none of these fields any more."""
    places = {
        "lead-replaced": "parties: [{party: acme, role: lead}]\n",
        "due-moved-silently": "due: 2027-06\n",
        "due-change-rewritten": RECORD[RECORD.index("due_changes:") : RECORD.index("repeats:")],
        "recurrence-rewritten": RECORD[RECORD.index("repeats:") : RECORD.index("milestones:")],
        "milestone-dropped": RECORD[RECORD.index("milestones:") : RECORD.index("updates:")],
        "update-rewritten": RECORD[RECORD.index("updates:") : RECORD.index("source:")],
    }
    for others in (
        {"lead-replaced", "recurrence-rewritten"},
        {"due-moved-silently", "milestone-dropped"},
        {*places},
    ):
        story = git_story()
        base, text = story.commit({PATH: RECORD}), RECORD
        for rule in others:
            text = text.replace(places[rule], "")
        story.commit({PATH: text})
        _, out, _ = run("review", "-f", "json", f"{base}...HEAD", root=story.root, today="2026-05-20")
        found = {finding["rule"]: finding["line"] for finding in json.loads(out)["findings"]}
        for rule in others:
            before = RECORD[: RECORD.index(places[rule])]
            for other in others:
                before = before.replace(places[other], "")
            assert found[rule] == before.count("\n") + 1, rule
