"""An earlier answer is changed before anything is written: `<` goes back one question, `<<` to any."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from dialogues import CTRL_C, CTRL_D, Dialogue
from hypothesis import example, given
from hypothesis import strategies as st

from commitments.cli import kept_answers
from commitments.cli.kept_answers import keeping_answers, run_until_answered
from commitments.cli.prompts import questions
from commitments.render.words import Words

pytestmark = pytest.mark.usefixtures("no_git_settings")
posix = pytest.mark.skipif(sys.platform == "win32", reason="needs a pseudo-terminal")

RECORD = """\
id: open
title: {en: Hold an AI day}
kind: agreed_action
status: agreed
parties:
  - {party: acme, role: lead}
due: 2026-12
milestones:
  - {id: hall, title: {en: Hall booked}}
  - {id: talks, title: {en: Talks held}}
source: {document: report.txt}
"""
OTHER = RECORD.replace("id: open", "id: other").replace("AI day", "evening").replace("hall", "room")
BACK = "`<` goes back one question, `<<` to any earlier one."


@pytest.fixture
def root(make_workspace: Callable[..., Path]) -> Path:
    return make_workspace({"open.yaml": RECORD, "other.yaml": OTHER})


def begun(root: Path, *arguments: str, columns: int = 80) -> Dialogue:
    before = ["--root", str(root), "--today", "2026-11-22", "--color", "never"]
    return Dialogue([sys.executable, "-m", "commitments", *before, *arguments], columns)


@posix
def test_one_question_back(root: Path) -> None:
    on = begun(root, "reschedule", "open")
    on.answer(
        ("The new deadline (now: Dec 2026): ", "<"),
        ("This is the first question.", None),
        ("The new deadline (now: Dec 2026): ", "2027"),
        (BACK, None),
        ("Why it moves: ", "<"),
        ("The new deadline (now: Dec 2026): ", "Q3 2027"),
        ("Why it moves: ", "No hall."),
    )
    assert on.end() == 0, on.shown
    assert on.shown.count(BACK) == 1
    written = (root / "records/open.yaml").read_text()
    assert "due: 2027-Q3" in written
    assert written.count("to: ") == 1


@posix
def test_any_question_back_keeps_the_answers_that_still_stand(root: Path) -> None:
    on = begun(root, "milestone")
    on.answer(
        ("any words: ", "evening"),
        ("Which milestone: ", "talks"),
        ("What became of it: ", "met"),
        ("When it was met", None),
        (": ", "<<"),
        ("   1  Which record, by a number or any words: other  Hold an evening (on track)\n", None),
        ("   2  Which milestone: Talks held (scheduled)\n", None),
        ("   3  What became of it: met\n", None),
        ("Which of them to answer anew, or Enter for none: ", "1"),
        ("any words: ", "open"),
        ("When it was met", None),
        (": ", "2026-11-01"),
    )
    assert on.end() == 0, on.shown
    assert (root / "records/other.yaml").read_text() == OTHER
    assert "id: talks, title: {en: Talks held}, status: met" in (root / "records/open.yaml").read_text()


@posix
def test_an_answer_that_no_longer_stands_is_asked_again(root: Path) -> None:
    on = begun(root, "milestone")
    on.answer(
        ("any words: ", "evening"),
        ("Which milestone: ", "room"),
        ("What became of it: ", "<<"),
        ("or Enter for none: ", ""),
        ("What became of it: ", "<<"),
        ("or Enter for none: ", "1"),
        ("any words: ", "open"),
        ("Which milestone: ", "hall"),
        ("What became of it: ", "not met"),
        ("The reason, in a note: ", "No hall."),
    )
    assert on.end() == 0, on.shown
    assert (root / "records/other.yaml").read_text() == OTHER


@posix
@pytest.mark.parametrize("sign", [CTRL_C, CTRL_D])
def test_whoever_stops_is_given_the_answers_that_stand(root: Path, sign: str) -> None:
    on = begun(root, "reschedule", "open")
    on.answer(("(now: Dec 2026): ", "2027"), ("Why it moves: ", "<"), ("(now: Dec 2026): ", "2028"))
    on.answer(("Why it moves: ", sign))
    assert on.end() == 130
    assert "commit reschedule open 2028 --root" in on.words
    assert (root / "records/open.yaml").read_text() == RECORD


@posix
def test_on_a_narrow_screen_each_answer_is_one_line(root: Path) -> None:
    on = begun(root, "reschedule", columns=40)
    on.answer(("\n> ", "evening"), (": ", "2027"), ("Why it moves: ", "<<"), ("\n> ", CTRL_C))
    assert on.end() == 130
    begin = on.shown.index("   1  Which")
    listed = on.shown[begin:].splitlines()[:2]
    assert all(len(line) <= 40 for line in listed)
    assert listed[0].endswith("…")


@posix
def test_a_new_record_may_change_its_kind_at_the_end(root: Path) -> None:
    on = begun(root, "new", "--title", "Plan", "--summary", "s", "--source", "d", "--part-of", "open")
    on.answer(
        ("Kind: ", "agreed action"),
        ("Party: ", "acme"),
        ("Role [lead]: ", ""),
        ("Next party", None),
        (": ", ""),
        ("Made on", None),
        (": ", "2026-05"),
        ("Due", None),
        (": ", "2027"),
        ("Id [plan]: ", "<<"),
        ("or Enter for none: ", "1"),
        ("Kind: ", "pledge"),
        ("Id [plan]: ", ""),
    )
    assert on.end() == 0, on.shown
    written = (root / "records/plan.yaml").read_text()
    assert all(piece in written for piece in ("kind: public_pledge", "due: 2027", "made_on: 2026-05"))
    assert written.count("acme") == 1


QUESTIONS = "ABCD"
MOVES = st.one_of(
    st.just(("<",)), st.tuples(st.just("<<"), st.integers(0, 5)), st.tuples(st.sampled_from("abc"))
)


def told(moves: list[tuple[Any, ...]]) -> tuple[list[str], list[str]]:
    """What is typed for these moves, and the answers: a move fills, or empties, the place of a question."""
    typed: list[str] = []
    values: list[str | None] = [None] * len(QUESTIONS)
    for sign, *number in moves:
        if None not in values:
            break
        at = values.index(None)
        typed += [sign, *map(str, number if at else ())]  # at the first question no list is shown
        if sign == "<":
            values[max(at - 1, 0)] = None
        elif sign == "<<":
            if 0 < number[0] <= at:
                values[number[0] - 1] = None
        else:
            values[at] = sign
    return typed, [value or "z" for value in values]


@given(st.lists(MOVES, max_size=12))
@example([("a",), ("b",), ("<<", 1), ("<",), ("c",)])
@example([("a",), ("b",), ("c",), ("<<", 1), ("<<", 1), ("b",)])
@example([("a",), ("b",), ("c",), ("<<", 2), ("<",), ("c",), ("c",)])
def test_every_way_back_leads_to_the_answers_that_were_given(moves: list[tuple[Any, ...]]) -> None:
    typed, values = told(moves)
    final: list[str] = []
    lines = iter(typed)

    def command() -> int:
        final[:] = [questions.ask(Words("en"), question) for question in QUESTIONS]
        return 0

    with pytest.MonkeyPatch.context() as patch, keeping_answers():
        patch.setattr(questions, "_typed_line", lambda *_: next(lines, "z"))
        patch.setattr(questions, "tell", lambda _: None)
        patch.setattr(questions, "say", lambda _: None)
        assert run_until_answered(command) == 0
    assert final == values


def test_without_a_run_nothing_is_kept() -> None:
    kept_answers.keep_answer("A", "a")
    assert kept_answers.answers_so_far() == []
    assert kept_answers.waiting_answer("A") is None
    assert not kept_answers.tells_way_back()
    with pytest.raises(LookupError):
        kept_answers.go_back(0)
