"""Draws docs/picture.svg: what `commit status` shows of the example on a terminal. Measures nothing."""

from __future__ import annotations

import os
import re
import sys
import tempfile
from datetime import date
from pathlib import Path

from rich.console import Console
from rich.text import Text

from commitments.model.timeliness import Clock
from commitments.render.answer import Screen
from commitments.render.records.status import status_answer
from commitments.render.words import Words
from commitments.reports.status import status
from commitments.workspace.open_workspace import open_workspace

HERE = Path(__file__).resolve().parent
PICTURE = HERE / "picture.svg"
WIDTH = 110


def drawn() -> str:
    """The picture as SVG."""
    with tempfile.TemporaryDirectory() as place:
        workspace = open_workspace(HERE / "example", None, {"COMMIT_CACHE_DIR": place})
        words = Words("en")
        report = status(workspace.survey.by_title("en"), Clock(date(2026, 11, 22)))
        answer = status_answer(report, workspace.registry, workspace.survey.outlines, None, words)
        shown = answer.table(Screen(words, WIDTH, color=True))
    with open(os.devnull, "w", encoding="utf-8") as nowhere:
        console = Console(record=True, width=WIDTH, file=nowhere, force_terminal=True, legacy_windows=False)
        console.print(Text.from_ansi(shown))
        picture = console.export_svg(title="commit status", unique_id="status")
    return re.sub(r"@font-face \{.*?\}\s*", "", picture, flags=re.DOTALL)  # a picture fetches nothing


if __name__ == "__main__":
    PICTURE.write_text(drawn(), encoding="utf-8", newline="\n")
    sys.stdout.write(f"{PICTURE.name}\n")
