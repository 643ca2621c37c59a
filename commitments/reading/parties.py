"""Reads the parties of the registry `schema/parties.yaml`. Checks nothing: schema and checks do."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from commitments.model.names import PartyId, Prose
from commitments.model.parties.party import Party, Registry
from commitments.reading.text import REGISTRY

if TYPE_CHECKING:
    from commitments.reading.yaml.yaml_text import Parsed


def encode_parties(data: bytes) -> bytes:
    """The parties of a registry file as JSON, for the cache: a list of rows, one for each party.

    Entries without an id are left out; a file of comments alone has none. The JSON is null for a file that
    cannot be read.
    """
    parsed = parse_registry(data)
    readable = parsed.whole and isinstance(parsed.value, list | None)
    return json.dumps(list(_party_rows(parsed.value or ())) if readable else None).encode()


@lru_cache(maxsize=1)
def parse_registry(data: bytes) -> Parsed:
    """The parsed text of a registry file."""
    from commitments.reading.yaml.yaml_text import parse  # not needed where the cache holds the rows

    return parse(data, limits=REGISTRY)


def _party_rows(value: Any) -> Iterator[list[Any]]:
    for entry in value:
        if isinstance(entry, dict) and isinstance(entry.get("id"), str):
            yield [
                entry["id"],
                *_texts_by_language(entry.get("name")),
                _filled_text(entry.get("part_of")),
                *_texts_by_language(entry.get("short")),
                _filled_texts(entry.get("aliases")),
                *(_filled_text(entry.get(name)) for name in ("kind", "country")),
                _date_text(entry.get("until")),
                successor_ids(entry),
                _filled_text(entry.get("same_as")),
            ]


def successor_ids(entry: Mapping[Any, Any]) -> list[str]:
    """The ids in `succeeded_by` of an entry of the registry, each once; it may be one id or a list."""
    value = entry.get("succeeded_by")
    return list(dict.fromkeys(_filled_texts([value] if isinstance(value, str) else value)))


def _texts_by_language(value: Any) -> list[str | None]:
    texts = value if isinstance(value, dict) else {}
    return [_filled_text(texts.get("en")), _filled_text(texts.get("vi"))]


def _filled_text(value: Any) -> str | None:
    return value if isinstance(value, str) and value else None


def _filled_texts(value: Any) -> list[str]:
    return [text for text in value if isinstance(text, str) and text] if isinstance(value, list) else []


def _date_text(value: Any) -> str | None:
    is_year = isinstance(value, int) and not isinstance(value, bool)
    return str(value) if is_year else _filled_text(value)


def decode_registry(kept: bytes) -> Registry:
    """The registry made of the JSON of `encode_parties`; of two parties with one id the first stands."""
    rows = json.loads(kept)
    if rows is None:
        return Registry(exists=False)
    parties: dict[str, Party] = {}
    for id, *columns in rows:
        if id not in parties:
            parties[id] = _party(id, *columns)
    return Registry(parties)


def _party(
    id: str,
    english: str | None,
    vietnamese: str | None,
    parent: PartyId | None,
    short_english: str | None,
    short_vietnamese: str | None,
    aliases: list[str],
    kind: str | None,
    country: str | None,
    until: str | None,
    successors: list[PartyId],
    same_as: str | None,
) -> Party:
    name, short = Prose(english, vietnamese), Prose(short_english, short_vietnamese)
    return Party(
        PartyId(id),
        name,
        parent,
        short,
        tuple(aliases),
        kind or "",
        country,
        until,
        tuple(successors),
        same_as,
    )
