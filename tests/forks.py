"""Two branches that changed one record in a small real repository, and git run on them. Asserts nothing."""

from __future__ import annotations

import subprocess
from collections.abc import Callable
from pathlib import Path

from gitstory import GitStory, clean_environment

BASE = """\
id: a
title: {vi: Cảm biến, en: Sensors}
status: agreed
due: 2026-06   # per letter
milestones:
  - id: m1
    due: 2026-03
  - id: m2
    due: 2026-05
updates:
  - date: 2026-01-12
    note: {en: Begun}
"""
RECORD = "records/sub/a.yaml"
OURS = BASE.replace("    due: 2026-03\n", "    due: 2026-03\n    status: met\n") + "  - date: 2026-02-01\n"
THEIRS = BASE.replace("agreed", "in_progress") + "  - date: 2026-02-02\n    note: {vi: Đã họp}\n"
BOTH = (
    BASE.replace("    due: 2026-03\n", "    due: 2026-03\n    status: met\n").replace("agreed", "in_progress")
    + "  - date: 2026-02-01\n  - date: 2026-02-02\n    note: {vi: Đã họp}\n"
)


def standing(git_story: Callable[..., GitStory]) -> GitStory:
    """The record, committed, with nothing left to do."""
    story = git_story()
    story.commit({RECORD: BASE})
    story.git("reset", "--quiet", "--hard")
    return story


def merging(story: GitStory, *arguments: str, where: Path | None = None) -> tuple[int, str]:
    """A git command that may end in a conflict: its status, and all it says."""
    people = ["-c", "user.name=Vi", "-c", "user.email=vi@example.org"]
    done = subprocess.run(
        ["git", *people, *arguments],
        cwd=where or story.root,
        env={**clean_environment(), "GIT_EDITOR": "true"},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
    )
    return done.returncode, done.stdout.decode()


def forked(git_story: Callable[..., GitStory], ours: str, theirs: str, path: str = RECORD) -> GitStory:
    """A record that two branches changed, standing on ours."""
    story = git_story()
    story.commit({path: BASE})
    story.branch("side")
    story.commit({path: theirs})
    story.switch("main")
    story.commit({path: ours})
    story.git("reset", "--quiet", "--hard")
    return story


def read(story: GitStory, path: str = RECORD) -> str:
    return (story.root / path).read_bytes().decode()
