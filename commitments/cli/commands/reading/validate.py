"""`commit validate`: every fault of every file, in one run. Must not look for a fault itself."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING, Annotated

import typer

from commitments.cli.options.option_groups import Common, Output, Strict, flatten_options
from commitments.errors import N_

if TYPE_CHECKING:
    from commitments.cli.session import Session
    from commitments.workspace.validate import Validation

Files = Annotated[
    list[str] | None,
    typer.Argument(
        metavar="[FILE]...", help=N_("Report only these files; they are still checked against all others.")
    ),
]
Fix = Annotated[
    bool,
    typer.Option(
        "--fix", help=N_("Fix what is safe to fix: composed accents, line ends, a missing modeline.")
    ),
]


@flatten_options
def run(output: Output, common: Common, files: Files = None, strict: Strict = False, fix: Fix = False) -> int:
    """Write the answer; returns 1 where a file has an error, or with `--strict` any fault."""
    from commitments.cli.current_folder import base_folder
    from commitments.cli.emit import emit, tell_members
    from commitments.cli.open_session import open_session
    from commitments.cli.options.output_format import output_format
    from commitments.cli.records_outside import tell_outside
    from commitments.cli.streams import say
    from commitments.model.problem import Severity
    from commitments.render.validate import VALIDATE_FORMATS, fix_outcome, validate_answer
    from commitments.workspace.validate import named_files

    names = files or ()
    base = base_folder(names)
    output_format(output, VALIDATE_FORMATS)  # a wrong format is refused before anything is mended
    if fix:
        from commitments.cli.editing.edit_attempt import tell_waiting, tell_ways
        from commitments.workspace.verdict import TextEdit
        from commitments.writing.safe_fixes import mend_records

        with open_session(common, tolerant=True) as session:
            paths = named_files(session.workspace, names, base)
            mended: dict[str, TextEdit] = {}
            for mending in mend_records(session.workspace, paths, partial(tell_waiting, session)):
                say(session.words.say(fix_outcome(mending.obstacle), path=mending.path))
                if mending.text is not None:
                    mended[mending.path] = mending.text
            if mended:
                tell_ways(session, mended, can_save=True)
    with open_session(common, tolerant=True, on_roof=True) as session:
        validation = _validation(session, names, base)
        answer = validate_answer(validation, session.clock.today, session.words, strict)
        emit(answer, output, session.screen(output), VALIDATE_FORMATS)
        tell_outside(session)
        for path in validation.earlier_schemas:
            sentence = N_("{path} is the copy of an earlier release; `commit init --refresh` replaces it.")
            say(session.words.say(sentence, path=path))
        is_faulty = validation.count(Severity.ERROR) > 0 or (strict and bool(validation.problems))
        return max(int(is_faulty), tell_members(session))


def _validation(session: Session, names: Sequence[str], base: str) -> Validation:
    """The problems of the files that are named, or of all, on a roof those of all its registers."""
    from commitments.workspace.validate import named_files, validate

    if session.roof_view is None:
        return validate(session.workspace, named_files(session.workspace, names, base))
    from commitments.workspace.roof import Roof
    from commitments.workspace.roof_validation import selected_files, validate_roof  # needed only on a roof

    roof = session.workspace
    assert isinstance(roof, Roof)
    return validate_roof(roof, selected_files(roof, names, base), with_own=not session.common.member)
