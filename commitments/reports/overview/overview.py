"""Gathers the answers of this folder about one set of records. It must not ask for the day."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from commitments.model.parties.party import Registry
from commitments.reports.overview.coming_deadlines import ComingDeadlines, coming_deadlines
from commitments.reports.overview.decisions import Decisions, ReadRecord, decisions
from commitments.reports.overview.partners import PartnerAccount, own_records, partner_accounts
from commitments.reports.overview.silence import SilentLead, silent_leads
from commitments.reports.overview.this_week import ThisWeek, this_week
from commitments.reports.status import JudgedRecord, StatusReport


@dataclass(frozen=True, slots=True)
class Overview:
    """What is asked of some records before a meeting."""

    report: StatusReport
    """Counts of all of them; its rows are all that count, and meetings where they are asked for."""
    week: ThisWeek
    silent: Sequence[SilentLead]
    decisions: Decisions
    accounts: Sequence[PartnerAccount]
    """What stands open between us and each partner."""
    ours: Sequence[JudgedRecord]
    """Open records that we owe to ourselves or to all, with no partner in them."""
    coming: ComingDeadlines


def overview(
    report: StatusReport, registry: Registry, home: Collection[str], read_record: ReadRecord
) -> Overview:
    """The answers about the rows of a report that lists closed records too.

    `home` are the bodies of `partners.home_bodies`; `read_record` is asked about open records.
    """
    open_rows = [row for row in report.rows if row.outline.is_open and row.outline.counts]
    return Overview(
        report,
        this_week(open_rows),
        silent_leads(open_rows),
        decisions(open_rows, read_record),
        partner_accounts(open_rows, registry, home),
        own_records(open_rows, home),
        coming_deadlines(open_rows, report.clock),
    )
