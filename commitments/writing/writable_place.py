"""Finds where a workspace may be written to, and which folder new records go to. Writes nothing."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path, PurePosixPath

from commitments.errors import N_, UsageError, WriteError
from commitments.reading.folder import RECORDS, Folder, is_record, stands_for_folder
from commitments.workspace.open_workspace import Workspace


def require_folder(workspace: Workspace) -> Folder:
    """The folder of a workspace; raises WriteError where the workspace is a commit and not a folder."""
    if not isinstance(workspace.files, Folder):
        raise WriteError(
            N_("Nothing can be edited in {folder}: a bare repository has no files to write to"),
            N_("Clone it, and edit the records there."),
            folder=str(workspace.root),
        )
    return workspace.files


def require_plain_folders(root: Path, paths: Iterable[str]) -> None:
    """Raise WriteError where a link, or anything else that is no folder, stands on the way to a path.

    `paths` lead from `root`; where `root` itself lies is for its owner to say.
    """
    folders = {str(folder) for path in paths for folder in PurePosixPath(path).parents} - {"."}
    for folder in sorted(folders):
        if stands_for_folder(root / folder):
            raise WriteError(
                N_("{path} is a link or no folder, so nothing is written there"),
                N_("Put a plain folder in its place."),
                path=folder,
            )


def new_record_folder(workspace: Workspace, folder: str) -> str:
    """The path of the folder that `--folder` names, below `records/` whether the value begins with it or not.

    Raises UsageError where no record may be in that folder.
    """
    below = folder.replace("\\", "/").strip("/").removeprefix(f"{RECORDS}/")
    path = RECORDS if below in ("", ".", RECORDS) else f"{RECORDS}/{below}"
    parts = path.split("/")
    ancestors = ("/".join(parts[:end]) for end in range(2, len(parts) + 1))
    is_plain = is_record(f"{path}/new.yaml") and not {"", ".", ".."}.intersection(parts)
    if not is_plain or any(
        workspace.files.exists(ancestor) and not _is_folder(workspace, ancestor) for ancestor in ancestors
    ):
        raise UsageError(
            N_("{option} does not take {given}"),
            N_("Name a folder below records/; a new one is made if it does not exist."),
            option="--folder",
            given=folder,
        )
    return path


def _is_folder(workspace: Workspace, path: str) -> bool:
    """Whether a path is a folder, and not a link to one."""
    place = workspace.root / path
    return place.is_dir() and not place.is_symlink()
