"""What commands that edit ask on a terminal: all that is missing, nothing else, and nothing in vain."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from dialogues import CTRL_C, Dialogue

from commitments.cli.app import main

pytestmark = [
    pytest.mark.skipif(sys.platform == "win32", reason="needs a pseudo-terminal"),
    pytest.mark.usefixtures("no_git_settings"),
]

OPEN = """\
id: open
title: {en: Hold an AI day}
kind: agreed_action
status: agreed
parties:
  - {party: acme, role: lead}
made_on: 2025-10
due: 2026-12
milestones:
  - {id: hall, title: {en: Hall booked}}
repeats: {rule: FREQ=YEARLY, starts: 2025-11}
source: {document: report.txt}
"""
CLOSED = """\
id: closed
title: {en: Hold another}
kind: agreed_action
status: withdrawn
parties:
  - {party: acme, role: lead}
closing: {date: 2026-01-01, reason: {en: No hall.}}
source: {document: report.txt}
"""
SAID = ("--note", "x")
DRAFT = """\
updates: [{date: 2026-08-20, note: {en: The draft goes round.}}]
evidence: [{date: 2026-05-04, title: First draft}]
"""


@pytest.fixture
def root(make_workspace: Callable[..., Path]) -> Path:
    """Two records, in no repository."""
    return make_workspace({"open.yaml": OPEN, "closed.yaml": CLOSED})


def begun(root: Path, *arguments: str) -> Dialogue:
    before = ["--root", str(root), "--today", "2026-11-22", "--color", "never"]
    return Dialogue([sys.executable, "-m", "commitments", *before, *arguments])


WHY = ("Why it closes, or what is missing: ", "No hall.")


@pytest.mark.parametrize(("answer", "pieces"), [("Decision", 2), ("", 1)])
def test_newer_evidence_is_asked_for(make_workspace: Callable[..., Path], answer: str, pieces: int) -> None:
    root = make_workspace({"open.yaml": OPEN.replace("due:", f"{DRAFT}due:")})
    on = begun(root, "close", "open", "--as", "fulfilled", "--met-on", "2026-11-20", "--note", "Delivered.")
    on.answer(("Newer evidence, or Enter for none: ", answer))
    assert on.end() == 0, on.shown
    written = (root / "records/open.yaml").read_text()
    assert written.count("title: First draft") + written.count("title: Decision") == pieces
    assert ("closed-on-old-evidence" in on.shown) == (not answer)


@pytest.mark.parametrize(
    ("line", "talk", "written"),
    [
        (
            ["close", "open", "--as", "withdrawn"],
            [(WHY[0], "x"), ("“x” says nothing", None), WHY],
            ["status: withdrawn", "    en: No hall."],
        ),
        (["close", "open", "--as", "withdrawn"], [WHY], ["status: withdrawn", "    en: No hall."]),
        (
            ["close", "open"],
            [
                ("How it ended: ", "2"),
                ("When it was met: ", "5/8/2026"),
                ("Write 2026-08-05 or 2026-05-08.", None),
                ("When it was met: ", "2026-11-23"),
                ("met_on is 2026-11-23, a day in the future", None),
                ("When it was met: ", "20/11/2026"),
                ("The title of the evidence, such as a report: ", "Minutes"),
                WHY,
            ],
            ["status: partially_fulfilled", "met_on: 2026-11-20", "  - {title: Minutes}", "    en: No hall."],
        ),
        (
            ["close", "open", "--as", "superseded"],
            [
                ("   1  closed  Hold another (closed)\n", None),
                ("Which record replaces it, by a number or any words: ", "clozed"),
                ("Nearest: closed", None),
                ("any words: ", "open"),
                ("open cannot replace it: the links would form a circle", None),
                ("any words: ", "another"),
                ("The reason, in a note: ", "Taken over."),
            ],
            ["superseded_by: closed", "      en: Taken over."],
        ),
        (
            ["reopen", "closed"],
            [("The open status it gets: ", "agreed"), ("Why it reopens: ", "A hall.")],
            ["status: agreed", "      en: A hall."],
        ),
        (
            ["reopen", "closed", "--as", "suspended"],
            [("Why it reopens: ", "A hall."), ("When to review it: ", "2027")],
            ["status: suspended", "review_by: 2027", "      en: A hall."],
        ),
        (
            ["update", "open", "--status", "suspended"],
            [("When to review it: ", "2027"), ("The reason, in a note: ", "No hall.")],
            ["status: suspended", "review_by: 2027", "      en: No hall."],
        ),
        (
            ["update", "open", "--evidence", "https://example.org/a"],
            [("The title of the evidence: ", "Minutes")],
            ["  - {title: Minutes, url: https://example.org/a}"],
        ),
        (
            ["milestone", "open", "hall", "met", "--evidence", "https://example.org/a"],
            [("The title of the evidence: ", "Minutes")],
            None,
        ),
        (
            ["hold", "open", "2025-11", "--evidence", "https://example.org/a"],
            [
                ("When it was held, or Enter if it was let go: ", "20/11/2025"),
                ("The title of the evidence: ", "Minutes"),
            ],
            ["met_on: 2025-11-20"],
        ),
        (
            ["hold", "open", "2025-11"],
            [("or Enter if it was let go: ", ""), ("Why it was let go: ", "Both agreed to wait.")],
            ["{occurrence: 2025-11, lapsed: {en: Both agreed to wait.}}"],
        ),
        (
            ["hold"],
            [
                ("Which record, by a number or any words: ", "day ai"),
                ("  open  Hold an AI day", None),
                ("Which occurrence: ", "2024-11"),
                ("The rule yields no occurrence 2024-11", None),
                ("Owed: 2025-11, 2026-11", None),
                ("Which occurrence: ", "1"),
                ("When it was held, or Enter if it was let go: ", "20/11/2025"),
            ],
            ["occurrence: 2025-11", "met_on: 2025-11-20"],
        ),
        (
            ["milestone", "open"],
            [
                ("   1  Hall booked (scheduled)\n", None),
                ("Which milestone: ", "no such"),
                ("Nearest: hall", None),
                ("Which milestone: ", "booked"),
                ("What became of it: ", "met"),
                ("When it was met, or Enter if it is not known: ", ""),
            ],
            None,
        ),
        (
            ["milestone", "open", "hall"],
            [("What became of it: ", "not met"), ("The reason, in a note: ", "No hall.")],
            ["status: not_met", "      en: No hall."],
        ),
        (
            ["milestone", "open", "hall", "not_met"],
            [("The reason, in a note: ", "No hall.")],
            ["status: not_met", "      en: No hall."],
        ),
        (
            ["milestone", "open", "--add", "Speakers"],
            [("Due, or Enter if there is no deadline: ", "Q3 2026")],
            ["id: speakers", "due: 2026-Q3"],
        ),
        (
            ["reschedule"],
            [
                ("any words: ", "acme"),
                ("The new deadline (now: Dec 2026): ", "2026-12"),
                ("The deadline is already 2026-12", None),
                ("(now: Dec 2026): ", "2024"),
                ("2024 is before 2025-10, when the commitment was made", None),
                ("(now: Dec 2026): ", "Q1 2027"),
                ("Why it moves: ", "No hall."),
            ],
            ["due: 2027-Q1", "      en: No hall."],
        ),
        (
            ["update", "open"],
            [
                ("What is there to write: ", "status"),
                ("The new status (now: agreed): ", "suspended"),
                ("When to review it: ", "2027"),
                ("The reason, in a note: ", "No hall."),
            ],
            ["status: suspended", "review_by: 2027", "      en: No hall."],
        ),
        (
            ["update", "open"],
            [("What is there to write: ", "4"), ("What stands in the way: ", "No hall.")],
            ["    about: obstacle", "      en: No hall."],
        ),
        (
            ["reschedule", "open", "2027"],
            [("Why it moves: ", "No hall.")],
            ["due: 2027", "      en: No hall."],
        ),
        (["reschedule", "open", "2026-11", "--milestone", "hall"], [], None),
    ],
)
def test_what_is_missing_is_asked_for(
    root: Path, line: list[str], talk: list[tuple[str, str | None]], written: list[str] | None
) -> None:
    on = begun(root, *line)
    on.answer(*talk)
    assert on.end() == 0, on.shown
    assert "Written: " in on.shown
    skipped = sum(typed == "" for _, typed in talk)
    assert on.shown.count(": \n") == skipped  # no question but these
    id = line[1] if len(line) > 1 else "open"
    text = (root / f"records/{id}.yaml").read_text()
    assert all(piece in text for piece in written or [])


def test_whoever_stops_is_given_the_command_with_what_was_said(root: Path) -> None:
    on = begun(root, "reschedule", "--agreed-by", "acme")
    on.answer(("any words: ", "1"), ("(now: Dec 2026): ", "Q1 2027"), ("Why it moves: ", CTRL_C))
    assert on.end() == 130
    assert f"commit reschedule open 2027-Q1 --root {root} --today 2026-11-22" in on.words
    assert "--agreed-by acme" in on.words
    assert (root / "records/open.yaml").read_text() == OPEN


@pytest.mark.parametrize(
    ("line", "missing", "usage"),
    [
        (["hold"], "ID is missing", "commit hold [OPTIONS]"),
        (["hold", "open"], "OCCURRENCE is missing", "commit hold [OPTIONS]"),
        (["milestone", "open"], "MILESTONE STATUS is missing", "commit milestone [OPTIONS]"),
        (["reschedule", "open"], "No new date is given", "commit reschedule [OPTIONS]"),
        (["reschedule", "open", "2027"], "Add --reason TEXT", "commit reschedule [OPTIONS]"),
        (["update", "open"], "The command gives nothing to change", "commit update [OPTIONS]"),
        (["close", "open"], "must say how the commitment ended", "commit close [OPTIONS]"),
        (["reopen"], "ID is missing", "commit reopen [OPTIONS]"),
    ],
)
def test_where_nobody_sits_what_is_missing_is_named_with_the_usage(
    root: Path, line: list[str], missing: str, usage: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["--root", str(root), "--today", "2026-11-22", *line]) == 2
    told = capsys.readouterr().err
    assert missing in told
    assert f"Usage: {usage}" in told


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        (["close", "closed", "--as", "withdrawn"], "The record is already withdrawn"),
        (["close", "open", "--as", "withdrawn", "--met-on", "2026-01"], "cannot be used here: --met-on"),
        (["close", "open", "--as", "withdrawn", "--commit"], "not in a git repository"),
        (["close", "open", "--as", "superseded", "--met-on", "2026-01"], "cannot be used here"),
        (["close", "open", "--met-on", "soon"], "soon is too vague for a date"),
        (["reopen", "open"], "The record is not closed"),
        (["reopen", "closed", "--commit"], "not in a git repository"),
        (["update", "open", "--status", "suspended", "--set", "titel.en=x"], "There is no field titel"),
        (["update", "closed", "--status", "proposed"], "may not move"),
        (["reschedule", "open", "2026-12"], "The deadline is already 2026-12"),
        (["reschedule", "open", "whenever"], "whenever is not a date"),
        (["reschedule", "open", "2027", "--milestone", "hal"], "There is no milestone hal"),
        (["hold", "closed", "2025-11", "--evidence", "https://example.org/a"], "The record does not recur"),
    ],
)
def test_nothing_is_asked_that_would_be_in_vain(root: Path, line: list[str], reason: str) -> None:
    on = begun(root, *line)
    assert on.end() == 2, on.shown
    assert on.shown.startswith("commit: ")
    assert reason in on.words


def test_the_way_to_a_file_is_whole_on_a_narrow_screen(root: Path) -> None:
    deep = root / "records" / "a-folder-with-a-name" / "that-is-longer-than-the-screen"
    deep.mkdir(parents=True)
    (root / "records/open.yaml").rename(deep / "open.yaml")
    before = ["--root", str(root), "--today", "2026-11-22", "--color", "never"]
    line = [sys.executable, "-m", "commitments", *before, "update", "open", *SAID]
    on = Dialogue(line, columns=40)
    assert on.end() == 0, on.shown
    assert f"Written: {os.path.relpath(deep / 'open.yaml')}\n" in on.shown
