"""Does the JSON of `commit changes`, replayed from nothing, give what git holds and what lies on disk?"""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any
from unittest import mock

from gitstory import GitStory, clean_environment
from histories import PATHS, Op, ops, readable, records_of, tell, texts
from hypothesis import Phase, given
from hypothesis import strategies as st
from laws import FEW_IN_GIT, law
from replay import canonical, replayed

from commitments.changes.change import Change
from commitments.cli.app import main
from commitments.model.revision import Revision

edits = st.dictionaries(st.sampled_from(PATHS), st.none() | texts, max_size=3)


def as_changes(rows: Iterable[dict[str, Any]]) -> Iterator[Change]:
    """The rows of JSON as the oracle takes them."""
    for row in rows:
        at = Revision(row["commit"] or "", (), 0, row["author"] or "", "", row["subject"] or "")
        old, new = (json.dumps(row[key]) for key in ("old", "new"))
        yield Change(at, row["id"], row["path"], row["change"], row["field"] or "", old, new, "null")


def changes(story: GitStory, *words: str) -> list[dict[str, Any]]:
    """The rows that one command line writes, with a cache of the story's own."""
    target = story.root.parent / "out.json"
    cache = {"COMMIT_CACHE_DIR": str(story.root.parent / "cache"), "LANGUAGE": "en"}
    with mock.patch.dict(os.environ, {**clean_environment(), **cache}):
        line = ["--root", str(story.root), "--today", "2026-11-22", "changes", "-o", str(target), *words]
        assert main(line) == 0
    found: list[dict[str, Any]] = json.loads(target.read_text(encoding="utf-8"))["changes"]
    return found


def standing(rows: Iterable[dict[str, Any]]) -> dict[str, str]:
    return {path: canonical(record) for path, record in replayed(as_changes(rows)).items()}


def on_disk(root: Path) -> dict[str, bytes]:
    """Every record file of the working tree."""
    files = {path.relative_to(root).as_posix(): path for path in (root / "records").rglob("*.yaml")}
    return {
        name: file.read_bytes()
        for name, file in files.items()
        if "/." not in name and file.is_file() and not file.is_symlink()
    }


@given(st.lists(ops, min_size=8, max_size=24), edits, st.data())
@law(20, FEW_IN_GIT, phases=[Phase.generate])
def test_what_is_told_replayed_is_what_there_is(
    git_story: Callable[..., GitStory], told: list[Op], files: dict[str, str | None], data: st.DataObject
) -> None:
    story = git_story()
    tell(story, told)
    story.write(files)
    (story.root / "records").mkdir(exist_ok=True)
    if data.draw(st.booleans()):
        changes(story)  # the next answers are warm
    committed = changes(story, "--committed")
    repository = story.repository()
    assert standing(committed) == readable(records_of(repository, story.head or ""))
    everything = changes(story)
    assert everything[: len(committed)] == committed
    assert standing(everything) == readable(on_disk(story.root))
    middle = data.draw(st.sampled_from(story.commits))
    if middle in {commit.id for commit in repository.main_line(story.head or "")}:
        before, after = changes(story, "--until", middle), changes(story, "--since", middle)
        assert before + after == everything
