"""Completion without typer against completion with it: the same to the letter, or nothing at all."""

from __future__ import annotations

import inspect
import os
import sys
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any, get_args, get_type_hints

import pytest
from typer.main import get_command
from typer.models import ArgumentInfo

from commitments.cli.app import COMMANDS, app, main
from commitments.cli.complete import complete_id
from commitments.cli.options import Common
from commitments.cli.quick_complete import TAKES_IDS, VALUED, answer

SHELLS = ("bash", "zsh", "fish", "is-args", "powershell", "pwsh")
"""fish asks twice: whether there is anything, and what."""

QUICK = (
    "commit show ",
    "commit show s",
    "commit show small",
    "commit show nothing",
    "commit status ",
    "commit status small b",
    "commit status small missing ",
    "commit overdue a",
    "commit changes so",
    "commit slips ",
    "commit trend tr",
    "commit --root {root} show ",
    "commit --root {other} show ",
    "commit show --root {root} s",
    "commit --root {other} show --root {root} ",
    "commit --root {root} show --root {other} ",
    "commit --root {root} --root {other} show ",
    "commit --root {root}/nowhere show ",
    "commit --root {empty} status ",
    "commit --lang vi status ",
    "commit status --lang vi --today 2026-11-22 --color never ",
    "commit  status   small  s",
    "./commit show ",
)
LEFT = (
    "",
    "commit",
    "commit ",
    "commit sh",
    "commit show",
    "commit --ro",
    "commit --root ",
    "commit --root {roo",
    "commit --root={root} show ",
    "commit --no-cache show ",
    "commit nothing ",
    "commit validate ",
    "commit show small ",
    "commit show small b",
    "commit show -",
    "commit show --",
    "commit show -- s",
    "commit show --lang ",
    "commit show --root --lang vi ",
    "commit status --party ",
    "commit status --lead ac",
    "commit status --kind m",
    "commit status --status ag",
    "commit status --part-of s",
    "commit status --all s",
    "commit status --root={root} s",
    "commit status --party=ac",
    "commit status =",
    "commit status a=b",
    "commit show 's",
    'commit show "s',
    "commit show \\s",
    "commit show s\\ ",
    "commit show ''",
    'commit "show" ',
    "commit --root '{root}' show ",
    "commit show \u00a0",
    "commit\tshow s",
    "commit show --version s",
    "commit --help show ",
)


@pytest.fixture
def places(make_workspace: Callable[..., Path], record: Callable[..., str]) -> Mapping[str, Path]:
    """A workspace with titles that shells could stumble over, another, and one without a record."""
    titles = {
        "small": {"en": "Hold an AI day", "vi": "Tổ chức Ngày hội AI: «Đổi mới»"},
        "both": {"en": 'Say "yes": it\'s `free` for $5', "vi": "Nói “có”"},
        "some": {"vi": "Chỉ có tiếng Việt, [đậm] \\n và :::"},
        "b": {"en": "A\nbreak, a\u00a0space and ##[error]"},
        "tràng-an": {"en": "An id that the schema refuses"},
    }
    files = {f"{id}.yaml": record(id=id, title=title) for id, title in titles.items()}
    return {
        "root": make_workspace(files),
        "other": make_workspace({"alone.yaml": record(id="alone")}, language="vi"),
        "empty": make_workspace({}),
    }


@pytest.fixture
def both(
    places: Mapping[str, Path], monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Callable[[str, str], tuple[Any, Any]]:
    """`both(line, shell)`: status, output and errors of either way; None for what is left to typer."""
    monkeypatch.chdir(places["root"])

    def asked(line: str, shell: str) -> tuple[Any, Any]:
        for name, value in environ(line, shell).items():
            monkeypatch.setenv(name, value)
        status = answer(os.environ)
        quick = None if status is None else (status, *capsys.readouterr())
        assert status is not None or capsys.readouterr() == ("", "")
        try:
            status = main([])
        except SystemExit as end:
            status = int(end.code or 0)
        return quick, (status, *capsys.readouterr())

    return asked


def environ(line: str, shell: str) -> dict[str, str]:
    """What a shell sets before it asks, with the cursor at the end of the line."""
    if shell == "bash":
        words = line.split(" ")
        return {
            "_COMMIT_COMPLETE": "complete_bash",
            "COMP_WORDS": "\n".join(words),
            "COMP_CWORD": str(len(line.split(" ")) - 1 - words[:-1].count("")),
        }
    if shell in ("fish", "is-args"):
        action = "get-args" if shell == "fish" else shell
        return {
            "_COMMIT_COMPLETE": "complete_fish",
            "_TYPER_COMPLETE_ARGS": line,
            "_TYPER_COMPLETE_FISH_ACTION": action,
        }
    found = {"_COMMIT_COMPLETE": f"complete_{shell}", "_TYPER_COMPLETE_ARGS": line}
    if shell in ("powershell", "pwsh"):
        found["_TYPER_COMPLETE_WORD_TO_COMPLETE"] = line.rpartition(" ")[2]
    return found


@pytest.mark.parametrize("shell", SHELLS)
@pytest.mark.parametrize("line", QUICK)
def test_a_plain_line_is_answered_as_typer_answers_it(
    line: str, shell: str, both: Callable[[str, str], tuple[Any, Any]], places: Mapping[str, Path]
) -> None:
    quick, slow = both(line.format(**places), shell)
    assert quick == slow
    assert quick[2] == ""


@pytest.mark.parametrize("shell", SHELLS)
@pytest.mark.parametrize("line", LEFT)
def test_any_other_line_is_left_to_typer(
    line: str, shell: str, both: Callable[[str, str], tuple[Any, Any]], places: Mapping[str, Path]
) -> None:
    quick, _ = both(line.replace("{root}", str(places["root"])), shell)
    assert quick is None


def test_the_workspace_is_the_one_that_is_named(
    both: Callable[[str, str], tuple[Any, Any]], places: Mapping[str, Path]
) -> None:
    for line in ("commit --root {other} show ", "commit show --root {other} "):
        assert both(line.format(**places), "bash") == ((0, "alone\n", ""),) * 2
    for line in ("commit --root {other} status --party ac", "commit status --root {other} --party ac"):
        assert both(line.format(**places), "fish")[1] == (0, "acme\tAcme\n", "")


@pytest.mark.parametrize("lang", ["en", "vi"])
def test_titles_are_in_the_language_of_the_reader(
    lang: str, both: Callable[[str, str], tuple[Any, Any]], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COMMIT_LANG", lang)
    title = {"en": "Hold an AI day", "vi": "Tổ chức Ngày hội AI"}[lang]
    for shell in ("zsh", "fish", "powershell"):
        quick, slow = both("commit show sm", shell)
        assert quick == slow
        assert title in quick[1]


@pytest.mark.parametrize(
    "changed",
    [
        {"_COMMIT_COMPLETE": "source_bash"},
        {"_COMMIT_COMPLETE": "complete_tcsh"},
        {"_COMMIT_COMPLETE": "complete"},
        {"_COMMIT_COMPLETE": ""},
        {"COMP_CWORD": "many"},
        {"COMP_WORDS": None},
        {"_COMMIT_COMPLETE": "complete_fish", "_TYPER_COMPLETE_ARGS": "commit show "},
    ],
    ids=str,
)
def test_what_no_shell_asks_is_left_to_typer(changed: Mapping[str, str | None], tmp_path: Path) -> None:
    asked = {**environ("commit show ", "bash"), **changed}
    assert answer({name: value for name, value in asked.items() if value is not None}) is None


def test_the_table_is_that_of_the_commands() -> None:
    """The commands whose first words are ids, by their signatures."""
    group: Any = get_command(app)
    found = {}
    for name in COMMANDS:
        run = group.get_command(None, name).callback
        given = (get_args(each.annotation) for each in inspect.signature(run).parameters.values())
        arguments = [each for each in given if each and isinstance(each[1], ArgumentInfo)]
        if any(info.autocompletion is complete_id for _, info in arguments):
            (kind, first), *more = arguments
            assert first.autocompletion is complete_id and (kind is str or not more), name
            found[name] = 1 if kind is str else sys.maxsize
    assert found == dict(TAKES_IDS)


def test_the_options_are_those_of_every_command() -> None:
    assert {f"--{name}" for name, kind in get_type_hints(Common).items() if kind == str | None} == VALUED


def test_the_program_takes_the_quick_way(places: Mapping[str, Path], process: Callable[..., Any]) -> None:
    asked = environ("commit show sm", "bash")
    ran = process(cwd=places["root"], PYTHONPROFILEIMPORTTIME="1", **asked)
    assert (ran.returncode, ran.stdout) == (0, b"small\n")
    assert b" commitments.workspace.survey\n" in ran.stderr
    assert b" typer\n" not in ran.stderr
