"""Finds marks of an unfinished merge in the files beside the records. Must not judge records.

The registries of parties and events and the settings are read; such a record is a finding of its own.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

from commitments.cache.examined_file import located_problem
from commitments.history.rule_files import is_rule_file
from commitments.model.problem import Problem
from commitments.reading import folder
from commitments.reading.git.repository import Repository
from commitments.reading.source_file import SourceFile
from commitments.reading.text import REGISTRY, lines
from commitments.workspace.change_problem import unfinished_merge


def has_texts(paths: Iterable[str]) -> bool:
    """Whether any of these files is one that is read here."""
    return any(map(is_rule_file, paths))


def texts_on_disk(root: Path, paths: Sequence[str]) -> Mapping[str, bytes]:
    """The bytes of the files as they stand below a workspace, by path."""
    sources = [folder.read(root, path, REGISTRY.size) for path in paths if is_rule_file(path)]
    return {source.path: source.data for source in sources if isinstance(source, SourceFile)}


def texts_in_commit(
    repository: Repository, commit: str, prefix: str, paths: Sequence[str]
) -> Mapping[str, bytes]:
    """The bytes of the files as a commit has them, by path from the workspace."""
    wanted = [f"{prefix}{path}" for path in paths if is_rule_file(path)]
    blobs = [blob for blob in repository.tree(commit, *wanted) if blob.regular] if wanted else []
    names = [os.fsdecode(blob.path).removeprefix(prefix) for blob in blobs]
    texts = repository.blobs_up_to([blob.id for blob in blobs], REGISTRY.size)
    return {name: text for name, text in zip(names, texts, strict=True) if text is not None}


def unfinished_merges(texts: Mapping[str, bytes]) -> list[Problem]:
    """A problem for each text that a merge left unfinished; no setting switches the rule off."""
    return [
        located_problem(path, fault.finding, None, fault, lines(text.decode("utf-8-sig", "replace")))
        for path, text in sorted(texts.items())
        if (fault := unfinished_merge(text, REGISTRY.size))
    ]
