"""Reads the parties of the registry `schema/parties.yaml`. Checks nothing: schema and checks do."""

from __future__ import annotations

import json
from collections.abc import Iterator
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from commitments.model.names import PartyId, Prose
from commitments.model.party import Party, Registry
from commitments.reading.text import REGISTRY

if TYPE_CHECKING:
    from commitments.reading.yaml.yaml_text import Parsed


def encode_parties(data: bytes) -> bytes:
    """The parties of a registry file as JSON, for the cache: a list of id, names and parent.

    Entries without an id are left out. The JSON is null for a file that cannot be read.
    """
    parsed = parse_registry(data)
    readable = parsed.whole and isinstance(parsed.value, list)
    return json.dumps(list(_party_rows(parsed.value)) if readable else None).encode()


@lru_cache(maxsize=1)
def parse_registry(data: bytes) -> Parsed:
    """The parsed text of a registry file."""
    from commitments.reading.yaml.yaml_text import parse  # not needed where the cache holds the rows

    return parse(data, limits=REGISTRY)


def _party_rows(value: Any) -> Iterator[list[str | None]]:
    for entry in value:
        if isinstance(entry, dict) and isinstance(entry.get("id"), str):
            name = entry.get("name")
            names_by_language = name if isinstance(name, dict) else {}
            yield [
                entry["id"],
                *(
                    _filled_text(field)
                    for field in (
                        names_by_language.get("en"),
                        names_by_language.get("vi"),
                        entry.get("part_of"),
                    )
                ),
            ]


def _filled_text(value: Any) -> str | None:
    return value if isinstance(value, str) and value else None


def decode_registry(kept: bytes) -> Registry:
    """The registry made of the JSON of `rows`; of two parties with one id the first stands."""
    parties: dict[str, Party] = {}
    rows = json.loads(kept)
    if rows is None:
        return Registry(exists=False)
    for id, english, vietnamese, parent in rows:
        party = Party(PartyId(id), Prose(english, vietnamese), PartyId(parent) if parent else None)
        parties.setdefault(id, party)
    return Registry(parties)
