"""A workspace whose every part is hostile, through every command, format, language and kind of screen.

No answer may hold a raw control, escape, direction mark or markup error, a workflow command, a formula or a
traceback; the exit status stays the right one.
"""

from __future__ import annotations

import csv
import io
import json
import os
import re
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hostile import ESC, READ, REFUSED, checked, commands_in, hostile_fields

Run = Callable[..., Any]

DUES = ["2026-06", "2026-12-01", "2027", None]


@pytest.fixture(scope="module")
def laid_out(tmp_path_factory: pytest.TempPathFactory, record: Callable[..., str]) -> Path:
    """Hostile titles, ids, tags, parties, own fields, prose, evidence, milestones, files and YAML errors."""
    files: dict[str, str] = {}
    for number, text in enumerate(READ):
        fields = hostile_fields(text) | {"part_of": READ[number - 1], "due": DUES[number % 4]}
        files[f"r{number}.yaml"] = record(**fields)
    for number, text in enumerate(REFUSED):
        files[f"raw{number}.yaml"] = f"id: raw{number}\ntitle: {{en: '{text}'}}\n"
        files[f"escaped{number}.yaml"] = "id: e\ntitle: {en: " + json.dumps(text) + "}\n"
    for number, text in enumerate(READ + REFUSED):
        files[f"error{number}.yaml"] = f"id: [\n{text}\n&{text} : *x\n"
        files[f"double{number}.yaml"] = f"{json.dumps(text, ensure_ascii=False)}: 1\n" * 2
        files[f"tagged{number}.yaml"] = f"a: !<{text}> 1\n# yaml-language-server: $schema={text}\n"
    rows = [
        f"- {{id: {json.dumps(text)}, name: {{en: {json.dumps(text)}}}, kind: x}}\n"
        for text in READ + REFUSED
    ]
    files["schema/parties.yaml"] = "".join(rows) + "- {id: acme, name: {en: Acme}, kind: company}\n"
    files["schema/commitment.schema.json"] = f"{ESC}[31m"
    root = tmp_path_factory.mktemp("hostile") / "workspace"
    for folder in ("records", "schema"):
        (root / folder).mkdir(parents=True)
    for name, text in files.items():
        (root / (name if "/" in name else f"records/{name}")).write_bytes(text.encode())
    if sys.platform == "linux":
        names = [
            "=1+1",
            "::error::x",
            "##[group]x",
            "[red]x[/",
            "a,b:c%0A",
            "`|`",
            "@octocat",
            *REFUSED,
            "\n::error::x",
        ]
        for name in names:
            for end in (".yaml", ".txt"):
                with open(
                    os.fsencode(root / "records") + b"/" + name.replace("/", "_").encode() + end.encode(),
                    "wb",
                ):
                    pass
        with open(os.fsencode(root / "records") + b"/\xff\xfe\x9b.yaml", "wb"):
            pass
    for path in (root / "records").iterdir():
        os.utime(path, (10**9, 10**9))  # long settled, so that the cache serves all but the first question
    return root


@pytest.fixture
def hostile(laid_out: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """That workspace, which no test changes, and one cache for all."""
    monkeypatch.setenv("COMMIT_CACHE_DIR", str(laid_out.parent / "cache"))
    return laid_out


COMMANDS: list[tuple[list[str], int]] = [
    (["status"], 1),
    (["status", "--all", "--text", "a"], 1),
    *((["status", "--by", by], 1) for by in ("party", "lead", "tag", "part_of", "kind")),
    (["overdue"], 1),
    (["overdue", "--within", "1y"], 1),
    (["validate"], 1),
    *((["show", "--", text], 0) for text in READ),
    *((["show", text], 2) for text in (f"{ESC}[31mx", "\u202ex", "::error::nobody", "a\n::error::x")),
    (["status", "--party", f"{ESC}]0;x\x07"], 2),
    (["status", "--status", "\u202e{x}"], 2),
    (["status", "--format", "\x9b31m"], 2),
    (["status", f"--{ESC}[31m"], 2),
    ([f"{ESC}[31m"], 2),
    (["validate", f"records/{ESC}[31m.yaml"], 2),
    (["status", "--today", f"{ESC}[31m"], 2),
    (["status", "--root", f"/nowhere{ESC}[31m\n::error::x"], 2),
]


def beside(command: list[str], root: Path) -> dict[str, Any]:
    """The workspace and the day, but for what the command names itself."""
    named: dict[str, Any] = {} if "--root" in command else {"root": root}
    return {**named, "today": None} if "--today" in command else named


OF_FAULTS = ["github", "gitlab", "sarif", "junit"]
FORMATS = ["table", "json", "jsonl", "csv", "md", *OF_FAULTS]


@pytest.mark.parametrize("form", FORMATS)
def test_what_is_piped_cannot_attack(form: str, hostile: Path, run: Run) -> None:
    for number, (command, expected) in enumerate(COMMANDS):
        if form in OF_FAULTS and command[0] != "validate":
            continue
        chosen = [] if "--format" in command else ["-f", form]
        for lang in ("en", "vi") if form == "table" else (("en", "vi")[number % 2],):
            ran = run("--lang", lang, *command[:1], *chosen, *command[1:], **beside(command, hostile))
            assert ran.status == expected, (command, ran.err[-300:])
            checked(ran.out.replace("\r\n", "\n") if form == "csv" else ran.out, command)
            checked(ran.err, command)
            assert list(commands_in(ran.err)) == [], command
            # a CI step that prints these must not obey whoever wrote a record
            assert form in ("json", "jsonl", "github") or list(commands_in(ran.out)) == [], command
            assert ran.out or expected == 2


@pytest.mark.parametrize(
    ("columns", "lang", "color"),
    [(40, "en", "always"), (80, "vi", "always"), (160, "en", "always")],
)
def test_what_a_terminal_shows_cannot_attack(
    columns: int, lang: str, color: str, hostile: Path, on_a_screen: Run, without_colour: Callable[[str], str]
) -> None:
    for command, expected in COMMANDS:
        ran = on_a_screen(
            "--lang", lang, "--color", color, *command, columns=columns, **beside(command, hostile)
        )
        assert ran.status == expected, (command, ran.err[-300:])
        checked(without_colour(ran.out) if color == "always" else ran.out, command)
        checked(ran.err, command)


def test_json_says_what_the_records_say(hostile: Path, run: Run) -> None:
    found = json.loads(run("status", "--all", "-f", "json", root=hostile).out)["records"]
    assert sorted(row["id"] for row in found) == sorted(READ)
    assert {row["title"]["en"] for row in found} == set(READ)
    for text in READ:
        shown = json.loads(run("show", "-f", "json", "--", text, root=hostile).out)["record"]
        assert shown["id"] == text and shown[f"x-{text}"] == text


@pytest.mark.parametrize("command", [["status", "--all"], ["overdue"], ["validate"], ["show", "--", READ[2]]])
def test_no_cell_of_a_spreadsheet_is_a_formula(command: list[str], hostile: Path, run: Run) -> None:
    text = run(*command[:1], "-f", "csv", *command[1:], root=hostile).out
    rows = list(csv.reader(io.StringIO(text, newline="")))
    assert len({len(row) for row in rows}) == 1 and len(rows) > 1
    cells = [cell for row in rows for cell in row if not re.fullmatch(r"-?[0-9]+", cell)]
    assert [cell for cell in cells if cell.startswith(("=", "+", "-", "@", "\t", "\r"))] == []


def test_annotations_are_ours_alone(hostile: Path, run: Run) -> None:
    out = run("validate", "-f", "github", root=hostile).out
    lines = out.splitlines()
    assert lines and all(re.match(r"::(error|warning|notice)( [^:]*)?::", line) for line in lines)
    assert list(commands_in(out)) == lines
    for line in lines:
        head = line.split("::")[1]
        if " " in head:
            properties = dict(part.split("=", 1) for part in head.split(" ", 1)[1].split(","))
            assert set(properties) <= {"file", "line", "col", "endLine", "endColumn", "title"}
            assert properties["line"].isdigit() and properties["col"].isdigit()


def test_ten_annotations_of_a_kind_and_the_worst_first(
    make_workspace: Callable[..., Path], record: Callable[..., str], run: Run
) -> None:
    monitor = [{"party": "acme", "role": "monitor"}]
    files = {f"a{n:02}.yaml": record(id=f"a{n:02}", parties=monitor) for n in range(13)}
    files |= {f"b{n:02}.yaml": record(id=f"b{n:02}", due="2026-13") for n in range(25)}
    root = make_workspace(files)
    ran = run("validate", "-f", "github", root=root)
    kinds = [line.split("::")[1].split(" ")[0] for line in ran.out.splitlines()]
    assert ran.status == 1
    assert kinds.count("error") == kinds.count("warning") == 10
    assert "warning" not in kinds[: kinds.index("error") + 10]
    assert "15" in ran.out and "3" in ran.out, "what is hidden is counted"
    few = make_workspace({"b00.yaml": files["b00.yaml"]})
    assert [line[:7] for line in run("validate", "-f", "github", root=few).out.splitlines()] == ["::error"]


def test_a_comment_on_a_code_host_stays_below_its_limit(
    make_workspace: Callable[..., Path], record: Callable[..., str], run: Run
) -> None:
    more: dict[str, Any] = {"title": {"en": "é|@" * 90}, "due": "2026-01", "z|@" * 30: 1}
    files = {f"r{n:03}.yaml": record(id=f"r{n:03}", **more) for n in range(230)}
    root = make_workspace(files)
    for command in (["status"], ["overdue"], ["validate"]):
        out = run("--lang", "vi", *command, "-f", "md", root=root).out
        assert 60_000 < len(out) <= 65_536
        rows = [line for line in out.splitlines() if line.startswith("|")]
        assert all(row.endswith("|") for row in rows)
        assert not out.splitlines()[-1].startswith("|"), "it says that more was left out"


def test_completion_cannot_attack(hostile: Path, process: Callable[..., Any]) -> None:
    for shell, words in (
        ("bash", "COMP_WORDS"),
        ("zsh", "_TYPER_COMPLETE_ARGS"),
        ("fish", "_TYPER_COMPLETE_ARGS"),
    ):
        for line in ("commit show ", "commit status --party "):
            environ = {
                "_COMMIT_COMPLETE": f"complete_{shell}",
                words: line,
                "COMP_CWORD": str(len(line.split())),
            }
            if shell == "fish":
                environ["_TYPER_COMPLETE_FISH_ACTION"] = "get-args"
            ran = process(cwd=hostile, **environ)
            checked(ran.stdout.decode("utf-8").replace("\t", " "), (shell, line))
            checked(ran.stderr.decode("utf-8"), (shell, line))
            assert ran.stderr == b"", (shell, line)
