"""`commit changes` between two moments, with what is not committed, and along side branches."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from gitstory import GitStory

from commitments.cache import cache_file

Run = Callable[..., Any]
Story = Callable[..., GitStory]
Rows = list[dict[str, Any]]
pytestmark = pytest.mark.usefixtures("no_git_settings")

KEYS = ["commit", "date", "author", "subject", "id", "path", "change", "field", "old", "new"]
AN = "Lương Hoài An <an@example.org>"


@pytest.fixture
def dated(git_story: Story) -> GitStory:
    """Six commits that each set `x` to their number, up to the day of judging."""
    story = git_story()
    days = ["2026-01-05", "2026-10-22", "2026-11-08", "2026-11-15", "2026-11-21", "2026-11-22"]
    for number, day in enumerate(days, 1):
        story.commit(
            {
                "records/a.yaml": f"id: a\nx: {number}\n",
                "commitments.toml": 'timezone = "Asia/Ho_Chi_Minh"\n',
            },
            when=f"{day}T23:30:00+07:00",
        )
    story.tag("v3", at=story.commits[2])
    story.tag("v4", message="A tag with words", at=story.commits[3])
    story.ref("refs/heads/30d", story.commits[0])
    return story


SPANS = [
    ("", [1, 2, 3, 4, 5, 6]),
    ("--since 2026-11-15", [4, 5, 6]),
    ("--since 2026-11-16", [5, 6]),
    ("--since 14d", [3, 4, 5, 6]),
    ("--since 13d", [4, 5, 6]),
    ("--since 2w", [3, 4, 5, 6]),
    ("--since 1m", [2, 3, 4, 5, 6]),
    ("--since 30d", [3, 4, 5, 6]),
    ("--since refs/heads/30d", [2, 3, 4, 5, 6]),
    ("--since 1y", [1, 2, 3, 4, 5, 6]),
    ("--since 0d", [6]),
    ("--since 2026-11-23", []),
    ("--until 2026-11-15", [1, 2, 3, 4]),
    ("--until 2026-11-14", [1, 2, 3]),
    ("--until 1d", [1, 2, 3, 4, 5]),
    ("--until 2026-11-22", [1, 2, 3, 4, 5, 6]),
    ("--until 2026-01-04", []),
    ("--since v3", [4, 5, 6]),
    ("--since v4", [5, 6]),
    ("--until v4", [1, 2, 3, 4]),
    ("--until v4^", [1, 2, 3]),
    ("--since HEAD~2", [5, 6]),
    ("--until main~4", [1, 2]),
    ("--since v3 --until HEAD~1", [4, 5]),
    ("--since v4 --until v3", []),
    ("--since HEAD", []),
    ("--since 2w --until 1w", [3, 4]),
    ("--since v3 --until 1d", [4, 5]),
    ("--since 2w --until v4", [3, 4]),
    ("--since 1w --until 2w", []),
]


@pytest.mark.parametrize("warm", [False, True], ids=["cold", "warm"])
@pytest.mark.parametrize(("words", "expected"), SPANS)
def test_a_span_is_between_two_moments(
    words: str, expected: list[int], warm: bool, dated: GitStory, rows: Callable[..., Rows]
) -> None:
    if warm:
        rows(dated.root)
    found = rows(dated.root, *words.split())
    assert [item["new"]["x"] if item["change"] == "added" else item["new"] for item in found] == expected


def test_a_commit_may_be_named_by_its_beginning(dated: GitStory, rows: Callable[..., Rows]) -> None:
    for name in (dated.commits[3], dated.commits[3][:9]):
        assert [row["new"] for row in rows(dated.root, "--since", name)] == [5, 6]


def test_two_spans_that_meet_on_a_day_are_the_whole(laid: Path, rows: Callable[..., Rows]) -> None:
    """Also where a clock ran backwards: a commit of the 11th stands after one of the 14th."""
    whole = rows(laid)
    for number in range(9, 17):
        day = date(2026, 9, number)
        first, rest = rows(laid, "--until", f"{day}"), rows(laid, "--since", f"{day + timedelta(1)}")
        assert first + rest == whole, day
    assert [row["author"] for row in rows(laid, "--since", "2026-09-12", "--until", "2026-09-13")] == []
    back = rows(laid, "--since", "2026-09-10", "--until", "2026-09-11")
    assert {item["date"] for item in back} == {"2026-09-11", "2026-09-14"}


def test_what_is_not_committed_stands_last(dated: GitStory, run: Run, rows: Callable[..., Rows]) -> None:
    dated.write({"records/a.yaml": "id: a\nx: 7\n", "records/b.yaml": "id: b\n"})
    found = rows(dated.root)
    assert [item["new"] for item in found[-2:]] == [7, {"id": "b"}]
    for item in found[-2:]:
        assert [item[key] for key in KEYS[:4]] == [None, "2026-11-22", None, None]
    for words in (
        ["--since", "HEAD"],
        ["--since", "0d", "--field", "x"],
        ["--until", "2026-11-22"],
        ["--all-commits"],
    ):
        assert rows(dated.root, *words)[-1]["commit"] is None, words
    for words in (["--committed"], ["--until", "HEAD"], ["--until", "1d"], ["--author", "Vi"]):
        assert all(row["commit"] for row in rows(dated.root, *words)), words
    assert rows(dated.root, "--committed") == found[:-2]
    assert "working tree" in run("changes", root=dated.root).out.splitlines()[-1]
    flat = list(csv.DictReader(io.StringIO(run("changes", "-f", "csv", root=dated.root).out)))
    assert [flat[-1][key] for key in KEYS[:4]] == ["", "2026-11-22", "", ""]
    assert "working tree" in run("changes", "-f", "md", root=dated.root).out.splitlines()[-1]


def test_every_commit_names_who_changed_it_there(laid: Path, rows: Callable[..., Rows]) -> None:
    words = ["trade-fair-2026", "--field", "due"]
    (merged,), (made,) = rows(laid, *words), rows(laid, *words, "--all-commits")
    assert (merged["author"], merged["date"]) == ("Đinh Thục Vi", "2026-03-20")
    assert (made["author"], made["date"]) == ("Tạ Quang Khôi", "2026-03-09")
    assert (merged["old"], merged["new"]) == (made["old"], made["new"])


def test_what_a_merge_made_itself_is_the_merges(git_story: Story, rows: Callable[..., Rows]) -> None:
    story = git_story()
    story.commit({"records/a.yaml": "id: a\nx: 1\n"})
    story.branch("side")
    story.commit({"records/a.yaml": "id: a\nx: 2\n"}, author=AN)
    story.switch("main")
    story.merge("side", files={"records/a.yaml": "id: a\nx: evil\n"}, author="Eve <eve@example.org>")
    found = rows(story.root, "--all-commits")
    assert [(item["author"], item["old"], item["new"]) for item in found[1:]] == [
        ("Lương Hoài An", 1, 2),
        ("Eve", 1, "evil"),
    ]
    assert [row["author"] for row in rows(story.root)] == ["Vi", "Eve"]


def test_no_cache_writes_none_and_believes_none(
    dated: GitStory, run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, rows: Callable[..., Rows]
) -> None:
    expected = rows(dated.root, "--no-cache")
    assert not (tmp_path / "cache").exists()
    rows(dated.root)
    assert {path.suffix for path in (tmp_path / "cache").iterdir()} == {".cache"}
    monkeypatch.setattr(cache_file, "load_blocks", believed)
    for words in ([], ["--all-commits"], ["--since", "2w"], ["a"]):
        assert rows(dated.root, "--no-cache", *words)[-1:] == expected[-1:]


def believed(path: Path | None, *_: Any) -> None:
    assert path is None, "what is kept was looked at"
