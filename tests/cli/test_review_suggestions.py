"""The entry that a silently moved day lacks is suggested; with its reason filled in, the finding is gone."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import pytest
from gitstory import GitStory

Run = Callable[..., tuple[int, str, str]]
pytestmark = pytest.mark.usefixtures("no_git_settings")

PATH = "records/ai-plan.yaml"
PLAN = """\
id: ai-plan
title: {en: "A plan for ``AI``"}
kind: mou
status: in_progress
parties: [{party: vn-most, role: signatory}]
due: 2026-Q4   # as agreed ```
in_force: {from: 2026-02-01, until: 2031-01-31}
due_changes:
  - {date: 2026-02-02, from: 2026-Q3, to: 2026-Q4, reason: {en: Late.}}
milestones:
  - id: draft
    title: {en: A draft}
    due: 2026-09
source: {document: Directive 5}
"""
FIRST = PLAN.replace(
    "due_changes:\n  - {date: 2026-02-02, from: 2026-Q3, to: 2026-Q4, reason: {en: Late.}}\n", ""
)

BARE = FIRST.replace("in_force: {from: 2026-02-01, until: 2031-01-31}\n", "")


def review(story: GitStory, run: Run, before: str, after: str) -> list[dict[str, Any]]:
    base = story.commit({PATH: before})
    story.commit({PATH: after})
    _, out, _ = run("review", "-f", "json", f"{base}...HEAD", root=story.root, today="2026-05-20")
    findings: list[dict[str, Any]] = json.loads(out)["findings"]
    return findings


def applied(text: str, suggestion: dict[str, Any]) -> str:
    """A text with the suggested lines, as a code host applies them."""
    lines = text.splitlines()
    lines[suggestion["line"] - 1 : suggestion["end_line"]] = suggestion["text"].splitlines()
    return "\n".join(lines) + "\n"


@pytest.mark.parametrize(
    ("before", "old", "new", "rule"),
    [
        (PLAN, "due: 2026-Q4   #", "due: 2027   #", "due-moved-silently"),
        (FIRST, "due: 2026-Q4   #", "due: 2027-03   #", "due-moved-silently"),
        (FIRST, "due: 2026-Q4   # as agreed ```\n", "", "due-moved-silently"),
        (PLAN.replace("due: 2026-Q4  ", "due: 2026  "), "due: 2026  ", "due: 2027  ", "due-moved-silently"),
        (PLAN, "due: 2026-09", "due: 2026-11", "milestone-moved-silently"),
        (PLAN, "until: 2031-01-31", "until: 2036-01-31", "term-moved-silently"),
    ],
)
def test_the_missing_entry_is_suggested_and_its_reason_left_to_fill(
    before: str, old: str, new: str, rule: str, git_story: Callable[..., GitStory], run: Run
) -> None:
    assert before.count(old) == 1
    after = before.replace(old, new)
    findings = review(git_story(), run, before, after)
    (finding,) = [finding for finding in findings if finding["rule"] == rule]
    suggestion = finding["suggestion"]
    assert list(suggestion) == ["path", "line", "end_line", "text"] and suggestion["path"] == PATH
    text = applied(after, suggestion)
    assert 'en: ""' in text and len(text.splitlines()) >= len(after.splitlines())
    assert rule in [finding["rule"] for finding in review(git_story(), run, before, text)], "no reason yet"
    filled = text.replace('en: ""', "en: The law was put off.")
    assert rule not in [finding["rule"] for finding in review(git_story(), run, before, filled)]


def test_other_findings_and_an_audit_suggest_nothing(git_story: Callable[..., GitStory], run: Run) -> None:
    story = git_story()
    findings = review(
        story, run, PLAN, PLAN.replace("kind: mou", "kind: meeting").replace("Q4   #", "Q3   #")
    )
    assert {
        finding["suggestion"] is None for finding in findings if finding["rule"] != "due-moved-silently"
    } == {True}
    _, out, _ = run("audit", "-f", "json", root=story.root)
    assert {finding["suggestion"] for finding in json.loads(out)["findings"]} == {None}


def test_markdown_holds_it_in_a_fence_longer_than_any_run_inside(
    git_story: Callable[..., GitStory], run: Run
) -> None:
    story = git_story()
    base = story.commit({PATH: BARE})
    story.commit({PATH: BARE.replace("due: 2026-Q4", "due: 2027")})
    _, page, _ = run("review", "-f", "md", f"{base}...HEAD", root=story.root, today="2026-05-20")
    assert page.endswith(
        "\n````yaml\ndue: 2027   # as agreed ```\ndue_changes:\n  - date: 2026-05-20\n    from: 2026-Q4\n"
        '    to: 2027\n    reason:\n      en: ""\n````\n'
    )


@pytest.mark.parametrize("mark", ["# ##[add-mask]x", "# \u202eabc"])
def test_lines_that_would_act_or_hide_are_not_shown(
    mark: str, git_story: Callable[..., GitStory], run: Run
) -> None:
    story = git_story()
    base = story.commit({PATH: BARE})
    story.commit({PATH: BARE.replace("due: 2026-Q4   # as agreed ```", f"due: 2027 {mark}")})
    _, page, _ = run("review", "-f", "md", f"{base}...HEAD", root=story.root, today="2026-05-20")
    assert "yaml\n" not in page and mark not in page
