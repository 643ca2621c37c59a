"""One edit or save, and how it becomes bytes and is read back. Must not open a file.

A step that is read may have been written by anybody: it names files that our commands edit, and no others.
"""

from __future__ import annotations

import binascii
import json
import os
import re
from collections.abc import Sequence
from dataclasses import dataclass
from hashlib import sha256
from typing import Any, NamedTuple

from commitments.reading import folder, settings

_MOST_FILES = 20_000
_DIGEST = re.compile(r"[0-9a-f]{64}")
_COMMIT = re.compile(r"[0-9a-f]{40}(?:[0-9a-f]{24})?")
_REGISTRIES = frozenset({folder.PARTIES, folder.EVENTS, settings.PATH})


class FileStep(NamedTuple):
    """What a step did to one file."""

    path: str
    before: bytes | None
    """The text before; None where there was no file, and in a step whose texts are gone."""
    before_digest: str
    """Empty where there was no file."""
    after_digest: str


@dataclass(frozen=True, slots=True)
class JournalStep:
    """One edit or save, as the journal keeps it."""

    number: int
    files: tuple[FileStep, ...] = ()
    commit: str = ""
    """The commit that the step made; empty where it made none."""
    parent: str = ""
    """The commit before that one; empty where there was none."""
    head: str = ""
    """The last commit when the step began; empty where there was none, or git could not be asked."""
    is_spent: bool = False
    """Whether the texts are gone: the step is too old to be taken back."""


def encode_step(step: JournalStep) -> bytes:
    """A step as bytes."""
    return json.dumps(
        {
            "number": step.number,
            "files": [
                [file.path, _encode_text(file.before), file.before_digest, file.after_digest]
                for file in step.files
            ],
            "commit": step.commit,
            "parent": step.parent,
            "head": step.head,
            "is_spent": step.is_spent,
        }
    ).encode()


def decode_step(data: bytes) -> JournalStep | None:
    """The step that bytes hold; None where they hold none that may be obeyed."""
    try:
        value = json.loads(data)
        files = tuple(map(_decode_file, value["files"]))
        commit, parent, head = (value[name] for name in ("commit", "parent", "head"))
        step = JournalStep(int(value["number"]), files, commit, parent, head, bool(value["is_spent"]))
        are_commits = all(name == "" or _COMMIT.fullmatch(name) for name in (commit, parent, head))
    except (ValueError, TypeError, KeyError, RecursionError):
        return None
    is_one_text_each = len({file.path for file in files}) == len(files) <= _MOST_FILES
    return step if are_commits and is_one_text_each else None


def _decode_file(row: Sequence[Any]) -> FileStep:
    path, text, before_digest, after_digest = row
    before = None if text is None else binascii.a2b_base64(text, strict_mode=True)
    if not is_edited_path(path) or not _DIGEST.fullmatch(after_digest):
        raise ValueError("not a file that is edited here")
    if before_digest and not _DIGEST.fullmatch(before_digest):
        raise ValueError("not a digest")
    if before is not None and digest(before) != before_digest:
        raise ValueError("not the text before")
    return FileStep(path, before, before_digest, after_digest)


def is_edited_path(path: str) -> bool:
    """Whether our commands edit a file of this path."""
    if path in _REGISTRIES:
        return True
    has_plain_parts = not {"", ".", ".."}.intersection(path.split("/"))
    is_portable = os.sep == "/" or not {"\\", ":"}.intersection(path)
    is_recipe = path.startswith("imports/") and "/." not in path and path.isprintable()
    return (folder.is_record(path) or is_recipe) and has_plain_parts and is_portable


def digest(text: bytes | None) -> str:
    """The digest by which the journal knows a text; empty where there is no file."""
    return "" if text is None else sha256(text).hexdigest()


def _encode_text(text: bytes | None) -> str | None:
    return None if text is None else binascii.b2a_base64(text, newline=False).decode()
