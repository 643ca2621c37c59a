"""Does every command of the README do what it says? Runs them here; the set-up itself is CI's task."""

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
README = (ROOT / "README.md").read_text("utf-8")
BLOCKS = re.findall(r"^```(\w+)\n(.*?)^```", README, re.MULTILINE | re.DOTALL)
COMMANDS = [line for kind, text in BLOCKS if kind == "sh" for line in text.splitlines()]
OURS = [line for line in COMMANDS if line.startswith("commit ")]
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
    assert len(OURS) >= 6


@pytest.mark.parametrize("line", OURS)
def test_a_command_answers(line: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    words = shlex.split(line, comments=True)[1:]
    monkeypatch.chdir(copied(tmp_path) if words[0] in EDITING else ROOT)
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
    chores = [line.split()[2] for line in COMMANDS if line.startswith("python3 tasks.py ")]
    assert chores == ["status", "test"]
    assert set(chores) <= tasks.RECIPES.keys()
    assert "python3 tasks.py test\n" in (ROOT / ".ci" / "run").read_text("utf-8")


def test_the_example_for_programs_runs(monkeypatch: pytest.MonkeyPatch) -> None:
    [program] = [text for kind, text in BLOCKS if kind == "python"]
    monkeypatch.chdir(ROOT)
    names: dict[str, object] = {}
    exec(program, names)  # our own README
    assert {"ledger", "late"} <= names.keys()
