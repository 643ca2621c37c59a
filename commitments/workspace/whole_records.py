"""Reads whole records, where an outline does not say enough. Keeps no record, but reads its file again."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator, Sequence
from pathlib import Path

from commitments.model.commitment import Commitment
from commitments.model.folding import fold
from commitments.model.ledger import Ledger
from commitments.reading.folder import NotRead
from commitments.reading.source_file import SourceFile
from commitments.reading.yaml.yaml_text import parse
from commitments.workspace.examine import commitment_of
from commitments.workspace.open_workspace import Workspace, open_workspace


def load(root: str | Path) -> Ledger:
    """Every record of the workspace at `root`; the field `unreadable` says which could not be read, and why.

    Of a roof, the records of all members and its own, with the ids and parties that the roof has for them,
    such as `mof:ai-plan`. Raises WorkspaceError where `root` is no workspace or holds no record at all, and
    where a member of a roof cannot be read, so that no count is too small.
    """
    workspace = open_workspace(Path(root), str(root), os.environ)
    if workspace.settings.members:
        from commitments.workspace.roof import whole_roof

        workspace = whole_roof(workspace)
    return ledger(workspace)


def read_record(workspace: Workspace, path: str) -> Commitment | None:
    """The commitment of one record, by path; None where it has no meaning."""
    return _read_commitment(workspace, workspace.files.read(path))


def read_records(workspace: Workspace, paths: Sequence[str]) -> Iterator[Commitment]:
    """The commitments of several records, in the order of their paths; none without a meaning."""
    return filter(None, (_read_commitment(workspace, source) for source in workspace.files.read_all(paths)))


def records_bound_to_events(workspace: Workspace) -> Iterator[Commitment]:
    """The records of which a deadline hangs on an event, by path; none without a meaning."""
    for path, references in workspace.survey.events().items():
        if any(pointer_text.endswith("due_event/event") for pointer_text, _ in references):
            commitment = read_record(workspace, path)
            if commitment is not None:
                yield commitment


def _read_commitment(workspace: Workspace, source: SourceFile | NotRead) -> Commitment | None:
    if not isinstance(source, SourceFile):
        return None
    return commitment_of(parse(source.data), source.path, workspace.names_at(source.path))


def ledger(workspace: Workspace) -> Ledger:
    """Every record, and why some could not be read."""
    survey = workspace.survey
    commitments = read_records(workspace, [entry.path for entry in survey.listing.entries])
    return Ledger(tuple(commitments), tuple(survey.left_out()), workspace.registry, workspace.events)


def searchable_texts(workspace: Workspace) -> dict[str, str]:
    """The folded text of each record, by path, for searching."""
    return {
        part.names.path(path): text
        for part in workspace.parts
        for path, text in _kept_texts(part.workspace).items()
    }


def _kept_texts(workspace: Workspace) -> dict[str, str]:
    kept = workspace.survey.recall_or_compute(
        "@text", b"", lambda: json.dumps(dict(_folded_texts(workspace))).encode()
    )
    by_path: dict[str, str] = json.loads(kept)
    return by_path


def _folded_texts(workspace: Workspace) -> Iterator[tuple[str, str]]:
    for source in workspace.files.read_all([outline.path for outline in workspace.survey.outlines]):
        commitment = _read_commitment(workspace, source)
        if commitment is not None:
            yield commitment.path, fold("\n".join(_strings(commitment.data)))


def _strings(value: object) -> Iterator[str]:
    """All texts in a value, at any depth."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for field_value in value.values():
            yield from _strings(field_value)
    elif isinstance(value, list):
        for entry in value:
            yield from _strings(entry)
