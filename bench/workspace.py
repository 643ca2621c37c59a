"""Made workspaces: one commit of so many records, valid or each breaking the schema. Writes no file."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta, timezone
from pathlib import Path

from bench.records import Record, make_record, record_id
from bench.words import parties_text, party_ids
from bench.yaml_text import yaml_text

FOLDER = 100
"""Records in one folder: git is slow with folders of thousands."""
SCHEMA = Path(__file__).resolve().parent.parent / "schema" / "commitment.schema.json"
"""Copied into each workspace, as users keep it; the tracker warns of a copy that differs."""
MAIN = "main"
FIRST = datetime(2024, 11, 20, 8, tzinfo=timezone(timedelta(hours=7)))
"""When a made history begins."""


@dataclass(frozen=True, slots=True)
class Commit:
    """One commit of a made repository."""

    mark: int
    """Its number from 1, by which later commits name it as a parent."""
    parents: tuple[int, ...]
    author: str
    time: datetime
    message: str
    files: dict[str, bytes | None]
    """What it changes against its first parent; None for a file that goes."""
    branch: str = MAIN


def workspace(records: int, is_faulty: bool = False) -> Iterable[Commit]:
    """The one commit of a workspace of so many records; where it is faulty, each breaks the schema."""
    files: dict[str, bytes | None] = {**surroundings(records)}
    parties = party_ids(records)
    for number in range(1, records + 1):
        record = make_record(number, records, parties)
        text = yaml_text(_broken(record, number) if is_faulty else record)
        files[record_path(folder_of(number), record_id(number))] = text.encode()
    yield Commit(1, (), "An <registry@example.org>", FIRST, "All records", files)


def surroundings(records: int) -> dict[str, bytes]:
    """Every file of a workspace that is no record, by its path."""
    return {
        "commitments.toml": b'timezone = "Asia/Ho_Chi_Minh"\n',
        f"schema/{SCHEMA.name}": SCHEMA.read_bytes(),
        "schema/parties.yaml": parties_text(records).encode(),
    }


def folder_of(number: int) -> str:
    return f"{(number - 1) // FOLDER:03d}"


def record_path(folder: str, name: str) -> str:
    return f"records/{folder}/{name}.yaml"


def _broken(record: Record, number: int) -> Record:
    """The record with one of five faults, each of another sort."""
    faults: tuple[Record, ...] = (
        {"status": "done"},
        {"made_on": "last spring"},
        {"binding": "perhaps"},
        {"parties": [{"party": "vn-government", "role": "friend"}]},
        {"tags": "ai"},
    )
    return record | faults[number % len(faults)]


def records_for(commits: int) -> int:
    """The records of a history: 1,000 for 5,000 commits, 10,000 for 20,000."""
    return commits // (2 if commits >= 20_000 else 5)
