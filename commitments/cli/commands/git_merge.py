"""`commit git-merge`, which git runs where both branches changed a record; see `commit git-setup`."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Annotated

import typer

from commitments.cli.options import Common, flattened

File = Annotated[Path, typer.Argument()]
Size = Annotated[int, typer.Argument()]
Word = Annotated[str, typer.Argument()]


@flattened
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
    """Leave what the merge gives in the second file; 1 where a conflict is left in it."""
    from commitments.cli.current_folder import current_folder
    from commitments.cli.language import language, set_by_workspace
    from commitments.cli.streams import say
    from commitments.reading.plumbing import plumbing
    from commitments.render.safe import one_line
    from commitments.render.words import Words
    from commitments.writing.merging.merge_driver import Labels, Marks, settle

    given = (base_label, our_label, their_label)
    labels = Labels(*(_label(value, name) for value, name in zip(given, Labels(), strict=True)))
    found = settle(
        base, ours, theirs, Marks(size, labels), plumbing(str(current_folder()), os.environ, bare=False)
    )
    if found.clean:
        return 0
    words = Words(language(common.lang, set_by_workspace(common.root), os.environ))
    if found.clashes:
        fields = ", ".join(found.clashes)
        told = words.say("{path}: both sides changed {fields}", path=path, fields=fields)
    else:
        told = words.say("{path}: it is not certain how the edits of both sides go together", path=path)
    say(one_line(told))
    return 1


def _label(given: str, otherwise: str) -> str:
    """What git calls a side; older ones say nothing and leave the placeholder."""
    from commitments.render.safe import one_line

    return otherwise if not given or given in ("%S", "%X", "%Y") else one_line(given)
