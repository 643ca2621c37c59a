"""A workspace as commands meet it: its settings, its parties and its records. Asks no clock."""

from __future__ import annotations

import json
import os
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from hashlib import blake2b
from pathlib import Path

from commitments import __version__
from commitments.checks.ledger import registry_holds_together
from commitments.errors import N_, CommitmentsError
from commitments.model.commitment import Commitment, PartyId, Prose
from commitments.model.folding import fold
from commitments.model.ledger import Ledger
from commitments.model.party import Party, Registry
from commitments.model.problem import Finding, Problem
from commitments.reading import folder, parties, schema, settings
from commitments.reading.folder import NotRead
from commitments.reading.settings import Settings
from commitments.reading.source import SourceFile
from commitments.reading.text import TextFault, lines
from commitments.reading.yaml_text import RECORD, REGISTRY, Limits, parse
from commitments.workspace import cache
from commitments.workspace.examine import commitment_of, locate, problem
from commitments.workspace.survey import Survey, survey

_ROOMS = ("model", "reading", "checks", "workspace", "schema")


@dataclass
class Workspace:
    """A folder with `records/`, opened for reading."""

    root: Path
    environ: Mapping[str, str]
    use_cache: bool = True

    @cached_property
    def survey(self) -> Survey:
        """Every record file, examined or remembered."""
        place = cache.file_for(self.root, self.environ) if self.use_cache else None
        found = survey(self.root, place, _code_version())
        if not found.checked:
            raise CommitmentsError(
                N_("There is no record to look at: {folder} holds no .yaml file"),
                N_("Add a record there, one commitment a file; see the quick start in the README."),
                folder=str(self.root / folder.RECORDS),
            )
        return found

    @cached_property
    def settings(self) -> Settings:
        """What `commitments.toml` sets; refuses to judge by a file it cannot read."""
        found, problems = self._settings
        if problems:
            raise CommitmentsError(
                N_("The settings cannot be used: {path}, line {line}"),
                N_("Run `commit validate` to see what is wrong with them."),
                path=settings.PATH,
                line=problems[0].line or 1,
            )
        return found

    @cached_property
    def _settings(self) -> tuple[Settings, list[Problem]]:
        source = self._file(settings.PATH, RECORD)
        if isinstance(source, NotRead):
            return Settings(), [problem(source.path, source.finding)]
        if source is None:
            return Settings(), []
        found, faults = settings.read_settings(source.data)
        return found, _placed(source, faults)

    @property
    def settings_problems(self) -> list[Problem]:
        """What is wrong with `commitments.toml`."""
        return self._settings[1]

    @cached_property
    def registry(self) -> Registry:
        """The parties of the workspace."""
        source = self._file(parties.PATH, REGISTRY)
        if not isinstance(source, SourceFile):
            return Registry(exists=source is not None)
        rows = self.survey.kept("@parties", source.data, lambda: _registry_rows(source.data))
        return Registry(
            {row[0]: Party(PartyId(row[0]), Prose(row[1], row[2]), row[3]) for row in json.loads(rows)}
        )

    def registry_problems(self) -> list[Problem]:
        """What is wrong with `schema/parties.yaml` by itself."""
        source = self._file(parties.PATH, REGISTRY)
        if isinstance(source, NotRead):
            return [problem(source.path, source.finding)]
        if source is None:
            return [problem(parties.PATH, Finding("no-registry"))]
        parsed = parse(source.data, limits=REGISTRY)
        findings = _registry_findings(parsed.value) if parsed.whole else []
        return locate(source, parsed.faults, findings, REGISTRY)

    def registry_bytes(self) -> bytes:
        """The registry as it stands, for telling whether it changed."""
        source = self._file(parties.PATH, REGISTRY)
        return source.data if isinstance(source, SourceFile) else repr(source).encode()

    def _file(self, path: str, limits: Limits) -> SourceFile | NotRead | None:
        return folder.read(self.root, path, limits.size) if os.path.lexists(self.root / path) else None

    def texts(self) -> dict[str, str]:
        """The folded text of each record, by path, for searching."""
        kept = self.survey.kept("@text", b"", lambda: json.dumps(dict(self._folded())).encode())
        found: dict[str, str] = json.loads(kept)
        return found

    def _folded(self) -> Iterator[tuple[str, str]]:
        for each in self.survey.outlines:
            commitment = self.record(each.path)
            if commitment is not None:
                yield each.path, fold("\n".join(_strings(commitment.data)))

    def record(self, path: str) -> Commitment | None:
        """One record whole; None where it has no meaning."""
        source = folder.read(self.root, path)
        return commitment_of(parse(source.data), path) if isinstance(source, SourceFile) else None

    def ledger(self) -> Ledger:
        """Every record whole."""
        found: list[Commitment] = []
        for entry in self.survey.listing.entries:
            commitment = self.record(entry.path)
            if commitment is not None:
                found.append(commitment)
        return Ledger(tuple(found), tuple(self.survey.left_out()), self.registry)


def _strings(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for each in value.values():
            yield from _strings(each)
    elif isinstance(value, list):
        for each in value:
            yield from _strings(each)


def _registry_rows(data: bytes) -> bytes:
    found = parties.registry(parse(data, limits=REGISTRY).value).parties.values()
    return json.dumps([[each.id, each.name.en, each.name.vi, each.part_of] for each in found]).encode()


def _registry_findings(value: object) -> list[Finding]:
    found: list[Finding] = []
    if not schema.accepts(schema.PARTIES)(value):
        found += schema.explain(schema.PARTIES, value)
    if isinstance(value, list):
        found += registry_holds_together([each if isinstance(each, dict) else {} for each in value])
    return found


def _placed(source: SourceFile, faults: Iterable[TextFault]) -> list[Problem]:
    text = lines(source.data.decode("utf-8-sig", "replace"))
    return [problem(source.path, each.finding, None, each, text) for each in faults]


def _code_version() -> str:
    """The version of what reads and judges, so that no older answer is taken for a new one."""
    package = Path(__file__).resolve().parent.parent
    stamps = []
    for room in _ROOMS:
        with os.scandir(package / room) as files:
            for file in files:
                status = file.stat()
                stamps.append(f"{room}/{file.name} {status.st_size} {status.st_mtime_ns}")
    return f"{__version__} {blake2b('|'.join(sorted(stamps)).encode(), digest_size=16).hexdigest()}"


def open_workspace(
    start: Path, named: str | None, environ: Mapping[str, str], use_cache: bool = True
) -> Workspace:
    """The workspace at or above `start`, or the named one; raises CommitmentsError for none."""
    return Workspace(folder.find_root(start, named), environ, use_cache)
