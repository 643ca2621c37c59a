"""Words of a filter that fit no record, with the nearest that do."""

from datetime import date
from typing import Any

import pytest

from commitments.model.outline import Outline
from commitments.model.parties.party import Registry
from commitments.model.timeliness import Clock
from commitments.reports.filters import RecordFilter, select_records

CLOCK = Clock(date(2026, 11, 22))
UNMATCHED: list[tuple[dict[str, Any], list[tuple[str, str, str]]]] = [
    ({}, []),
    ({"tag": ["ai"], "status": ["withdrawn"]}, []),  # each fits a record, no record has both
    ({"tag": ["skill"]}, [("--tag", "skill", "skills")]),
    ({"tag": ["ai", "zzz"]}, [("--tag", "zzz", "")]),
    ({"ids": ["cours*", "kours*"]}, [("ID", "kours*", "course")]),
    ({"text": ["not written anywhere"]}, [("--text", "not written anywhere", "")]),
    (
        {"role": ["monitor"]},
        [("--role", "monitor", "counterpart funder lead requester signatory supporting")],
    ),
    ({"country": ["FR"]}, [("--country", "FR", "GB VN")]),
    ({"kind": ["treaty"]}, [("--kind", "treaty", "agreed_action meeting mou public_pledge request")]),
    ({"party": ["idle"]}, [("--party", "idle", "")]),
    ({"part_of": ["course"]}, [("--part-of", "course", "")]),
    (
        {"timeliness": ["due_soon"], "kind": ["mou"]},
        [("--timeliness", "due_soon", "awaiting closed done_late on_track overdue suspended")],
    ),
    ({"due_before": date(1990, 1, 1)}, []),
]


@pytest.mark.parametrize(("options", "unmatched"), UNMATCHED, ids=lambda name: str(name)[:60])
def test_words_that_fit_no_record_are_told_with_the_nearest(
    outlines: list[Outline],
    registry: Registry,
    options: dict[str, Any],
    unmatched: list[tuple[str, str, str]],
) -> None:
    selected = select_records(outlines, RecordFilter(**options), registry, CLOCK, dict)
    assert [(row.option, row.word, " ".join(row.near)) for row in selected.unmatched] == unmatched


@pytest.mark.parametrize(
    ("options", "needs_day", "shows_closed"),
    [
        ({}, False, False),
        ({"status": ["open", "agreed"]}, False, True),
        ({"status": ["open", "overdue"]}, True, True),
        ({"timeliness": ["done"]}, True, True),
        ({"stale": True}, True, False),
        ({"ids": ["*"]}, False, True),
    ],
)
def test_what_a_filter_asks_of_its_caller(
    options: dict[str, Any], needs_day: bool, shows_closed: bool
) -> None:
    by = RecordFilter(**options)
    assert (by.needs_day, by.shows_closed) == (needs_day, shows_closed)
