"""Groups the records that nobody hears of by who leads them. It asks for no day."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from commitments.reports.status import JudgedRecord, is_stale


class SilentLead(NamedTuple):
    """A lead, and its open records without news for `stale_after_days`."""

    lead: str | None
    """None for the records that nobody leads."""
    rows: Sequence[JudgedRecord]
    """Those never heard of first, then the longest silent."""


def silent_leads(rows: Iterable[JudgedRecord]) -> list[SilentLead]:
    """The silent records by lead; the lead of the longest silent record first.

    A record with several leads stands under each.
    """
    rows_by_lead: dict[str | None, list[JudgedRecord]] = defaultdict(list)
    for row in sorted((row for row in rows if is_stale(row)), key=silence_order):
        for lead in dict.fromkeys(row.outline.leads()) or (None,):
            rows_by_lead[lead].append(row)
    return [SilentLead(lead, lead_rows) for lead, lead_rows in rows_by_lead.items()]


def silence_order(row: JudgedRecord) -> tuple[bool, float]:
    """The sort key that puts records never heard of first, then the longest silent."""
    return bool(row.heard), float("-inf") if row.silent_days is None else -row.silent_days
