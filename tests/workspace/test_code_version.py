"""What was kept is of the code that made it: every room that reads or judges has its part in the key."""

from configparser import ConfigParser
from pathlib import Path

from commitments.workspace import open_workspace

ROOT = Path(__file__).resolve().parents[2]
JUDGE_NOTHING = {"reports", "edits", "errors", "locale", "version"}


def test_every_room_from_history_down_is_stamped() -> None:
    contracts = ConfigParser()
    contracts.read(ROOT / ".importlinter", encoding="utf-8")
    floors = [
        floor.strip() for floor in contracts["importlinter:contract:floors"]["layers"].split("\n") if floor
    ]
    below = {room.strip() for floor in floors[floors.index("history") :] for room in floor.split("|")}
    assert {*open_workspace._ROOMS} == below - JUDGE_NOTHING | {"schema"}


def test_rooms_within_rooms_are_stamped_too() -> None:
    code = open_workspace.code_version()
    for file in (
        "model/fields/rows.py",
        "cache/codec.py",
        "history/walk.py",
        "schema/commitment.schema.json",
    ):
        assert f"|{file} " in code
