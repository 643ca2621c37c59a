"""Whether a workspace has files to write to. Writes none."""

from __future__ import annotations

from commitments.errors import N_, CommitmentsError
from commitments.reading.folder import Folder
from commitments.workspace.opened import Workspace


def require_folder(workspace: Workspace) -> Folder:
    """The folder of a workspace; raises CommitmentsError where it is what some commit holds."""
    if not isinstance(workspace.files, Folder):
        raise CommitmentsError(
            N_("Nothing can be edited in {folder}: a bare repository has no files to write to"),
            N_("Clone it, and edit the records there."),
            folder=str(workspace.root),
        )
    return workspace.files
