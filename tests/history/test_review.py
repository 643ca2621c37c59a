"""Whether a review of two adjacent commits finds what an audit finds in that step, whatever they hold."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date

import pytest
from gitstory import GitStory, clean_environment
from histories import Op, ops, tell
from hypothesis import HealthCheck, given
from hypothesis import strategies as st
from laws import FEW_IN_GIT, law

from commitments.changes.change import Change
from commitments.history.history_span import EVERYTHING, HistorySpan
from commitments.history.main_line import HistoryReader
from commitments.history.review import Judge, JudgedProblem, Judgement, Sides, audit, review
from commitments.history.working_tree import WorkingTree
from commitments.reading.folder import listing
from commitments.reading.git.open_repository import open_repository

Story = Callable[..., GitStory]
JUDGE = Judge({})
PATH = "records/small.yaml"
DAY = date(2026, 5, 20)


def reader_of(story: GitStory) -> HistoryReader:
    return HistoryReader(story.repository(), UTC)


def told(found: Judgement) -> tuple[list[Change], list[JudgedProblem]]:
    return list(found.changes), list(found.findings)


@law(60, FEW_IN_GIT, suppress_health_check=list(HealthCheck))
@given(telling=st.lists(ops, max_size=8))
def test_a_review_of_a_step_is_what_an_audit_finds_in_it(git_story: Story, telling: list[Op]) -> None:
    story = git_story(checkout=False)
    tell(story, telling)
    reader = reader_of(story)
    line = reader.line(EVERYTHING)
    changes, findings = told(audit(reader, EVERYTHING, JUDGE))
    steps = [told(review(Sides(at.parents[0], at), reader, None, JUDGE, at.day(UTC))) for at in line[1:]]
    assert [row for rows, _ in steps for row in rows] == changes
    assert [item for _, found in steps for item in found] == findings
    for number, at in enumerate(line[1:]):
        after = told(audit(reader, HistorySpan(since=at.parents[0]), JUDGE))
        assert after[0] == [row for rows, _ in steps[number:] for row in rows]
        assert after[1] == [item for _, found in steps[number:] for item in found]


@law(40, FEW_IN_GIT, suppress_health_check=list(HealthCheck))
@given(telling=st.lists(ops, max_size=6))
def test_the_working_tree_is_judged_as_the_commit_it_becomes(git_story: Story, telling: list[Op]) -> None:
    story = git_story()
    tell(story, telling)
    reader = reader_of(story)
    line = reader.line(EVERYTHING)
    files = WorkingTree(story.root, listing(story.root), reader.repository)
    for at in line:
        committed = review(Sides(at.id, line[-1]), reader, None, JUDGE, DAY)
        on_disk = review(Sides(at.id, None), reader, files, JUDGE, DAY)
        assert [finding.problem for finding in on_disk.findings] == [
            finding.problem for finding in committed.findings
        ]
        assert [row[1:] for row in on_disk.changes] == [row[1:] for row in committed.changes]


MOVED = [("2026-06", "2026-12"), ("2026-06", "2026-06")]


@pytest.mark.parametrize(("old", "new"), MOVED)
def test_a_spell_that_nobody_can_read_hides_no_move(
    old: str, new: str, git_story: Story, record: Callable[..., str]
) -> None:
    story = git_story()
    for text in (record(due=old), "id: [\n", "id: {\n", record(due=new)):
        story.commit({PATH: text})
    reader = reader_of(story)
    line = reader.line(EVERYTHING)
    found = review(Sides(line[2].id, line[3]), reader, None, JUDGE, DAY)
    assert [finding.problem.rule for finding in found.findings] == ["due-moved-silently"] * (old != new)
    assert [row.kind for row in found.changes] == ["readable", *["changed"] * (old != new)]


def test_where_history_is_cut_too_its_name_tells_what_a_file_is(
    git_story: Story, record: Callable[..., str]
) -> None:
    story = git_story()
    for text in (record(due="2026-06"), "id: [\n", record(due="2026-12")):
        story.commit({PATH: text})
    reader = HistoryReader(open_repository(story.shallow(2), clean_environment()), UTC)
    line = reader.line(EVERYTHING)
    found = review(Sides(line[0].id, line[1]), reader, None, JUDGE, DAY)
    assert [(row.id, row.kind) for row in found.changes] == [("small", "readable")]
    assert found.findings == []


def test_a_clone_without_files_has_no_working_tree(git_story: Story, record: Callable[..., str]) -> None:
    story = git_story()
    head = story.commit({PATH: record()})
    with pytest.raises(ValueError, match="working tree"):
        review(Sides(head, None), reader_of(story), None, JUDGE, DAY)
