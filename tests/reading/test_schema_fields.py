"""Are the fields of the shipped schema all named, with the way to them?"""

import pytest

from commitments.reading.schema import COMMITMENT, shipped_schema
from commitments.reading.schema_fields import schema_fields


def test_every_field_of_a_record_is_named() -> None:
    names = schema_fields()
    assert set(shipped_schema(COMMITMENT)["properties"]) == {name for name in names if "." not in name}


@pytest.mark.parametrize(
    "name",
    [
        *(
            "title.vi",
            "milestones.due",
            "milestones.due_changes.reason.en",
            "parties.role",
            "updates.note.vi",
        ),
        *("repeats.held.evidence.url", "closing.reason.en", "source.note.en", "scope.en"),
    ],
)
def test_fields_inside_fields_are_named(name: str) -> None:
    assert name in schema_fields()


def test_every_name_leads_somewhere() -> None:
    for name in schema_fields():
        above = name.rpartition(".")[0]
        assert not above or above in schema_fields()
