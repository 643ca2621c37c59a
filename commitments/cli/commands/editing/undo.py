"""`commit undo`: takes back the last edit or save. Must not know how these are kept."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Annotated

import typer

from commitments.cli.options.option_groups import Common, flatten_options
from commitments.errors import N_

if TYPE_CHECKING:
    from commitments.cli.session import Session
    from commitments.writing.undo import FileChangedError, UndoOutcome

DryRun = Annotated[
    bool, typer.Option("--dry-run", "-n", help=N_("Show what would change, and write nothing."))
]


@flatten_options
def run(common: Common, dry_run: DryRun = False) -> int:
    """Take the last step back and show it; returns 1 where a file was changed since."""
    from commitments.cli.editing.edit_attempt import tell_waiting
    from commitments.cli.open_session import open_session
    from commitments.writing.undo import FileChangedError, has_step, undo_last_step

    with open_session(common, tolerant=True, suits=has_step) as session:
        try:
            outcome = undo_last_step(session.workspace, dry_run, partial(tell_waiting, session))
        except FileChangedError as error:
            _tell_changed(session, error)
            return 1
        _tell_outcome(session, outcome)
        return 0


def _tell_changed(session: Session, error: FileChangedError) -> None:
    from commitments.cli.streams import tell
    from commitments.render.names.list_labels import shown_values

    values = shown_values(error.values, session.words)
    for message in (error.message, error.hint):
        tell(session.words.say(message, **values))


def _tell_outcome(session: Session, outcome: UndoOutcome) -> None:
    """Show the lines that differ, and say which files and which commit were taken back."""
    from commitments.cli.editing.edit_attempt import path_from_here
    from commitments.cli.options.option_groups import Output
    from commitments.cli.streams import put, say, tell
    from commitments.render.edit_report import diff_text

    words, screen = session.words, session.screen(Output())
    for path, text in outcome.texts.items():
        put(diff_text(path, text.present, text.before, screen))
    if not outcome.written:
        tell(words.say("Not written: --dry-run only shows what would change."))
        return
    for path in outcome.texts:
        say(words.say("Taken back: {path}", path=path_from_here(session, path)))
    if outcome.commit and outcome.texts:
        tell(words.say("The commit {commit} is taken back too.", commit=outcome.commit[:7]))
    elif outcome.commit:
        tell(
            words.say(
                "The commit {commit} is taken back; the files stay as they are.", commit=outcome.commit[:7]
            )
        )
