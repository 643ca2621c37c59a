"""How events read: their list on every screen, and in words on which event a deadline hangs."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from commitments.model.calendar.dates import parse_date
from commitments.model.calendar.durations import parse_duration
from commitments.model.events import Event, EventRegistry
from commitments.model.names import CommitmentId, Prose
from commitments.render.answer import Screen
from commitments.render.event_words import due_event_text, duration_text
from commitments.render.events import events_answer
from commitments.render.formats.format_table import FORMATS
from commitments.render.words import Words
from commitments.reports.events import EventRow

SESSION = Event(
    "na-15-10",
    Prose("Tenth session of the 15th National Assembly", "Kỳ họp thứ 10, Quốc hội khóa XV"),
    parse_date("2026-10-12/2026-10-19"),
)
SUMMIT = Event("second-summit", Prose(vi="Hội nghị thượng đỉnh lần thứ hai"))
VISIT = Event("visit", Prose("Visit \x1b[31m", "Chuyến thăm"), parse_date("2026-05"), is_cancelled=True)
ROWS = [
    EventRow(SESSION, tuple(map(CommitmentId, ("data-law", "port-report", "flood-sensors")))),
    EventRow(SUMMIT, (CommitmentId("exchange"),)),
    EventRow(VISIT, ()),
]
REGISTRY = EventRegistry({event.id: event for event in (SESSION, SUMMIT, VISIT)})
STORIES = Path(__file__).parent / "stories"


@pytest.mark.parametrize("lang", ["en", "vi"])
@pytest.mark.parametrize("width", [40, 80, None])
def test_the_list_is_as_kept(lang: str, width: int | None) -> None:
    words = Words(lang)
    text = FORMATS["table"](events_answer(ROWS, "2026-11-22", words), Screen(words, width))
    shown = text if isinstance(text, str) else "".join(text)
    assert shown == (STORIES / f"events-{lang}-{width or 'piped'}.txt").read_text("utf-8")


SAID: list[tuple[Any, str, str]] = [
    # the field, in English, in Vietnamese
    (
        {"event": "na-15-10"},
        "Tenth session of the 15th National Assembly (12 Oct 2026 to 19 Oct 2026)",
        "Kỳ họp thứ 10, Quốc hội khóa XV (từ 12/10/2026 đến 19/10/2026)",
    ),
    (
        {"event": "second-summit", "within": "P60D"},
        "60 days after: Hội nghị thượng đỉnh lần thứ hai",
        "60 ngày sau khi kết thúc: Hội nghị thượng đỉnh lần thứ hai",
    ),
    (
        {"event": "second-summit", "when": "after"},
        "at the end of: Hội nghị thượng đỉnh lần thứ hai",
        "khi kết thúc: Hội nghị thượng đỉnh lần thứ hai",
    ),
    (
        {"event": "visit", "when": "before"},
        "before: Visit \x1b[31m (cancelled)",
        "trước khi bắt đầu: Chuyến thăm (đã hủy)",
    ),
    (
        {"event": "other", "when": "before", "within": "P1Y6M"},
        "1 year, 6 months before: other",
        "1 năm, 6 tháng trước khi bắt đầu: other",
    ),
    ({"event": "other", "within": "long"}, "", ""),
    ("other", "", ""),
    (None, "", ""),
]


@pytest.mark.parametrize(("value", "english", "vietnamese"), SAID, ids=str)
def test_on_which_event_a_deadline_hangs(value: Any, english: str, vietnamese: str) -> None:
    assert due_event_text(value, REGISTRY, Words("en")) == english
    assert due_event_text(value, REGISTRY, Words("vi")) == vietnamese


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("P5Y", "5 years"),
        ("P18M", "1 year, 6 months"),
        ("P1M", "1 month"),
        ("P2W", "14 days"),
        ("P1Y1D", "1 year, 1 day"),
    ],
)
def test_a_length_of_time_in_words(written: str, said: str) -> None:
    duration = parse_duration(written)
    assert duration is not None
    assert duration_text(duration, Words("en")) == said
