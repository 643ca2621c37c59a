"""What is left in git's file after a merge: never less than both sides wrote. Does not test merging."""

from __future__ import annotations

import os
import sys
from dataclasses import replace
from pathlib import Path
from random import Random

import pytest
from drafts import draft, edited
from facts import lost
from gitstory import clean_environment
from gittraps import write_program
from handwriting import write
from hypothesis import given
from hypothesis import strategies as some
from laws import law

from commitments.errors import CommitmentsError
from commitments.reading.git.plumbing import find_git
from commitments.reading.yaml.yaml_text import parse
from commitments.writing.merging.conflict_marks import Labels, Marks
from commitments.writing.merging.merge_driver import MergeOutcome, merge_files

posix = pytest.mark.skipif(sys.platform == "win32", reason="the shell of POSIX")
BASE = "id: a\nstatus: agreed\ntags:\n  - x\n"


def settled(place: Path, *texts: str | bytes, marks: Marks | None = None) -> tuple[MergeOutcome, bytes]:
    """What comes of three files, and what the second then holds."""
    files = [place / name for name in ("base", "ours", "theirs")]
    for file, text in zip(files, texts, strict=True):
        file.write_bytes(text.encode() if isinstance(text, str) else text)
    before = [file.read_bytes() for file in files]
    found = merge_files(*files, marks or Marks(), find_git(str(place), clean_environment(), bare=False))
    assert [files[0].read_bytes(), files[2].read_bytes()] == [before[0], before[2]]
    assert sorted(os.listdir(place)) == ["base", "ours", "theirs"]
    return found, files[1].read_bytes()


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("settled")


@law(150)
@given(seed=some.integers(0, 1 << 40))
def test_each_edit_is_there_or_the_lines_of_both_are(place: Path, seed: int) -> None:
    chance = Random(seed)
    base = draft(chance)
    texts = [write(base), *(write(edited(base, chance, chance.choice([1, 4]))) for _ in range(2))]
    found, result = settled(place, *texts)
    if found.clean:
        assert list(lost(*(parse(item).value for item in (*texts, result)))) == []
        return
    before, after = _lines(texts[0]), _lines(result)
    for text in texts[1:]:
        assert _lines(text) - before <= after


def _lines(text: bytes) -> set[bytes]:
    return {line.strip() for line in text.splitlines()}


def test_what_git_merges_and_we_do_not_stays_if_it_says_what_both_mean(place: Path) -> None:
    texts = ("{id: a,\n\n\n due: 1}\n", "{id: b,\n\n\n due: 1}\n", "{id: a,\n\n\n due: 2}\n")
    assert settled(place, *texts) == (MergeOutcome(True), b"{id: b,\n\n\n due: 2}\n")


def test_what_git_merges_into_something_unreadable_is_a_conflict(place: Path) -> None:
    middle = "".join(f"x-{item}: 1\n" for item in "abcdefgh")
    base, mended = (
        f"id: a\n{middle}kind: &x mou\n{middle.upper()}",
        f"id: a\n{middle}kind: mou\n{middle.upper()}",
    )
    found, result = settled(place, base, f"due: 1\n{mended}", f"{mended}due: 2\n")
    assert found == MergeOutcome(False)
    assert result.decode() == f"<<<<<<< ours\ndue: 1\n{mended}=======\n{mended}due: 2\n>>>>>>> theirs\n"


def test_one_field_in_two_places_is_a_conflict(place: Path) -> None:
    middle = "".join(f"x-{item}: 1\n" for item in "abcdefgh")
    texts = (f"id: a\n{middle}", f"due: 1\nid: a\n{middle}", f"id: a\n{middle}due: 2\n")
    found, result = settled(place, *texts)
    assert found == MergeOutcome(False, ("due",))
    assert result.decode() == f"<<<<<<< ours\ndue: 1\n=======\ndue: 2\n>>>>>>> theirs\nid: a\n{middle}"


def test_marks_are_as_long_as_asked_and_of_the_same_line_end(place: Path) -> None:
    middle = "".join(f"x-{item}: 1\r\n" for item in "abcdefgh")
    texts = (f"id: a\r\n{middle}", f"due: 1\r\nid: a\r\n{middle}", f"id: a\r\n{middle}due: 2\r\n")
    for size, shown in ((9, 9), (0, 7), (-1, 7), (10**9, 7)):
        _, result = settled(place, *texts, marks=Marks(size, Labels("b", "HEAD", "nhánh")))
        assert result.startswith(b"<" * shown + b" HEAD\r\n")
        assert b">" * shown + " nhánh\r\n".encode() in result
        assert b"\n" not in result.replace(b"\r\n", b"")


def test_a_last_line_without_an_end_gets_one_before_a_mark(place: Path) -> None:
    middle = "".join(f"x-{item}: 1\n" for item in "abcdefgh")
    _, result = settled(place, f"id: a\n{middle}", f"id: a\n{middle}due: 1", f"id: a\n{middle}due: 2")
    assert result.endswith(b"due: 1\n=======\ndue: 2\n>>>>>>> theirs\n")


def test_what_is_no_text_stays_ours(place: Path) -> None:
    found, result = settled(place, b"\0a", b"\0b", b"\0c")
    assert (found, result) == (MergeOutcome(False), b"\0b")


IN_BRACKETS = "{id: a, status: agreed}\n"
CLASHING = (IN_BRACKETS, *(IN_BRACKETS.replace("agreed", word) for word in ("suspended", "withdrawn")))
"""A clash in a record that is not cut into its fields, so that git merges its lines."""


@posix
@pytest.mark.parametrize(
    "script",
    [
        "exit 128",
        "exit 129",
        "exit 255",
        "echo half; exit 128",
        "echo half; exit 255",
        "kill -KILL $$",
        "kill -TERM $$",
        "echo half; kill -SEGV $$",
        "exit 1",
        "exit 127",
    ],
)
def test_what_a_git_that_died_says_is_written_over_nothing(tmp_path: Path, script: str) -> None:
    found, result = settled_by(tmp_path, script)
    assert (found, result.decode()) == (MergeOutcome(False, ("status",)), CLASHING[1])


@posix
@pytest.mark.parametrize("conflicts", [1, 2, 127])
def test_as_many_conflicts_as_git_can_count_are_left_as_it_marked_them(
    tmp_path: Path, conflicts: int
) -> None:
    found, result = settled_by(tmp_path, f"echo marked; exit {conflicts}")
    assert (found, result) == (MergeOutcome(False, ("status",)), b"marked\n")


def settled_by(place: Path, script: str) -> tuple[MergeOutcome, bytes]:
    """What comes of three texts that clash, where git is such a program."""
    (place / "bin").mkdir()
    (place / "texts").mkdir()
    program = place / "bin/git"
    write_program(program, script)
    files = [place / "texts" / name for name in ("base", "ours", "theirs")]
    for file, text in zip(files, CLASHING, strict=True):
        file.write_text(text)
    git = replace(find_git(str(place), clean_environment(), bare=False), program=str(program))
    return merge_files(*files, Marks(), git), files[1].read_bytes()


def test_a_file_that_is_not_there_is_an_error(tmp_path: Path) -> None:
    git = find_git(str(tmp_path), clean_environment(), bare=False)
    (tmp_path / "a").write_text(BASE)
    with pytest.raises(CommitmentsError):
        merge_files(tmp_path / "a", tmp_path / "a", tmp_path / "none", Marks(), git)
    assert (tmp_path / "a").read_text() == BASE
