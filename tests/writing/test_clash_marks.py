"""A clash in one field leaves marks around it alone, and loses nothing."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from random import Random

import pytest
from clashes import Clash, clash
from gitstory import clean_environment
from laws import examples

from commitments.reading.git.plumbing import Plumbing, find_git
from commitments.reading.yaml.yaml_text import parse
from commitments.writing.merging.conflict_marks import Labels, Marks, marked_lines, split_sides
from commitments.writing.merging.merge_driver import merge_files

PAIRS = 300
"""Pairs at random; tests/cli/test_git_records.py sends some of them through git."""
MARKS = Marks(labels=Labels("base", "HEAD", "side"))


def settled(place: Path, pair: Clash, git: Plumbing) -> bytes:
    files = [place / name for name in ("base", "ours", "theirs")]
    for file, text in zip(files, (pair.base, pair.ours, pair.theirs), strict=True):
        file.write_bytes(text)
    outcome = merge_files(*files, MARKS, git)
    assert not outcome.clean
    return files[1].read_bytes()


def rewrites_updates(pair: Clash) -> bool:
    """Whether a side wrote the list of updates in another way, beside adding to it."""
    first_lines = [line for line in pair.base.splitlines() if line.startswith(b"updates")]
    return any(line not in side.splitlines() for line in first_lines for side in (pair.ours, pair.theirs))


def is_marked_alone(pair: Clash, text: bytes) -> bool:
    """Whether both texts in the marks are records with all news, and differ in the clashing field alone."""
    sides = split_sides(text.decode().splitlines(keepends=True))
    assert sides is not None
    records = [parse("".join(lines).encode()).value for lines in (sides.ours, sides.theirs)]
    if not all(isinstance(record, dict) for record in records):
        return False
    for record in records:
        notes = [update["note"].get("en") for update in record["updates"]]
        if not set(pair.news) <= set(notes):
            return False
    ours, theirs = ({**record, pair.field: None} for record in records)
    return bool(ours == theirs)


def test_a_clash_in_one_field_is_marked_alone_and_no_news_is_lost(tmp_path: Path) -> None:
    alone, git = 0, find_git(str(tmp_path), clean_environment(), bare=False)
    for seed in range(PAIRS):
        pair = clash(Random(seed))
        text = settled(tmp_path, pair, git)
        for note in pair.news:
            assert note in text.decode()
        is_alone = is_marked_alone(pair, text)
        assert is_alone or rewrites_updates(pair), seed
        alone += is_alone
    assert alone >= 0.7 * PAIRS


def test_the_lines_of_one_value_are_one_conflict() -> None:
    ours = ["note:\n", "  One\n", "  two\n", "  three\n", "due: 2027\n", "tags: [a]\n", "x: 1\n"]
    theirs = ["note:\n", "  Eins\n", "  two\n", "  drei\n", "due: 2027\n", "tags: [a]\n", "x: 2\n"]
    marked = list(marked_lines(ours, theirs, MARKS))
    assert marked == [
        *("note:\n", "<<<<<<< HEAD\n", "  One\n", "  two\n", "  three\n", "=======\n"),
        *("  Eins\n", "  two\n", "  drei\n", ">>>>>>> side\n", "due: 2027\n", "tags: [a]\n"),
        *("<<<<<<< HEAD\n", "x: 1\n", "=======\n", "x: 2\n", ">>>>>>> side\n"),
    ]
    sides = split_sides(marked)
    assert sides is not None
    assert (sides.ours, sides.theirs, sides.labels) == (ours, theirs, Labels("", "HEAD", "side"))


@pytest.mark.parametrize(
    ("text", "ours", "theirs"),
    [
        ("a\n<<<<<<< x\nb\n||||||| base\nc\n=======\nd\n>>>>>>> y\ne\n", "a b e", "a d e"),
        ("<<<<<<<<< x\r\nb\r\n=========\r\n>>>>>>>>> y\r\n", "b", ""),
        ("=======\n<<<<<<< x\n=======\n>>>>>>> y\n", "=======", "======="),
    ],
)
def test_both_texts_are_taken_out_of_the_marks(text: str, ours: str, theirs: str) -> None:
    sides = split_sides(text.splitlines(keepends=True))
    assert sides is not None
    assert ["".join(lines).split() for lines in (sides.ours, sides.theirs)] == [ours.split(), theirs.split()]


@pytest.mark.parametrize(
    "text", ["", "a\n", "<<<<<<< x\na\n", "<<<<<<< x\n=======\n", "=======\n>>>>>>> y\n"]
)
def test_a_text_without_whole_conflicts_has_no_sides(text: str) -> None:
    assert split_sides(text.splitlines(keepends=True)) is None


def test_nothing_of_any_two_texts_is_dropped() -> None:
    for seed in range(examples(300, 30)):
        chance = Random(seed)
        ours, theirs = ([f"{chance.randint(0, 5)}\n" for _ in range(chance.randint(0, 9))] for _ in range(2))
        marked = list(marked_lines(ours, theirs, MARKS))
        if ours != theirs:
            sides = split_sides(marked)
            assert sides is not None and (sides.ours, sides.theirs) == (ours, theirs)
        assert not Counter(ours) - Counter(marked)
