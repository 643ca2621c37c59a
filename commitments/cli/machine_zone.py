"""Finds the time zone that the machine is set to, by its IANA name. Must not ask what time it is."""

from __future__ import annotations

import os
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path

from commitments.reading.settings import is_timezone

_LINK = Path("/etc/localtime")
_FOLDER = "zoneinfo/"
_WITHOUT_PLACE = ("UTC", "GMT", "Etc/", "Zulu", "UCT", "Universal")
"""What machines are set to that nobody told where they stand."""


def machine_zone(environ: Mapping[str, str]) -> str | None:
    """The zone of the machine; None where it is unknown, or says of no place."""
    candidates = [environ.get("TZ", "").removeprefix(":")]
    with suppress(OSError):
        candidates.append(os.path.realpath(_LINK).rpartition(_FOLDER)[2])
    name = next(filter(is_timezone, candidates), None)
    return None if name is None or name.startswith(_WITHOUT_PLACE) else name
