"""Shapes of git around one change: each change is judged once and rightly, whatever commits it came by.

A deadline moves in silence, or nothing does. The base is `main`, the head `pr`.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import pytest
from gitstory import GitStory

pytestmark = pytest.mark.usefixtures("no_git_settings")
Record = Callable[..., str]
Told = list[tuple[str, str]]
PATH, OTHER = "records/small.yaml", "records/other.yaml"
MOVED: Told = [("due-moved-silently", "small")]


def begun(story: GitStory, record: Record) -> str:
    """Both records on main, and the branch from there."""
    base = story.commit({PATH: record(due="2026-06"), OTHER: record(id="other", due="2026-07")})
    story.branch("pr")
    return base


def main_merged(story: GitStory, record: Record) -> Told:
    """Main goes on, and is merged into the branch."""
    begun(story, record)
    story.commit({PATH: record(due=2027)})
    story.switch("main")
    story.commit({OTHER: record(id="other", due=2028)})
    story.switch("pr")
    story.merge("main")
    return MOVED


def evil_merge(story: GitStory, record: Record) -> Told:
    """The move hides in the merge of main alone."""
    begun(story, record)
    story.commit({"records/third.yaml": record(id="third")})
    story.switch("main")
    story.commit({OTHER: record(id="other", due="2026-07", tags=["ai"])})
    story.switch("pr")
    story.merge("main", files={PATH: record(due=2027)})
    return MOVED


def merge_ours(story: GitStory, record: Record) -> Told:
    """The merge keeps the branch and drops what main did."""
    begun(story, record)
    story.commit({"records/third.yaml": record(id="third")})
    story.switch("main")
    story.commit({PATH: record(due="2026-06", updates=[{"date": "2026-05-01", "note": {"en": "Begun."}}])})
    story.switch("pr")
    story.merge("main", files={PATH: record(due="2026-06")})
    return [("update-rewritten", "small")]


def reverted(story: GitStory, record: Record) -> Told:
    """The move is taken back."""
    begun(story, record)
    story.commit({PATH: record(due=2027)})
    story.commit({PATH: record(due="2026-06")})
    return []


def many_commits(story: GitStory, record: Record) -> Told:
    """One move by small steps."""
    begun(story, record)
    for due in ("2026-07", "2026-09", "2026-12", 2027):
        story.commit({PATH: record(due=due)})
    return MOVED


def squashed(story: GitStory, record: Record) -> Told:
    """The commits of the branch, as one."""
    begun(story, record)
    story.commit({PATH: record(due=2027), OTHER: record(id="other", due="2026-07", tags=["ai"])})
    return MOVED


def rebased(story: GitStory, record: Record) -> Told:
    """The branch stands on the tip of main."""
    begun(story, record)
    story.switch("main")
    tip = story.commit({OTHER: record(id="other", due=2028)})
    story.branch("pr", tip)
    story.commit({PATH: record(due=2027)})
    return MOVED


def cherry_picked(story: GitStory, record: Record) -> Told:
    """Main has the move already, from a commit of its own."""
    begun(story, record)
    story.commit({PATH: record(due=2027)})
    story.switch("main")
    story.commit({PATH: record(due=2027)})
    story.switch("pr")
    story.merge("main")
    return []


def criss_crossed(story: GitStory, record: Record) -> Told:
    """Each side was merged into the other."""
    begun(story, record)
    one = story.commit({PATH: record(due=2027)})
    story.switch("main")
    two = story.commit({OTHER: record(id="other", due=2028)})
    story.merge(one)
    story.switch("pr")
    story.merge(two)
    story.switch("main")
    story.merge("pr")
    story.switch("pr")
    story.commit({OTHER: record(id="other", due=2029)})
    return [("due-moved-silently", "other")]


def added_by_both(story: GitStory, record: Record) -> Told:
    """Both sides add one record, the branch closed."""
    begun(story, record)
    story.switch("main")
    story.commit({"records/third.yaml": record(id="third")})
    story.switch("pr")
    story.commit({"records/third.yaml": record(id="third", status="withdrawn")})
    return [("starts-closed", "third")]


def removed_by_base(story: GitStory, record: Record) -> Told:
    """Main removes what the branch moves."""
    begun(story, record)
    story.commit({PATH: record(due=2027)})
    story.switch("main")
    story.commit({PATH: None})
    return MOVED


def created_again(story: GitStory, record: Record) -> Told:
    """Removed in one commit, and there again under another id in the next."""
    begun(story, record)
    story.commit({PATH: None})
    story.commit({"records/new.yaml": record(id="new", due=2027)})
    return [("due-moved-silently", "new"), ("id-changed", "new")]


def deleted_and_back(story: GitStory, record: Record) -> Told:
    """Removed in one commit, and there again with another deadline."""
    begun(story, record)
    story.commit({PATH: None})
    story.commit({PATH: record(due=2027)})
    return MOVED


SHAPES = {
    "main merged into the branch": main_merged,
    "an evil merge": evil_merge,
    "merge -s ours": merge_ours,
    "a revert": reverted,
    "one change in many commits": many_commits,
    "squash": squashed,
    "rebase": rebased,
    "cherry-pick": cherry_picked,
    "criss-cross": criss_crossed,
    "both sides add the same record": added_by_both,
    "the base removed it": removed_by_base,
    "delete and create again under another id": created_again,
    "delete and create again under the same id": deleted_and_back,
}


@pytest.mark.parametrize("shape", SHAPES.values(), ids=SHAPES)
def test_every_change_is_judged_once(
    shape: Callable[[GitStory, Record], Told],
    git_story: Callable[..., GitStory],
    run: Callable[..., Any],
    record: Record,
) -> None:
    story = git_story()
    expected = shape(story, record)
    story.switch("pr")
    ran = run("review", "main...pr", "-f", "json", root=story.root, today="2026-05-20")
    findings = [(row["rule"], row["id"]) for row in json.loads(ran.out)["findings"]]
    assert sorted(findings) == expected
    assert ran.status == bool(expected)
