"""What people are shown of an edit: the lines, the sentence for git, the way back."""

from __future__ import annotations

import os
from typing import Any

import pytest

from commitments.model.names import PartyId, Prose
from commitments.model.parties.party import Party, Registry
from commitments.model.problem import Problem, Severity
from commitments.render.answer import Screen
from commitments.render.edit_report import (
    better_commands,
    change_sentences,
    commit_message,
    diff_text,
    restore_command,
)
from commitments.render.words import Words

SCREEN = Screen(Words("en"))


@pytest.mark.parametrize(
    ("old", "new", "lines"),
    [
        (
            b"a: 1\nb: 2\n",
            b"a: 1\nb: 3\n",
            ["--- a/x.yaml", "+++ b/x.yaml", "@@ -1,2 +1,2 @@", " a: 1", "-b: 2", "+b: 3"],
        ),
        (None, b"a: 1\n", ["--- /dev/null", "+++ b/x.yaml", "@@ -0,0 +1 @@", "+a: 1"]),
        (
            b"a: 1",
            b"a: 2",
            [
                *("--- a/x.yaml", "+++ b/x.yaml", "@@ -1 +1 @@"),
                *("-a: 1", "\\ No newline at end of file", "+a: 2", "\\ No newline at end of file"),
            ],
        ),
        (
            b"\xef\xbb\xbfa: 1\r\nb: 2\r\n",
            b"\xef\xbb\xbfa: 1\r\nb: 3\r\n",
            ["--- a/x.yaml", "+++ b/x.yaml", "@@ -1,2 +1,2 @@", " a: 1", "-b: 2", "+b: 3"],
        ),
    ],
)
def test_the_lines_that_differ(old: bytes | None, new: bytes, lines: list[str]) -> None:
    assert diff_text("x.yaml", old, new, SCREEN).splitlines() == lines


def test_colour_marks_what_went_and_what_came() -> None:
    shown = diff_text("x.yaml", b"a: 1\n", b"a: 2\n", Screen(Words("en"), 80, color=True))
    assert "\x1b[31m-a: 1" in shown
    assert "\x1b[32m+a: 2" in shown


def test_nothing_in_a_file_reaches_the_terminal_raw() -> None:
    shown = diff_text("x.yaml", b"a: \x1b[31m\n", "b: \u202e\n".encode(), SCREEN)
    assert "\x1b" not in shown
    assert "\u202e" not in shown


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ({"status": "agreed"}, {"status": "in_progress"}, "a: status: agreed → in progress\n"),
        (None, {"status": "agreed"}, "a: new record\n"),
        (
            {"due": "2026-06"},
            {
                "due": "2026-09",
                "due_changes": [
                    {"date": "2026-05-02", "from": "2026-06", "to": "2026-09", "reason": {"en": "No hall."}}
                ],
            },
            None,
        ),
        ({}, {"summary": {"en": "long " * 40}}, None),
    ],
)
def test_the_message_says_what_changed(
    old: dict[str, Any] | None, new: dict[str, Any], message: str | None
) -> None:
    registry = Registry({"acme": Party(PartyId("acme"), Prose("Acme"))})
    told = commit_message("a", change_sentences("a", old, new, registry, Words("en")))
    if message is not None:
        assert told == message
    subject, _, body = told.partition("\n")
    assert len(subject) <= 72
    assert (not body) or body.startswith("\n- ")
    if old and "due" in old:
        assert subject == "a: due moved 3 months later: Jun 2026 → Sep 2026"
        assert "No hall." in body


@pytest.mark.skipif(os.name == "nt", reason="the shell of POSIX")
@pytest.mark.parametrize(
    ("path", "folder", "command"),
    [
        ("a b.yaml", "", "git restore --source=HEAD -- 'a b.yaml'"),
        ("[a]/b.yaml", "", "git restore --source=HEAD -- ':(literal)[a]/b.yaml'"),
        ("b.yaml", "../an other", "git -C '../an other' restore --source=HEAD -- b.yaml"),
    ],
)
def test_the_way_back_names_one_file_in_one_repository(path: str, folder: str, command: str) -> None:
    assert restore_command(path, folder) == command


LATE, SILENT, UNDATED = "due-moved-late", "due-moved-silently", "closed-without-date"
MILESTONE = "milestone-moved-silently"


@pytest.mark.parametrize(
    ("old", "new", "rules", "command"),
    [
        ({"due": "2026"}, {"due": "2027"}, [SILENT], "commit reschedule"),
        ({"due": "2026"}, {"due": "2027"}, [LATE, SILENT], None),
        ({"due": "2026"}, {}, [SILENT], None),
        ({"due": "2027"}, {"due": "2027", "due_changes": []}, [SILENT], None),
        (
            {"milestones": [{"id": "a", "due": "2026"}]},
            {"milestones": [{"id": "a", "due": "2027"}]},
            [MILESTONE],
            "commit reschedule",
        ),
        ({"status": "agreed"}, {"status": "fulfilled"}, [UNDATED], "commit close"),
        ({"status": "suspended"}, {"status": "fulfilled"}, [UNDATED, "status-move"], None),
        ({"status": "fulfilled", "met_on": "2026"}, {"status": "fulfilled"}, [UNDATED], None),
        ({"status": "fulfilled"}, {"status": "agreed"}, ["reopened-without-update"], "commit reopen"),
        (
            {"status": "agreed", "due": "2026"},
            {"status": "withdrawn", "due": "2026"},
            ["closed-without-reason", SILENT],
            "commit close",
        ),
        (None, {"status": "fulfilled"}, [UNDATED], None),
        ({"status": "agreed"}, None, [UNDATED], None),
    ],
)
def test_a_better_command_is_named_where_it_would_do_what_was_tried(
    old: dict[str, Any] | None, new: dict[str, Any] | None, rules: list[str], command: str | None
) -> None:
    problems = [Problem(rule, Severity.ERROR, "records/a.yaml") for rule in rules]
    told = better_commands(problems, old, new, Words("en"))
    assert [sentence.split("`")[1] for sentence in told] == ([command] if command else [])
