"""What `commit milestone --add` writes, and what it refuses."""

from __future__ import annotations

from datetime import date

import pytest

from commitments.edits.add_milestone import AddedMilestone, steps
from commitments.edits.steps import apply_steps
from commitments.errors import CommitmentsError, EditError, MissingError

STANDING = {"milestones": [{"id": "hall", "title": {"en": "Hall booked", "vi": "Đặt hội trường"}}]}


def request(title: str, due: str | None = None) -> AddedMilestone:
    return AddedMilestone(title, date(2026, 11, 22), "vi", due)


def test_a_milestone_stands_behind_the_others_with_an_id_of_its_own() -> None:
    added = apply_steps(STANDING, steps(STANDING, request("Hall", "2026-12")))["milestones"]
    assert added[0] == STANDING["milestones"][0]
    assert added[1] == {"id": "hall-2", "title": {"vi": "Hall"}, "due": "2026-12"}


def test_the_first_milestone_may_have_no_deadline() -> None:
    assert apply_steps({}, steps({}, request("Nghiệm thu"))) == {
        "milestones": [{"id": "nghiem-thu", "title": {"vi": "Nghiệm thu"}}]
    }


@pytest.mark.parametrize(
    ("title", "error"),
    [(" ", MissingError), ("dat HOI truong", EditError), ("…", CommitmentsError)],
)
def test_a_title_that_says_nothing_or_stands_already_is_refused(
    title: str, error: type[CommitmentsError]
) -> None:
    with pytest.raises(error):
        steps(STANDING, request(title))
