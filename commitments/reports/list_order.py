"""Orders judged records and cuts their list. It must not judge a record, and counts nothing."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace
from enum import StrEnum
from typing import Any, NamedTuple, assert_never

from commitments.model.calendar.dates import parse_date
from commitments.reports.status import CountGroup, JudgedRecord, StatusReport, urgency

_LAST = 10_000_000
"""A number after the ordinal of every day."""


class SortKey(StrEnum):
    """What a list is sorted by."""

    URGENCY = "urgency"
    DUE = "due"
    HEARD = "heard"
    MADE = "made"
    TITLE = "title"
    ID = "id"


class ListTerms(NamedTuple):
    """How a list is ordered, and how long it may be."""

    sort: SortKey = SortKey.URGENCY
    limit: int = 0
    """The most records; 0 for all."""


class RecordList(NamedTuple):
    """The records that are listed."""

    rows: list[JudgedRecord]
    hidden: int
    """The number of records that the limit leaves out."""


def list_records(rows: Iterable[JudgedRecord], terms: ListTerms, lang: str) -> RecordList:
    """The records in their order, as many as may be listed; equal ones keep the order that they have.

    `lang` is the language of the titles. By `due` the nearest deadline comes first, by `heard` what was never
    heard of and then the longest silent, by `made` the oldest; without a deadline or a `made_on` it is last.
    """
    ordered = sorted(rows, key=_key_function(terms.sort, lang))
    shown = ordered[: terms.limit] if terms.limit else ordered
    return RecordList(shown, len(ordered) - len(shown))


def listed_report(report: StatusReport, terms: ListTerms, lang: str) -> StatusReport:
    """The report with its list, and that of each of its groups, in their order and length."""
    if terms == ListTerms():
        return report
    rows, hidden = list_records(report.rows, terms, lang)
    groups = report.groups and [_listed_group(group, terms, lang) for group in report.groups]
    by_urgency = terms.sort is SortKey.URGENCY
    return replace(report, rows=rows, hidden=hidden, groups=groups, is_by_urgency=by_urgency)


def _listed_group(group: CountGroup, terms: ListTerms, lang: str) -> CountGroup:
    rows, hidden = list_records(group.rows, terms, lang)
    return replace(group, rows=rows, hidden=hidden)


def _made_day(row: JudgedRecord) -> int:
    made_on = parse_date(row.outline.made_on)
    return made_on.earliest.toordinal() if made_on and made_on.earliest else _LAST


def _key_function(sort: SortKey, lang: str) -> Callable[[JudgedRecord], Any]:
    match sort:
        case SortKey.URGENCY:
            return urgency
        case SortKey.DUE:
            return lambda row: row.outline.due_latest or _LAST
        case SortKey.HEARD:
            return lambda row: row.heard
        case SortKey.MADE:
            return _made_day
        case SortKey.TITLE:
            from commitments.model.collation import sort_key  # slow to load

            return lambda row: sort_key(row.outline.title(lang))
        case SortKey.ID:
            return lambda row: row.outline.id
        case _:
            assert_never(sort)
