"""Drafts parties of the names that a table gives and no registry knows. It must not open or write a file.

A draft is for people to check: where a cell names several, and what sort of body each is, words tell.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, TypeAlias

from commitments.edits.new_record import propose_id
from commitments.edits.table.body_words import (
    body_kind,
    is_acronym,
    is_collective,
    name_language,
)
from commitments.edits.table.cells import CellReader, is_blank
from commitments.edits.table.column_names import ROLE_NAMES
from commitments.edits.table.columns import Columns
from commitments.edits.table.header_rows import TableRow
from commitments.edits.table.named_bodies import split_names
from commitments.edits.table.table_words import says_nothing
from commitments.errors import UsageError
from commitments.model.names import PartyId, Prose
from commitments.model.parties.party import Party, PartyKind
from commitments.model.parties.party_initials import abbreviated_parties
from commitments.model.parties.party_names import name_key, trim_name

_LONGEST = 1_000
"""Characters of a text beyond which it is no list of names."""

_MOST_COMPARED = 2_000
"""Names beyond which none is looked for among the others."""

_WITH_SHORT = re.compile(r"(.+?)(?<! ) *\((?=[^()]*[^\W\d_a-z][^()]*[^\W\d_a-z])([\w&.-]{2,12})\)")
_Key: TypeAlias = tuple[str, ...]
"""The words under which a name is compared."""


@dataclass(frozen=True, slots=True)
class PartyDraft:
    """Parties drafted from a table."""

    entries: tuple[dict[str, Any], ...] = ()
    """Entries of the registry, in the order of their names."""
    collective: tuple[str, ...] = ()
    """Words for many bodies at once, which are left out."""


@dataclass
class _Names:
    """The spellings of names, by the key under which names are compared."""

    spellings: dict[_Key, dict[str, int]] = field(default_factory=dict)
    shorts: dict[_Key, str] = field(default_factory=dict)
    collective: dict[str, None] = field(default_factory=dict)

    def add(self, text: str) -> None:
        name = trim_name(text)
        if match := _WITH_SHORT.fullmatch(name):
            name = match[1]
            self.shorts.setdefault(name_key(name), match[2])
        name = re.sub(r"^the ", "", name, flags=re.IGNORECASE)
        if re.search(r"\b(?:Inc|Ltd|Co|Corp)$", name) and text.rstrip().endswith("."):
            name += "."
        if is_collective(name):
            self.collective[" ".join(name.split())] = None
        elif key := name_key(name):
            uses = self.spellings.setdefault(key, {})
            uses[name] = uses.get(name, 0) + 1


def draft_parties(rows: Iterable[TableRow], columns: Columns, reader: CellReader) -> PartyDraft:
    """The parties that the rows of a table name and the registry does not know."""
    names = _Names()
    for row in rows:
        for role in ROLE_NAMES & columns.fields.keys():
            column = columns.fields[role]
            value = row[column] if column < len(row) else None
            if not is_blank(value) and not (isinstance(value, str) and says_nothing(value)):
                unknown = (text for text in reader.unknown_names(value) if len(text) <= _LONGEST)
                texts = (name for text in unknown for name in split_names(text))
                for text in texts:
                    if not reader.is_party(text) and not reader.abbreviated_party(text.strip()):
                        names.add(text)
    entries = []
    for entry in _entries(names, set(reader.registry.parties)):
        if any(map(reader.is_party, entry.get("short", {}).values())):
            del entry["short"]
        entries.append(entry)
    return PartyDraft(tuple(entries), tuple(sorted(names.collective)))


def _entries(names: _Names, taken: set[str]) -> Iterator[dict[str, Any]]:
    chosen = {key: _spelling(uses) for key, uses in names.spellings.items()}
    for key, whole in _abbreviations(chosen).items():
        names.shorts.setdefault(whole, chosen.pop(key))
    shorts = _free_shorts(chosen, names.shorts)
    for key, name in sorted(chosen.items(), key=lambda item: (item[1].casefold(), item[1])):
        lang = name_language(name)
        id = _party_id(name, names.shorts.get(key, ""), taken)
        taken.add(id)
        entry: dict[str, Any] = {
            "id": id,
            "name": {lang: name},
            "kind": str(body_kind(name) or PartyKind.OTHER),
        }
        yield {**entry, "short": {lang: shorts[key]}} if key in shorts else entry


def _abbreviations(chosen: Mapping[_Key, str]) -> dict[_Key, _Key]:
    """The names that abbreviate one other name by a word and initials, with that name."""
    if len(chosen) > _MOST_COMPARED:
        return {}
    parties = {str(place): key for place, key in enumerate(chosen)}
    bodies = [Party(PartyId(place), Prose(chosen[key])) for place, key in parties.items()]
    wholes = {key: abbreviated_parties(name, bodies) for key, name in chosen.items()}
    return {key: parties[ids[0]] for key, ids in wholes.items() if len(ids) == 1 and parties[ids[0]] != key}


def _spelling(uses: dict[str, int]) -> str:
    """The most frequent spelling; of several the one with small letters."""
    return max(uses, key=lambda name: (uses[name], not name.isupper(), name))


def _free_shorts(chosen: dict[_Key, str], given: dict[_Key, str]) -> dict[_Key, str]:
    """The short names of the table that no other party has as a name or a short name; none is made up."""
    shorts = {key: given.get(key, "") for key in chosen}
    uses = dict.fromkeys(chosen, 1)
    for short in shorts.values():
        uses[name_key(short)] = uses.get(name_key(short), 0) + 1
    return {key: short for key, short in shorts.items() if short and uses[name_key(short)] == 1}


def _party_id(name: str, short: str, taken: set[str]) -> str:
    """An id of the short form that the table gives, else of the name, else of a number."""
    for text in (short if is_acronym(short.upper()) else "", name):
        try:
            id = propose_id(text, taken)
        except UsageError:
            continue
        if text == name or "-" not in id:
            return id
    return propose_id("1", taken, "party")


def used_entries(draft: PartyDraft, ids: Iterable[str]) -> Sequence[dict[str, Any]]:
    """The drafted entries whose ids are used."""
    used = {*ids}
    return [entry for entry in draft.entries if entry["id"] in used]
