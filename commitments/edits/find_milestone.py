"""Finds a milestone of a record. It must not change it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from commitments.edits.list_edits import Record, list_at
from commitments.errors import N_, EditError, UnknownNameError
from commitments.model.nearest import nearest_words
from commitments.model.problem import Pointer


def find_milestone(record: Record, id: str) -> tuple[Pointer, Mapping[str, Any]]:
    """The place of a milestone and its fields.

    Raises UnknownNameError where no milestone has the id, and EditError where two have it.
    """
    milestones = [
        (index, milestone)
        for index, milestone in enumerate(list_at(record, ("milestones",)))
        if isinstance(milestone, Mapping)
    ]
    matches = [(index, milestone) for index, milestone in milestones if milestone.get("id") == id]
    if len(matches) == 1:
        return ("milestones", matches[0][0]), matches[0][1]
    if matches:
        raise EditError(N_("Two milestones are called {name}"), N_("Give each its own id."), name=id)
    ids = [milestone["id"] for _, milestone in milestones if isinstance(milestone.get("id"), str)]
    near = ", ".join(nearest_words(id, ids) or ids[:5])
    raise UnknownNameError(
        N_("There is no milestone {name}"),
        N_("Nearest: {near}") if near else N_("This record has no milestones."),
        name=id,
        near=near,
    )
