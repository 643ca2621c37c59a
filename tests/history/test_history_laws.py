"""Do the changes of any history, replayed from nothing, give exactly what git holds at each commit?"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any
from unittest import mock

import pytest
from gitstory import GitStory
from histories import Op, ops, readable, records_of, tell
from hypothesis import Phase, given
from hypothesis import strategies as st
from laws import FEW_IN_GIT, law
from replay import canonical, replayed

from commitments.history import main_line
from commitments.history.history_span import HistorySpan
from commitments.history.main_line import HistoryReader


@given(st.lists(ops, min_size=10, max_size=40), st.data())
@law(40, FEW_IN_GIT, phases=[Phase.generate])
def test_changes_replayed_give_every_state(
    git_story: Callable[..., GitStory], told: list[Op], data: st.DataObject
) -> None:
    story = git_story(checkout=False)
    tell(story, told)
    repository = story.repository()
    line = list(repository.main_line(repository.head or ""))[::-1]
    main_line = HistoryReader(repository).history()
    assert main_line.commits == len(line)
    for number in {len(line) - 1, *data.draw(st.lists(st.integers(0, len(line) - 1), max_size=2))}:
        before = {commit.id for commit in line[: number + 1]}
        found = replayed(change for change in main_line.changes if change.at.id in before)
        stands = {path: canonical(record) for path, record in found.items()}
        assert stands == readable(records_of(repository, line[number].id)), f"at commit {number}"


@given(st.lists(ops, min_size=10, max_size=30), st.data())
@law(30, FEW_IN_GIT, phases=[Phase.generate])
def test_a_kept_history_is_the_same_as_a_fresh_one(
    git_story: Callable[..., GitStory], told: list[Op], data: st.DataObject
) -> None:
    story = git_story(checkout=False)
    place = Path(story.root).parent / "kept.cache"
    stops = data.draw(st.lists(st.integers(0, len(told)), max_size=3).map(sorted))
    tell(story, told)
    for stop in [*stops, None, 0]:
        repository = story.repository()
        line = list(repository.main_line(repository.head or ""))[::-1]
        tip = line[-1].id if stop is None else line[min(stop, len(line) - 1)].id
        kept = HistoryReader(repository, place=place, key="k").history(HistorySpan(until=tip))
        fresh = HistoryReader(repository).history(HistorySpan(until=tip))
        assert without_parents(kept) == without_parents(fresh)


@given(st.lists(ops, min_size=10, max_size=30), st.data())
@law(30, FEW_IN_GIT, phases=[Phase.generate])
def test_two_spans_are_the_whole(
    git_story: Callable[..., GitStory], told: list[Op], data: st.DataObject
) -> None:
    story = git_story(checkout=False)
    tell(story, told)
    repository = story.repository()
    line = list(repository.main_line(repository.head or ""))[::-1]
    middle = data.draw(st.sampled_from(line)).id
    reader = HistoryReader(repository)
    first = reader.history(HistorySpan(until=middle)).changes
    second = reader.history(HistorySpan(since=middle)).changes
    assert [*first, *second] == list(reader.history().changes)


@pytest.mark.skipif(sys.platform != "linux", reason="one process does all")
@given(st.lists(ops, min_size=10, max_size=30), st.data())
@law(20, FEW_IN_GIT, phases=[Phase.generate])
def test_two_processes_tell_what_one_tells(
    git_story: Callable[..., GitStory], told: list[Op], data: st.DataObject
) -> None:
    """Wherever they part, also in a spell in which a record cannot be read."""
    story = git_story(checkout=False)
    tell(story, told)
    reader = HistoryReader(story.repository())
    alone = reader.history()
    middle = data.draw(st.integers(0, 20))
    with (
        mock.patch.object(main_line, "_MIN_COMMITS_FOR_HELPER", 0),
        mock.patch.object(main_line, "_middle", lambda steps: min(middle, len(steps))),
        mock.patch.object(os, "sched_getaffinity", lambda process: {0, 1}),
    ):
        both = reader.history()
    assert (list(both.changes), both.commits) == (list(alone.changes), alone.commits)
    assert {at: known.id for at, known in both.broken.items()} == {
        at: item.id for at, item in alone.broken.items()
    }


def without_parents(history: Any) -> Any:
    return [(change.at.id, change.at.time, change.at.subject, *change[1:]) for change in history.changes]


@given(st.lists(ops, min_size=10, max_size=30), st.data())
@law(20, FEW_IN_GIT, phases=[Phase.generate])
def test_a_span_from_any_commit_is_the_same_kept_or_not(
    git_story: Callable[..., GitStory], told: list[Op], data: st.DataObject
) -> None:
    story = git_story(checkout=False)
    place = Path(story.root).parent / "kept.cache"
    tell(story, told)
    since = HistorySpan(since=data.draw(st.sampled_from(story.commits)))
    reader = HistoryReader(story.repository(), place=place, key="k")
    fresh = reader.history(since)
    reader.history()
    assert without_parents(reader.history(since)) == without_parents(fresh)
