"""Makes the entry of a new party. It must not open a file or guess what a body is."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, NamedTuple

from commitments.checks.registry import registry_holds_together
from commitments.edits.flags import FlagText, plain_text
from commitments.edits.new_record import propose_id
from commitments.errors import N_, EditError, MissingError, UsageError
from commitments.model.folding import fold

Entry = Mapping[str, Any]

_ID = re.compile("[a-z0-9]+(?:-[a-z0-9]+)*")
_NAME_FLAGS = "--name NAME --name-vi NAME"


class NewParty(NamedTuple):
    """The request of `commit parties add`; fields are named like their flags."""

    id_or_name: str
    """The id where a flag gives a name; else the name, of which an id is made."""
    lang: str
    """The language of a name that stands in the place of the id."""
    kind: str
    name: FlagText = None
    name_vi: FlagText = None
    short: FlagText = None
    short_vi: FlagText = None
    country: FlagText = None
    part_of: FlagText = None
    aliases: Sequence[str] = ()


def new_party_entry(entries: Sequence[Any], request: NewParty) -> dict[str, Any]:
    """The entry of a new party in the file of parties.

    Raises UsageError for a name that is missing or stands twice, and EditError where a party has the id.
    """
    ids = party_ids(entries)
    id, names = _id_and_names(request, ids)
    if id in ids:
        raise EditError(N_("There is a party {party} already"), N_("Choose another id."), party=id)
    return _filled(
        id=id,
        name=names,
        kind=request.kind,
        country=plain_text(request.country).upper(),
        part_of=plain_text(request.part_of),
        short=_filled(en=plain_text(request.short), vi=plain_text(request.short_vi)),
        aliases=list(dict.fromkeys(filter(None, map(plain_text, request.aliases)))),
    )


def is_party_id(text: str) -> bool:
    """Whether a text has the form of an id."""
    return bool(_ID.fullmatch(text))


def party_ids(entries: Iterable[Any]) -> set[str]:
    """The ids of the entries that have one."""
    ids = (entry.get("id") for entry in entries if isinstance(entry, dict))
    return {id for id in ids if isinstance(id, str)}


def require_free_names(entries: Sequence[Any], entry: Entry) -> None:
    """Raise EditError where a name of a new entry is also a name or the id of a standing party."""
    mappings = [standing if isinstance(standing, dict) else {} for standing in entries]
    for finding in registry_holds_together([*mappings, entry]):
        is_new = finding.pointer[0] == len(entries)
        if finding.rule == "party-name-taken" and (is_new or finding.values["party"] == entry["id"]):
            owner = finding.values["party"] if is_new else mappings[int(finding.pointer[0])]["id"]
            raise EditError(
                N_("“{name}” is also a name of the party {party}"),
                N_("Is it that party? Else give the new one a name of its own."),
                name=finding.values["name"],
                party=owner,
            )


def _id_and_names(request: NewParty, ids: set[str]) -> tuple[str, dict[str, Any]]:
    given = plain_text(request.id_or_name)
    names = _filled(en=plain_text(request.name), vi=plain_text(request.name_vi))
    if is_party_id(given):
        if not names:
            raise MissingError(
                N_("{id} is an id, and the party has no name"),
                N_("Add {flags}."),
                id=given,
                flags=_NAME_FLAGS,
            )
        return given, names
    if not given or names.get(request.lang, given) != given:
        raise UsageError(
            N_("{text} is not a valid id, and a flag already gives the name"),
            N_("Use only the letters a to z, digits and single hyphens between them, at most 64 characters."),
            text=given,
        )
    if not re.search("[a-z0-9]", fold(given)):
        raise UsageError(
            N_("No id can be made from the name “{name}”"),
            N_("Give an id, and the name with {flags}."),
            name=given,
            flags=_NAME_FLAGS,
        )
    names = {**names, request.lang: given}
    return propose_id(given, ids), _filled(en=names.get("en"), vi=names.get("vi"))


def _filled(**fields: Any) -> dict[str, Any]:
    return {name: value for name, value in fields.items() if value}
