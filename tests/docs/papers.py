"""Turns the briefs of our register into PDF with LibreOffice, and looks whether every word is there.

A chore and no test, since it needs `soffice` and `pdftotext`, which no Python package brings. The pages
stand in `build/papers` afterwards, for a person to look at.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

from docx import Document
from test_briefs import ROOT, briefs, lay_out, written

FOLDER = ROOT / "build/papers"


def main() -> int:
    """Write, turn and read every brief; returns 1 where a word is missing, 2 where a program is."""
    missing = [program for program in ("soffice", "pdftotext") if shutil.which(program) is None]
    if missing:
        print(f"Not on the path: {', '.join(missing)}. Debian has them in libreoffice-writer, poppler-utils.")
        return 2
    shutil.rmtree(FOLDER, ignore_errors=True)
    FOLDER.mkdir(parents=True)
    register = lay_out(FOLDER / "register")
    lost = [lost for partner, lang in briefs() for lost in lost_words(register, partner, lang)]
    for line in lost:
        print(line)
    return 1 if lost else 0


def lost_words(register: Path, partner: str, lang: str) -> list[str]:
    """The words of a brief that its PDF lacks."""
    docx = FOLDER / f"{partner}.{lang}.docx"
    written(register, partner, lang, docx)
    profile = f"-env:UserInstallation=file://{FOLDER}/profile"
    subprocess.run(
        ["soffice", profile, "--headless", "--convert-to", "pdf", "--outdir", str(FOLDER), str(docx)],
        check=True,
        capture_output=True,
    )
    pdf = docx.with_suffix(".pdf")
    text = subprocess.run(["pdftotext", str(pdf), "-"], check=True, capture_output=True).stdout.decode()
    shown = _letters(text)
    print(pdf.relative_to(ROOT))
    return [f"{pdf.name}: {word}" for word in words(docx) if _letters(word) not in shown]


def _letters(text: str) -> str:
    """A text without spaces and hyphens, since `pdftotext` joins what a line breaks at a hyphen."""
    return "".join(text.split()).replace("-", "")


def words(docx: Path) -> set[str]:
    """Every word of a paper, in paragraphs and in cells."""
    paper = Document(str(docx))
    cells = [cell.text for table in paper.tables for row in table.rows for cell in row.cells]
    return {word for text in (*(part.text for part in paper.paragraphs), *cells) for word in text.split()}


if __name__ == "__main__":
    sys.exit(main())
