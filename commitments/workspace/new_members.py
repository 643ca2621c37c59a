"""Examines the members of a roof that no cache knows yet, on all processors. Changes no answer."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import accumulate

from commitments.workspace.helper_process import pays, split_in_two
from commitments.workspace.open_workspace import Workspace


def examine_new_members(members: Sequence[Workspace]) -> None:
    """Examine what the cache has no file for, half of the records in a helper process, and keep it there.

    A single member, and one that no cache may keep, shares its own records when it is asked about.
    """
    new = [member for member in members if _is_new(member)]
    totals = list(accumulate(member.listing.count for member in new))
    if len(new) > 1 and pays(totals[-1]):
        middle = sum(total <= totals[-1] // 2 for total in totals)
        split_in_two(_examine, new, max(1, middle), min_items=2)


def _is_new(member: Workspace) -> bool:
    place, _ = member.cache_place()
    return member.files.on_disk and place is not None and not place.exists()


def _examine(members: Sequence[Workspace]) -> bytes:
    for member in members:
        member.survey  # noqa: B018  # examines
        member.let_survey_go()
    return b""
