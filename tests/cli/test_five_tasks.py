"""Five tasks on a real terminal, from an empty folder to saved changes, in both languages and two widths.

Each row says all that is typed, so that a question more than needed fails here.
"""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

import pytest
from dialogues import ENTER, Dialogue

from commitments.render.columns import display_width

pytestmark = [
    pytest.mark.skipif(sys.platform == "win32", reason="needs a pseudo-terminal"),
    pytest.mark.usefixtures("no_git_settings"),
]


class Step(NamedTuple):
    """A command, and the answers to its questions; an empty one is Enter alone."""

    line: str
    answers: Sequence[str] = ()


SAVE = Step("save")
TASKS: Mapping[str, Mapping[str, Sequence[Step]]] = {
    "en": {
        "a register and its first record": (
            Step("init", ["", "", "", "", ""]),
            Step(
                "new",
                [
                    "pledge",
                    "Hold an AI day",
                    "",
                    "",
                    "Ministry of Finance",
                    "",
                    "",
                    "",
                    "",
                    "2027",
                    "d.pdf",
                    "",
                ],
            ),
            SAVE,
        ),
        "a note": (Step("update", ["1", "1", "The hall is booked."]), SAVE),
        "a deadline": (Step("reschedule", ["ai day", "Q3 2028", "The hall is closed."]), SAVE),
        "a milestone": (
            Step("milestone --add Rehearsal", ["1", ""]),
            Step("milestone", ["1", "1", "1", "today"]),
            SAVE,
        ),
        "an end": (Step("close", ["finance", "1", "today", "Photographs"]), SAVE),
    },
    "vi": {
        "a register and its first record": (
            Step("init", ["", "", "", ""]),
            Step(
                "new",
                ["17", "Tổ chức ngày hội AI", "", "", "Bộ Tài chính", "", "", "", "", "2027", "5/QĐ-TTg", ""],
            ),
            SAVE,
        ),
        "a note": (Step("update", ["1", "1", "Đã đặt hội trường."]), SAVE),
        "a deadline": (Step("reschedule", ["ngay hoi", "quý III/2028", "Hội trường đóng cửa."]), SAVE),
        "a milestone": (
            Step("milestone --add Tổng-duyệt", ["1", ""]),
            Step("milestone", ["1", "1", "1", "hôm nay"]),
            SAVE,
        ),
        "an end": (Step("close", ["tai chinh", "1", "hôm nay", "Ảnh chụp"]), SAVE),
    },
}
WRITTEN = {
    "en": ("party: ministry-of-finance", "due: 2028-Q3", "en: The hall is booked.", "title: Photographs"),
    "vi": ("party: bo-tai-chinh", "due: 2028-Q3", "vi: Đã đặt hội trường.", "title: Ảnh chụp"),
}
IDENTITY = {
    f"GIT_{who}_{what}": value
    for who in ("AUTHOR", "COMMITTER")
    for what, value in {"NAME": "An", "EMAIL": "an@example.org"}.items()
}


def run_step(step: Step, lang: str, columns: int) -> list[str]:
    """Run a command to its end, with an answer at each prompt; the lines that asked."""
    command = [sys.executable, "-m", "commitments", *step.line.split(), "--color", "never"]
    environ = {"COMMIT_LANG": lang, "LC_ALL": "C.UTF-8", "TZ": "Asia/Ho_Chi_Minh", **IDENTITY}
    on = Dialogue(command, columns, environ)
    lines: list[str] = []
    for answer in step.answers:
        lines += on.until_prompt().splitlines()
        on.type(answer + ENTER)
        on.until("\n")
    assert on.end() == 0, on.shown
    return lines


@pytest.mark.parametrize("columns", [40, 80])
@pytest.mark.parametrize("lang", TASKS)
def test_five_tasks(lang: str, columns: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    place = tmp_path / "ours"
    place.mkdir()
    monkeypatch.chdir(place)
    for task, steps in TASKS[lang].items():
        for step in steps:
            lines = run_step(step, lang, columns)
            assert not [line for line in lines if display_width(line) > columns], (task, step.line)
    subjects = subprocess.run(["git", "log", "--format=%s"], capture_output=True, check=True).stdout
    assert len(subjects.splitlines()) == 1 + len(TASKS[lang])
    assert not subprocess.run(["git", "status", "--porcelain"], capture_output=True, check=True).stdout
    [record] = (place / "records").glob("*.yaml")
    text = record.read_text("utf-8")
    assert all(piece in text for piece in (*WRITTEN[lang], "status: met", "status: fulfilled"))
    assert subprocess.run([sys.executable, "-m", "commitments", "validate"], check=False).returncode == 0
