"""`commit git-setup`: readable diffs and field-by-field merges in this clone. Must not write a record."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Annotated

import typer

from commitments.cli.options.option_groups import Common, flatten_options
from commitments.errors import N_, GitError, UsageError

if TYPE_CHECKING:
    from commitments.render.words import Words
    from commitments.writing.git.clone_settings import ConfiguredClone

Check = Annotated[
    bool, typer.Option("--check", help=N_("Only check whether it is set up; exit with 1 if it is not."))
]
Undo = Annotated[bool, typer.Option("--undo", help=N_("Undo the setup."))]


@flatten_options
def run(common: Common, check: Check = False, undo: Undo = False) -> int:
    """Set the clone up, check it or undo the setup; returns 1 where a check finds it not set up."""
    from commitments.cli.open_session import open_session
    from commitments.cli.streams import put
    from commitments.render.safe import one_line
    from commitments.writing.git.clone_settings import ConfiguredClone

    if check and undo:
        raise UsageError(N_("--check and --undo cannot be used together"))
    with open_session(common, tolerant=True) as session:
        clone = ConfiguredClone(session.repository, (_python_path(), "-P", "-m", "commitments"))
        missing = clone.missing()
        words = session.words
        lines = _undo(clone, words) if undo else _set_up(clone, missing, check, words)
        put("".join(f"{one_line(line)}\n" for line in lines))
        return 1 if check and missing else 0


def _python_path() -> str:
    """The path of this Python, which has the package wherever git starts it; raises GitError if unknown."""
    if not sys.executable:
        raise GitError(N_("Python does not know its own path, so git cannot be set up to run it"))
    return sys.executable.replace("\\", "/") if sys.platform == "win32" else sys.executable


def _set_up(clone: ConfiguredClone, missing: list[str], check: bool, words: Words) -> list[str]:
    """Set the clone up unless it is only checked; returns the lines to show."""
    if check and missing:
        heading = words.say("This clone is not set up. These parts of its .git folder are missing or differ:")
        return [heading, *(f"  {name}" for name in missing)]
    if not missing:
        return [words.say("This clone is set up: git shows and merges records field by field.")]
    clone.set_up()
    return [
        words.say("From now on, git shows and merges records field by field in this clone."),
        words.say(
            "No committed file was changed. These parts of the .git folder of this clone were changed:"
        ),
        *(f"  {name}" for name in missing),
        words.say("Run `commit git-setup --undo` to undo this."),
    ]


def _undo(clone: ConfiguredClone, words: Words) -> list[str]:
    """Undo the setup; returns the lines to show."""
    if clone.undo():
        return [words.say("From now on, git shows and merges records line by line again.")]
    return [words.say("There was nothing to undo.")]
