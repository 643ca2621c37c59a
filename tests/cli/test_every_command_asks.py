"""Every command asks on a terminal for what it lacks; elsewhere it names it, with its own usage.

A new command gets a row here, and takes no argument that the command line demands by itself.
"""

from __future__ import annotations

import shlex
import sys
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any, NamedTuple

import pytest
import typer
from dialogues import CTRL_C, ENTER, Dialogue
from gitstory import GitStory

from commitments.cli.app import COMMANDS, SUBCOMMANDS, app, main

posix = pytest.mark.skipif(sys.platform == "win32", reason="needs a pseudo-terminal")

OPEN = """\
id: open
title: {en: Hold an AI day, vi: Tổ chức ngày hội AI}
kind: agreed_action
status: agreed
parties:
  - {party: acme, role: lead}
  - {party: vn-mof, role: counterpart}
due: 2026-03
milestones:
  - {id: hall, title: {en: Hall booked, vi: Đã đặt hội trường}}
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
EVENTS = "- {id: na-15-10, name: {en: Tenth session}}\n"


class Lack(NamedTuple):
    """A command line that lacks something."""

    line: str
    question: str
    """What a terminal asks."""
    missing: str
    """What is named elsewhere."""


WHICH = "Which record, by a number or any words: "
NOTHING: tuple[Lack, ...] = ()
LACKS: Mapping[str, tuple[Lack, ...]] = {
    **dict.fromkeys(("status", "overdue", "changes", "slips", "trend", "audit", "validate"), NOTHING),
    **dict.fromkeys(("brief", "parties", "events", "explain", "help", "git-setup", "undo", "save"), NOTHING),
    "show": (Lack("show", WHICH, "ID is missing"),),
    "review": (
        Lack(
            "review --accept deadline-cleared open",
            "Why it is accepted: ",
            "An accepted finding needs a reason",
        ),
    ),
    "nudge": (Lack("nudge --sent", "Which lead was reminded, by a number or any words: ", "--lead PARTY"),),
    "apply-form": (Lack("apply-form", "The file of the event: ", "EVENT.json is missing"),),
    "report": (Lack("report", "The file to write, such as page.html: ", "FILE is missing"),),
    "export": (Lack("export", "The file to write, such as register.csv: ", "FILE is missing"),),
    "init": (Lack("init elsewhere", "Language of the register [English]: ", ""),),
    "new": (
        Lack("new", "Kind: ", "--title, --kind, --party, --source"),
        Lack("new --kind other --title x --source y", "Summary, or Enter for none: ", "--party"),
    ),
    "update": (
        Lack("update", WHICH, "ID is missing"),
        Lack("update open", "What is there to write: ", "--status STATUS, --note TEXT"),
        Lack("update open --status suspended", "When to review it: ", "--review-by DATE --note TEXT"),
        Lack("update open --evidence https://example.org", "The title of the evidence: ", "--title TITLE"),
    ),
    "milestone": (
        Lack("milestone", WHICH, "ID is missing"),
        Lack("milestone open", "Which milestone: ", "MILESTONE STATUS is missing"),
        Lack("milestone open hall", "What became of it: ", "STATUS is missing"),
        Lack("milestone --add Talks", WHICH, "ID is missing"),
        Lack("milestone open hall not_met", "The reason, in a note: ", ""),
    ),
    "hold": (
        Lack("hold", WHICH, "ID is missing"),
        Lack("hold open", "Which occurrence: ", "OCCURRENCE is missing"),
    ),
    "reschedule": (
        Lack("reschedule", WHICH, "ID is missing"),
        Lack("reschedule open", "The new deadline (now: Mar 2026): ", "No new date is given"),
        Lack("reschedule open 2027", "Why it moves: ", "--reason TEXT"),
        Lack("reschedule open --none", "Why it is lifted: ", "--reason TEXT"),
        Lack("reschedule open --milestone hall", "The new day: ", "No new date is given"),
    ),
    "close": (
        Lack("close", WHICH, "ID is missing"),
        Lack("close open", "How it ended: ", "--as: "),
        Lack("close open --as fulfilled", "When it was met: ", "--met-on DATE"),
        Lack("close open --as withdrawn", "Why it closes, or what is missing: ", "--reason TEXT"),
        Lack("close open --as superseded", "Which record replaces it", "--superseded-by ID"),
    ),
    "reopen": (
        Lack("reopen", WHICH, "ID is missing"),
        Lack("reopen closed", "The open status it gets: ", "--as: "),
        Lack("reopen closed --as agreed", "Why it reopens: ", "--why TEXT"),
    ),
    "import": (Lack("import", "Which table, by a number or a path: ", "FILE is missing"),),
    "parties add": (
        Lack("parties add", "Name of the party: ", "ID|NAME is missing"),
        Lack("parties add Bonanza", "Kind of body: ", "--kind: "),
        Lack("parties add bonanza --kind other", "Name of bonanza [bonanza]: ", "--name NAME --name-vi NAME"),
    ),
    "parties draft": (Lack("parties draft", "Which table, by a number or a path: ", "FILE is missing"),),
    "events add": (
        Lack("events add", "Name of the event: ", "ID is missing"),
        Lack("events add summit", "Name of the event: ", "--name NAME"),
    ),
    "events set": (
        Lack("events set", "Which event, by a number or any words: ", "ID is missing"),
        Lack("events set na-15-10", "When it takes place: ", "a date or --cancel"),
        Lack("events set na-15-10 2027", "Why: ", "--reason TEXT"),
    ),
}
ALL = [(command, lack) for command, lacks in LACKS.items() for lack in lacks]
NAMED = [(command, lack) for command, lack in ALL if lack.missing]
"""Elsewhere `init` takes good defaults, and what a milestone lacks is for the rules to say."""


@pytest.fixture
def root(git_story: Callable[..., GitStory], no_git_settings: None, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Two records, an event, and a table."""
    story = git_story()
    story.commit({"records/open.yaml": OPEN, "records/closed.yaml": CLOSED, "schema/events.yaml": EVENTS})
    story.git("read-tree", "HEAD")
    (story.root / "plan.csv").write_text("title\nPlan\n")
    monkeypatch.chdir(story.root)
    return story.root


def _break_a_rule(root: Path, command: str) -> None:
    """Clear a deadline for `review`, which accepts what it finds."""
    if command == "review":
        (root / "records/open.yaml").write_text(OPEN.replace("due: 2026-03\n", ""))


def test_every_command_has_a_row() -> None:
    below = {f"{name} {word}" for name, words in SUBCOMMANDS.items() for word in words}
    assert set(LACKS) == {*COMMANDS, *below}


@pytest.mark.parametrize("command", LACKS)
def test_no_command_line_is_refused_before_its_command_can_ask(command: str) -> None:
    found: Any = typer.main.get_command(app)
    for word in command.split():
        found = found.get_command(None, word)
    assert not [parameter.name for parameter in found.params if parameter.required]


@posix
@pytest.mark.parametrize(("command", "lack"), ALL, ids=[lack.line for _, lack in ALL])
def test_a_terminal_asks(command: str, lack: Lack, root: Path) -> None:
    _break_a_rule(root, command)
    before = ["--today", "2026-11-22", "--color", "never"]
    on = Dialogue([sys.executable, "-m", "commitments", *before, *lack.line.split()])
    on.answer((lack.question, CTRL_C))
    assert on.end() == 130, on.shown
    assert "Traceback" not in on.shown


STOPPED = (
    ("init elsewhere", ["vi"], "init elsewhere --lang vi"),
    ("new", ["other", "Plan"], "new --title-en Plan --kind other"),
    ("update", ["open", "status", "suspended"], "update open --status suspended"),
    ("milestone", ["open", "hall", "not met"], "milestone open hall not_met"),
    ("milestone --add Talks", ["open"], "milestone open --add Talks"),
    ("hold", ["open", "1"], "hold open 2025-11"),
    ("reschedule", ["open", "Q1 2027"], "reschedule open 2027-Q1"),
    ("close", ["open", "withdrawn"], "close open --as withdrawn"),
    ("close open --as fulfilled", ["20/11/2026"], "close open --as fulfilled --met-on 2026-11-20"),
    ("reopen", ["closed", "agreed"], "reopen closed --as agreed"),
    ("parties add", ["Bộ Y tế", "", "moh"], "parties add moh --name-vi 'Bộ Y tế' --kind ministry"),
    ("events add", ["Great summit", "2027"], "events add --name 'Great summit' --date 2027"),
    ("events set", ["na-15-10", "2027"], "events set na-15-10 2027"),
)
"""Answers, and the command that holds them."""


@posix
@pytest.mark.parametrize(("line", "answers", "command"), STOPPED, ids=[line for line, *_ in STOPPED])
def test_whoever_stops_is_given_a_command_with_the_answers(
    line: str, answers: list[str], command: str, root: Path
) -> None:
    before = ["--today", "2026-11-22", "--color", "never"]
    on = Dialogue([sys.executable, "-m", "commitments", *before, *line.split()], columns=500)
    for answer in answers:
        on.until_prompt()
        on.type(answer + ENTER)
        on.until("\n")
    on.until_prompt()
    on.interrupt()
    assert on.end() == 130, on.shown
    *_, told = on.shown.rstrip().splitlines()
    words = shlex.split(told.removeprefix("To try again with these answers: "))
    wanted = shlex.split(f"commit {command}")
    assert [word for word in words if word in wanted] == wanted


@pytest.mark.parametrize(("command", "lack"), NAMED, ids=[lack.line for _, lack in NAMED])
@pytest.mark.parametrize("lang", ["en", "vi"])
def test_elsewhere_it_is_named_with_the_usage(
    command: str, lack: Lack, lang: str, root: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    _break_a_rule(root, command)
    assert main(["--today", "2026-11-22", "--lang", lang, *lack.line.split()]) == 2
    told = capsys.readouterr().err
    usage = {"en": "Usage", "vi": "Cách dùng"}[lang]
    assert lang == "vi" or lack.missing in told
    assert f"{usage}: commit {command} [" in told
