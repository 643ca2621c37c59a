"""Are the fields of the shipped schema all named, with the way to them?"""

from pathlib import Path

import pytest

from commitments.errors import InstallationError
from commitments.reading import schema
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


@pytest.mark.parametrize("data", [None, b"", b"{", b'"\xff"'], ids=["missing", "empty", "cut", "not text"])
def test_a_damaged_schema_is_a_fault_of_the_installation(
    data: bytes | None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(schema, "_FOLDER", tmp_path)
    schema.schema_bytes.cache_clear()
    if data is not None:
        (tmp_path / "other.json").write_bytes(data)
    with pytest.raises(InstallationError, match=r"other\.json .*install the program again"):
        schema.shipped_schema("other.json")
