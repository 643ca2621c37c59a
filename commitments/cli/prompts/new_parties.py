"""Collects the parties that a new record names and the registry lacks. Must not write them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from commitments.cli.prompts.party_names import require_name
from commitments.cli.session import Session
from commitments.edits.new_party import NewParty, is_party_id, new_party_entry
from commitments.edits.new_record import Draft
from commitments.model.parties.party import PartyKind
from commitments.model.parties.party_reader import PartyReader, several_parties


class NewParties:
    """The parties to add with a record, of the kind `other`, since nothing says what they are."""

    def __init__(self) -> None:
        self.requests: list[NewParty] = []
        self._names: dict[str, str] = {}
        """The name of each new party as it was given, by its id."""

    def id(self, session: Session, option: str, value: str) -> str:
        """The id of the party that an option names; that of a new party where none has the name.

        Raises UsageError for an empty text, and UnknownNameError for a name that fits several parties.
        """
        name, registry = require_name(option, value), session.workspace.registry
        ids = PartyReader(registry).ids(name)
        if len(ids) > 1:
            raise several_parties(name, ids)
        return ids[0] if ids else self._new_id(name, registry.parties, session.words.lang)

    def _new_id(self, name: str, known: Mapping[str, object], lang: str) -> str:
        for id, given in self._names.items():
            if given == name:
                return id
        field = _NAME_FIELDS[lang]
        request = NewParty(name, lang, PartyKind.OTHER)
        request = request._replace(**{field: name}) if is_party_id(name) else request
        id = str(new_party_entry([{"id": id} for id in (*known, *self._names)], request)["id"])
        self.requests.append(request._replace(**{"id_or_name": id, field: name}))
        self._names[id] = name
        return id

    def as_named(self, draft: Draft) -> Draft:
        """A draft with the new parties called as they were given, for a command that makes it again."""
        return replace(draft, parties=[(self._names.get(id, id), role) for id, role in draft.parties])


_NAME_FIELDS = {"en": "name", "vi": "name_vi"}
