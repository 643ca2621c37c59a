"""Validates a roof: each register under it by itself, then what holds between them. Mends nothing.

What a register says of itself stays as it is, under the names of the roof. Only its links to other registers
are looked at anew, since only the roof can.
"""

from __future__ import annotations

import os
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import NamedTuple

from commitments.cache.examined_file import located_problem
from commitments.checks.across_records import LINK_ELSEWHERE
from commitments.checks.across_registers import (
    OutsideLink,
    open_parts_of_fulfilled,
    outside_links_have_no_cycle,
    outside_links_resolve,
)
from commitments.checks.rules import SEVERITIES
from commitments.checks.same_parties import same_parties_agree, same_parties_exist
from commitments.errors import N_, UsageError
from commitments.model.members import MemberNames, MemberState, member_of
from commitments.model.names import PartyId
from commitments.model.parties.party import Party
from commitments.model.problem import Finding, Pointer, Problem
from commitments.reading import folder, parties, settings
from commitments.reading.members import look_for_members
from commitments.reading.source_file import SourceFile
from commitments.reading.text import REGISTRY, lines
from commitments.workspace.examine import locate
from commitments.workspace.open_workspace import Part, Workspace
from commitments.workspace.roof import Roof
from commitments.workspace.roof_survey import named_problem
from commitments.workspace.validate import (
    Validation,
    checked_files,
    home_problems,
    listed_files,
    matching_paths,
    validate,
    workspace_path,
)

Selection = Mapping[str | None, Collection[str]]
"""The paths that are asked about, from each member, by its name; all files of a member where it is empty."""


def validate_roof(roof: Roof, only: Selection | None = None, with_own: bool = True) -> Validation:
    """Judge every file of every register under a roof; `only` says which of the problems are returned.

    `with_own` adds the problems of the roof's own settings, registry and events.
    """
    problems: list[Problem] = []
    checked = 0
    earlier: list[str] = []
    for part in roof.parts:
        validation = validate(part.workspace)
        problems += (named_problem(problem, part.names) for problem in validation.problems)
        if only is None:
            checked += validation.checked
            earlier += map(part.names.path, validation.earlier_schemas)
        elif part.names.member in only:
            checked += _checked(part, only[part.names.member])
    if with_own and roof.own is not None:
        own_problems, own_earlier = _problems_of_roof(roof, roof.own)
        problems += own_problems
        earlier += own_earlier if only is None else []
    problems = _with_links_followed(roof, problems)
    problems += _same_party_problems(roof)
    selected = (
        problems if only is None else [problem for problem in problems if _is_asked(problem, roof, only)]
    )
    return Validation(tuple(sorted(selected, key=Problem.sort_key)), checked, tuple(earlier))


def _checked(part: Part, paths: Collection[str]) -> int:
    return checked_files(part.workspace, set(paths)) if paths else part.workspace.survey.checked


def _is_asked(problem: Problem, roof: Roof, only: Selection) -> bool:
    names = roof.names_at(problem.path)
    if names.member not in only:
        return False
    paths = only[names.member]
    return not paths or problem.path[len(names.folder) :] in paths


def _problems_of_roof(roof: Roof, own: Workspace) -> tuple[list[Problem], list[str]]:
    """What is wrong with the roof's own folder, besides its records: those are a part of their own."""
    problems = list(_member_problems(own))
    if roof.is_whole:  # a party may be that of a member that could not be read
        problems += home_problems(own, roof.registry)
    if any(part.names.member is None for part in roof.parts):
        return problems, []
    validation = validate(own)
    return [*problems, *validation.problems], list(validation.earlier_schemas)


def _member_problems(own: Workspace) -> Iterator[Problem]:
    """The members that the disk shows to be wrong, each at its line of the settings."""
    source = own.settings_file
    if isinstance(source, SourceFile):
        text = source.data.decode("utf-8-sig", "replace")
        _, faults = look_for_members(own.root, own.settings.members)
        for fault in settings.place_members(text, faults):
            yield located_problem(source.path, fault.finding, None, fault, lines(text))


def _looked_at(roof: Roof) -> Callable[[str], bool]:
    """Whether a qualified id can be looked for: not where its member could not be read, or only in part."""
    own = roof.own or roof
    names = {member.name for member in look_for_members(own.root, own.settings.members)[0]}
    names.update(own.settings.members)
    states = (MemberState.BEHIND, MemberState.UNREADABLE)
    in_part = {report.name for report in roof.members if report.state in states}
    read = {part.names.member for part in roof.parts} - in_part
    return lambda id: member_of(id) in read or member_of(id) not in names


def _with_links_followed(roof: Roof, problems: Sequence[Problem]) -> list[Problem]:
    """The problems, with the links to other registers followed as far as the roof can."""
    by_link = {
        OutsideLink(problem.path, "/".join(map(str, problem.pointer)), problem.values["id"]): problem
        for problem in problems
        if problem.rule == LINK_ELSEWHERE
    }
    if not by_link:
        return list(problems)
    outlines, links = roof.survey.outlines, list(by_link)
    record_ids = {*roof.unread_ids(), *(outline.id for outline in outlines)}
    followed = dict(outside_links_resolve(links, record_ids, _looked_at(roof)))
    rings = outside_links_have_no_cycle(outlines, roof.survey.links(), links)
    parts = open_parts_of_fulfilled(outlines, links)
    replaced_ids = {id(by_link[link]) for link in followed}
    return [
        *(problem for problem in problems if id(problem) not in replaced_ids),
        *(_judged(by_link[link], finding) for link, finding in followed.items() if finding),
        *(_judged(by_link[link], finding) for link, finding in (*rings, *parts)),
    ]


def _judged(problem: Problem, finding: Finding) -> Problem:
    """A finding at the place of another problem."""
    return replace(problem, rule=finding.rule, severity=SEVERITIES[finding.rule], values=dict(finding.values))


class _Entry(NamedTuple):
    """A party of one register, where it stands."""

    workspace: Workspace
    names: MemberNames
    id: str


def _same_party_problems(roof: Roof) -> Iterator[Problem]:
    """The parties that say they are what no register has, or each other in a circle, or that differ."""
    registers = [(part.workspace, part.names) for part in roof.parts if part.names.member is not None]
    registers += [(roof.own, MemberNames())] if roof.own is not None else []
    entries = {
        names.own_id(id): _Entry(workspace, names, id)
        for workspace, names in registers
        for id in workspace.registry.parties
    }
    claims = {
        name: same_as
        for name, entry in entries.items()
        if (same_as := entry.workspace.registry.parties[entry.id].same_as)
    }
    findings = list(same_parties_agree({name: _roof_party(entry) for name, entry in entries.items()}))
    if claims:
        findings += same_parties_exist(claims, entries.keys(), _looked_at(roof))
    yield from _located_entries((entries[name], finding) for name, finding in findings)


def _roof_party(entry: _Entry) -> Party:
    """A party with the bodies that it names as the roof calls them."""
    party, names = entry.workspace.registry.parties[entry.id], entry.names
    return party._replace(
        part_of=PartyId(names.party(party.part_of)) if party.part_of else None,
        succeeded_by=tuple(PartyId(names.party(successor)) for successor in party.succeeded_by),
    )


def _located_entries(findings: Iterable[tuple[_Entry, Finding]]) -> Iterator[Problem]:
    by_member: dict[str | None, list[tuple[_Entry, Finding]]] = defaultdict(list)
    for entry, finding in findings:
        by_member[entry.names.member].append((entry, finding))
    for found_in_member in by_member.values():
        entry = found_in_member[0][0]
        source = entry.workspace.registry_file
        if isinstance(source, SourceFile):
            places = _places(parties.parse_registry(source.data).value)
            located = [
                replace(finding, pointer=(*places.get(entry.id, ()), *finding.pointer))
                for entry, finding in found_in_member
            ]
            for problem in locate(source, (), located, REGISTRY):
                yield named_problem(problem, entry.names)


def _places(entries: object) -> Mapping[str, Pointer]:
    """The pointer of the first entry of each party."""
    places: dict[str, Pointer] = {}
    for index, entry in enumerate(entries if isinstance(entries, list) else ()):
        if isinstance(entry, dict) and isinstance(entry.get("id"), str):
            places.setdefault(entry["id"], (index,))
    return places


def selected_files(roof: Roof, names: Sequence[str], here: str) -> Selection | None:
    """The files that a person or a hook names on a roof; None for all, as where none is named.

    Names are relative to the folder `here`; a folder stands for all that lies below it. Raises UsageError for
    a name of no file of the roof.
    """
    selection: dict[str | None, set[str]] = {}
    for name in names:
        path = workspace_path(roof, name, here) or _path_in_clone(roof, name, here)
        if path is None:
            raise UsageError(N_("There is no file {name}"), name=name)
        if not (matches := _matches(roof, path)):
            raise UsageError(
                N_("{name} is not a file of this workspace"),
                N_("Name files below records/ or schema/."),
                name=name,
            )
        for member, paths in matches.items():
            if member is None and not _are_records(paths):
                return None  # a problem of the roof's settings or parties concerns every record
            is_whole = not paths or not _are_records(paths)
            if is_whole or (member in selection and not selection[member]):
                selection[member] = set()
            else:
                selection.setdefault(member, set()).update(paths)
    return selection or None


def _path_in_clone(roof: Roof, name: str, here: str) -> str | None:
    """The path from the roof of a file that only the commit of a bare clone holds; None where none does."""
    place = os.path.join(os.path.realpath(here), name)
    path = os.path.relpath(os.path.normpath(place), os.path.realpath(roof.root)).replace(os.sep, "/")
    return path if not path.startswith("..") and roof.files.exists(path) else None


def _are_records(paths: Collection[str]) -> bool:
    return all(path.startswith(f"{folder.RECORDS}/") for path in paths)


def _matches(roof: Roof, path: str) -> Selection:
    """The files of each member that a path from the roof stands for; all of a member where it is empty."""
    inside = next(
        (part for part in roof.parts if part.names.folder and f"{path}/".startswith(part.names.folder)), None
    )
    if inside is not None:
        rest = path[len(inside.names.folder) :] or "."
        matches = matching_paths(rest, listed_files(inside.workspace))
        return {inside.names.member: matches} if matches else {}
    below = {
        part.names.member: ()
        for part in roof.parts
        if part.names.folder and part.names.folder.startswith(f"{path}/")
    }
    own = next((part for part in roof.parts if not part.names.folder), None)
    matches = matching_paths(path, listed_files(own.workspace) if own else ())
    return {**below, None: matches} if matches else below
