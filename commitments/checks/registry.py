"""Checks the registry of parties by itself: ids, names, dates and links. It looks at no record."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import chain
from typing import Any, NamedTuple

from commitments.checks.cycles import cycles, ring_text
from commitments.checks.values import date_findings
from commitments.model.nearest import Suggestions
from commitments.model.parties.party_names import name_key
from commitments.model.problem import Finding, Pointer

Entry = Mapping[Any, Any]
"""One party as the file has it; empty for an entry that is no mapping."""

_FIRST_LIKELY_YEAR = 1945
_LANGUAGES = ("en", "vi")


def registry_holds_together(entries: Sequence[Entry]) -> Iterator[Finding]:
    """Ids are unique, links lead to parties and form no ring, last days exist, no name means two parties."""
    yield from _ids_are_unique(entries)
    for link in ("part_of", "succeeded_by"):
        yield from _links_hold(entries, link)
    for index, entry in enumerate(entries):
        if "until" in entry:
            yield from date_findings(entry["until"], _FIRST_LIKELY_YEAR, (index, "until"))
    yield from _names_differ(entries)


def _ids_are_unique(entries: Sequence[Entry]) -> Iterator[Finding]:
    ids: set[str] = set()
    for index, id in enumerate(map(_id, entries)):
        if id and id in ids:
            yield Finding("party-not-unique", (index, "id"), {"party": id})
        ids.add(id)


def _links_hold(entries: Sequence[Entry], link: str) -> Iterator[Finding]:
    """The bodies that a field names exist, and the links of that field form no ring."""
    ids = [_id(entry) for entry in entries]
    known_ids = set(ids)
    suggestions = Suggestions(known_ids)
    targets: dict[str, list[str]] = {}
    places: dict[tuple[str, str], Pointer] = {}
    for index, entry in enumerate(entries):
        for pointer, target in _links(entry, link, (index, link)):
            if target not in known_ids:
                values = {"party": target, "nearest": suggestions.nearest_to(target)}
                yield Finding("unknown-party", pointer, values)
            targets.setdefault(ids[index], []).append(target)
            places.setdefault((ids[index], target), pointer)
    for ring in cycles(targets):
        values = {"link": link, "ring": ring_text(ring)}
        yield Finding("link-cycle", places[ring[0], ring[1 % len(ring)]], values)


def _links(entry: Entry, link: str, pointer: Pointer) -> Iterator[tuple[Pointer, str]]:
    """The ids in a field that holds one id or a list of them."""
    value = entry.get(link)
    if isinstance(value, str):
        yield pointer, value
    elif isinstance(value, list):
        for index, id in enumerate(value):
            if isinstance(id, str):
                yield (*pointer, index), id


class _Name(NamedTuple):
    """A name of a party, where it stands in the file."""

    text: str
    party: str
    pointer: Pointer


def _names_differ(entries: Sequence[Entry]) -> Iterator[Finding]:
    """No name of a party is also a name or the id of another.

    Of two equal names the one lower in rank is reported: an id before a name, a name before a short name, a
    short name before another spelling; of one rank, the later.
    """
    owners: dict[tuple[str, ...], str] = {}
    for name in _ranked_names(entries):
        key = name_key(name.text)
        owner = owners.setdefault(key, name.party) if key else name.party
        if owner != name.party:
            yield Finding("party-name-taken", name.pointer, {"name": name.text, "party": owner})


def _ranked_names(entries: Sequence[Entry]) -> Iterator[_Name]:
    ids = [(index, entry, _id(entry)) for index, entry in enumerate(entries) if _id(entry)]
    for index, _, id in ids:
        yield from (_Name(word, id, (index, "id")) for word in (id, id.replace("-", " ")))
    for field in ("name", "short"):
        yield from chain.from_iterable(
            _names_by_language(entry.get(field), id, (index, field)) for index, entry, id in ids
        )
    for index, entry, id in ids:
        yield from _aliases(entry.get("aliases"), id, (index, "aliases"))


def _names_by_language(value: object, party: str, pointer: Pointer) -> Iterable[_Name]:
    texts = value if isinstance(value, dict) else {}
    for language in _LANGUAGES:
        if isinstance(text := texts.get(language), str):
            yield _Name(text, party, (*pointer, language))


def _aliases(value: object, party: str, pointer: Pointer) -> Iterable[_Name]:
    for index, alias in enumerate(value if isinstance(value, list) else ()):
        if isinstance(alias, str):
            yield _Name(alias, party, (*pointer, index))


def _id(entry: Entry) -> str:
    """The id of an entry; empty where it has none."""
    id = entry.get("id")
    return id if isinstance(id, str) else ""
