"""Adds the parties that a new record names and nobody knows, without a question. Must not write them."""

from __future__ import annotations

from dataclasses import replace

from commitments.cli.member_names import plain_party
from commitments.cli.prompts.party_names import require_name
from commitments.cli.session import Session
from commitments.edits.new_party import NewParty, is_party_id, new_party_entry
from commitments.edits.new_record import Draft
from commitments.model.parties.party import PartyKind
from commitments.model.parties.party_reader import PartyReader, several_parties

_NAME_FIELDS = {"en": "name", "vi": "name_vi"}


def known_or_added(session: Session, option: str, value: str) -> str:
    """The id of the party that an option names; that of a new party where none has the name.

    The new one is of the kind `other`, since nothing says what it is. Raises UsageError for an empty text,
    and UnknownNameError for a name that fits several parties.
    """
    name, registry = plain_party(session, require_name(option, value)), session.workspace.registry
    ids = PartyReader(registry).ids(name)
    if len(ids) > 1:
        raise several_parties(name, ids)
    return ids[0] if ids else _added_id(session, name)


def as_named(session: Session, draft: Draft) -> Draft:
    """A draft with the new parties called by their names, for a command that makes it again."""
    names = {request.id_or_name: request.name or request.name_vi for request in session.new_parties}
    return replace(draft, parties=[(names.get(id) or id, role) for id, role in draft.parties])


def commands_that_add(session: Session) -> list[str]:
    """The commands that add the new parties of which it was said what they are."""
    from commitments.render.shell import command_line

    commands = []
    for request in session.new_parties:
        if request.kind == PartyKind.OTHER and not request.short and not request.short_vi:
            continue
        options = {
            **dict(session.place_options),
            "--name": request.name,
            "--name-vi": request.name_vi,
            "--kind": str(request.kind),
            "--short": request.short,
            "--short-vi": request.short_vi,
        }
        given = [(option, value) for option, value in options.items() if value]
        commands.append(command_line(["commit", "parties", "add", request.id_or_name], given, ()))
    return commands


def _added_id(session: Session, name: str) -> str:
    for request in session.new_parties:
        if name in (request.name, request.name_vi):
            return request.id_or_name
    known = [*session.workspace.registry.parties, *(party.id_or_name for party in session.new_parties)]
    field, lang = _NAME_FIELDS[session.words.lang], session.words.lang
    request = NewParty(name, lang, PartyKind.OTHER)
    request = request._replace(**{field: name}) if is_party_id(name) else request
    id = str(new_party_entry([{"id": id} for id in known], request)["id"])
    session.new_parties.append(request._replace(**{"id_or_name": id, field: name}))
    return id
