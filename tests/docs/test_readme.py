"""Does every command of the README do what it says, in both languages? The set-up itself is CI's task."""

from __future__ import annotations

import re
import shlex
import shutil
import subprocess
from pathlib import Path

import pytest
from openpyxl import Workbook

import tasks
from commitments.cli.app import EDITING, main

ROOT = Path(__file__).resolve().parents[2]
PAGES = ("README.md", "README.vi.md")
BLOCK = re.compile(r"^```(\w+)\n(.*?)^```", re.MULTILINE | re.DOTALL)
LINK = re.compile(r"\]\(([^)#]+)")


def page_text(page: str) -> str:
    return (ROOT / page).read_text("utf-8")


def blocks(page: str, kind: str) -> list[str]:
    return [text for language, text in BLOCK.findall(page_text(page)) if language == kind]


def commands(page: str) -> list[str]:
    return [line for text in blocks(page, "sh") for line in text.splitlines()]


OURS = [line for page in PAGES for line in commands(page) if line.startswith("commit ")]
PEOPLE = {
    f"GIT_{who}_{what}": value
    for who in ("AUTHOR", "COMMITTER")
    for what, value in (("NAME", "An"), ("EMAIL", "an@example.org"))
}


def copied(place: Path) -> Path:
    """The register where it may be edited, with a table to be imported."""
    for name in ("records", "schema"):
        shutil.copytree(ROOT / name, place / "copy" / name)
    table = Workbook()
    table.active.append(["Nội dung", "Đơn vị chủ trì", "Thời hạn", "Loại"])
    table.active.append(["Xây dựng kế hoạch", "vn-mof", "Quý IV/2027", "assignment"])
    table.save(place / "copy" / "plan.xlsx")
    return place / "copy"


def test_there_is_something_to_run() -> None:
    assert len(OURS) >= 12


def outline(line: str) -> list[str]:
    """A command without what people write: its name, its options, and the records that it names."""
    words = shlex.split(line, comments=True)
    if "--lang" in words:
        place = words.index("--lang")
        del words[place : place + 2]
    return [word for word in words if " " not in word and word not in ("our-commitments", "so-theo-doi")]


def test_the_vietnamese_page_has_the_same_commands() -> None:
    english, vietnamese = (list(map(outline, commands(page))) for page in PAGES)
    assert english == vietnamese
    assert blocks("README.md", "python") == blocks("README.vi.md", "python")


@pytest.mark.parametrize("page", PAGES)
def test_links_lead_to_a_file(page: str) -> None:
    links = [link for link in LINK.findall(page_text(page)) if "://" not in link]
    assert links and [link for link in links if not (ROOT / link).is_file()] == []


@pytest.mark.parametrize("line", dict.fromkeys(OURS))
def test_a_command_answers(line: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    words = shlex.split(line, comments=True)[1:]
    writes = words[0] in (*EDITING, "export", "report", "brief")
    monkeypatch.chdir(copied(tmp_path) if writes else ROOT)
    monkeypatch.setenv("COMMIT_CACHE_DIR", str(tmp_path / "cache"))
    if words[0] in ("changes", "review", "slips", "trend") and not (ROOT / ".git").exists():
        pytest.skip("history is read from git, and this is no clone")
    if words[0] in ("save", "undo"):
        for name, value in PEOPLE.items():
            monkeypatch.setenv(name, value)
        subprocess.run(["git", "init", "--quiet"], check=True)
        assert main(["update", "nvidia-2025-dialogue", "--note", "x"]) == 0
        words += ["--all"] if words[0] == "save" else []
    if "--output" in words:
        words[words.index("--output") + 1] = str(tmp_path / "status.csv")
    assert main(words) == 0
    if "--output" in words:
        assert (tmp_path / "status.csv").read_bytes().startswith(b"\xef\xbb\xbfid,")


def test_the_two_commands_are_chores_and_the_second_is_what_ci_runs() -> None:
    chores = [line.split()[2] for line in commands("README.md") if line.startswith("python3 tasks.py ")]
    assert chores == ["status", "test"]
    assert set(chores) <= tasks.RECIPES.keys()
    assert "python3 tasks.py test\n" in (ROOT / ".ci" / "run").read_text("utf-8")


def test_the_example_for_programs_runs(monkeypatch: pytest.MonkeyPatch) -> None:
    [program] = blocks("README.md", "python")
    monkeypatch.chdir(ROOT)
    names: dict[str, object] = {}
    exec(program, names)  # our own README
    assert {"ledger", "late"} <= names.keys()
