"""What one record file holds and everything wrong with it by itself. Opens nothing; sees no other file."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from itertools import islice
from posixpath import dirname, join, normpath
from typing import Any

from commitments.cache.examined_file import ExaminedFile, problem
from commitments.checks.rules import DATA_CHECKS, RECORD_CHECKS
from commitments.model.commitment import Commitment
from commitments.model.outline import SEP, outline
from commitments.model.problem import TOO_MANY, Finding, Problem
from commitments.model.record import read
from commitments.model.references import joined, references
from commitments.reading import schema
from commitments.reading.composed import obstacle
from commitments.reading.folder import NotRead
from commitments.reading.source_file import SourceFile
from commitments.reading.text import MOST_FAULTS, RECORD, Limits, TextFault, lines
from commitments.reading.yaml_text import Parsed, parse

_MODELINE = re.compile(
    rb"^(?:\xef\xbb\xbf)?#[ \t]*yaml-language-server:[ \t]*\$schema=([!-~\x80-\xff]+)", re.MULTILINE
)


def prepare() -> None:
    """Load what the first file would load, before a helper process parts from this one."""
    schema.accepts(schema.COMMITMENT)


def examine(source: SourceFile | NotRead) -> ExaminedFile:
    """Read and judge one file. Never raises for what is in it."""
    if isinstance(source, NotRead):
        return ExaminedFile(source.path, None, (problem(source.path, source.finding),))
    parsed = parse(source.data)
    commitment = commitment_of(parsed, source.path)
    faults = [*parsed.faults, *not_nfc(parsed)]
    findings = list(islice(_findings(parsed, source.path, commitment), MOST_FAULTS + 1))
    return ExaminedFile(
        source.path,
        outline(commitment) if commitment else None,
        tuple(locate(source, faults, findings)),
        joined(references(parsed.value), SEP) if isinstance(parsed.value, dict) else "",
        _modeline(source),
    )


def commitment_of(parsed: Parsed, path: str) -> Commitment | None:
    """The commitment of a parsed file; None where it has no meaning, or more than one."""
    if parsed.faults or not isinstance(parsed.value, dict):
        return None
    found = read(parsed.value, path)
    return found if isinstance(found, Commitment) else None


def _findings(parsed: Parsed, path: str, commitment: Commitment | None) -> Iterator[Finding]:
    value = parsed.value
    if not parsed.whole:
        return
    if not isinstance(value, dict):
        yield Finding("not-a-mapping")
        return
    refused = (
        [] if schema.accepts(schema.COMMITMENT)(value) else list(schema.explain(schema.COMMITMENT, value))
    )
    yield from refused
    places = {finding.pointer for finding in refused}
    rest = list(_beyond_schema(value, path, commitment))
    yield from (item for item in rest if item.pointer not in places)
    if commitment is None and not (refused or rest or parsed.faults):
        found = read(value, path)
        yield from found if isinstance(found, tuple) else ()


def _beyond_schema(value: dict[str, Any], path: str, commitment: Commitment | None) -> Iterator[Finding]:
    for look in DATA_CHECKS:
        yield from look(value, path)
    if commitment is not None:
        for check in RECORD_CHECKS:
            yield from check(commitment)


def locate(
    source: SourceFile,
    faults: Sequence[TextFault],
    findings: Sequence[Finding],
    limits: Limits = RECORD,
) -> list[Problem]:
    """The problems of a file, each at its place; beyond some hundreds, only that there are more."""
    if not faults and not findings:
        return []
    parsed = parse(source.data, with_marks=True, limits=limits)
    id = parsed.value.get("id") if isinstance(parsed.value, dict) else None
    known_id = id if isinstance(id, str) else None
    placed = [
        *faults,
        *(TextFault(finding, *parsed.place(finding.pointer, finding.on_key)) for finding in findings),
    ]
    if len(placed) > MOST_FAULTS:
        more = Finding(TOO_MANY, values={"limit": str(MOST_FAULTS)})
        placed[MOST_FAULTS:] = [TextFault(more, 1, 1)]
    text = lines(source.data.decode("utf-8-sig", "replace"))
    return [problem(source.path, item.finding, known_id, item, text) for item in placed]


def _modeline(source: SourceFile) -> str:
    match = _MODELINE.search(source.data, 0, 4096)
    target = match[1].decode("utf-8", "replace") if match else ""
    if not target or "://" in target:
        return ""
    place = normpath(join(dirname(source.path), target))
    return "" if place.startswith(("/", "..")) else place  # nobody's YAML asks what else is on this disk


def not_nfc(parsed: Parsed) -> Iterator[TextFault]:
    """The first place where a text is not in composed form (NFC), and what stands against composing it."""
    text = parsed.text
    if unicodedata.is_normalized("NFC", text):
        return
    for number, line in enumerate(lines(text), 1):
        composed = unicodedata.normalize("NFC", line)
        if composed != line:
            pairs = enumerate(zip(line, composed, strict=False), 1)
            column = next((at for at, (was, would_be) in pairs if was != would_be), 1)
            yield TextFault(Finding("not-nfc", values={"obstacle": obstacle(parsed)}), number, column)
            return
