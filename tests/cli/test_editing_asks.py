"""What commands that edit ask on a terminal: all that is missing, nothing else, and nothing in vain."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from dialogues import Dialogue

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
        (["close", "open", "--as", "withdrawn"], [WHY], ["status: withdrawn", "    en: No hall."]),
        (
            ["close", "open"],
            [
                ("How it ended: ", "2"),
                ("When it was met: ", "5/8/2026"),
                ("Write 2026-08-05 or 2026-05-08.", None),
                ("When it was met: ", "20/11/2026"),
                ("The title of the evidence, such as a report: ", "Minutes"),
                WHY,
            ],
            ["status: partially_fulfilled", "met_on: 2026-11-20", "  - {title: Minutes}", "    en: No hall."],
        ),
        (
            ["close", "open", "--as", "superseded"],
            [
                ("The id of the record that replaces it: ", "close"),
                ("Nearest: closed", None),
                ("replaces it: ", "closed"),
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
            [("The title of the evidence: ", "Minutes")],
            None,
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
    assert on.shown.count(": \n") == 0  # no question but these
    assert set(written or []) <= set((root / f"records/{line[1]}.yaml").read_text().splitlines())


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        (["close", "closed", "--as", "withdrawn"], "It is withdrawn already"),
        (["close", "open", "--as", "withdrawn", "--met-on", "2026-01"], "cannot be given here: --met-on"),
        (["close", "open", "--as", "withdrawn", "--commit"], "in no git repository"),
        (["close", "open", "--as", "superseded", "--met-on", "2026-01"], "cannot be given here"),
        (["close", "open", "--by", "Nobody"], "There is no party Nobody"),
        (["close", "open", "--met-on", "soon"], "soon is too vague for a date"),
        (["reopen", "open"], "It is not closed"),
        (["reopen", "closed", "--as", "agreed", "--review-by", "2027"], "cannot be given here: --review-by"),
        (["reopen", "closed", "--commit"], "in no git repository"),
        (["update", "open", "--status", "suspended", "--set", "titel.en=x"], "There is no field titel"),
        (["update", "closed", "--status", "proposed"], "may not move"),
        (["reschedule", "open", "2026-12"], "It is due 2026-12 already"),
        (["reschedule", "open", "mai"], "mai is not a date"),
        (["reschedule", "open", "2027", "--milestone", "hal"], "There is no milestone hal"),
        (["hold", "closed", "2025-11", "--evidence", "https://example.org/a"], "It does not recur"),
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
