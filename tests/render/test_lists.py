"""Does a pipe say of each record what it says of it alone? Records that look alike must not share words."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from commitments.model.events import EventRegistry
from commitments.model.outline import Outline
from commitments.model.parties.party import Registry
from commitments.model.timeliness import Clock
from commitments.render.formats.csv_text import csv_lines
from commitments.render.records.record_keys import ROW_KEYS, record_cells
from commitments.render.records.record_list import aligned_records
from commitments.render.records.record_words import RecordWords
from commitments.render.words import Words
from commitments.reports.status import judge

CLOCK = Clock(date(2026, 11, 22))
DUE = "2027-01-31"
OPEN_END = "2026/.."
RUNNING = {"status": "in_progress", "due": DUE}
PAUSED = {"status": "suspended", "due": DUE, "review_by": DUE}
ENDLESS = {"status": "in_progress", "due": OPEN_END}
DROPPED = {"status": "withdrawn", "due": OPEN_END}


def lines(outlines: list[Outline]) -> dict[str, str]:
    words = RecordWords(Words("en"), CLOCK, Registry(), EventRegistry())
    text = "".join(aligned_records([judge(outline, CLOCK) for outline in outlines], words))
    told = text.splitlines()[1:]
    return {outline.id: " ".join(line.split()) for outline, line in zip(outlines, told, strict=True)}


@pytest.mark.parametrize(
    ("one", "other"), [(RUNNING, PAUSED), (PAUSED, RUNNING), (ENDLESS, DROPPED), (DROPPED, ENDLESS)]
)
def test_each_line_is_the_same_alone_and_among_others(
    one: dict[str, Any], other: dict[str, Any], outline_of: Callable[..., Outline]
) -> None:
    both = [outline_of(id="one", **one), outline_of(id="other", **other)]
    together = lines(both)
    assert together == {item.id: lines([item])[item.id] for item in both}


def test_what_a_record_waits_for_has_a_column_for_each_key_that_it_has(
    outline_of: Callable[..., Outline],
) -> None:
    waiting = outline_of(id="one")._replace(due_event='{"event": "talks", "odd": {"key": 1}}')
    rows = [judge(outline, CLOCK) for outline in (waiting, outline_of(id="other"))]
    lines_of_csv = list(csv_lines(record_cells(rows)))
    assert lines_of_csv == list(csv_lines(record_cells(rows)._replace(names=ROW_KEYS, is_complete=False)))
    assert lines_of_csv[0].endswith(",updated_on,due_event.odd.key\r\n")
