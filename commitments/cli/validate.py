"""`commit validate`: every fault of every file, in one run."""

from __future__ import annotations

from pathlib import Path
from posixpath import relpath
from typing import Annotated

import typer

from commitments.cli.emit import emit, say
from commitments.cli.options import Common, Output, flattened
from commitments.cli.session import Session, session
from commitments.errors import N_
from commitments.model.problem import Severity
from commitments.reading import schema
from commitments.reading.folder import RECORDS, read
from commitments.reading.source import SourceFile
from commitments.render.validate import VALIDATE_FORMATS, validate_answer
from commitments.workspace.validate import named_files, validate
from commitments.writing.mend import mended
from commitments.writing.store import replace_unchanged

Files = Annotated[
    list[str] | None,
    typer.Argument(metavar="[FILE]...", help=N_("Tell only of these files, still checked against all.")),
]
Strict = Annotated[bool, typer.Option("--strict", help=N_("Let warnings fail the run too."))]
Fix = Annotated[
    bool,
    typer.Option("--fix", help=N_("Mend what is safe: composed accents, line ends, a missing modeline.")),
]


@flattened
def run(output: Output, common: Common, files: Files = None, strict: Strict = False, fix: Fix = False) -> int:
    """Answer; 1 where something is wrong."""
    with session(common) as at:
        only = named_files(at.workspace, files or (), str(Path.cwd()))
    if fix:
        with session(common) as at:
            _mend(at, only)
    with session(common) as at:
        found = validate(at.workspace, only)
        emit(validate_answer(found, at.clock.today, at.words), output, at.screen(output), VALIDATE_FORMATS)
        return 1 if found.count(Severity.ERROR) or (strict and found.problems) else 0


def _mend(at: Session, only: list[str]) -> None:
    paths = [each for each in only if each.startswith(f"{RECORDS}/")] if only else None
    for path in paths or [entry.path for entry in at.workspace.survey.listing.entries]:
        source = read(at.workspace.root, path)
        if not isinstance(source, SourceFile):
            continue
        modeline = relpath(f"schema/{schema.COMMITMENT}", path.rpartition("/")[0])
        better = mended(source.data, modeline)
        if better != source.data and replace_unchanged(at.workspace.root / path, source.data, better):
            say(at.words.say("mended: {path}", path=path))
