"""A shell completes the values of every option that has some, and shows its script when named."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import typer
from typer._completion_classes import BashComplete

from commitments.cli.app import COMMANDS, SUBCOMMANDS, app

Run = Callable[..., Any]

RECORD = """\
id: open
title: {en: Hold an AI day}
kind: agreed_action
status: agreed
parties:
  - {party: acme, role: lead}
milestones:
  - {id: hall, title: {en: Hall booked}}
repeats: {rule: FREQ=YEARLY, starts: 2020-11}
tags: [ai]
source: {document: report.txt}
"""


@pytest.fixture
def root(make_workspace: Callable[..., Path], monkeypatch: pytest.MonkeyPatch) -> Path:
    """A record and an event, in the current folder."""
    events = "- {id: summit, name: {en: Summit}}\n"
    root = make_workspace({"open.yaml": RECORD, "schema/events.yaml": events})
    monkeypatch.chdir(root)
    return root


def offered(line: str) -> list[str]:
    """What bash would offer for the last word of a line."""
    *words, incomplete = line.split(" ")
    completer = BashComplete(typer.main.get_command(app), {}, "commit", "_COMMIT_COMPLETE")
    return [item.value for item in completer.get_completions(words, incomplete)]


@pytest.mark.parametrize(
    ("line", "values"),
    [
        ("status --by ", "party lead country kind tag status timeliness part_of"),
        ("status --format j", "json jsonl"),
        ("validate --format g", "github gitlab"),
        ("status --lang ", "en vi"),
        ("status --sort d", "due"),
        ("status --tag ", "ai"),
        ("status --country ", "VN"),
        ("status --status o", "overdue on_track open"),
        ("overdue --color ", "auto always never"),
        ("changes --field milestones.d", "milestones.due milestones.due_basis milestones.due_event"),
        ("trend --every ", "day week month quarter year"),
        ("export --format x", "xlsx"),
        ("explain date-o", "date-order"),
        ("help par", "parties"),
        ("help parties a", "add"),
        ("init --host ", "github gitlab none"),
        ("import --dates ", "dmy mdy"),
        ("new --kind m", "mou meeting"),
        ("close open --as w", "withdrawn"),
        ("close open --superseded-by o", "open"),
        ("reopen open --as a", "agreed"),
        ("milestone open ", "hall"),
        ("milestone open hall m", "met"),
        ("hold open 2020", "2020-11"),
        ("reschedule open --milestone ", "hall"),
        ("reschedule open --term ", "from until ends"),
        ("reschedule open 2027 --agreed-by a", "acme"),
        ("events set s", "summit"),
        ("parties add x --kind m", "ministry mission"),
    ],
)
def test_a_value_is_offered(line: str, values: str, root: Path) -> None:
    found = offered(line)
    assert set(values.split()) <= set(found)
    assert len(found) >= len(values.split())


def test_no_option_lists_words_that_no_shell_completes() -> None:
    root: Any = typer.main.get_command(app)
    for name in COMMANDS:
        command = root.get_command(None, name)
        for held in (command, *(command.get_command(None, below) for below in SUBCOMMANDS.get(name, ()))):
            for parameter in held.params:
                if re.fullmatch(r"[a-z_]+(\|[a-z_]+)+", getattr(parameter, "metavar", None) or ""):
                    assert parameter._custom_shell_complete, (name, parameter.name)


def test_an_argument_that_is_not_there_offers_nothing(root: Path) -> None:
    assert offered("milestone nobody ") == []
    assert offered("hold nobody ") == []


@pytest.mark.parametrize(
    ("shell", "piece"),
    [
        ("zsh", "#compdef commit"),
        ("bash", "complete -o"),
        ("fish", "--command commit"),
        ("pwsh", "$scriptblock"),
    ],
)
def test_the_script_of_a_named_shell_is_shown(shell: str, piece: str, run: Run) -> None:
    ran = run("--show-completion", shell, today=None)
    assert (ran.status, piece in ran.out) == (0, True), ran.out


def test_a_shell_without_completion_is_refused(run: Run) -> None:
    ran = run("--show-completion", "tcsh", today=None)
    assert (ran.status, ran.out) == (2, "")
    assert "bash, zsh, fish, powershell, pwsh" in ran.err


def test_the_completion_of_a_named_shell_is_installed(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HOME", str(tmp_path))
    ran = run("--install-completion", "zsh", today=None)
    assert ran.status == 0, ran.err
    assert "#compdef commit" in Path(ran.out.strip()).read_text()
