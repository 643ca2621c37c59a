"""Everything wrong with a workspace, in one run. Does not mend and does not print."""

from __future__ import annotations

import os
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass

from commitments.cache import codec
from commitments.cache.examined_file import problem
from commitments.errors import N_, CommitmentsError
from commitments.model.problem import Finding, Problem, Severity, is_cut
from commitments.reading import folder, schema, settings
from commitments.reading.folder import Folder, NotRead
from commitments.reading.source_file import SourceFile
from commitments.reading.text import TextFault, lines
from commitments.workspace.open_workspace import Workspace


@dataclass(frozen=True, slots=True)
class Validation:
    """What was looked at and what is wrong with it."""

    problems: tuple[Problem, ...]
    checked: int

    @property
    def cut(self) -> bool:
        """Whether some file has more problems than are told, so that a count is a least one."""
        return is_cut(self.problems)

    def count(self, severity: Severity) -> int:
        """How many problems weigh this much."""
        return sum(1 for item in self.problems if item.severity is severity)


def validate(workspace: Workspace, only: Sequence[str] = ()) -> Validation:
    """Judge every file; `only` narrows what is told to some of them, never what is looked at."""
    problems = [
        *workspace.survey.problems,
        *workspace.survey.refused(),
        *_strays(workspace),
        *_between_records(workspace),
        *_registry(workspace),
        *workspace.settings_problems,
        *_schema_copies(workspace),
        *_modelines(workspace),
    ]
    records = {path for path in only if path.startswith(folder.RECORDS + "/")}
    if not only or len(records) < len(only):  # what is said of settings and parties concerns every record
        return Validation(tuple(sorted(problems, key=Problem.sort_key)), workspace.survey.checked)
    listing = workspace.survey.listing
    told = [item for item in problems if item.path in records]
    checked = len(records.difference(listing.strays, listing.nested))
    return Validation(tuple(sorted(told, key=Problem.sort_key)), checked)


def _strays(workspace: Workspace) -> list[Problem]:
    listing = workspace.survey.listing
    return [
        *(problem(path, Finding("stray-file")) for path in listing.strays),
        *(problem(path, Finding("nested-repository")) for path in listing.nested),
    ]


def _between_records(workspace: Workspace) -> list[Problem]:
    source = workspace.registry_file
    registry = source.data if isinstance(source, SourceFile) else repr(source).encode()
    rests_on = b"\0".join([registry, *map(os.fsencode, workspace.outside)])

    def look() -> bytes:
        from commitments.workspace.cross_checks import problems_between_records

        return codec.encode_problems(problems_between_records(workspace))

    return codec.decode_problems(workspace.survey.kept("@between", rests_on, look))


def _registry(workspace: Workspace) -> list[Problem]:
    source = workspace.registry_file
    if source is None:
        return [problem(folder.PARTIES, Finding("no-registry"))]
    if isinstance(source, NotRead):
        return [problem(source.path, source.finding)]

    def look() -> bytes:
        from commitments.workspace.cross_checks import at_registry

        return codec.encode_problems(at_registry(source))

    return codec.decode_problems(workspace.survey.kept("@registry", source.data, look))


def _schema_copies(workspace: Workspace) -> Iterator[Problem]:
    for name in (schema.COMMITMENT, schema.PARTIES):
        path = f"schema/{name}"
        if workspace.files.exists(path):
            source = workspace.files.read(path)
            if not isinstance(source, SourceFile):
                yield problem(path, source.finding)
            elif source.data.replace(b"\r\n", b"\n") != schema.text(name).replace(b"\r\n", b"\n"):
                yield problem(path, Finding("schema-differs"))


def _modelines(workspace: Workspace) -> Iterator[Problem]:
    named = workspace.survey.modelines()
    missing = {target for target in {item for _, item in named} if not workspace.files.is_file(target)}
    lost = {path: target for path, target in named if target in missing}
    for source in workspace.files.read_all(list(lost)):
        yield _at_modeline(source, lost[source.path])


def _at_modeline(source: SourceFile | NotRead, target: str) -> Problem:
    path, finding = source.path, Finding("modeline-nowhere", values={"target": target})
    if not isinstance(source, SourceFile):
        return problem(path, finding)
    text = lines(source.data.decode("utf-8-sig", "replace"))
    number = next((at for at, line in enumerate(text, 1) if "yaml-language-server:" in line), 1)
    at = TextFault(finding, number, text[number - 1].find("$schema=") + 1)
    return problem(path, finding, None, at, text)


def named_files(workspace: Workspace, names: Sequence[str], here: str) -> list[str]:
    """Files as a person or a hook names them, relative to the workspace; a folder stands for its records.

    Raises CommitmentsError for what is not there or is no file of the workspace.
    """
    listing = workspace.survey.listing
    aside = (*listing.strays, *listing.refused, *listing.nested, *listing.unnameable)
    known = {*(file.path for file in listing.entries), *aside}
    found: dict[str, None] = {}
    for name in names:
        path = _inside(workspace, name, here)
        if path is None:
            raise CommitmentsError(N_("There is no file {name}"), name=name)
        looked_at = _looked_at(path, known)
        if not looked_at:
            raise CommitmentsError(
                N_("{name} is not a file of this workspace"),
                N_("Name files below records/ or schema/."),
                name=name,
            )
        found.update(dict.fromkeys(looked_at))
    return list(found)


def _inside(workspace: Workspace, name: str, here: str) -> str | None:
    """The path from the workspace, which what is not on disk is named by; None for what is absent."""
    if not isinstance(workspace.files, Folder):
        path = os.path.normpath(name).replace(os.sep, "/")
        return path if workspace.files.exists(path) else None
    whole = os.path.join(here, name)
    if not os.path.lexists(whole):
        return None
    folder_of, last = os.path.split(os.path.normpath(whole))
    inside = os.path.join(os.path.realpath(folder_of), last)
    return os.path.relpath(inside, os.path.realpath(workspace.root)).replace(os.sep, "/")


def _looked_at(path: str, known: Collection[str]) -> list[str]:
    if path in known or path.startswith("schema/") or path in ("schema", settings.PATH):
        return [path]
    if path == ".":
        return [settings.PATH]
    return sorted(name for name in known if name.startswith(path + "/"))
