"""Which files have a history: what a record may be called, and where a workspace may lie."""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Callable

import pytest
from gitstory import GitStory, clean_environment

from commitments.changes.change import Change
from commitments.history.history_span import EVERYTHING
from commitments.history.main_line import HistoryReader
from commitments.history.side_branches import all_commits_history
from commitments.reading.git.open_repository import open_repository

Story = Callable[..., GitStory]

A = "id: a\ndue: 2026-Q2\n"
LATER = A.replace("Q2", "Q4")
ADDED = '1 a added {"id": "a", "due": "2026-Q2"}'


def told(change: Change) -> str:
    """`2 a changed due "2026-Q2" → "2026-Q4"`: number of the commit, record, kind, field, old and new."""
    values = [item for item in (change.old, change.new) if item != "null"]
    number = change.at.subject.removeprefix("commit ")
    return " ".join(filter(None, [number, change.id, change.kind, change.field, " → ".join(values)]))


def history(story: GitStory) -> list[str]:
    return [told(change) for change in HistoryReader(story.repository()).history().changes]


NO_RECORDS: list[str | bytes] = [
    "records/.hidden/a.yaml",
    "records/x/.hidden/a.yaml",
    "records/.a.yaml",
    "records/a.yml",
    "records/a.YAML",
    "records/a.yaml.orig",
    "Records/a.yaml",
    "records.yaml",
    "recordsx/a.yaml",
    "sub/records/a.yaml",
    "records/a\nb.yaml",
    "records/a\x1b[31m.yaml",
    "records/a\u202eb.yaml",
    b"records/\xff.yaml",
    b"records/\xed\xa0\x80.yaml",
]


@pytest.mark.parametrize("name", NO_RECORDS, ids=ascii)
def test_what_is_no_record_has_no_history(name: str | bytes, git_story: Story) -> None:
    story = git_story(checkout=False)
    story.commit({name: A})
    story.commit({name: LATER, "records/b.yaml": "id: b\n"})
    story.commit({name: None})
    assert history(story) == ['2 b added {"id": "b"}']


ODD = ["đề án", "-a", ' "a" ', "a'b", "a=b,c;d", "*", "[a]", "..a.", "a.yaml", ":(top)a", "漢", "a\\b"]


@pytest.mark.parametrize("name", ODD)
def test_a_record_may_have_any_name_that_can_be_shown(name: str, git_story: Story) -> None:
    story = git_story(checkout=False)
    expected = [f"1 {name} added " + json.dumps({"x": 1}), f"2 {name} changed x 1 → 2"]
    if name.startswith("."):
        expected = []  # hidden, as everywhere
    for number in (1, 2):
        story.commit({f"records/{name}.yaml": f"x: {number}\n"})
    assert history(story) == expected


PLACES = ["ws", "a/b", "đề án", "-w", "ws2", *([] if sys.platform == "win32" else ["w [x]*?", '"w"'])]


@pytest.mark.parametrize("place", PLACES)
def test_a_workspace_in_a_folder_has_its_own_history(place: str, git_story: Story) -> None:
    story = git_story()
    beside = {
        f"{place}x/records/a.yaml": LATER,
        f"{'z' * len(os.fsencode(place))}/records/a.yaml": LATER,
        "records/a.yaml": LATER,
        f"x/{place}/records/a.yaml": A,
    }
    story.commit({f"{place}/records/a.yaml": A, **beside})
    story.commit({f"{place}/records/a.yaml": LATER, "records/a.yaml": A})
    repository = open_repository(story.root / place, clean_environment())
    for found in (
        HistoryReader(repository).history(),
        all_commits_history(HistoryReader(repository), EVERYTHING),
    ):
        assert [told(change) for change in found.changes] == [ADDED, '2 a changed due "2026-Q2" → "2026-Q4"']
        assert {change.path for change in found.changes} == {"records/a.yaml"}


def test_a_workspace_whose_folder_was_renamed_is_followed(git_story: Story) -> None:
    story = git_story()
    story.commit({"old/records/a.yaml": A})
    story.commit({"old/records/a.yaml": None, "new/records/a.yaml": LATER})
    repository = open_repository(story.root / "new", clean_environment())
    rows = [told(change) for change in HistoryReader(repository).history().changes]
    assert rows == [ADDED, '2 a changed due "2026-Q2" → "2026-Q4"']
