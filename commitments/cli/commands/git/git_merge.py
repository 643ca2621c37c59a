"""`commit git-merge`: merges a record that both branches changed, for git. Must not open a workspace.

`commit git-setup` tells git to run it.
"""

from __future__ import annotations

import os
from pathlib import Path
from typing import Annotated

import typer

from commitments.cli.options.option_groups import Common, flatten_options

File = Annotated[Path, typer.Argument()]
Size = Annotated[int, typer.Argument()]
Word = Annotated[str, typer.Argument()]


@flatten_options
def run(
    common: Common,
    base: File,
    ours: File,
    theirs: File,
    size: Size,
    path: Word,
    base_label: Word = "",
    our_label: Word = "",
    their_label: Word = "",
) -> int:
    """Write the merged record into the file `ours`; returns 1 where a conflict is left in it."""
    from commitments.cli.current_folder import current_folder
    from commitments.cli.language import language, workspace_language
    from commitments.cli.streams import say
    from commitments.reading.git.plumbing import find_git
    from commitments.render.safe import one_line
    from commitments.render.words import Words
    from commitments.writing.merging.conflict_marks import Labels, Marks
    from commitments.writing.merging.merge_driver import merge_files

    pairs = zip((base_label, our_label, their_label), Labels(), strict=True)
    labels = Labels(*(_label(argument, default) for argument, default in pairs))
    settlement = merge_files(
        base, ours, theirs, Marks(size, labels), find_git(str(current_folder()), os.environ, bare=False)
    )
    if settlement.clean:
        return 0
    words = Words(language(common.lang, workspace_language(common.root), os.environ))
    if settlement.clashes:
        fields = ", ".join(settlement.clashes)
        sentence = words.say("{path}: both sides changed {fields}", path=path, fields=fields)
    else:
        sentence = words.say("{path}: the edits of both sides cannot be merged with certainty", path=path)
    say(one_line(sentence))
    return 1


def _label(argument: str, default: str) -> str:
    """The name that git gives a side; older releases of git leave it empty, or the placeholder as it is."""
    from commitments.render.safe import one_line

    return default if not argument or argument in ("%S", "%X", "%Y") else one_line(argument)
