"""Which milestone is meant. Changes none."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from commitments.edits.list_edits import Record, listed
from commitments.errors import N_, CommitmentsError
from commitments.model.nearest import nearest_few
from commitments.model.problem import Pointer


def milestone(record: Record, id: str) -> tuple[Pointer, Mapping[str, Any]]:
    """Where a milestone stands, and what it holds; raises CommitmentsError for none or two of an id."""
    items = [
        (place, name)
        for place, name in enumerate(listed(record, ("milestones",)))
        if isinstance(name, Mapping)
    ]
    found = [(place, item) for place, item in items if item.get("id") == id]
    if len(found) == 1:
        return ("milestones", found[0][0]), found[0][1]
    if found:
        raise CommitmentsError(N_("Two milestones are called {name}"), N_("Give each its own id."), name=id)
    ids = [item["id"] for _, item in items if isinstance(item.get("id"), str)]
    near = ", ".join(nearest_few(id, ids) or ids[:5])
    raise CommitmentsError(
        N_("There is no milestone {name}"),
        N_("Nearest: {near}") if near else N_("This record has no milestones."),
        name=id,
        near=near,
    )
