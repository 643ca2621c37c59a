"""Whether a made workspace is the same every time and looks like real work. Asserts no times."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml

from bench.workspace import make

RECORDS = 100

Record = dict[str, Any]


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp("made") / "workspace"
    make(root, RECORDS)
    return root


@pytest.fixture(scope="module")
def records(root: Path) -> dict[str, Record]:
    paths = (root / "records").rglob("*.yaml")
    return {path.stem: yaml.load(path.read_bytes(), Loader=yaml.CSafeLoader) for path in sorted(paths)}


def test_the_same_bytes_twice(root: Path, tmp_path: Path) -> None:
    make(tmp_path / "again", RECORDS)
    assert contents(tmp_path / "again") == contents(root)


def test_as_many_records_as_asked_each_named_by_its_id(records: dict[str, Record]) -> None:
    assert len(records) == RECORDS
    assert [record["id"] for record in records.values()] == list(records)


def test_every_link_leads_to_a_record_and_part_of_climbs_to_the_first(records: dict[str, Record]) -> None:
    for record in records.values():
        links = [record.get("part_of"), record.get("superseded_by"), *record.get("depends_on", [])]
        assert {link for link in links if link} <= records.keys() - {record["id"]}
        top = record
        while "part_of" in top:
            assert top["part_of"] < top["id"]
            top = records[top["part_of"]]
        assert top["id"] == "rec-000001"


def test_every_chain_of_due_changes_ends_in_due(records: dict[str, Record]) -> None:
    moved = [item for record in records.values() for item in dated(record) if "due_changes" in item]
    assert len(moved) > 10
    for item in moved:
        steps = item["due_changes"]
        assert steps[-1]["to"] == item["due"]
        assert [step["from"] for step in steps[1:]] == [step["to"] for step in steps[:-1]]
        assert all(step["from"] != step["to"] for step in steps)
        assert [str(step["date"]) for step in steps] == sorted(str(step["date"]) for step in steps)


def test_closed_records_owe_what_the_format_asks(records: dict[str, Record]) -> None:
    owed = {
        "fulfilled": {"met_on"},
        "partially_fulfilled": {"met_on", "evidence", "closing"},
        "not_fulfilled": {"closing"},
        "withdrawn": {"closing"},
        "superseded": {"superseded_by"},
        "suspended": {"review_by", "updates"},
    }
    for record in records.values():
        assert owed.get(record["status"], set()) <= record.keys()
        if record["status"] == "fulfilled" and record["kind"] != "meeting":
            assert "evidence" in record


def test_parties_are_known(root: Path, records: dict[str, Record]) -> None:
    known = yaml.load((root / "schema" / "parties.yaml").read_bytes(), Loader=yaml.CSafeLoader)
    used = {party["party"] for record in records.values() for party in record["parties"]}
    assert used <= {party["id"] for party in known}


def test_records_are_of_a_realistic_size(root: Path) -> None:
    texts = [path.read_bytes() for path in (root / "records").rglob("*.yaml")]
    assert 1500 < sum(len(text) for text in texts) / len(texts) < 3000
    assert 50 < sum(text.count(b"\n") for text in texts) / len(texts) < 75


def contents(root: Path) -> dict[str, bytes]:
    files = (path for path in root.rglob("*") if path.is_file())
    return {path.relative_to(root).as_posix(): path.read_bytes() for path in files}


def dated(record: Record) -> Iterator[Record]:
    """The record and its milestones: whatever has a due of its own."""
    yield record
    yield from record.get("milestones", [])
