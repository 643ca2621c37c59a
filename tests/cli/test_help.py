"""Help: its examples run, own options stand before those of every command, values are listed."""

from __future__ import annotations

import json
import shlex
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from commitments.cli.app import COMMANDS, SUBCOMMANDS
from commitments.cli.usage.command_meanings import KNOWN_WORDS, require_known_meaning
from commitments.cli.usage.help_examples import EXAMPLES
from commitments.errors import UsageError

Run = Callable[..., Any]
LINES = [(command, line) for command, lines in EXAMPLES.items() for line, _ in lines]
NAMES = ["", *COMMANDS, *(f"{name} {below}" for name, names in SUBCOMMANDS.items() for below in names)]
FAILS = {"commit audit": 1, "commit audit --since 2026-03-01": 1}
"""Examples that find something in the example."""


@pytest.fixture
def example(laid: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, no_git_settings: None) -> Path:
    """A copy of docs/example with an event and a table, as the current folder."""
    root = tmp_path / "example"
    shutil.copytree(laid, root, symlinks=True)
    (root / "schema" / "events.yaml").write_text(
        "- id: second-summit\n  name: {en: Second summit}\n", encoding="utf-8"
    )
    (root / "plan.csv").write_text(
        "title,lead,due,source\nA shared map,norhaven-port,2027-08,minutes.pdf\n", encoding="utf-8"
    )
    for words in (
        ("config", "user.name", "Vi"),
        ("config", "user.email", "vi@example.org"),
        ("add", "schema"),
        ("commit", "-qm", "An event"),
    ):
        subprocess.run(["git", "-C", str(root), *words], check=True)
    monkeypatch.chdir(root)
    return root


def test_every_command_has_two_or_three_examples() -> None:
    assert set(EXAMPLES) == set(NAMES)
    assert {len(lines) for lines in EXAMPLES.values()} <= {2, 3}


FORM = "### Id of the record\n\nflood-sensors\n\n### Date\n\n2026-11-20\n\n### What happened\n\nRain."


@pytest.mark.parametrize(("command", "line"), LINES, ids=[line for _, line in LINES])
def test_an_example_runs(command: str, line: str, example: Path, run: Run) -> None:
    program, *words = shlex.split(line)
    assert program == "commit" and " ".join(words).startswith(command)
    if command in ("save", "undo"):
        assert run("update", "flood-sensors", "--note", "Forty answer.", "--by", "norhaven").status == 0
    if command == "apply-form":
        Path("event.json").write_text(json.dumps({"issue": {"number": 7, "body": FORM}}), encoding="utf-8")
    ran = run(*words, today="2026-11-22")
    assert (ran.status, "commit: " in ran.err) == (FAILS.get(line, 0), False), ran.err


@pytest.mark.parametrize("command", NAMES)
@pytest.mark.parametrize("lang", ["en", "vi"])
def test_help_has_examples_then_own_options_then_those_of_every_command(
    command: str, lang: str, run: Run
) -> None:
    titles = {
        "en": ("Examples:", "Options:", "Options of every command:"),
        "vi": ("Ví dụ:", "Tùy chọn:", "Tùy chọn chung của mọi lệnh:"),
    }[lang]
    out = run(*command.split(), "--help", "--lang", lang, today=None).out
    lines = out.splitlines()
    places = [lines.index(title) for title in titles if title in lines]
    assert places == sorted(places) and lines[places[-1]] == titles[2]
    assert any(line.strip().startswith("--root DIR") for line in lines[places[-1] :])
    assert not any(line.strip().startswith("--root DIR") for line in lines[: places[-1]])
    assert all(f"  {line}" in lines for line, _ in EXAMPLES[command])
    assert run("help", *command.split(), "--lang", lang, today=None).out == out


def test_options_of_one_command_stand_before_those_of_every_list(run: Run) -> None:
    out = run("status", "--help", today=None).out
    assert out.index("\n  --by ") < out.index("\n  --kind KIND") < out.index("\n  --root DIR")


@pytest.mark.parametrize(
    ("command", "value"),
    [
        ("status", "due soon (due_soon)"),
        ("close", "partially fulfilled (partially_fulfilled)"),
        ("milestone", "partially met (partially_met)"),
        ("parties add", "local authority (local_authority)"),
        ("status", "heard"),
    ],
)
def test_values_are_listed(command: str, value: str, run: Run) -> None:
    assert value in " ".join(run(*command.split(), "--help", today=None).out.split())


def test_help_of_no_command_is_refused(run: Run) -> None:
    ran = run("help", "stauts", today=None)
    assert (ran.status, ran.out) == (2, "") and "status" in ran.err


@pytest.mark.parametrize(
    ("word", "near"),
    [
        ("list", "`commit status`"),
        ("edit", "`commit update ID`"),
        ("delete", "`commit close ID`"),
        ("rm", "`git rm FILE`"),
        ("add", "`commit new`"),
        ("diff", "`commit changes`"),
        ("log", "`commit changes`, `commit show ID`"),
        ("LS", "`commit status`"),
    ],
)
@pytest.mark.parametrize("lang", ["en", "vi"])
def test_a_command_is_known_by_its_meaning(word: str, near: str, lang: str, run: Run) -> None:
    ran = run("--lang", lang, word, "x", "--force", today=None)
    assert (ran.status, ran.out) == (2, "")
    assert near in ran.err and f"'{word}'" in ran.err


def test_what_is_meant_is_a_command() -> None:
    assert len(set(KNOWN_WORDS)) == len(KNOWN_WORDS) and not set(KNOWN_WORDS) & set(COMMANDS)
    for word in KNOWN_WORDS:
        with pytest.raises(UsageError) as refused:
            require_known_meaning(word)
        near = str(refused.value.values.get("near", "`commit close ID`"))
        names = [part.split()[1].strip("`") for part in near.split(", ")]
        assert set(names) <= set(COMMANDS)


@pytest.mark.parametrize(("name", "near"), [("fr", ""), ("vn", "vi"), ("de_DE.UTF-8", "")])
def test_a_language_that_is_not_spoken_is_said(
    name: str, near: str, world: Path, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COMMIT_LANG", name)
    ran = run("status", root=world)
    assert ran.status == 0 and ran.out
    assert f"COMMIT_LANG does not take {name}" in ran.err and "It takes: en, vi" in ran.err
    assert (f"Did you mean {near}?" in ran.err) == bool(near)
    assert run("status", "--lang", "en", root=world).err == ""


@pytest.mark.parametrize("name", ["", "vi", "VI", "vi_VN.UTF-8", "en-GB"])
def test_a_language_that_is_spoken_needs_no_word(
    name: str, world: Path, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COMMIT_LANG", name)
    assert run("status", root=world).err == ""
