"""What `show` says of how a record stands: awaiting, late, in force, last heard of; updates by topic."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
import yaml

from commitments.model.commitment import Commitment
from commitments.model.outline import outline
from commitments.model.parties.party import Registry
from commitments.model.timeliness import Clock
from commitments.render.answer import Screen
from commitments.render.formats.format_table import FORMATS
from commitments.render.records.show import show_answer
from commitments.render.words import Words
from commitments.reports.show import show

Build = Callable[..., Commitment]
TODAY = date(2026, 11, 22)


def lines(build: Build, fields: str, lang: str = "en") -> dict[str, str]:
    """The text of each label; lines without one continue the label above."""
    values: dict[str, Any] = yaml.load(f"{{{fields}}}", yaml.BaseLoader)
    commitment, words = build(**values), Words(lang)
    own = outline(commitment)
    answer = show_answer(show([own], commitment, own, Clock(TODAY)), Registry(), words)
    shown = "".join(FORMATS["table"](answer, Screen(words))).splitlines()
    texts: dict[str, str] = {"state": shown[1]}
    label = ""
    for line in shown[3:]:
        head, _, rest = line.strip().partition("  ") if not line.startswith("  ") else ("", "", line.strip())
        label = head or label
        texts[label] = " | ".join(filter(None, (texts.get(label), rest.strip())))
    return texts


SHOWN = [
    # fields, label, text
    ("kind: request, status: proposed, due: 2026-01", "Due", "Jan 2026 · not accepted yet"),
    ("kind: request, status: proposed, due: 2026-01", "state", "◌ awaiting an answer · request"),
    ("kind: request, status: proposed", "Parties", "acme (asked)"),
    ("kind: request, made_on: 2026-01-05", "Asked on", "5 Jan 2026"),
    ("kind: assignment, status: agreed, made_on: 2026-01-05", "Assigned on", "5 Jan 2026"),
    ("kind: assignment, status: agreed", "state", "· no deadline · assigned · assignment"),
    ("kind: mou, made_on: 2026-01-05", "Signed on", "5 Jan 2026"),
    ("due: 2026-10", "Late", "deadline Oct 2026: 22 days late"),
    ("status: suspended, due: 2020, review_by: 2026-10", "Review by", "Oct 2026 · due for a look"),
    ("status: suspended, due: 2020", "Due", "2020"),
    ("made_on: 2026-11-12", "Last heard of", "never, in 10 days"),
    ("made_on: 2026-01-12", "Last heard of", "never, in 314 days · stale"),
    ("updates: [{date: 2026-11-20, note: {en: A}}]", "Last heard of", "20 Nov 2026 · 2 days without news"),
    (
        "updates: [{date: 2026-11-20, about: reminder, note: {en: A}}]",
        "Last heard of",
        "never heard of · stale",
    ),
    ("updates: [{date: 2026-11-20, about: obstacle, note: {en: A}}]", "Obstacles", "20 Nov 2026: A"),
    ("updates: [{date: 2026-11-20, about: next_step, note: {en: A}}]", "Next steps", "20 Nov 2026: A"),
    (
        "updates: [{date: 2026-11-20, about: recommendation, note: {en: A}}]",
        "Recommendations",
        "20 Nov 2026: A",
    ),
    ("updates: [{date: 2026-11-20, about: reminder, note: {en: A}}]", "Reminders", "20 Nov 2026: A"),
    ("updates: [{date: 2026-11-20, about: answer, note: {en: A}}]", "Answers", "20 Nov 2026: A"),
    ("updates: [{date: 2026-11-20, about: odd, note: {en: A}}]", "Updates", "20 Nov 2026: A"),
    ("kind: mou, in_force: {from: 2025, until: 2030}", "In force", "2025 to 2030 · in force until 2030"),
    (
        "kind: mou, in_force: {until: 2025-09-22, renewal: tacit, period: P5Y, notice: P6M}",
        "In force",
        "22 Sep 2025 · renews after 22 Sep 2030 | renewed tacitly · each for 5 years · notice of 6 months · "
        "notice by 22 Mar 2030 · renewed 1 time",
    ),
    ("kind: mou, in_force: {until: 2025}", "In force", "2025 · term over since 2025"),
    ("kind: mou, in_force: {pending: {en: Notes}}", "Waits for", "Notes"),
    (
        "kind: mou, in_force: {until: 2030, notice_given: {date: 2026-09-10, by: acme}}",
        "Notice given",
        "10 Sep 2026 (acme)",
    ),
    (
        "kind: mou, in_force: {until: 2032, changes: [{field: until, date: 2026-09-01, from: 2030, to: 2032,"
        " reason: {en: Letters.}}]}",
        "Term changed",
        "1 Sep 2026: in force until 2030 → 2032. Letters.",
    ),
    (
        "due_changes: [{date: 2026-09-01, from: 2030, reason: {en: R.}}]",
        "Deadline moved",
        "1 Sep 2026: 2030 → –. R.",
    ),
    ("deliverable: {en: A law}", "Deliverable", "A law"),
    (
        "kind: request, status: withdrawn, closing: {date: 2026-02-01, reason: {en: No.}, by: acme}",
        "state",
        "– closed · declined · request",
    ),
    (
        "kind: request, status: withdrawn, closing: {date: 2026-02-01, reason: {en: No.}, by: acme}",
        "Closed",
        "1 Feb 2026 (acme): No.",
    ),
    ("kind: mou, status: withdrawn", "state", "– closed · terminated · memorandum of understanding"),
]


@pytest.mark.parametrize(("fields", "label", "expected"), SHOWN)
def test_lines(commitment_of: Build, fields: str, label: str, expected: str) -> None:
    assert lines(commitment_of, fields)[label] == expected


def test_a_look_that_is_due_makes_nothing_late(commitment_of: Build) -> None:
    assert "Late" not in lines(commitment_of, "review_by: 2026-10, due: 2027")


def test_what_is_closed_says_nothing_of_silence(commitment_of: Build) -> None:
    assert "Last heard of" not in lines(commitment_of, "status: withdrawn")


def test_in_vietnamese(commitment_of: Build) -> None:
    shown = lines(commitment_of, "kind: request, status: proposed, due: 2026-01, made_on: 2026-01-05", "vi")
    assert shown["Thời hạn"] == "tháng 01/2026 · chưa được chấp thuận"
    assert shown["Ngày đề nghị"] == "05/01/2026"
    assert shown["Các bên"] == "acme (bên được đề nghị)"
