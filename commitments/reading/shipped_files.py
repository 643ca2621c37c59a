"""Knows the files that releases shipped, by their digests: a copy is told from an edit. Writes nothing.

`python tasks.py digests` adds those of this release before the next one.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from functools import cache
from hashlib import sha256
from pathlib import Path

from commitments.errors import N_, InstallationError, system_reason

TEMPLATES = Path(__file__).resolve().parents[1] / "templates"
DIGESTS = "register/digests.json"
"""The template that holds the digests of files that earlier releases shipped."""

SLOT = re.compile(r"^( *)(ROOT|TOOL|COMMITMENTS|COMMITMENTS_ROOT): (.*)$", re.MULTILINE)
"""A line of a CI file whose value belongs to the register, and is no edit of the file."""


@cache
def template_bytes(name: str) -> bytes:
    """The bytes of a template; raises InstallationError where it is missing."""
    try:
        return (TEMPLATES / name).read_bytes()
    except OSError as error:
        raise InstallationError(
            N_("A file of the program cannot be read: {file}: {reason}"),
            N_("Install it again."),
            file=name,
            reason=system_reason(error),
        ) from error


@cache
def earlier_digests() -> Mapping[str, list[str]]:
    """The digests of the texts that releases shipped, by template; raises InstallationError without them."""
    digests: dict[str, list[str]] = json.loads(template_bytes(DIGESTS))
    return digests


def shipped_digest(data: bytes) -> str:
    """The digest of a shipped file, without the values of a register and the kind of line ends."""
    return sha256(SLOT.sub(r"\1\2:", plain_text(data)).encode()).hexdigest()


def is_earlier_schema(name: str, data: bytes) -> bool:
    """Whether an earlier release shipped a schema of this name with this text."""
    return shipped_digest(data) in earlier_digests().get(f"schema/{name}", ())


def plain_text(data: bytes) -> str:
    """The text of a shipped file, with line feeds alone at the ends of its lines."""
    return data.decode("utf-8", "replace").replace("\r\n", "\n")
