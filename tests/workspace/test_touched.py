"""A record is stale once neither its updates nor git have had anything of it for long enough."""

from __future__ import annotations

import json
import os
import subprocess
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
import yaml
from gitstory import DAY, START, GitStory, clean_environment

from commitments.cli.app import main
from commitments.reading.plumbing import Plumbing

Story = Callable[..., GitStory]
Record = Callable[..., str]
Stale = Callable[..., dict[str, bool]]
FIRST = date(2025, 1, 1)
TODAY = date(2025, 12, 31)


def ago(days: int) -> int:
    """Nine in the morning so many days before today."""
    return START + ((TODAY - FIRST).days - days) * DAY


@pytest.fixture
def stale(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> Callable[..., dict[str, bool]]:
    """`stale(root, *words, today=…)`: which records `status` takes for stale; it must answer well."""
    for name, value in clean_environment().items():
        monkeypatch.setenv(name, value)
    for name, value in {"LANGUAGE": "en", "TZ": "Asia/Ho_Chi_Minh", "HOME": str(tmp_path)}.items():
        monkeypatch.setenv(name, value)
    monkeypatch.setenv("COMMIT_CACHE_DIR", str(tmp_path / "cache"))

    def ask(root: Path, *words: str, today: date | None = TODAY) -> dict[str, bool]:
        judged = ["--today", today.isoformat()] if today else []
        assert main(["--root", str(root), *judged, "status", "-f", "json", *words]) == 0
        found = capsys.readouterr()
        assert found.err == ""
        return {each["id"]: each["stale"] for each in json.loads(found.out)["records"]}

    return ask


@pytest.mark.parametrize(("days", "expected"), [(0, False), (89, False), (90, True), (300, True)])
def test_what_changed_in_git_of_late_is_not_stale(
    days: int, expected: bool, git_story: Story, record: Record, stale: Stale
) -> None:
    story = git_story()
    story.commit({"records/small.yaml": record()}, when=ago(days))
    assert stale(story.root) == {"small": expected}
    assert stale(story.root) == {"small": expected}
    assert stale(story.root, "--no-cache") == {"small": expected}
    assert stale(story.bare()) == {"small": expected}


def touch(how: str, record: Record) -> dict[str, Any]:
    text = record()
    return {
        "edit": {"records/small.yaml": record(due="2027")},
        "move": {"records/small.yaml": None, "records/2025/small.yaml": text},
        "break": {"records/small.yaml": "id: [\n"},
        "layout": {"records/small.yaml": "# tidied\n" + json.dumps(yaml.safe_load(text))},
        "line ends": {"records/small.yaml": text.replace("\n", "\r\n")},
        "mode": {"records/small.yaml": GitStory.executable(text)},
        "another": {"records/other.yaml": record(id="other")},
        "beside": {"README.md": "small"},
    }[how]


TOUCHES = [
    ("edit", False),
    ("move", False),
    ("layout", True),
    ("line ends", True),
    ("mode", True),
    ("another", True),
    ("beside", True),
]


@pytest.mark.parametrize(("how", "expected"), TOUCHES)
def test_only_what_changes_its_meaning_touches_a_record(
    how: str, expected: bool, git_story: Story, record: Record, stale: Stale
) -> None:
    story = git_story()
    story.commit({"records/small.yaml": record()}, when=ago(200))
    assert stale(story.root) == {"small": True}
    story.commit(touch(how, record), when=ago(10))
    assert stale(story.root)["small"] is expected
    assert stale(story.root, "--no-cache")["small"] is expected


def test_a_spell_in_which_it_could_not_be_read_touches_it(
    git_story: Story, record: Record, stale: Stale
) -> None:
    story = git_story()
    story.commit({"records/small.yaml": record()}, when=ago(200))
    story.commit(touch("break", record), when=ago(120))
    story.commit({"records/small.yaml": record()}, when=ago(20))
    assert stale(story.root) == {"small": False}


def test_what_is_not_committed_touches_nothing(git_story: Story, record: Record, stale: Stale) -> None:
    story = git_story()
    story.commit({"records/small.yaml": record()}, when=ago(200))
    story.write({"records/small.yaml": record(due="2027")})
    assert stale(story.root) == {"small": True}


def test_a_merge_touches_when_it_is_made(git_story: Story, record: Record, stale: Stale) -> None:
    story = git_story()
    story.commit({"records/small.yaml": record()}, when=ago(200))
    story.branch("side")
    story.commit({"records/small.yaml": record(due="2027")}, when=ago(150))
    story.switch("main")
    assert stale(story.root) == {"small": True}
    story.merge("side", when=ago(5))
    assert stale(story.root) == {"small": False}


def test_a_branch_that_was_visited_leaves_no_touch(git_story: Story, record: Record, stale: Stale) -> None:
    """What a side branch did and took back is no change of the main line, whichever was looked at first."""
    story = git_story()
    story.commit({"records/small.yaml": record()}, when=ago(200))
    story.branch("side")
    story.commit({"records/small.yaml": record(due="2027")}, when=ago(50))
    story.commit({"records/small.yaml": record()}, when=ago(40))
    assert stale(story.root) == {"small": False}
    story.switch("main")
    story.merge("side", when=ago(5))
    assert stale(story.root) == stale(story.root, "--no-cache") == {"small": True}


def test_after_as_of_it_counts_from_then(git_story: Story, record: Record, stale: Stale) -> None:
    story = git_story()
    first = story.commit({"records/small.yaml": record()}, when=ago(200))
    story.commit({"README.md": ""}, when=ago(100))
    story.commit({"records/small.yaml": record(due="2027")}, when=ago(50))
    then = {days: (TODAY - timedelta(days)).isoformat() for days in (200, 111, 110, 51, 50)}
    expected = {200: False, 111: False, 110: True, 51: True, 50: False}
    for _ in ("cold", "warm"):
        asked = {days: stale(story.root, "--as-of", day, today=None)["small"] for days, day in then.items()}
        assert asked == expected
        assert stale(story.root, "--as-of", first, today=None) == {"small": False}
        assert stale(story.root, "--as-of", first) == {"small": True}, "judged today"
        assert stale(story.root) == {"small": False}


def test_the_days_are_those_of_the_settings(git_story: Story, record: Record, stale: Stale) -> None:
    story = git_story()
    story.commit(
        {"records/small.yaml": record(), "commitments.toml": "stale_after_days = 10\n"}, when=ago(10)
    )
    assert stale(story.root) == {"small": True}
    story.write({"commitments.toml": "stale_after_days = 11\n"})
    assert stale(story.root) == {"small": False}
    story.write({"commitments.toml": 'stale_after_days = 10\ntimezone = "Pacific/Kiritimati"\n'})
    assert stale(story.root) == {"small": True}
    late = START + ((TODAY - FIRST).days - 9) * DAY + 12 * 3600  # there it is the next day already
    story.commit({"records/small.yaml": record(due="2027")}, when=late)
    assert stale(story.root, today=TODAY + timedelta(1)) == {"small": False}
    story.write({"commitments.toml": 'stale_after_days = 10\ntimezone = "Asia/Ho_Chi_Minh"\n'})
    assert stale(story.root, today=TODAY + timedelta(1)) == {"small": True}


def test_a_clone_cut_short_knows_no_change_at_its_beginning(
    git_story: Story, record: Record, stale: Stale
) -> None:
    story = git_story()
    story.commit({"records/small.yaml": record(), "records/b.yaml": record(id="b")}, when=ago(300))
    story.commit({"README.md": ""}, when=ago(50))
    story.commit({"records/b.yaml": record(id="b", due="2027")}, when=ago(40))
    assert stale(story.shallow(2)) == {"small": True, "b": False}
    assert stale(story.shallow(1, "one")) == {"small": True, "b": True}


@pytest.fixture
def no_process(monkeypatch: pytest.MonkeyPatch) -> Callable[[], None]:
    """From its call on no process can be started."""

    def forbid(*given: Any, **more: Any) -> None:
        raise AssertionError(f"started {given}")

    def arm() -> None:
        for name in ("Popen", "run"):
            monkeypatch.setattr(subprocess, name, forbid)
        for name in ("system", "posix_spawn", "execve"):
            monkeypatch.setattr(os, name, forbid, raising=False)

    return arm


def test_outside_git_nothing_is_started(
    make_workspace: Callable[..., Path], record: Record, stale: Stale, no_process: Callable[[], None]
) -> None:
    root = make_workspace({"small.yaml": record()})
    no_process()
    assert stale(root) == {"small": True}


def test_where_nothing_would_be_stale_git_is_not_asked(
    git_story: Story, record: Record, stale: Stale, no_process: Callable[[], None]
) -> None:
    story = git_story()
    recent = [{"date": "2025-12-01", "by": "acme", "note": {"en": "Begun."}}]
    closing = {"date": "2025-01-02", "reason": {"en": "No."}}
    files = {
        "records/small.yaml": record(updates=recent),
        "records/b.yaml": record(id="b", status="withdrawn", closing=closing),
    }
    story.commit(files, when=ago(300))
    no_process()
    assert stale(story.root, "--all") == {"small": False, "b": False}


@pytest.mark.parametrize("why", ["no git", "another owner", "no repository", "damaged", "no commit"])
def test_where_git_has_no_answer_updates_alone_decide(
    why: str, git_story: Story, record: Record, stale: Stale, monkeypatch: pytest.MonkeyPatch
) -> None:
    story = git_story()
    recent = [{"date": "2025-12-01", "by": "acme", "note": {"en": "Begun."}}]
    files = {"records/small.yaml": record(), "records/b.yaml": record(id="b", updates=recent)}
    if why == "no commit":
        story.write(files)
    else:
        story.commit(files, when=ago(5))
        assert stale(story.root) == {"small": False, "b": False}
    match why:
        case "no git":
            monkeypatch.setenv("PATH", "/nowhere")
        case "another owner":
            monkeypatch.setattr(Plumbing, "command", lambda self, *words: ["git", "--no-such-option"])
        case "no repository":
            (story.git_dir / "HEAD").unlink()
        case "damaged":
            (story.git_dir / "refs/heads/main").write_text("1" * 40 + "\n")
    assert stale(story.root) == {"small": True, "b": False}
