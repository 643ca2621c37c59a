"""Where a workspace may be written to, and where new records may stand in it. Writes nothing."""

from __future__ import annotations

from commitments.errors import N_, CommitmentsError
from commitments.reading.folder import RECORDS, Folder, is_record
from commitments.workspace.open_workspace import Workspace


def require_folder(workspace: Workspace) -> Folder:
    """The folder of a workspace; raises CommitmentsError where it is what some commit holds."""
    if not isinstance(workspace.files, Folder):
        raise CommitmentsError(
            N_("Nothing can be edited in {folder}: a bare repository has no files to write to"),
            N_("Clone it, and edit the records there."),
            folder=str(workspace.root),
        )
    return workspace.files


def folder_of_new(workspace: Workspace, given: str) -> str:
    """The folder of new files that `--folder` names, below `records/` whether it says so or not.

    Raises CommitmentsError where no record may stand there.
    """
    below = given.replace("\\", "/").strip("/").removeprefix(f"{RECORDS}/")
    path = RECORDS if below in ("", ".", RECORDS) else f"{RECORDS}/{below}"
    parts = path.split("/")
    ways = ("/".join(parts[:end]) for end in range(2, len(parts) + 1))
    plain = is_record(f"{path}/new.yaml") and not {"", ".", ".."}.intersection(parts)
    if not plain or any(workspace.files.exists(way) and not _is_folder(workspace, way) for way in ways):
        raise CommitmentsError(
            N_("{option} does not take {given}"),
            N_("Name a folder below records/, or one to be made there."),
            option="--folder",
            given=given,
        )
    return path


def _is_folder(workspace: Workspace, path: str) -> bool:
    """Whether it is a folder in its own right, and not a link to one."""
    place = workspace.root / path
    return place.is_dir() and not place.is_symlink()
