"""Opens a roof: a workspace over the registers of others, which it reads as one. Judges nothing.

Each member is opened as a workspace of its own, with its own settings, registry and cache. What the roof says
of it has the names that `MemberNames` gives.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from itertools import groupby
from typing import NamedTuple

from commitments.errors import N_, CommitmentsError, UnknownNameError, WorkspaceError
from commitments.model.events import EventRegistry
from commitments.model.members import MemberNames, MemberReport, MemberState
from commitments.model.names import id_from_path
from commitments.model.nearest import nearest_words
from commitments.model.parties.party import Registry
from commitments.model.parties.party_reader import PartyReader
from commitments.model.parties.shared_registry import MemberRegistry, shared_registry
from commitments.reading.folder import RECORDS, Files, Listing, NotRead
from commitments.reading.members import MemberFolder, find_members, look_for_members
from commitments.reading.source_file import SourceFile
from commitments.reading.text import RECORD
from commitments.workspace.clone_flaws import CloneFlaws
from commitments.workspace.new_members import examine_new_members
from commitments.workspace.open_workspace import Part, Workspace, open_workspace
from commitments.workspace.roof_survey import RoofSurvey
from commitments.workspace.survey import Survey
from commitments.workspace.unread_members import (
    unread_registry,
    unreadable_member,
    values_from_roof,
    without_parties,
)


class RoofFiles:
    """The files of all parts of a roof, under the interface of `Files`."""

    def __init__(self, parts: Sequence[Part], own: Files) -> None:
        self._parts = {part.names.folder: part for part in parts if part.names.folder}
        self._own = own

    @property
    def on_disk(self) -> bool:
        return self._own.on_disk

    def listing(self) -> Listing:
        return Listing()

    def read(self, path: str, most: int = RECORD.size) -> SourceFile | NotRead:
        part = self.part_at(path)
        if part is None:
            return self._own.read(path, most)
        source = part.workspace.files.read(path[len(part.names.folder) :], most)
        return source._replace(path=path)

    def read_all(self, paths: Sequence[str]) -> Iterator[SourceFile | NotRead]:
        for part, part_paths in groupby(paths, self.part_at):
            if part is None:
                yield from self._own.read_all(list(part_paths))
                continue
            files, names = part.workspace.files, part.names
            for source in files.read_all([path[len(names.folder) :] for path in part_paths]):
                yield source._replace(path=names.path(source.path))

    def exists(self, path: str) -> bool:
        part = self.part_at(path)
        if part is None:
            return self._own.exists(path)
        return part.workspace.files.exists(path[len(part.names.folder) :])

    def is_file(self, path: str) -> bool:
        part = self.part_at(path)
        if part is None:
            return self._own.is_file(path)
        return part.workspace.files.is_file(path[len(part.names.folder) :])

    def no_record(self) -> WorkspaceError:
        return WorkspaceError(
            N_("There is no record to look at: no member of this roof could be read"),
            N_("Run `commit status --by member` to see why."),
        )

    def part_at(self, path: str) -> Part | None:
        """The member whose folder a path lies in; None for the roof itself."""
        end = path.rfind("/")
        while end >= 0:  # a member may lie in the folder of another, beside its records
            if part := self._parts.get(path[: end + 1]):
                return part
            end = path.rfind("/", 0, end)
        return None


@dataclass
class Roof(Workspace):
    """A workspace over others; its records are those of all members that can be read, and its own."""

    registers: Sequence[Part] = ()
    """The parts that could be opened, the roof's own records first."""
    members: Sequence[MemberReport] = ()
    """Every member that is asked about, in the order of the settings."""
    shared: Registry = field(default_factory=Registry)
    own: Workspace | None = None
    """The workspace of the roof's own folder."""

    @property
    def parts(self) -> Sequence[Part]:
        return self.registers

    @property
    def is_whole(self) -> bool:
        """Whether every member that is asked about was read whole, so that totals can be told."""
        return all(member.is_whole for member in self.members)

    @property
    def listing(self) -> Listing:
        return self.survey.listing

    @cached_property
    def survey(self) -> Survey:
        examine_new_members([part.workspace for part in self.parts])
        return RoofSurvey(self.parts)

    @cached_property
    def registry(self) -> Registry:
        return self.shared

    @cached_property
    def events(self) -> EventRegistry:
        registries = [(part.workspace.events, part.names) for part in self.parts]
        return EventRegistry(
            {
                names.own_id(id): event._replace(id=names.own_id(id))
                for events, names in registries
                for id, event in events.events.items()
            },
            all(events.is_readable for events, _ in registries),
        )

    @cached_property
    def paths_not_on_disk(self) -> Sequence[str]:
        return [part.names.path(path) for part in self.parts for path in part.workspace.paths_not_on_disk]

    def unread_ids(self) -> list[str]:
        left_out = [problem.path for problem in self.survey.left_out()]
        return [
            self.names_at(path).own_id(id_from_path(path)) for path in (*left_out, *self.paths_not_on_disk)
        ]

    def names_at(self, path: str) -> MemberNames:
        part = self.files.part_at(path) if isinstance(self.files, RoofFiles) else None
        return part.names if part else self.own_names

    @cached_property
    def own_names(self) -> MemberNames:
        """The names of the roof's own records."""
        own = (part.names for part in self.parts if part.names.member is None)
        return next(own, MemberNames())

    def remember(self) -> None:
        for part in self.parts:
            part.workspace.remember()
        if self.own is not None:
            self.own.remember()

    def lies_in_git(self) -> bool:
        return any(part.workspace.lies_in_git() for part in self.parts)


class OpenedMember(NamedTuple):
    """A member of a roof, and its workspace where it could be opened."""

    report: MemberReport
    path: str
    """From the roof, without a slash at its end."""
    workspace: Workspace | None = None


def opened_members(
    workspace: Workspace, chosen: Sequence[str] = (), is_counted: bool = True
) -> list[OpenedMember]:
    """The members that the settings of a roof name, or those that are `chosen`, each as far as it opens.

    `is_counted` says whether records and clones are looked at, so that it shows whether all can be read.
    Raises WorkspaceError where the setting names what cannot be a member, and UnknownNameError for a choice
    that is no member.
    """
    if workspace.tolerant:
        folders, _ = look_for_members(workspace.root, workspace.settings.members)
    else:
        folders = find_members(workspace.root, workspace.settings.members)
    for name in chosen:
        require_member(name, [folder.name for folder in folders])
    flaws = CloneFlaws(workspace.root, workspace.environ) if is_counted else None
    return [
        _opened_member(folder, workspace, flaws) for folder in folders if not chosen or folder.name in chosen
    ]


def roof_over(own: Workspace, members: Sequence[OpenedMember], with_own: bool) -> Roof:
    """The roof over some members, and `with_own` over the records in its own folder too.

    `own` is the workspace of that folder, whose settings and registry hold for the roof.
    """
    opened = [(member, member.workspace) for member in members if member.workspace is not None]
    registries = [MemberRegistry(None, own.registry)]
    registries += [MemberRegistry(member.report.name, workspace.registry) for member, workspace in opened]
    shared, names = shared_registry(registries)
    parts = [Part(own, MemberNames(None, "", names[None]))] if with_own and has_records(own) else []
    for member, workspace in opened:
        name = member.report.name
        parts.append(Part(workspace, MemberNames(name, f"{member.path}/", names[name])))
    return Roof(
        own.root,
        own.environ,
        own.use_cache,
        own.tolerant,
        RoofFiles(parts, own.files),
        judged_by=own.settings,
        registers=tuple(parts),
        members=tuple(member.report for member in members),
        shared=shared,
        own=own,
    )


def whole_roof(own: Workspace) -> Roof:
    """The roof over all members and its own records; raises WorkspaceError where a part cannot be read."""
    if own.has_unread_registry:
        raise unread_registry("")
    members = opened_members(own)
    for member in members:
        if member.report.state is MemberState.UNREADABLE or member.workspace is None:
            raise unreadable_member(member.report)
    return roof_over(own, members, with_own=True)


def require_member(name: str, known: Sequence[str]) -> None:
    if name not in known:
        near = ", ".join(nearest_words(name, sorted(known)))
        raise UnknownNameError(
            N_("There is no member {name}"),
            N_("Nearest: {near}") if near else N_("See [members] in commitments.toml."),
            name=name,
            near=near,
        )


def has_records(workspace: Workspace) -> bool:
    """Whether a workspace has a folder of records, as a roof need not."""
    return workspace.files.exists(RECORDS)


def _opened_member(folder: MemberFolder, roof: Workspace, flaws: CloneFlaws | None) -> OpenedMember:
    """A member as far as it opens; no fault of one member ever stops the others."""
    try:
        if folder.obstacle is not None:
            raise folder.obstacle
        member = open_workspace(folder.root, str(folder.root), roof.environ, roof.use_cache, roof.tolerant)
        if member.settings.members:
            return OpenedMember(MemberReport(folder.name, MemberState.ROOF, None, _ROOF_IN_ROOF), folder.path)
        if flaws is None:
            return OpenedMember(MemberReport(folder.name, MemberState.WHOLE, None), folder.path, member)
        member.require_records()
        if not member.files.on_disk:
            member.survey  # noqa: B018  # git may fail to read what the last commit lists
        report = MemberReport(folder.name, MemberState.WHOLE, member.listing.count)
        if member.has_unread_registry:
            return OpenedMember(without_parties(report, folder.path), folder.path, member)
        return OpenedMember(flaws.with_flaw(report, member, folder.path), folder.path, member)
    except CommitmentsError as error:
        report = MemberReport(
            folder.name, MemberState.UNREADABLE, None, error.message, values_from_roof(error, folder)
        )
        return OpenedMember(report, folder.path)


_ROOF_IN_ROOF = N_("a roof itself: name its members in [members] here")


def party_in_member(roof: Workspace, member: str, text: str) -> str | None:
    """The id in a member of the party that a text names on the roof; None where it has not one such party."""
    whole = roof_over(roof, opened_members(roof), with_own=True)
    shared_ids = PartyReader(whole.registry).ids(text)
    names = next(part.names for part in whole.parts if part.names.member == member)
    ids = [id for id, shared_id in names.parties.items() if shared_id in shared_ids]
    return ids[0] if len(ids) == 1 else None
