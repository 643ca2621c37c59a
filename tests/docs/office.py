"""Saves the workbooks of our register and of the example anew with LibreOffice, and imports them.

A chore and no test, since it needs `soffice`, which no Python package brings. The workbooks, and what they
look like on paper (PDF), stand in `build/office` afterwards, for a person to look at.
"""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

from workbooks import fill_cells

ROOT = Path(__file__).resolve().parents[2]
FOLDER = ROOT / "build/office"
WORKSPACES = (".", "docs/example")
CELLS = {"en": ("Commitments", "Note"), "vi": ("Theo dõi", "Nội dung cập nhật")}
"""A sheet and a heading, by language."""


def main() -> int:
    """Export, save anew and import every workbook; returns 1 where one differs, 2 without LibreOffice."""
    if shutil.which("soffice") is None:
        print("Not on the path: soffice. Debian has it in libreoffice-calc.")
        return 2
    shutil.rmtree(FOLDER, ignore_errors=True)
    faults = [line for workspace in WORKSPACES for lang in CELLS for line in faults_of(workspace, lang)]
    for line in faults:
        print(line)
    return 1 if faults else 0


def faults_of(workspace: str, lang: str) -> Iterator[str]:
    """What an import finds in a workbook that nobody changed, and in one with a note more."""
    folder = FOLDER / (workspace.replace("/", "-").strip(".") or "own") / lang
    for name in ("records", "schema"):
        shutil.copytree(ROOT / workspace / name, folder / name)
    exported = folder / "register.xlsx"
    commit(folder, "export", str(exported), "--lang", lang)
    again = saved_anew(exported, "xlsx")
    saved_anew(exported, "pdf")
    answer = json.loads(commit(folder, "import", str(again), "-f", "json"))
    print(again.relative_to(ROOT), answer["summary"])
    if answer["rows"]:
        yield f"{again}: {answer['rows']}"
    id = sorted(path.stem for path in (folder / "records").rglob("*.yaml"))[0]
    sheet, heading = CELLS[lang]
    fill_cells(exported, folder / "filled.xlsx", sheet, id, {heading: "Đã xong"})
    filled = saved_anew(folder / "filled.xlsx", "xlsx")
    answer = json.loads(commit(folder, "import", str(filled), "-f", "json"))
    if [(row["id"], row["field"].partition("[")[0]) for row in answer["rows"]] != [(id, "updates")]:
        yield f"{filled}: {answer['rows']}"


def commit(root: Path, *words: str) -> str:
    """What a command answers."""
    command = [sys.executable, "-m", "commitments", *words, "--root", str(root), "--today", "2026-11-22"]
    return subprocess.run(command, check=True, capture_output=True, encoding="utf-8").stdout


def saved_anew(path: Path, ending: str) -> Path:
    """A workbook as LibreOffice saves it."""
    profile = f"-env:UserInstallation=file://{FOLDER}/profile"
    folder = path.parent / "anew"
    command = ["soffice", profile, "--headless", "--convert-to", ending, "--outdir", str(folder), str(path)]
    subprocess.run(command, check=True, capture_output=True)
    return folder / path.with_suffix(f".{ending}").name


if __name__ == "__main__":
    sys.exit(main())
