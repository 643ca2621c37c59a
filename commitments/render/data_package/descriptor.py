"""Knows the descriptor of a data package, `datapackage.json`. Opens no file."""

from __future__ import annotations

import json
from collections.abc import Collection

DESCRIPTOR = "datapackage.json"
"""The name of the file that describes a data package."""

OURS = "commitments"
"""The key under which the descriptor says what of the register it holds."""


def listed_files(data: bytes) -> Collection[str] | None:
    """The names of the files of a package that we wrote, by its descriptor; None for any other."""
    try:
        descriptor = json.loads(data)
        if not isinstance(descriptor[OURS], dict):
            return None
        paths = [str(resource["path"]) for resource in descriptor["resources"]]
    except (ValueError, KeyError, TypeError, RecursionError):
        return None
    return {DESCRIPTOR, *paths}
