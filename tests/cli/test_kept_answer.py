"""Is an answer about history that was kept ever told after something it rests on has changed?"""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from gitstory import GitStory

OLD = 1_700_000_000


@pytest.fixture
def story(git_story: Callable[..., GitStory], record: Callable[..., str]) -> GitStory:
    told = git_story()
    parties = "- {id: acme, name: {en: Acme, vi: Công ty}, kind: company, country: GB}\n"
    told.commit({"records/small.yaml": record(), "schema/parties.yaml": parties, "commitments.toml": ""})
    told.commit({"records/small.yaml": record(due="2026-06")})
    settle(told.root)
    return told


def settle(root: Path, when: int = OLD) -> None:
    """Make every file look as if it had not been touched of late."""
    for path in (*(root / "records").glob("*"), *(root / "schema").glob("*"), root / "commitments.toml"):
        os.utime(path, (when, when))


def test_the_same_question_is_answered_by_what_was_kept(
    story: GitStory, run: Callable[..., Any], answers: list[str | None]
) -> None:
    first = run("changes", root=story.root)
    assert run("changes", root=story.root) == first
    assert answers == [None, first.out]
    assert run("changes", "--no-cache", root=story.root) == first


def edit_a_record(story: GitStory) -> None:
    path = story.root / "records/small.yaml"
    path.write_text(path.read_text().replace("2026-06", "2026-07"))
    os.utime(path, (OLD, OLD))  # same size, same time: only the system's own clock knows


def add_a_record(story: GitStory) -> None:
    (story.root / "records/b.yaml").write_text("id: b\n")
    settle(story.root)


def commit_a_record(story: GitStory) -> None:
    story.commit({"records/c.yaml": "id: c\n"})
    settle(story.root)


def rename_a_party(story: GitStory) -> None:
    path = story.root / "schema/parties.yaml"
    path.write_text(path.read_text().replace("Acme", "Beta"))


def set_the_language(story: GitStory) -> None:
    (story.root / "commitments.toml").write_text('language = "vi"\n')


@pytest.mark.parametrize(
    "change", [edit_a_record, add_a_record, commit_a_record, rename_a_party, set_the_language]
)
def test_nothing_old_is_told_after_a_change(
    change: Callable[[GitStory], None], story: GitStory, run: Callable[..., Any]
) -> None:
    before = run("changes", root=story.root)
    change(story)
    after = run("changes", root=story.root)
    assert after == run("changes", "--no-cache", root=story.root)
    assert run("changes", root=story.root) == after
    if change is not rename_a_party:
        assert after != before


@pytest.mark.parametrize(
    "arguments",
    [
        ["small"],
        ["--since", "2025-01-02"],
        ["--until", "2025-01-01"],
        ["--field", "due"],
        ["--party", "acme"],
        ["--author", "nobody"],
        ["--committed"],
        ["--all-commits"],
        ["--format", "json"],
        ["--color", "always"],
        ["--lang", "vi"],
    ],
    ids=" ".join,
)
def test_another_question_is_answered_anew(
    arguments: list[str], story: GitStory, run: Callable[..., Any], answers: list[str | None]
) -> None:
    run("changes", root=story.root)
    found = run("changes", *arguments, root=story.root)
    assert answers == [None, None]
    assert found == run("changes", *arguments, "--no-cache", root=story.root)


@pytest.mark.parametrize("words", [["b"], ["--party", "beta"]], ids=" ".join)
def test_who_is_known_may_change_though_no_commit_does(
    words: list[str], story: GitStory, run: Callable[..., Any], record: Callable[..., str]
) -> None:
    lead = [{"party": "beta", "role": "lead"}]
    (story.root / "records/b.yaml").write_text(record(id="b", parties=lead), encoding="utf-8")
    settle(story.root)
    assert run("changes", *words, "--committed", root=story.root).status == 0
    (story.root / "records/b.yaml").unlink()
    assert run("changes", *words, "--committed", root=story.root).status == 2


def test_another_day_or_time_zone_is_another_question(
    story: GitStory,
    run: Callable[..., Any],
    answers: list[str | None],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    run("changes", root=story.root, today="2026-11-22")
    run("changes", root=story.root, today="2026-11-23")
    monkeypatch.setenv("TZ", "Pacific/Kiritimati")
    run("changes", root=story.root, today="2026-11-23")
    assert answers == [None, None, None]


def test_what_was_just_written_is_looked_at_again(
    story: GitStory, run: Callable[..., Any], answers: list[str | None]
) -> None:
    (story.root / "records/small.yaml").touch()
    run("changes", root=story.root)
    run("changes", root=story.root)
    assert answers == []


def test_a_shallow_clone_always_says_where_it_begins(story: GitStory, run: Callable[..., Any]) -> None:
    root = story.shallow(1)
    settle(root)
    first, second = run("changes", root=root), run("changes", root=root)
    assert first == second
    assert "shallow" in second.err
