"""Findings of an earlier audit that are accepted, so that only new ones are told. Judges nothing."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Mapping
from pathlib import Path

from commitments.errors import N_, CommitmentsError
from commitments.history.review import Judged
from commitments.reading import folder
from commitments.reading.source_file import SourceFile

MOST = 64 * 1024 * 1024
"""Bytes of the largest baseline that is read."""

Known = Mapping[tuple[object, ...], int]
"""How often each accepted finding was told, by commit, rule, record and file."""

_KEYS = ("commit", "rule", "id", "path")


def known_of(place: Path) -> Known:
    """The findings of an answer of `audit` in JSON; raises CommitmentsError for a file that is none."""
    source = folder.read(place.parent, place.name, MOST)
    try:
        if not isinstance(source, SourceFile) or len(source.data) > MOST:
            raise ValueError
        told = json.loads(source.data.decode("utf-8-sig"))["findings"]
        return Counter(tuple(sentence.get(key) for key in _KEYS) for sentence in told)
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        raise CommitmentsError(
            N_("{file} is no answer of `commit audit --format json`"),
            N_("`commit audit --format json --output FILE` writes one."),
            file=str(place),
        ) from error


def unknown(found: Iterable[Judged], known: Known) -> list[Judged]:
    """The findings that are not accepted; one that is told more often than before is new."""
    left = Counter(known)
    new = []
    for located in found:
        key = (located.at.id, located.problem.rule, located.problem.id, located.problem.path)
        if left[key] > 0:
            left[key] -= 1
        else:
            new.append(located)
    return new
