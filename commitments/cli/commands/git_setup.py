"""`commit git-setup`: readable diffs and field-by-field merges in this clone."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Annotated

import typer

from commitments.cli.options import Common, flattened
from commitments.errors import N_, CommitmentsError

if TYPE_CHECKING:
    from commitments.render.words import Words
    from commitments.writing.clone_settings import Clone

Check = Annotated[bool, typer.Option("--check", help=N_("Only say whether it is set up; 1 where it is not."))]
Undo = Annotated[bool, typer.Option("--undo", help=N_("Take back what was set up."))]


@flattened
def run(common: Common, check: Check = False, undo: Undo = False) -> int:
    """Set up, look or take back, and say what was done."""
    from commitments.cli.session import session
    from commitments.cli.streams import put
    from commitments.render.safe import one_line
    from commitments.writing.clone_settings import Clone

    if check and undo:
        raise CommitmentsError(N_("--check and --undo cannot be asked for together"))
    with session(common, tolerant=True) as at:
        clone = Clone(at.repository, (_python(), "-P", "-m", "commitments"))
        missing = clone.missing()
        told = _undone(clone, at.words) if undo else _told(clone, missing, check, at.words)
        put("".join(f"{one_line(line)}\n" for line in told))
        return 1 if check and missing else 0


def _python() -> str:
    """The Python that runs this, which has the package wherever it is started."""
    if not sys.executable:
        raise CommitmentsError(N_("It is not known which Python runs this, so git cannot be told to"))
    return sys.executable.replace("\\", "/") if sys.platform == "win32" else sys.executable


def _told(clone: Clone, missing: list[str], check: bool, words: Words) -> list[str]:
    if check and missing:
        told = words.say("This clone is not set up. Not as it should be in its .git folder:")
        return [told, *(f"  {name}" for name in missing)]
    if not missing:
        return [words.say("This clone is set up: git shows and merges records field by field.")]
    clone.set_up()
    return [
        words.say("From now on, git shows and merges records field by field in this clone."),
        words.say("No committed file was changed. Written into the .git folder of this clone:"),
        *(f"  {name}" for name in missing),
        words.say("`commit git-setup --undo` takes it back."),
    ]


def _undone(clone: Clone, words: Words) -> list[str]:
    if clone.undo():
        return [words.say("From now on, git shows and merges records line by line again.")]
    return [words.say("There was nothing to take back.")]
