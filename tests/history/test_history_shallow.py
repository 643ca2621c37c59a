"""Clones that were cut short: what is known is told, nothing is made up, and the cut is named."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta, timezone

import pytest
from gitstory import GitStory, clean_environment

from commitments.history.history_span import HistorySpan
from commitments.history.main_line import History, HistoryReader
from commitments.history.side_branches import all_commits_history
from commitments.reading.git.open_repository import open_repository

Story = Callable[..., GitStory]
VN = timezone(timedelta(hours=7))
AN, BINH = "An <an@example.org>", "Bình <binh@example.org>"


def told(found: History) -> list[tuple[str, ...]]:
    return [(change.at.author, change.id, change.kind, change.field, change.new) for change in found.changes]


@pytest.fixture
def shallow(git_story: Story) -> HistoryReader:
    """The last two of four commits; what stood before cannot be read, and is mended in the last."""
    story = git_story(checkout=False)
    story.commit({"records/a.yaml": "id: a\nx: 1\n", "records/b.yaml": "id: b\n"})
    story.commit({"records/a.yaml": "id: [\n"})
    story.commit({"records/b.yaml": "id: b\nx: 1\n"})
    story.commit({"records/a.yaml": "id: a\nx: 2\n", "records/b.yaml": "id: b\nx: 2\n"})
    place = story.root.parent / "kept.cache"
    return HistoryReader(open_repository(story.shallow(2), clean_environment()), VN, place, "key")


def test_a_clone_cut_short_tells_what_it_knows(shallow: HistoryReader) -> None:
    found = shallow.history()
    assert [sentence[:4] for sentence in told(found)] == [
        ("Vi", "a", "readable", ""),
        ("Vi", "b", "changed", "x"),
    ]
    assert found.shallow_start and found.shallow_start.subject == "commit 3"
    assert shallow.place and not shallow.place.exists()


def test_and_so_with_every_commit(shallow: HistoryReader) -> None:
    found = all_commits_history(shallow, HistorySpan())
    assert [sentence[:4] for sentence in told(found)] == [
        ("Vi", "a", "readable", ""),
        ("Vi", "b", "changed", "x"),
    ]
    assert found.shallow_start and found.shallow_start.subject == "commit 3"


@pytest.fixture
def merged(git_story: Story) -> GitStory:
    """An edits `a` on a side branch in two commits and adds `s`; Bình merges, and edits `b` on the way."""
    story = git_story(checkout=False)
    story.commit({"records/a.yaml": "id: a\nx: 1\n", "records/b.yaml": "id: b\nx: 1\n"})
    story.branch("side")
    story.commit({"records/a.yaml": "id: a\nx: 2\n"}, author=AN)
    story.commit({"records/a.yaml": "id: a\nx: 3\n", "records/s.yaml": "id: s\n"}, author=AN)
    story.switch("main")
    story.commit({"records/b.yaml": "id: b\nx: 2\n"})
    story.merge("side", files={"records/b.yaml": "id: b\nx: 9\n"}, author=BINH)
    story.commit({"records/a.yaml": "id: a\nx: 4\n"})
    return story


@pytest.mark.parametrize("depth", range(1, 6))
def test_however_short_a_clone_is_it_tells_nothing_false(depth: int, merged: GitStory) -> None:
    whole = {
        way: [change[1:] for change in found.changes]
        for way, found in both_ways(HistoryReader(merged.repository(), VN)).items()
    }
    clone = HistoryReader(open_repository(merged.shallow(depth), clean_environment()), VN)
    for way, found in both_ways(clone).items():
        rows = [change[1:] for change in found.changes]
        assert [item for item in whole[way] if item in rows] == rows, way
        assert bool(found.shallow_start) == (len(rows) < len(whole[way]))


def both_ways(history_reader: HistoryReader) -> dict[str, History]:
    return {
        "main line": history_reader.history(),
        "every commit": all_commits_history(history_reader, HistorySpan()),
    }
