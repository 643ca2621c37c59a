"""Which commit a day or a name stands for, and what is said where it stands for none."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from gitstory import clean_environment
from hypothesis import given
from hypothesis import strategies as st
from laws import law

from commitments.errors import CommitmentsError
from commitments.history.past_workspace import find_revision_of_day, named_revision, revision_of_day
from commitments.model.revision import Revision
from commitments.reading.git.open_repository import open_repository
from commitments.reading.git.repository import Repository
from commitments.workspace.open_workspace import open_workspace

Story = Callable[..., Any]
HANOI = ZoneInfo("Asia/Ho_Chi_Minh")
LONDON = ZoneInfo("Europe/London")


def number(story: Any, found: Revision | None) -> int | None:
    """Which of the commits it is, from 1."""
    return story.commits.index(found.id) + 1 if found else None


DAYS = [
    # commits by their committers' dates, the day asked about, in which zone, the number of the commit
    (["2025-01-01T09:00:00+07:00", "2025-01-03T09:00:00+07:00"], "2025-01-02", HANOI, 1),
    (["2025-01-01T09:00:00+07:00", "2025-01-03T09:00:00+07:00"], "2025-01-03", HANOI, 2),
    (["2025-01-01T09:00:00+07:00", "2025-01-03T09:00:00+07:00"], "2030-01-01", HANOI, 2),
    (["2025-01-01T09:00:00+07:00"], "2024-12-31", HANOI, None),
    (["2025-01-01T00:00:00+07:00"], "2025-01-01", HANOI, 1),
    (["2025-01-01T00:00:00+07:00"], "2025-01-01", LONDON, 1),
    (["2025-01-01T00:00:00+07:00"], "2024-12-31", HANOI, None),
    (["2025-01-01T00:00:00+07:00"], "2024-12-31", LONDON, 1),
    (["2025-01-01T23:59:59+07:00", "2025-01-02T00:00:00+07:00"], "2025-01-01", HANOI, 1),
    (["2025-01-01T23:59:59+07:00", "2025-01-02T00:00:00+07:00"], "2025-01-01", LONDON, 2),
    # three on one day: the last
    (["2025-01-01T09:00:00+07:00"] * 3, "2025-01-01", HANOI, 3),
    # clocks that run backwards: the newest commit that is not of a later day
    (
        ["2025-01-05T09:00:00+07:00", "2025-01-01T09:00:00+07:00", "2025-01-06T09:00:00+07:00"],
        "2025-01-04",
        HANOI,
        2,
    ),
    (
        ["2025-01-01T09:00:00+07:00", "2025-01-09T09:00:00+07:00", "2025-01-03T09:00:00+07:00"],
        "2025-01-03",
        HANOI,
        3,
    ),
    (["2025-01-09T09:00:00+07:00", "2025-01-03T09:00:00+07:00"], "2025-01-02", HANOI, None),
]


@pytest.mark.parametrize(("times", "day", "zone", "expected"), DAYS)
def test_the_state_of_a_day(
    times: list[str], day: str, zone: Any, expected: int | None, git_story: Story
) -> None:
    story = git_story(checkout=False)
    for at, when in enumerate(times):
        story.commit({"records/a.yaml": f"id: a\nx-at: {at}\n"}, when=when)
    found = find_revision_of_day(story.repository(), date.fromisoformat(day), zone)
    assert number(story, found) == expected


@law(40)
@given(st.lists(st.integers(0, 9), min_size=1, max_size=8), st.integers(-1, 10))
def test_the_state_of_a_day_is_the_newest_not_later(git_story: Story, days: list[int], asked: int) -> None:
    story = git_story(checkout=False)
    for day in days:
        story.commit(when=1_736_000_000 + day * 86_400)
    found = find_revision_of_day(
        story.repository(), date.fromordinal(date(2025, 1, 4).toordinal() + asked), HANOI
    )
    fit = [at for at, day in enumerate(days, 1) if day <= asked]
    assert number(story, found) == (max(fit) if fit else None)


def test_side_branches_have_no_days_of_their_own(git_story: Story) -> None:
    story = git_story(checkout=False)
    first = story.commit(when="2025-01-01T09:00:00+07:00")
    story.branch("side")
    side = story.commit(when="2025-01-02T09:00:00+07:00")
    story.switch("main")
    merge = story.merge("side", when="2025-01-05T09:00:00+07:00")
    repository = story.repository()
    for day, expected in ((1, first), (2, first), (4, first), (5, merge)):
        found = find_revision_of_day(repository, date(2025, 1, day), HANOI)
        assert found is not None and found.id == expected
    assert named_revision(repository, side).id == side


def test_reading_stops_at_the_commit(git_story: Story, monkeypatch: pytest.MonkeyPatch) -> None:
    story = git_story(checkout=False)
    for _ in range(50):
        story.commit()
    taken: list[str] = []
    line = Repository.main_line

    def counted(self: Repository, tip: str, *behind: str) -> Iterator[Revision]:
        for commit in line(self, tip, *behind):
            taken.append(commit.id)
            yield commit

    monkeypatch.setattr(Repository, "main_line", counted)
    assert number(story, find_revision_of_day(story.repository(), date(2025, 2, 17), HANOI)) == 48
    assert len(taken) == 3


def test_names(git_story: Story) -> None:
    story = git_story(checkout=False)
    first, second = story.commit(), story.commit()
    story.tag("v1", message="a tag of its own", at=first)
    repository = story.repository()
    for name, expected in {
        "HEAD": second,
        "HEAD~1": first,
        "main": second,
        "v1": first,
        first: first,
        second[:10]: second,
    }.items():
        found = named_revision(repository, name)
        assert (found.id, found.author) == (expected, "Vi"), name


@pytest.mark.parametrize(
    "name", ["", "v2", "HEAD~5", "HEAD:records", "--all", "--output=x", "a\nb", "0" * 40, "é"]
)
def test_what_names_no_commit_is_refused_with_what_would_do(name: str, git_story: Story) -> None:
    story = git_story()
    story.commit({"records/a.yaml": ""})
    with pytest.raises(CommitmentsError) as refused:
        named_revision(story.repository(), name)
    assert "2026-11-22" in refused.value.hint
    assert not (story.root / "x").exists()


def test_a_day_before_the_first_commit_is_refused_with_its_day(git_story: Story) -> None:
    story = git_story(checkout=False)
    for _ in range(3):
        story.commit()
    with pytest.raises(CommitmentsError) as refused:
        revision_of_day(story.repository(), date(2024, 12, 31), HANOI)
    assert str(refused.value).endswith("2025-01-01")
    assert "unshallow" not in refused.value.hint


def test_a_clone_that_was_cut_off_says_so(git_story: Story) -> None:
    story = git_story()
    for at in range(5):
        story.commit({"records/a.yaml": f"id: a\nx-at: {at}\n"})
    repository = open_repository(story.shallow(2), clean_environment())
    assert number(story, revision_of_day(repository, date(2025, 1, 4), HANOI)) == 4
    for refused_by in (
        lambda: revision_of_day(repository, date(2025, 1, 3), HANOI),
        lambda: named_revision(repository, story.commits[1]),
    ):
        with pytest.raises(CommitmentsError) as refused:
            refused_by()
        assert "--unshallow" in refused.value.hint


def test_a_clone_that_is_cut_off_elsewhere_does_not(git_story: Story) -> None:
    story = git_story()
    story.commit({"records/a.yaml": "id: a\n"})
    story.branch("side")
    story.commit()
    story.commit()
    story.switch("main")
    story.merge("side")
    repository = open_repository(story.shallow(2), clean_environment())
    assert repository.shallow
    with pytest.raises(CommitmentsError) as refused:
        revision_of_day(repository, date(2024, 1, 1), HANOI)
    assert "unshallow" not in refused.value.hint


def test_no_commit_yet(git_story: Story) -> None:
    story = git_story()
    story.write({"records/a.yaml": "id: a\n"})
    with pytest.raises(CommitmentsError, match="no commit yet"):
        revision_of_day(story.repository(), date(2025, 1, 1), HANOI)
    with pytest.raises(CommitmentsError, match="no commit yet"):
        open_workspace(story.root, str(story.bare()), clean_environment())


def test_the_clock_of_the_revision_decides_the_day(git_story: Story) -> None:
    story = git_story(checkout=False)
    story.commit(when="2025-01-01T20:00:00-08:00")
    found = named_revision(story.repository(), "HEAD")
    assert (found.day(HANOI), found.day(LONDON)) == (date(2025, 1, 2), date(2025, 1, 2))
    assert found.day(ZoneInfo("America/Los_Angeles")) == date(2025, 1, 1)
