"""Makes the steps of `commit milestone --add`. It must not judge a rule of change."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date as Date
from typing import Any, NamedTuple

from commitments.edits.flags import FlagText, plain_text, read_date_flag, require_flags
from commitments.edits.list_edits import Record, list_at
from commitments.edits.new_record import propose_id
from commitments.edits.steps import EditStep, append_step
from commitments.errors import N_, EditError
from commitments.model.closed_lists import word_key

_MILESTONES = ("milestones",)


class AddedMilestone(NamedTuple):
    """The request of `commit milestone --add`; fields are named like their flags."""

    add: FlagText
    """The title of the milestone."""
    day: Date
    lang: str
    due: FlagText = None


def steps(record: Record, request: AddedMilestone) -> list[EditStep]:
    """The step that adds a milestone; its id is made of its title.

    Raises EditError where a milestone has the title already, and UsageError for a title without a letter.
    """
    title = plain_text(request.add)
    require_flags([] if title else ["add"])
    standing = [entry for entry in list_at(record, _MILESTONES) if isinstance(entry, Mapping)]
    if any(word_key(title) in _title_keys(entry) for entry in standing):
        raise EditError(N_("There is a milestone “{title}” already"), title=title)
    entry: dict[str, Any] = {
        "id": propose_id(title, {str(entry.get("id")) for entry in standing}),
        "title": {request.lang: title},
    }
    if request.due:
        entry["due"] = read_date_flag(request.due, "--due")
    return [append_step(record, _MILESTONES, entry)]


def _title_keys(milestone: Mapping[str, object]) -> set[str]:
    titles = milestone.get("title")
    return {word_key(text) for text in titles.values()} if isinstance(titles, Mapping) else set()
