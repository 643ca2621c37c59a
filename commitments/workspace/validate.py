"""Finds everything that is wrong with a workspace, in one run. Mends nothing and prints nothing."""

from __future__ import annotations

import os
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from commitments.cache import codec
from commitments.cache.examined_file import located_problem
from commitments.errors import N_, UsageError
from commitments.model.problem import Finding, Problem, Severity, has_unreported_problems
from commitments.reading import folder, schema, settings
from commitments.reading.folder import NotRead
from commitments.reading.shipped_files import is_earlier_schema
from commitments.reading.source_file import SourceFile
from commitments.reading.text import TextFault, lines
from commitments.workspace.open_workspace import Workspace

if TYPE_CHECKING:
    from commitments.model.parties.party import Registry


@dataclass(frozen=True, slots=True)
class Validation:
    """The problems of a workspace, or of some of its files."""

    problems: tuple[Problem, ...]
    checked: int
    """How many record files were looked at."""
    earlier_schemas: tuple[str, ...] = ()
    """The paths of the copies of schemas that an earlier release shipped; these are no problems."""

    @property
    def cut(self) -> bool:
        """Whether some file has more problems than are listed, so that a count says at least how many."""
        return has_unreported_problems(self.problems)

    def count(self, severity: Severity) -> int:
        """How many problems have a severity."""
        return sum(1 for located_problem in self.problems if located_problem.severity is severity)


def validate(workspace: Workspace, only: Sequence[str] = ()) -> Validation:
    """Judge every file. With `only`, some paths, judge every file but return the problems of these alone."""
    beside_records, earlier_schemas = _problems_beside_records(workspace)
    if workspace.is_roof() and not workspace.files.exists(folder.RECORDS):
        without_records = (problem for problem in beside_records if problem.rule != "no-registry")
        return Validation(tuple(sorted(without_records, key=Problem.sort_key)), 0, tuple(earlier_schemas))
    problems = [
        *workspace.survey.problems,
        *workspace.survey.refused(),
        *_stray_problems(workspace),
        *_cross_problems(workspace),
        *beside_records,
        *_modeline_problems(workspace),
    ]
    records = {path for path in only if path.startswith(folder.RECORDS + "/")}
    if not only or len(records) < len(only):  # a problem of settings or parties concerns every record
        all_problems = tuple(sorted(problems, key=Problem.sort_key))
        return Validation(all_problems, workspace.survey.checked, tuple(earlier_schemas))
    selected = [problem for problem in problems if problem.path in records]
    return Validation(tuple(sorted(selected, key=Problem.sort_key)), checked_files(workspace, records))


def _problems_beside_records(workspace: Workspace) -> tuple[list[Problem], list[str]]:
    """The problems of parties, events, settings and schemas, and the schemas of earlier releases."""
    schema_problems, earlier_schemas = _schema_problems(workspace)
    problems = [
        *_registry_problems(workspace),
        *_event_problems(workspace),
        *workspace.settings_problems,
        *([] if workspace.named_members else home_problems(workspace, workspace.registry)),
        *schema_problems,
    ]
    return problems, earlier_schemas


def checked_files(workspace: Workspace, paths: set[str]) -> int:
    """How many of some files below `records/` are read as records."""
    listing = workspace.survey.listing
    return len(paths.difference(listing.strays, listing.nested))


def _stray_problems(workspace: Workspace) -> list[Problem]:
    listing = workspace.survey.listing
    return [
        *(located_problem(path, Finding("stray-file")) for path in listing.strays),
        *(located_problem(path, Finding("nested-repository")) for path in listing.nested),
    ]


def _cross_problems(workspace: Workspace) -> list[Problem]:
    """The problems between records, kept while no file changes."""
    inputs = b"\0".join(
        [
            _file_key(workspace.registry_file),
            _file_key(workspace.events_file),
            *map(os.fsencode, workspace.paths_not_on_disk),
        ]
    )

    def check() -> bytes:
        from commitments.workspace.cross_checks import problems_between_records

        return codec.encode_problems(problems_between_records(workspace))

    return codec.decode_problems(workspace.survey.recall_or_compute("@between", inputs, check))


def home_problems(workspace: Workspace, registry: Registry) -> list[Problem]:
    """The parties of the setting `home` that no registry holds."""
    source = workspace.settings_file
    if workspace.settings_problems or not isinstance(source, SourceFile) or not registry.exists:
        return []
    text = source.data.decode("utf-8-sig")
    called = {id for party in registry.parties.values() for id in (party.id, *party.other_ids)}
    unknown = [
        Finding("bad-setting", values={"field": "home", "value": party})
        for party in workspace.settings.home
        if party not in called
    ]
    faults = (settings.place_setting(text, "home", finding) for finding in unknown)
    return [located_problem(source.path, fault.finding, None, fault, lines(text)) for fault in faults]


def _file_key(source: SourceFile | NotRead | None) -> bytes:
    """The bytes that change where a file does."""
    return source.data if isinstance(source, SourceFile) else repr(source).encode()


def _registry_problems(workspace: Workspace) -> list[Problem]:
    """The problems of the registry of parties, kept while it does not change."""
    source = workspace.registry_file
    if source is None:
        return [located_problem(folder.PARTIES, Finding("no-registry"))]
    if isinstance(source, NotRead):
        return [located_problem(source.path, source.finding)]

    def check() -> bytes:
        from commitments.workspace.cross_checks import registry_problems

        return codec.encode_problems(registry_problems(source))

    return codec.decode_problems(workspace.survey.recall_or_compute("@registry", source.data, check))


def _event_problems(workspace: Workspace) -> list[Problem]:
    """The problems of the file of events by itself, kept while it does not change."""
    source = workspace.events_file
    if source is None:
        return []
    if isinstance(source, NotRead):  # of a link that stands for their folder the registry says it
        return [located_problem(source.path, source.finding)] if source.path == folder.EVENTS else []

    def check() -> bytes:
        from commitments.workspace.cross_checks import event_file_problems

        return codec.encode_problems(event_file_problems(source))

    return codec.decode_problems(workspace.survey.recall_or_compute("@events_file", source.data, check))


def _schema_problems(workspace: Workspace) -> tuple[list[Problem], list[str]]:
    """The copies of schemas that cannot be read or that no release shipped, and those of earlier releases."""
    problems: list[Problem] = []
    earlier: list[str] = []
    for name in schema.SCHEMAS:
        path = f"schema/{name}"
        source = workspace.files.read(path) if workspace.files.exists(path) else None
        if isinstance(source, NotRead):
            problems += [located_problem(path, source.finding)] if source.path == path else []
        elif source is None or _is_shipped(name, source.data):
            continue
        elif is_earlier_schema(name, source.data):
            earlier.append(path)
        else:
            problems.append(located_problem(path, Finding("schema-differs")))
    return problems, earlier


def _is_shipped(name: str, data: bytes) -> bool:
    return data.replace(b"\r\n", b"\n") == schema.schema_bytes(name).replace(b"\r\n", b"\n")


def _modeline_problems(workspace: Workspace) -> Iterator[Problem]:
    """Modelines that name a schema file which does not exist."""
    modelines = workspace.survey.modelines()
    targets = {target for _, target in modelines}
    missing = {target for target in targets if not workspace.files.is_file(target)}
    dangling = {path: target for path, target in modelines if target in missing}
    for source in workspace.files.read_all(list(dangling)):
        yield _modeline_problem(source, dangling[source.path])


def _modeline_problem(source: SourceFile | NotRead, target: str) -> Problem:
    path, finding = source.path, Finding("modeline-nowhere", values={"target": target})
    if not isinstance(source, SourceFile):
        return located_problem(path, finding)
    text = lines(source.data.decode("utf-8-sig", "replace"))
    number = next((index for index, line in enumerate(text, 1) if "yaml-language-server:" in line), 1)
    fault = TextFault(finding, number, text[number - 1].find("$schema=") + 1)
    return located_problem(path, finding, None, fault, text)


def named_files(workspace: Workspace, names: Sequence[str], here: str) -> list[str]:
    """The paths from the workspace of files that a person or a hook names; a folder stands for its records.

    Names are relative to the folder `here`. Raises UsageError for a name of no file of the workspace.
    """
    listed = listed_files(workspace)
    paths: dict[str, None] = {}
    for name in names:
        path = workspace_path(workspace, name, here)
        if path is None:
            raise UsageError(N_("There is no file {name}"), name=name)
        matches = matching_paths(path, listed)
        if not matches:
            raise UsageError(
                N_("{name} is not a file of this workspace"),
                N_("Name files below records/ or schema/."),
                name=name,
            )
        paths.update(dict.fromkeys(matches))
    return list(paths)


def listed_files(workspace: Workspace) -> set[str]:
    """The paths of all that lies below `records/`, whatever it is."""
    listing = workspace.survey.listing
    others = (*listing.strays, *listing.refused, *listing.nested, *listing.unnameable)
    return {*(entry.path for entry in listing.entries), *others}


def workspace_path(workspace: Workspace, name: str, here: str) -> str | None:
    """The path of a file from the workspace; None where the file does not exist."""
    if not workspace.files.on_disk:  # files that are not on disk are named from the workspace
        path = os.path.normpath(name).replace(os.sep, "/")
        return path if workspace.files.exists(path) else None
    full_path = os.path.join(here, name)
    if not os.path.lexists(full_path):
        return None
    parent, last = os.path.split(os.path.normpath(full_path))
    real_path = os.path.join(os.path.realpath(parent), last)
    return os.path.relpath(real_path, os.path.realpath(workspace.root)).replace(os.sep, "/")


def matching_paths(path: str, listed: Collection[str]) -> list[str]:
    """The files that a path stands for: itself, or what is listed below it."""
    if path in listed or path.startswith("schema/") or path in ("schema", settings.PATH):
        return [path]
    if path == ".":
        return [settings.PATH]
    return sorted(file for file in listed if file.startswith(path + "/"))
