"""Holds what a page is made of. Reads nothing, and writes no markup."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, tzinfo
from typing import NamedTuple

from commitments.model.events import EventRegistry
from commitments.model.parties.party import Registry
from commitments.model.problem import Problem
from commitments.model.timeliness import Clock
from commitments.render.answer import RoofView
from commitments.render.exports.exported_register import RegisterState
from commitments.reports.overview.moved_deadlines import MovedDeadline
from commitments.reports.overview.overview import Overview
from commitments.reports.overview.recent_changes import ChangedRecord
from commitments.reports.trend import Trend


class PackedDetails(NamedTuple):
    """The details of records, in blocks."""

    blocks: Sequence[tuple[Sequence[str], str]]
    """The paths of records, and their packed details in this order."""
    texts: Mapping[str, Sequence[str]]
    """What the marks in the details stand for, in both languages."""


PackDetails = Callable[[Sequence[str]], PackedDetails]
"""Packs the details of the records at some paths."""


@dataclass(frozen=True, slots=True)
class PageContent:
    """Everything that one page says."""

    register: str
    """The id of the register; empty where its settings name none."""
    home: Sequence[str]
    """The parties that we are, as the settings name them."""
    lang: str
    """The language in which the page opens."""
    is_public: bool
    state: RegisterState
    roof: RoofView | None
    """The members that it is about; None where it is no roof."""
    clock: Clock
    zone: tzinfo | None
    """The time zone of the register; None is the machine's."""
    registry: Registry
    events: EventRegistry
    overview: Overview
    all_records: int
    """The number of records in the register, meetings left out; more than are shown where a filter picks."""
    moved: Mapping[str, MovedDeadline]
    """The deadlines that moved, by the path of the record; empty without git."""
    changed: Sequence[ChangedRecord] | None
    """What changed since a day, the latest first; None without git."""
    since: date
    """The first day of those changes."""
    trend: Trend | None
    """None without git."""
    unreadable: Sequence[Problem]
    details: PackDetails
