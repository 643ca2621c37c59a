"""The ids that begin as asked, by what is remembered of records. Looks at no file that it does not tell of.

A file is called after its id; of one that is not, a new id is told once another command has read it.
"""

from __future__ import annotations

from commitments.reading import folder
from commitments.reading.folder import Folder
from commitments.workspace import codec
from commitments.workspace.codec import Blocks
from commitments.workspace.opened import Workspace
from commitments.workspace.seen import stamps
from commitments.workspace.survey import titles


def begun(workspace: Workspace, beginning: str, lang: str) -> list[tuple[str, str]]:
    """The ids that begin so, each with its title."""
    known = _remembered(workspace, beginning) if beginning else None
    return titles(workspace.survey.blocks if known is None else known, lang, beginning)


def _remembered(workspace: Workspace, beginning: str) -> Blocks | None:
    """What is remembered; None where a file is new, gone or changed whose name or whose id begins so."""
    known = workspace.remembered() if isinstance(workspace.files, Folder) else None
    if known is None:
        return None
    named = zip(codec.texts(known, "path"), codec.texts(known, "id"), strict=True)
    meant = {path for path, id in named if id.startswith(beginning)}

    def wanted(path: str) -> bool:
        return f"/{beginning}" in path or path in meant

    files = zip(codec.texts(known, "file"), stamps(known), strict=True)
    then = [(path, *stamp) for path, stamp in files if wanted(path)]
    return known if then == folder.listing(workspace.root, wanted).entries else None
