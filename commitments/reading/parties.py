"""Who the registry `schema/parties.yaml` names. Checks nothing: that is for the schema and the checks."""

from __future__ import annotations

import json
from collections.abc import Iterator
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from commitments.model.names import PartyId, Prose
from commitments.model.party import Party, Registry
from commitments.reading.text import REGISTRY

if TYPE_CHECKING:
    from commitments.reading.yaml_text import Parsed


def rows(data: bytes) -> bytes:
    """The parties of a registry file as JSON, for keeping; entries without an id are left out.

    Null for a file that cannot be read: nothing can be said of parties then.
    """
    parsed = parsed_registry(data)
    readable = parsed.whole and isinstance(parsed.value, list)
    return json.dumps(list(_rows(parsed.value)) if readable else None).encode()


@lru_cache(maxsize=1)
def parsed_registry(data: bytes) -> Parsed:
    """A registry file as YAML has it."""
    from commitments.reading.yaml_text import parse  # the rows are kept, and then YAML is not needed

    return parse(data, limits=REGISTRY)


def _rows(value: Any) -> Iterator[list[str | None]]:
    for item in value:
        if isinstance(item, dict) and isinstance(item.get("id"), str):
            name = item.get("name")
            names = name if isinstance(name, dict) else {}
            yield [
                item["id"],
                *(_text(found) for found in (names.get("en"), names.get("vi"), item.get("part_of"))),
            ]


def _text(value: Any) -> str | None:
    return value if isinstance(value, str) and value else None


def registry(kept: bytes) -> Registry:
    """The registry of some rows; the first of two parties with one id stands."""
    found: dict[str, Party] = {}
    listed = json.loads(kept)
    if listed is None:
        return Registry(exists=False)
    for id, english, vietnamese, above in listed:
        party = Party(PartyId(id), Prose(english, vietnamese), PartyId(above) if above else None)
        found.setdefault(id, party)
    return Registry(found)
