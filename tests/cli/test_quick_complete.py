"""bash completes ids without typer: the same ids as with it, or nothing at all. Other shells show titles."""

from __future__ import annotations

import inspect
import os
import sys
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any, get_args

import pytest
from english_words import english_words
from typer.main import get_command
from typer.models import ArgumentInfo

from commitments.cli.app import COMMANDS, app, main
from commitments.cli.completing.bash_completion import TAKES_IDS, complete_in_bash
from commitments.cli.completing.option_completion import complete_id

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
    "commit --root elsewhere show ",
    "commit nothing ",
    "commit validate ",
    "commit show small ",
    "commit show small b",
    "commit show -",
    "commit show --",
    "commit show -- s",
    "commit status --party ",
    "commit status --all s",
    "commit status a=b",
    "commit show 's",
    'commit show "s',
    "commit show \\s",
    "commit show S",
    "commit show tràng",
    "commit show \u00a0",
    "commit show $(s",
)

Both = Callable[[str], tuple[Any, Any]]


def environ(line: str) -> dict[str, str]:
    """What bash sets before it asks, with the cursor at the end of the line."""
    words = line.split(" ")
    place = len(words) - 1 - words[:-1].count("")
    return {"_COMMIT_COMPLETE": "complete_bash", "COMP_WORDS": "\n".join(words), "COMP_CWORD": str(place)}


@pytest.fixture
def root(make_workspace: Callable[..., Path], record: Callable[..., str]) -> Path:
    """A workspace with titles that shells could stumble over, and with names that are no ids."""
    titles = {
        "small": {"en": "Hold an AI day", "vi": "Tổ chức Ngày hội AI: «Đổi mới»"},
        "both": {"en": 'Say "yes": it\'s `free` for $5', "vi": "Nói “có”"},
        "some": {"vi": "Chỉ có tiếng Việt, [đậm] \\n và :::"},
        "sub/stone": {"en": "In a folder"},
    }
    files = {
        f"records/{path}.yaml": record(id=path.rpartition("/")[2], title=t) for path, t in titles.items()
    }
    return make_workspace(files)


@pytest.fixture
def both(root: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Both:
    """`both(line)`: status, ids and errors without typer and with it; None for what is left to typer."""
    monkeypatch.chdir(root)

    def told(status: int) -> tuple[int, list[str], str]:
        out, err = capsys.readouterr()
        return status, sorted(out.split()), err

    def ask(line: str) -> tuple[Any, Any]:
        for name, value in environ(line).items():
            monkeypatch.setenv(name, value)
        status = complete_in_bash(os.environ)
        quick = None if status is None else told(status)
        assert status is not None or capsys.readouterr() == ("", "")
        try:
            status = main([])
        except SystemExit as end:
            status = int(end.code or 0)
        return quick, told(status)

    return ask


@pytest.mark.parametrize("line", QUICK)
def test_a_plain_line_is_answered_as_typer_answers_it(line: str, both: Both) -> None:
    quick, slow = both(line)
    assert quick == slow
    assert quick[2] == ""


@pytest.mark.parametrize("line", LEFT)
def test_any_other_line_is_left_to_typer(line: str, both: Both) -> None:
    assert both(line)[0] is None


@pytest.mark.parametrize("name", ["$(touch x)", "a b", "`a`", "-rf", "--help", "sà", "s;ls"])
def test_a_name_that_is_no_id_is_not_offered(name: str, both: Both, root: Path) -> None:
    (root / "records" / f"{name}.yaml").write_text("id: small\n", encoding="utf-8")
    assert both("commit show ")[0] == (0, ["both", "small", "some", "stone"], "")


def test_no_file_is_opened(both: Both, root: Path) -> None:
    """So what cannot be read is offered too, and so is what is called otherwise inside."""
    (root / "records/shut.yaml").write_bytes(b"\xff")
    assert both("commit show sh")[0] == (0, ["shut"], "")


@pytest.mark.parametrize(
    "changed",
    [
        {"_COMMIT_COMPLETE": "source_bash"},
        {"_COMMIT_COMPLETE": "complete_zsh"},
        {"_COMMIT_COMPLETE": ""},
        {"COMP_CWORD": "many"},
        {"COMP_CWORD": "0"},
        {"COMP_CWORD": None},
        {"COMP_WORDS": None},
        {"COMMIT_ROOT": "nowhere"},
    ],
    ids=str,
)
def test_what_bash_does_not_ask_is_left_to_typer(changed: Mapping[str, str | None], root: Path) -> None:
    asked = {**environ("commit show s"), "COMMIT_ROOT": str(root), **changed}
    assert complete_in_bash({name: value for name, value in asked.items() if value is not None}) is None


def test_so_is_a_bare_repository(tmp_path: Path) -> None:
    for name in ("objects", "refs"):
        (tmp_path / name).mkdir()
    (tmp_path / "HEAD").write_text("ref: refs/heads/main\n")
    assert complete_in_bash({**environ("commit show s"), "COMMIT_ROOT": str(tmp_path)}) is None


def test_the_table_is_that_of_the_commands() -> None:
    """The commands whose first words are ids, by their signatures."""
    group: Any = get_command(app)
    takes_ids = {}
    for name in COMMANDS:
        run = group.get_command(None, name).callback
        given = (get_args(parameter.annotation) for parameter in inspect.signature(run).parameters.values())
        arguments = [value for value in given if value and isinstance(value[1], ArgumentInfo)]
        if arguments and arguments[0][0] in (Path, Path | None):
            continue  # the first word of `export` is a file
        if any(info.autocompletion is complete_id for _, info in arguments):
            (kind, first), *more = arguments
            is_one = kind in (str, str | None)
            assert first.autocompletion is complete_id and (is_one or not more), name
            takes_ids[name] = 1 if is_one else sys.maxsize
    assert takes_ids == dict(TAKES_IDS)


def test_the_program_takes_the_quick_way(root: Path, process: Callable[..., Any]) -> None:
    ran = process(cwd=root, PYTHONPROFILEIMPORTTIME="1", **environ("commit show sm"))
    assert (ran.returncode, ran.stdout) == (0, b"small\n")
    assert b" commitments.reading.folder\n" in ran.stderr
    assert b" typer\n" not in ran.stderr


@pytest.mark.parametrize(
    ("lang", "titles"),
    [
        ("en", ["Hold an AI day", "Chỉ có tiếng Việt, [đậm] \\n và :::"]),
        ("vi", ["Tổ chức Ngày hội AI: «Đổi mới»", "Chỉ có tiếng Việt, [đậm] \\n và :::"]),
    ],
)
def test_other_shells_show_titles_in_the_language_of_the_reader(
    lang: str, titles: list[str], root: Path, process: Callable[..., Any]
) -> None:
    line = {"_TYPER_COMPLETE_ARGS": "commit show s", "COMMIT_LANG": lang}
    fish = {"_COMMIT_COMPLETE": "complete_fish", "_TYPER_COMPLETE_FISH_ACTION": "get-args", **line}
    ran = process(cwd=root, **fish)
    assert ran.stdout.decode().splitlines()[:2] == [f"small\t{titles[0]}", f"some\t{titles[1]}"]
    shown = process(cwd=root, **{"_COMMIT_COMPLETE": "complete_zsh", **line}).stdout.decode()
    assert titles[0].partition(":")[0] in shown
    assert '"stone"' in shown


def fish(process: Callable[..., Any], root: Path, line: str, **more: str) -> dict[str, str]:
    """What fish is offered, each word with its help."""
    asked = {"_COMMIT_COMPLETE": "complete_fish", "_TYPER_COMPLETE_FISH_ACTION": "get-args"}
    ran = process(cwd=root, **asked, _TYPER_COMPLETE_ARGS=line, **more)
    return dict(offer.partition("\t")[::2] for offer in ran.stdout.decode().splitlines())


@pytest.mark.parametrize(
    "line",
    [
        *("commit ", "commit events ", "commit status --", "commit --", "commit update small --"),
        *("commit close small --as ", "commit status --kind ", "commit status --by ", "commit explain "),
    ],
)
def test_what_is_offered_is_in_the_language_of_the_reader(
    line: str, root: Path, process: Callable[..., Any]
) -> None:
    english, vietnamese = (fish(process, root, line, COMMIT_LANG=lang) for lang in ("en", "vi"))
    assert english and english.keys() == vietnamese.keys()
    assert all(vietnamese.values()) and not set(english.values()) & set(vietnamese.values())
    names = {*COMMANDS, *vietnamese}
    assert {word for text in vietnamese.values() for word in english_words(text)} <= names


def test_events_are_offered_with_their_names(root: Path, process: Callable[..., Any]) -> None:
    (root / "schema").mkdir(exist_ok=True)
    events = "- {id: summit-1, name: {en: First, vi: Lần một}}\n- {id: congress, name: {en: Congress}}\n"
    (root / "schema" / "events.yaml").write_text(events, "utf-8")
    assert fish(process, root, "commit events set s", COMMIT_LANG="vi") == {"summit-1": "Lần một"}
