"""Reads and judges one record file by itself. Opens nothing and sees no other file."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from itertools import islice
from posixpath import dirname, join, normpath
from typing import Any

from commitments.cache.examined_file import ExaminedFile, located_problem
from commitments.checks.rules import DATA_CHECKS, RECORD_CHECKS
from commitments.model.commitment import Commitment
from commitments.model.members import OWN_NAMES, MemberNames
from commitments.model.outline import ITEM_SEPARATOR, outline
from commitments.model.problem import TOO_MANY_PROBLEMS, Finding, Problem
from commitments.model.record import read_commitment
from commitments.model.references import encode_references, references
from commitments.reading import schema
from commitments.reading.folder import NotRead
from commitments.reading.source_file import SourceFile
from commitments.reading.text import MOST_FAULTS, RECORD, Limits, TextFault, lines
from commitments.reading.yaml.composed import composing_obstacle
from commitments.reading.yaml.yaml_text import Parsed, parse

_MODELINE = re.compile(
    rb"^(?:\xef\xbb\xbf)?#[ \t]*yaml-language-server:[ \t]*\$schema=([!-~\x80-\xff]+)", re.MULTILINE
)


def prepare() -> None:
    """Load what the first file would load, before a helper process parts from this one."""
    schema.schema_acceptor(schema.COMMITMENT)


def examine(source: SourceFile | NotRead) -> ExaminedFile:
    """Read and judge one file. Never raises for what is in it."""
    if isinstance(source, NotRead):
        return ExaminedFile(source.path, None, (located_problem(source.path, source.finding),))
    parsed = parse(source.data)
    commitment = commitment_of(parsed, source.path)
    faults = [*parsed.faults, *not_nfc(parsed)]
    findings = list(islice(_findings(parsed, source.path, commitment), MOST_FAULTS + 1))
    return ExaminedFile(
        source.path,
        outline(commitment) if commitment else None,
        tuple(locate(source, faults, findings)),
        encode_references(references(parsed.value), ITEM_SEPARATOR) if isinstance(parsed.value, dict) else "",
        _modeline_target(source),
    )


def commitment_of(parsed: Parsed, path: str, names: MemberNames = OWN_NAMES) -> Commitment | None:
    """The commitment of a parsed file, under the names of its roof; None where it has no one meaning."""
    if parsed.faults or not isinstance(parsed.value, dict):
        return None
    commitment = read_commitment(names.record(parsed.value), path)
    return commitment if isinstance(commitment, Commitment) else None


def _findings(parsed: Parsed, path: str, commitment: Commitment | None) -> Iterator[Finding]:
    value = parsed.value
    if not parsed.whole:
        return
    if not isinstance(value, dict):
        yield Finding("not-a-mapping")
        return
    schema_findings = (
        []
        if schema.schema_acceptor(schema.COMMITMENT)(value)
        else list(schema.explain_refusal(schema.COMMITMENT, value))
    )
    yield from schema_findings
    pointers = {finding.pointer for finding in schema_findings}
    rule_findings = list(_rule_findings(value, path, commitment))
    yield from (finding for finding in rule_findings if finding.pointer not in pointers)
    if commitment is None and not (schema_findings or rule_findings or parsed.faults):
        obstacles = read_commitment(value, path)
        yield from obstacles if isinstance(obstacles, tuple) else ()


def _rule_findings(value: dict[str, Any], path: str, commitment: Commitment | None) -> Iterator[Finding]:
    """What the rules of records find beyond the schema."""
    for data_check in DATA_CHECKS:
        yield from data_check(value, path)
    if commitment is not None:
        for record_check in RECORD_CHECKS:
            yield from record_check(commitment)


def locate(
    source: SourceFile,
    faults: Sequence[TextFault],
    findings: Sequence[Finding],
    limits: Limits = RECORD,
) -> list[Problem]:
    """The problems of a file, each at its place; past MOST_FAULTS, one problem says that there are more."""
    if not faults and not findings:
        return []
    parsed = parse(source.data, with_marks=True, limits=limits)
    id = parsed.value.get("id") if isinstance(parsed.value, dict) else None
    record_id = id if isinstance(id, str) else None
    located = [
        *faults,
        *(TextFault(finding, *parsed.place(finding.pointer, finding.on_key)) for finding in findings),
    ]
    if len(located) > MOST_FAULTS:
        more = Finding(TOO_MANY_PROBLEMS, values={"limit": str(MOST_FAULTS)})
        located[MOST_FAULTS:] = [TextFault(more, 1, 1)]
    text = lines(source.data.decode("utf-8-sig", "replace"))
    return [located_problem(source.path, fault.finding, record_id, fault, text) for fault in located]


def _modeline_target(source: SourceFile) -> str:
    """The schema file that the modeline names, by path from the workspace; empty for none or a URL."""
    match = _MODELINE.search(source.data, 0, 4096)
    target = match[1].decode("utf-8", "replace") if match else ""
    if not target or "://" in target:
        return ""
    path = normpath(join(dirname(source.path), target))
    return "" if path.startswith(("/", "..")) else path  # a record must not ask about files outside


def not_nfc(parsed: Parsed) -> Iterator[TextFault]:
    """The first place where a text is not in composed form (NFC), and why it cannot be composed, if so."""
    text = parsed.text
    if unicodedata.is_normalized("NFC", text):
        return
    for number, line in enumerate(lines(text), 1):
        composed = unicodedata.normalize("NFC", line)
        if composed != line:
            pairs = enumerate(zip(line, composed, strict=False), 1)
            column = next((index for index, (was, would_be) in pairs if was != would_be), 1)
            yield TextFault(
                Finding("not-nfc", values={"obstacle": composing_obstacle(parsed)}), number, column
            )
            return
