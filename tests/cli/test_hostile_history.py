"""History written by somebody hostile: whatever commits, branches, paths and values say, no answer obeys.

Whoever sends a pull request chooses the names and the messages of its commits as freely as its records.
"""

from __future__ import annotations

import csv
import io
import json
import re
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from gitstory import GitStory
from hostile import READ, REFUSED, checked, commands_in

Run = Callable[..., Any]
Story = Callable[..., GitStory]
pytestmark = pytest.mark.usefixtures("no_git_settings")

TEXTS = [*READ, *REFUSED]
FORMATS = ["table", "json", "jsonl", "csv", "md"]
BRANCHES = [
    "=1+1",
    "-x",
    "@octocat",
    "|a|",
    "<script>",
    "a\u202eb",
    "##group",
    "`x`",
    "\x9b32m",
    "--output=x",
]


def hostile_record(text: str, other: str) -> str:
    """A record in a YAML that is JSON, so that any text may stand in it."""
    prose = {"en": f"{text}\n{text}", "vi": other}
    return json.dumps(
        {
            "id": text,
            "title": prose,
            "status": other,
            "due": text,
            "tags": [text, other],
            "parties": [{"party": text, "role": other}],
            "milestones": [{"id": text, "title": prose, "due": "2026-01"}, {"id": "m", "due": other}],
            "updates": [{"date": "2026-11-20", "by": other, "note": prose}],
            "due_changes": [{"date": text, "from": "2026", "to": other, "reason": prose}],
            "evidence": [{"title": text, "url": other}],
            f"x-{text}": {other: text},
        },
        ensure_ascii=False,
    )


@pytest.fixture(scope="module")
def hostile(git_story: Story) -> GitStory:
    """Every text as name, address, message, path, branch and value; records that change, move and break."""
    story = git_story(checkout=False)
    for number, text in enumerate(TEXTS):
        other = TEXTS[number - 1]
        author = f"{text} <{text}>".replace("\n", " ")
        path = f"records/{text.replace('/', '_')}.yaml"
        first, then = hostile_record(text, other), hostile_record(text, READ[number % 5])
        for files in (
            {path: first},
            {path: then, f"records/r{number}.yaml": first},
            {path: f"{text}: [", f"records/r{number}.yaml": None, f"records/x/r{number}.yaml": then},
            {path: first},
            {path: None, f"records/y/{text.replace('/', '_')}.yaml": first},
            {path: then, f"records/y/{text.replace('/', '_')}.yaml": None},
        ):
            story.commit(files, message=f"{text}\n\n{text}\n", author=author.encode())
        story.commit({path: None}, message=text.encode("utf-16-le"), author=f"{text} > 99 +0000 <x>".encode())
    for name in BRANCHES:
        story.ref(f"refs/heads/{name}", story.commits[-1])
    (story.root / "records").mkdir()
    (story.root / "records/a.yaml").write_text("id: a\n", encoding="utf-8")
    return story


COMMANDS: list[tuple[list[str], int]] = [
    (["changes"], 0),
    (["changes", "--all-commits", "--committed"], 0),
    (["changes", "--field", "due"], 0),
    (["changes", "--since", "2025-02-01"], 0),
    *((["changes", f"--author={text}"], 0) for text in TEXTS),
    *((["changes", "--", text], 0) for text in READ),
    *((["changes", "--", text], 2) for text in ("\x1b[31mx", "\u202ex", "::error::x", "a\n::error::x")),
    *((["changes", f"--since={text}"], 2) for text in TEXTS),
    *((["changes", f"--field={text}"], 2) for text in ("\x1b[31mx", "::error::x", "##[group]x")),
    *((["changes", f"--party={text}"], 2) for text in ("\x1b[31mx", "::error::x", "##[group]x")),
]


@pytest.mark.parametrize("form", FORMATS)
def test_what_is_piped_cannot_attack(form: str, hostile: GitStory, run: Run) -> None:
    share = COMMANDS[4 + FORMATS.index(form) :: len(FORMATS)]
    for number, (command, expected) in enumerate(COMMANDS[:4] + share):
        lang = ("en", "vi")[number % 2]
        ran = run("--lang", lang, command[0], "-f", form, *command[1:], root=hostile.root)
        assert ran.status == expected, (command, ran.err[-300:])
        checked(ran.out.replace("\r\n", "\n") if form == "csv" else ran.out, command)
        checked(ran.err, command)
        assert list(commands_in(ran.err)) == [], command
        assert form in ("json", "jsonl") or list(commands_in(ran.out)) == [], command
        assert ran.out or expected == 2 or form == "jsonl"


@pytest.mark.parametrize(("columns", "lang"), [(40, "en"), (80, "vi"), (160, "en")])
def test_what_a_terminal_shows_cannot_attack(
    columns: int, lang: str, hostile: GitStory, on_a_screen: Run, without_colour: Callable[[str], str]
) -> None:
    for command, expected in COMMANDS[:4] + COMMANDS[-12:]:
        ran = on_a_screen("--lang", lang, "--color", "always", *command, columns=columns, root=hostile.root)
        assert ran.status == expected, (command, ran.err[-300:])
        checked(without_colour(ran.out), command)
        checked(ran.err, command)


def test_colour_in_a_pipe_is_ours_alone(
    hostile: GitStory, run: Run, without_colour: Callable[[str], str]
) -> None:
    out = run("--color", "always", "changes", root=hostile.root).out
    assert "\x1b[" in out
    checked(without_colour(out), "changes")


def test_json_says_what_was_written(hostile: GitStory, run: Run) -> None:
    rows = json.loads(run("changes", "--committed", "-f", "json", root=hostile.root).out)["changes"]
    assert {row["id"] for row in rows} >= set(READ)
    for text in READ:
        authors = {row["author"] for row in rows if row["id"] == text}
        assert text in authors or "<" in text
    added = [row["new"] for row in rows if row["change"] == "added" and row["new"]["id"] == READ[2]]
    assert added and added[0][f"x-{READ[2]}"] == {READ[1]: READ[2]}


@pytest.mark.parametrize("words", [[], ["--all-commits"], ["--field", "tags"]])
def test_no_cell_of_a_spreadsheet_is_a_formula(words: list[str], hostile: GitStory, run: Run) -> None:
    text = run("changes", "-f", "csv", *words, root=hostile.root).out
    table = list(csv.reader(io.StringIO(text, newline="")))
    assert {len(row) for row in table} == {10} and len(table) > 20
    cells = [cell for row in table for cell in row if not re.fullmatch(r"-?[0-9]+", cell)]
    assert [cell for cell in cells if cell.startswith(("=", "+", "-", "@", "\t", "\r"))] == []


def test_a_row_of_markdown_stays_a_row(hostile: GitStory, run: Run) -> None:
    out = run("changes", "-f", "md", root=hostile.root).out
    table = [line for line in out.splitlines() if line.startswith("|")]
    assert {len(re.findall(r"(?<!\\)\|", line)) for line in table} == {5}
    assert all("<script>" not in re.sub(r"(`+).*?\1", "", line) for line in table)


@pytest.mark.parametrize("name", BRANCHES, ids=ascii)
def test_a_branch_of_any_name_is_a_name(name: str, hostile: GitStory, run: Run, tmp_path: Path) -> None:
    for form in FORMATS:
        ran = run("changes", f"--since=refs/heads/{name}", "--committed", "-f", form, root=hostile.root)
        assert ran.status in ((0,) if name.isprintable() else (0, 2))
        checked(ran.out.replace("\r\n", "\n"), name)
        checked(ran.err, name)
    assert not (tmp_path / "x").exists() and not (hostile.root / "x").exists()


@pytest.mark.parametrize("words", [["show"], ["slips"], ["trend"]], ids=" ".join)
def test_other_answers_from_history_cannot_attack(
    words: list[str], git_story: Story, record: Callable[..., str], run: Run, on_a_screen: Run
) -> None:
    if sys.platform == "win32":
        pytest.skip("names that its folders cannot have")
    story = git_story()
    for text in TEXTS:
        path = f"records/{text.replace('/', '_')}.yaml"
        author = f"{text} <{text}>".replace("\n", " ").encode()
        for due in ("2026-01", "2026-05", "2026-07"):
            story.commit({path: record(id=text, title={"en": text}, due=due)}, message=text, author=author)
            story.commit({path: f"{text}: ["}, message=text, author=author)
        if text in READ:
            story.commit({path: record(id=text)}, message=text, author=author)
    for text in READ if words == ["show"] else [""]:
        about = [*words, "--", text] if text else words
        for asked, form in ((run, "table"), (run, "csv"), (run, "md"), (on_a_screen, "table")):
            ran = asked(about[0], "-f", form, *about[1:], root=story.root)
            assert ran.status in (0, 1), (about, ran.err[-300:])
            plain = re.sub(r"\x1b\[[0-9;]*m", "", ran.out) if asked is on_a_screen else ran.out
            checked(plain.replace("\r\n", "\n"), about)
            checked(ran.err, about)
            assert list(commands_in(ran.out)) == [], about
