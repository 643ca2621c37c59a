"""A milestone is named by its id or by its title, in either language."""

from typing import Any

import pytest

from commitments.edits.find_milestone import find_milestone
from commitments.errors import CommitmentsError

RECORD: dict[str, Any] = {
    "milestones": [
        {"id": "m1", "title": {"en": "First draft", "vi": "Dự thảo lần đầu"}},
        {"id": "m2", "title": {"en": "Final text"}},
        {"id": "m3", "title": {"en": "Final text"}},
        {"id": "draft", "title": {"en": "m1"}},
    ]
}


@pytest.mark.parametrize(
    ("name", "id"),
    [
        ("m1", "m1"),  # an exact id wins over a title
        ("M2", "m2"),
        ("first draft", "m1"),
        ("FIRST_DRAFT", "m1"),
        ("du thao lan dau", "m1"),
        ("Dự thảo lần đầu", "m1"),
        ("Draft", "draft"),
    ],
)
def test_a_milestone_by_its_id_or_title(name: str, id: str) -> None:
    assert find_milestone(RECORD, name)[1]["id"] == id


@pytest.mark.parametrize(
    ("name", "message"),
    [
        ("final text", "final text fits several milestones: m2, m3"),
        ("M1", "M1 fits several milestones: m1, draft"),
        ("final", "There is no milestone final"),
        ("", "There is no milestone "),
        ("?", "There is no milestone ?"),
    ],
)
def test_no_milestone_is_guessed(name: str, message: str) -> None:
    with pytest.raises(CommitmentsError) as refused:
        find_milestone(RECORD, name)
    assert str(refused.value) == message
    assert refused.value.hint
