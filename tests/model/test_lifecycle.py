"""Whether the closed lists of the code are those of the contract and of the shipped schemas."""

import json
from enum import StrEnum
from importlib.resources import files
from typing import Any

import pytest

from commitments.model.lifecycle import (
    OPEN_STATUSES,
    RECURRING,
    Kind,
    MilestoneStatus,
    Role,
    Status,
    Timeliness,
)


def schema(name: str) -> Any:
    return json.loads(files("commitments").joinpath("schema", f"{name}.schema.json").read_text("utf-8"))


COMMITMENT = schema("commitment")


@pytest.mark.parametrize(
    ("words", "place"),
    [
        (Status, COMMITMENT["properties"]["status"]),
        (Kind, COMMITMENT["properties"]["kind"]),
        (Role, COMMITMENT["$defs"]["party"]["properties"]["role"]),
        (MilestoneStatus, COMMITMENT["$defs"]["milestone"]["properties"]["status"]),
    ],
    ids=["status", "kind", "role", "milestone"],
)
def test_code_and_schema_know_the_same_words_in_the_same_order(
    words: type[StrEnum], place: dict[str, Any]
) -> None:
    assert [word.value for word in words] == place["enum"]


def test_every_status_is_open_or_closed() -> None:
    assert {status.value for status in OPEN_STATUSES} == {"proposed", "agreed", "in_progress", "suspended"}
    assert set(Status) > OPEN_STATUSES
    assert {item.value for item in RECURRING} == {"agreed", "in_progress"}


def test_timeliness_in_the_order_of_urgency() -> None:
    assert [state.value for state in Timeliness] == [
        *("overdue", "due_soon", "on_track", "undated", "suspended"),
        *("done_on_time", "done_late", "closed"),
    ]


def test_a_milestone_is_scheduled_where_nothing_is_written() -> None:
    default = COMMITMENT["$defs"]["milestone"]["properties"]["status"]["default"]
    assert MilestoneStatus(default) is MilestoneStatus.SCHEDULED
