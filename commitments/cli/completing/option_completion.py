"""What a shell offers to complete: ids with their titles, parties with their names. Must not fail aloud."""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any

from commitments.render.safe import one_line

if TYPE_CHECKING:
    from commitments.workspace.open_workspace import Workspace


def keep_help_plain() -> None:
    """Keep typer from importing rich and from reading titles as markup, which a bracket breaks."""
    import typer._completion_classes as classes

    if hasattr(classes, "_sanitize_help_text"):
        classes._sanitize_help_text = one_line


def complete_id(ctx: Any, incomplete: str) -> list[tuple[str, str]]:
    """The ids that begin with a text, each with its title; on a roof see `_roof_titles`."""
    keep_help_plain()

    def titles(workspace: Workspace, lang: str) -> list[tuple[str, str]]:
        if workspace.settings.members:
            return _roof_titles(workspace, incomplete, lang)
        return _id_titles(workspace, lang)

    return _candidates(incomplete, ctx, titles)


def complete_member(ctx: Any, incomplete: str) -> list[tuple[str, str]]:
    """The members of a roof whose names begin with a text, each with its path."""
    keep_help_plain()

    def members(workspace: Workspace, lang: str) -> list[tuple[str, str]]:
        from commitments.cli.completing.member_offers import roof_members

        return [(member.name, member.path) for member in roof_members(workspace.root)]

    return _candidates(incomplete, ctx, members)


def complete_party(ctx: Any, incomplete: str) -> list[tuple[str, str]]:
    """The party ids that begin with a text, each with the party's name."""
    keep_help_plain()
    return _candidates(incomplete, ctx, _party_names)


def complete_party_role(ctx: Any, incomplete: str) -> list[tuple[str, str]]:
    """The parties that begin with a text; where only one does, that party with each role: `acme/lead`."""
    from commitments.model.lifecycle import Role

    party_prefix, slash, role_prefix = incomplete.partition("/")
    parties = complete_party(ctx, party_prefix)
    if slash:
        parties = [party for party in parties if party[0] == party_prefix] or [(party_prefix, "")]
    elif len(parties) > 1:
        return parties
    return [(f"{id}/{role}", name) for id, name in parties for role in Role if role.startswith(role_prefix)]


def _id_titles(workspace: Workspace, lang: str) -> list[tuple[str, str]]:
    from commitments.workspace.survey import record_titles

    return record_titles(workspace.survey.blocks, lang)


def _roof_titles(roof: Workspace, prefix: str, lang: str) -> list[tuple[str, str]]:
    """The ids of the roof's own records, and of the one member that a prefix leaves, each with its title.

    Where it leaves several members, their names with a colon, each with the path of the member.
    """
    from commitments.cli.completing.member_offers import offered_members, roof_members
    from commitments.model.members import SEPARATOR, member_of
    from commitments.workspace.roof import has_records, opened_members

    own = _id_titles(roof, lang) if has_records(roof) and not member_of(prefix) else []
    own = [(id, title) for id, title in own if id.startswith(prefix)]
    members = offered_members(roof_members(roof.root), prefix)
    if len(members) != 1 or own:
        return [*own, *((f"{member.name}{SEPARATOR}", member.path) for member in members)]
    (member,) = opened_members(roof, [members[0].name])
    titles = _id_titles(member.workspace, lang) if member.workspace else []
    return [(f"{member.report.name}{SEPARATOR}{id}", title) for id, title in titles]


def _whole(workspace: Workspace, chosen: Sequence[str] = (), is_counted: bool = True) -> Workspace:
    """A workspace, or the roof over the members that are chosen, else over all."""
    if not workspace.settings.members:
        return workspace
    from commitments.workspace.roof import opened_members, roof_over

    return roof_over(workspace, opened_members(workspace, chosen, is_counted), with_own=not chosen)


def _party_names(workspace: Workspace, lang: str) -> list[tuple[str, str]]:
    from commitments.model.parties.party_reader import PartyReader

    registry = _whole(workspace, is_counted=False).registry
    reader = PartyReader(registry)
    return [(reader.clear_word(id), registry.name(id, lang)) for id in registry.parties]


def option_value(ctx: Any, option: str) -> Any:
    """The value of an option after the command, else before it."""
    before = ctx.parent.params.get(option) if ctx.parent else None
    return ctx.params.get(option) or before


def _candidates(
    prefix: str, ctx: Any, list_all: Callable[[Workspace, str], list[tuple[str, str]]]
) -> list[tuple[str, str]]:
    """Candidates that begin with a prefix; none where no workspace can be used."""
    from commitments.cli.current_folder import start_folder
    from commitments.cli.language import language
    from commitments.errors import CommitmentsError
    from commitments.workspace.open_workspace import open_workspace

    try:
        named_root = option_value(ctx, "root") or os.environ.get("COMMIT_ROOT") or None
        workspace = open_workspace(start_folder(named_root), named_root, os.environ)
        lang = language(option_value(ctx, "lang"), workspace.settings.language, os.environ)
        candidates = list_all(workspace, lang)
        workspace.remember()
    except CommitmentsError:
        return []
    return [candidate for candidate in candidates if candidate[0].startswith(prefix)]


def _record_named_before(ctx: Any) -> str:
    """The record that the command line names; before an option without its value it is not read yet."""
    return ctx.params.get("id") or next(iter(ctx.args), "")


def _named_member(ctx: Any, id: str) -> tuple[list[str], str]:
    """The members that a command line names, and the id of its record as their roof calls it."""
    from commitments.model.members import MemberNames, member_of

    members = [member] if (member := member_of(id)) else option_value(ctx, "member") or []
    is_plain = len(members) == 1 and not member_of(id)
    return list(members), MemberNames(members[0]).own_id(id) if is_plain else id


def complete_milestone(ctx: Any, incomplete: str) -> list[tuple[str, str]]:
    """The milestones of the record named before whose ids begin with a text, each with its title."""
    keep_help_plain()
    members, id = _named_member(ctx, _record_named_before(ctx))

    def milestones(workspace: Workspace, lang: str) -> list[tuple[str, str]]:
        from commitments.workspace.whole_records import read_record

        workspace = _whole(workspace, members)
        paths = (outline.path for outline in workspace.survey.outlines if outline.id == id)
        commitment = read_record(workspace, next(paths, ""))
        listed = commitment.milestones if commitment else ()
        return [(milestone.id, milestone.title.in_language(lang)) for milestone in listed if milestone.id]

    return _candidates(incomplete, ctx, milestones)


def complete_country(ctx: Any, incomplete: str) -> list[tuple[str, str]]:
    """The codes of the registry's countries that begin with a text, each with the country's name."""
    keep_help_plain()
    return _candidates(incomplete.upper(), ctx, _country_names)


def complete_tag(ctx: Any, incomplete: str) -> list[tuple[str, str]]:
    """The tags of the records that begin with a text."""
    keep_help_plain()
    return _candidates(incomplete, ctx, _tags)


def _country_names(workspace: Workspace, lang: str) -> list[tuple[str, str]]:
    from commitments.render.names.countries import country_name

    workspace = _whole(workspace, is_counted=False)
    codes = {party.country for party in workspace.registry.parties.values() if party.country}
    return [(code, country_name(code, lang)) for code in sorted(codes)]


def _tags(workspace: Workspace, lang: str) -> list[tuple[str, str]]:
    tags = {tag for outline in _whole(workspace).survey.outlines for tag in outline.items(outline.tags)}
    return [(tag, "") for tag in sorted(tags)]


def complete_occurrence(ctx: Any, incomplete: str) -> list[tuple[str, str]]:
    """The owed occurrences of the record named before that begin with a text, the missed ones first."""
    keep_help_plain()
    members, id = _named_member(ctx, _record_named_before(ctx))

    def occurrences(workspace: Workspace, lang: str) -> list[tuple[str, str]]:
        from datetime import date

        from commitments.model.owed_occurrences import missed_occurrences, next_occurrence

        workspace = _whole(workspace, members)
        outlines = (outline for outline in workspace.survey.outlines if outline.id == id and outline.repeats)
        outline, today = next(outlines, None), date.today().toordinal()
        if outline is None:
            return []
        coming = next_occurrence(outline, today)
        owed = [*missed_occurrences(outline, today), *([coming] if coming else [])]
        return [(span.text, "") for span in owed]

    return _candidates(incomplete, ctx, occurrences)


def complete_event(ctx: Any, incomplete: str) -> list[tuple[str, str]]:
    """The ids of events that begin with a text, each with the event's name."""
    keep_help_plain()

    def events(workspace: Workspace, lang: str) -> list[tuple[str, str]]:
        registry = _whole(workspace, option_value(ctx, "member") or (), is_counted=False).events
        return [(id, registry.name(id, lang)) for id in registry.events]

    return _candidates(incomplete, ctx, events)
