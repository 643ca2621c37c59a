"""What is kept of who was touched when tells what a fresh look at the main line tells, and reads less."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from datetime import date, timedelta, timezone

import pytest
from gitstory import DAY, START, GitStory
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from commitments.reading.git import Repository
from commitments.workspace.history import Reader
from commitments.workspace.touched import touched_since

Story = Callable[..., GitStory]
VN = timezone(timedelta(hours=7))
FIRST = date(2025, 1, 1)

moves = st.tuples(st.integers(-3, 12), st.sampled_from("aabc-(<>"), st.integers(0, 2))


@given(st.lists(moves, min_size=3, max_size=16), st.data())
@settings(max_examples=25, phases=[Phase.generate])
def test_what_is_kept_tells_what_a_fresh_look_tells(
    git_story: Story, told: list[tuple[int, str, int]], data: st.DataObject
) -> None:
    """Commit by commit, also as clocks run backwards, branches come and go, and one is set back."""
    story = git_story(checkout=False)
    place = story.root.parent / "touched.cache"
    when, here = START, ["main"]
    story.commit({"records/a.yaml": "id: a\n", "README.md": ""}, when=when)
    for day, name, value in told:
        when += day * DAY
        go(story, here, name, f"id: {name}\nx: {value}\n", when)
        if data.draw(st.integers(0, 9)) == 0:
            story.ref(f"refs/heads/{here[-1]}", data.draw(st.sampled_from(story.commits)))
            story.switch(here[-1])
        if data.draw(st.booleans()):
            reader = Reader(story.repository(), VN, key="key")
            since = date.fromtimestamp(when) - timedelta(data.draw(st.integers(0, 30)))
            kept, fresh = (touched_since(reader, story.head or "", since, each) for each in (place, None))
            assert kept == fresh


def go(story: GitStory, here: list[str], name: str, text: str, when: int) -> None:
    """Take one step: a branch, a merge, a commit of nothing, of what cannot be read, or of a record."""
    match name:
        case ">":
            here.append(f"side-{len(story.commits)}-{len(here)}")
            story.branch(here[-1])
        case "<" if len(here) > 1:
            side = here.pop()
            story.switch(here[-1])
            story.merge(side, when=when)
        case "-" | "<":
            story.commit(when=when)
        case "(":
            story.commit({"records/a.yaml": "id: [\n"}, when=when)
        case _:
            story.commit({f"records/{name}.yaml": text}, when=when)


def test_only_what_is_new_is_read(git_story: Story, monkeypatch: pytest.MonkeyPatch) -> None:
    story = git_story(checkout=False)
    place, asked = story.root.parent / "touched.cache", list[str]()
    within = Repository.within

    def witnessed(self: Repository, ids: Sequence[str], most: int) -> Iterator[bytes | None]:
        asked.extend(ids)
        return within(self, ids, most)

    monkeypatch.setattr(Repository, "within", witnessed)
    for number in range(6):
        story.commit({"records/a.yaml": f"x: {number}\n"})

    def look(back: int) -> int:
        asked.clear()
        reader = Reader(story.repository(), VN, key="key")
        touched_since(reader, story.head or "", FIRST + timedelta(len(story.commits) - back), place)
        return len(asked)

    assert look(3) == 4  # three commits, and what stood before them
    assert look(3) == look(2) == 0
    story.commit({"records/a.yaml": "x: new\n"})
    assert look(3) == 2
    assert look(6) == 7
