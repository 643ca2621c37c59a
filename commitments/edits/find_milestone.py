"""Finds a milestone of a record. It must not change it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from commitments.edits.list_edits import Record, list_at
from commitments.errors import N_, EditError, UnknownNameError
from commitments.model.closed_lists import word_key
from commitments.model.nearest import nearest_words
from commitments.model.problem import Pointer


def find_milestone(record: Record, name: str) -> tuple[Pointer, Mapping[str, Any]]:
    """The place of a milestone and its fields; it is named by its id, else by its title in any language.

    Capitals, marks and spaces of a title make no difference. Raises UnknownNameError where no milestone goes
    by the name, and EditError where two do.
    """
    milestones = [
        (index, milestone)
        for index, milestone in enumerate(list_at(record, ("milestones",)))
        if isinstance(milestone, Mapping)
    ]
    matches = [(index, milestone) for index, milestone in milestones if milestone.get("id") == name]
    matches = matches or [
        (index, milestone) for index, milestone in milestones if word_key(name) in _title_keys(milestone)
    ]
    if len(matches) == 1:
        return ("milestones", matches[0][0]), matches[0][1]
    ids = [milestone["id"] for _, milestone in milestones if isinstance(milestone.get("id"), str)]
    if matches:
        raise _several_error(name, [milestone.get("id") for _, milestone in matches])
    near = ", ".join(nearest_words(name, ids) or ids[:5])
    raise UnknownNameError(
        N_("There is no milestone {name}"),
        N_("Nearest: {near}") if near else N_("This record has no milestones."),
        name=name,
        near=near,
    )


def _several_error(name: str, ids: Sequence[object]) -> EditError:
    if len(set(ids)) == len(ids):
        shown = ", ".join(map(str, ids))
        return EditError(
            N_("{name} fits several milestones: {ids}"), N_("Write the id of one."), name=name, ids=shown
        )
    return EditError(N_("Two milestones are called {name}"), N_("Give each its own id."), name=name)


def _title_keys(milestone: Mapping[str, Any]) -> set[str]:
    """The keys of the id and of the titles, under which names are compared."""
    title = milestone.get("title")
    titles = title.values() if isinstance(title, Mapping) else ()
    return {
        key for text in (milestone.get("id"), *titles) if isinstance(text, str) and (key := word_key(text))
    }
