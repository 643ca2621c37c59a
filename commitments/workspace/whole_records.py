"""Records whole, where an outline does not say enough. Reads a file again rather than keep it."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from pathlib import Path

from commitments.model.commitment import Commitment
from commitments.model.folding import fold
from commitments.model.ledger import Ledger
from commitments.reading.folder import NotRead
from commitments.reading.source_file import SourceFile
from commitments.reading.yaml_text import parse
from commitments.workspace.examine import commitment_of
from commitments.workspace.open_workspace import Workspace, open_workspace


def load(root: str | Path) -> Ledger:
    """Every record of the workspace at `root`; what could not be read stands in `unreadable`.

    Raises CommitmentsError where `root` is no workspace or holds no record at all.
    """
    return ledger(open_workspace(Path(root), str(root), os.environ))


def record(workspace: Workspace, path: str) -> Commitment | None:
    """One record; None where it has no meaning."""
    return _commitment(workspace.files.read(path))


def _commitment(source: SourceFile | NotRead) -> Commitment | None:
    return commitment_of(parse(source.data), source.path) if isinstance(source, SourceFile) else None


def ledger(workspace: Workspace) -> Ledger:
    """Every record, and why some could not be read."""
    survey = workspace.survey
    found = map(_commitment, workspace.files.read_all([file.path for file in survey.listing.entries]))
    return Ledger(tuple(item for item in found if item), tuple(survey.left_out()), workspace.registry)


def texts(workspace: Workspace) -> dict[str, str]:
    """The folded text of each record, by path, for searching."""
    kept = workspace.survey.kept("@text", b"", lambda: json.dumps(dict(_folded(workspace))).encode())
    found: dict[str, str] = json.loads(kept)
    return found


def _folded(workspace: Workspace) -> Iterator[tuple[str, str]]:
    for source in workspace.files.read_all([outline.path for outline in workspace.survey.outlines]):
        commitment = _commitment(source)
        if commitment is not None:
            yield commitment.path, fold("\n".join(_strings(commitment.data)))


def _strings(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for item in value.values():
            yield from _strings(item)
    elif isinstance(value, list):
        for item in value:
            yield from _strings(item)
