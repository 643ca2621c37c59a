"""Whether the closed lists of the code are those of the contract and of the shipped schemas."""

import json
from enum import StrEnum
from importlib.resources import files
from typing import Any

import pytest

from commitments.model.lifecycle import (
    ACCEPTED_STATUSES,
    CLASS_BY_KIND,
    INSTRUMENTS,
    OPEN_STATUSES,
    CommitmentClass,
    EventTiming,
    Kind,
    MilestoneStatus,
    Renewal,
    Role,
    Status,
    Timeliness,
    UpdateTopic,
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
        (UpdateTopic, COMMITMENT["$defs"]["update"]["properties"]["about"]),
        (EventTiming, COMMITMENT["$defs"]["due_event"]["properties"]["when"]),
        (Renewal, COMMITMENT["$defs"]["term"]["properties"]["renewal"]),
    ],
    ids=["status", "kind", "role", "milestone", "about", "when", "renewal"],
)
def test_code_and_schema_know_the_same_words_in_the_same_order(
    words: type[StrEnum], place: dict[str, Any]
) -> None:
    assert [word.value for word in words] == place["enum"]


def test_every_status_is_open_or_closed() -> None:
    assert {status.value for status in OPEN_STATUSES} == {"proposed", "agreed", "in_progress", "suspended"}
    assert set(Status) > OPEN_STATUSES
    assert {status.value for status in ACCEPTED_STATUSES} == {"agreed", "in_progress"}


def test_timeliness_in_the_order_of_urgency() -> None:
    assert [state.value for state in Timeliness] == [
        *("overdue", "due_soon", "on_track", "awaiting", "undated", "suspended"),
        *("done_on_time", "done_late", "done", "closed"),
    ]


def test_a_milestone_is_scheduled_where_nothing_is_written() -> None:
    default = COMMITMENT["$defs"]["milestone"]["properties"]["status"]["default"]
    assert MilestoneStatus(default) is MilestoneStatus.SCHEDULED


def test_every_kind_but_the_meeting_has_a_class() -> None:
    assert set(CLASS_BY_KIND) == set(Kind) - {Kind.MEETING}
    assert {kind for kind, name in CLASS_BY_KIND.items() if name is CommitmentClass.INSTRUMENT} == INSTRUMENTS
    undertakings = {kind for kind, name in CLASS_BY_KIND.items() if name is CommitmentClass.UNDERTAKING}
    assert undertakings == {"assignment", "agreed_action", "public_pledge", "other"}
    assert CLASS_BY_KIND["request"] is CommitmentClass.REQUEST
