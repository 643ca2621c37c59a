"""`commit validate`: every fault of every file, in one run."""

from __future__ import annotations

from functools import partial
from typing import Annotated

import typer

from commitments.cli.options import Common, Output, Strict, flattened
from commitments.errors import N_

Files = Annotated[
    list[str] | None,
    typer.Argument(metavar="[FILE]...", help=N_("Tell only of these files, still checked against all.")),
]
Fix = Annotated[
    bool,
    typer.Option("--fix", help=N_("Mend what is safe: composed accents, line ends, a missing modeline.")),
]


@flattened
def run(output: Output, common: Common, files: Files = None, strict: Strict = False, fix: Fix = False) -> int:
    """Answer; 1 where something is wrong."""
    from commitments.cli.current_folder import base_of
    from commitments.cli.emit import emit
    from commitments.cli.output_format import output_format
    from commitments.cli.records_outside import tell_outside
    from commitments.cli.session import session
    from commitments.cli.streams import say
    from commitments.model.problem import Severity
    from commitments.render.validate import VALIDATE_FORMATS, mending_words, validate_answer
    from commitments.workspace.validate import named_files, validate

    named = files or ()
    base = base_of(named)
    output_format(output, VALIDATE_FORMATS)  # which is refused before anything is mended
    if fix:
        from commitments.cli.edit_attempt import tell_waiting
        from commitments.writing.safe_fixes import mend_records

        with session(common, tolerant=True) as at:
            chosen = named_files(at.workspace, named, base)
            for mending in mend_records(at.workspace, chosen, partial(tell_waiting, at)):
                say(at.words.say(mending_words(mending.obstacle), path=mending.path))
    with session(common, tolerant=True) as at:
        only = named_files(at.workspace, named, base)
        found = validate(at.workspace, only)
        answer = validate_answer(found, at.clock.today, at.words, strict)
        emit(answer, output, at.screen(output), VALIDATE_FORMATS)
        tell_outside(at)
        return 1 if found.count(Severity.ERROR) or (strict and found.problems) else 0
