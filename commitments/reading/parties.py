"""Who the registry `schema/parties.yaml` names. Checks nothing: that is for the schema and the checks."""

from __future__ import annotations

from typing import Any

from commitments.model.commitment import PartyId
from commitments.model.party import Party, Registry
from commitments.model.record import prose

PATH = "schema/parties.yaml"


def registry(value: Any) -> Registry:
    """The parties that a parsed file names; entries without an id or a name are left out."""
    found: dict[str, Party] = {}
    for each in value if isinstance(value, list) else ():
        if isinstance(each, dict) and isinstance(each.get("id"), str):
            above = each.get("part_of")
            found.setdefault(
                each["id"],
                Party(
                    PartyId(each["id"]),
                    prose(each.get("name")),
                    PartyId(above) if isinstance(above, str) else None,
                ),
            )
    return Registry(found)
