"""Writes the answers of `status` and `overdue`. Counts and judges nothing."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from commitments.model.lifecycle import Status, TermState
from commitments.model.outline import Outline
from commitments.model.party import Registry
from commitments.model.timeliness import Clock
from commitments.render.answer import Answer, Cells, Record, Screen
from commitments.render.formats.markdown_text import markdown_table
from commitments.render.paint import paint_line
from commitments.render.records.groups import (
    GROUP_ROW_KEYS,
    NamedGroup,
    group_columns,
    group_rows,
    group_table,
    named_groups,
)
from commitments.render.records.record_keys import ROW_KEYS, by_timeliness, markdown_columns, record_row
from commitments.render.records.record_list import RecordList, record_list_text
from commitments.render.records.summary import summary
from commitments.render.words import Words
from commitments.reports.overdue import OverdueReport
from commitments.reports.status import StatusReport


def status_answer(
    report: StatusReport, registry: Registry, outlines: Sequence[Outline], by: str | None, words: Words
) -> Answer:
    """`status` in every format; `outlines` are all records looked at, whose titles may name groups."""
    groups: Sequence[NamedGroup] | None = None
    if report.groups is not None and by is not None:
        titles = {outline.id: outline for outline in outlines} if by == "part_of" else {}
        groups = named_groups(report.groups, by, registry, titles, words)

    def head() -> dict[str, Any]:
        keys: dict[str, Any] = {
            "summary": {
                "total": report.counts.total,
                "by_timeliness": by_timeliness(report.counts),
                "by_status": {status.value: report.by_status.get(status, 0) for status in Status},
                "by_class": {
                    name.value: {"total": counts.total, "awaiting": counts.awaiting}
                    for name, counts in report.by_class.items()
                },
                "by_term": {state.value: report.by_term.get(state, 0) for state in TermState},
                "stale": report.attention.stale,
                "never_heard": report.attention.never_heard,
                "review_due": report.attention.review_due,
                "in_time_by_moved": {
                    "done": report.attention.done_by_moved,
                    "open": report.attention.open_by_moved,
                },
            }
        }
        if groups is not None:
            keys["groups"] = group_rows(groups)
        return keys

    def rows() -> list[Record]:
        return [record_row(row, report.clock) for row in report.rows]

    cells, table_columns = Cells(ROW_KEYS, rows), markdown_columns(registry, report.clock, words)
    if groups is not None:
        cells, table_columns = Cells(GROUP_ROW_KEYS, lambda: group_rows(groups)), group_columns(words)
    return Answer(
        "status",
        report.clock.today.isoformat(),
        "records",
        rows,
        lambda screen: _status_text(report, registry, groups, len(outlines), screen),
        cells,
        markdown_table(table_columns, cells.rows),
        head,
    )


def _status_text(
    report: StatusReport,
    registry: Registry,
    groups: Sequence[NamedGroup] | None,
    looked_at: int,
    screen: Screen,
) -> str:
    words, day = screen.words, _judging_day(report.clock, screen)
    if not report.counts.total and not report.rows:
        sentence = words.count(
            looked_at,
            "Nothing matches this question; {n} record was looked at.",
            "Nothing matches this question; {n} records were looked at.",
        )
        return paint_line(sentence, screen)
    if not report.counts.total:
        meetings = words.count(len(report.rows), "{n} meeting", "{n} meetings")
        return (
            paint_line(meetings, screen)
            + "\n"
            + record_list_text(RecordList(report.rows, report.clock, registry), screen)
        )
    heading = words.count(report.counts.total, "{n} commitment on {day}", "{n} commitments on {day}", day=day)
    parts = [paint_line(heading, screen), "\n", summary(report.counts, screen), "\n"]
    if groups is not None:
        return "".join([*parts, group_table(groups, screen)])
    if report.rows:
        return "".join([*parts, record_list_text(RecordList(report.rows, report.clock, registry), screen)])
    sentence = words.say("None of them is open; --all shows the closed ones.")
    return "".join([*parts, paint_line(sentence, screen)])


def _judging_day(clock: Clock, screen: Screen) -> str:
    """The day of judging, with the commit if a past state was judged."""
    words, day = screen.words, screen.words.date(clock.today.isoformat())
    if not screen.commit:
        return day
    return words.say("{day} (as git had them, commit {commit})", day=day, commit=screen.commit)


def overdue_answer(report: OverdueReport, registry: Registry, words: Words) -> Answer:
    """`overdue` in every format."""

    def rows() -> list[Record]:
        return [record_row(row, report.clock) for row in report.rows]

    return Answer(
        "overdue",
        report.clock.today.isoformat(),
        "records",
        rows,
        lambda screen: _overdue_text(report, registry, screen),
        Cells(ROW_KEYS, rows),
        markdown_table(markdown_columns(registry, report.clock, words), rows),
    )


def _overdue_text(report: OverdueReport, registry: Registry, screen: Screen) -> str:
    words, day = screen.words, _judging_day(report.clock, screen)
    if not report.rows:
        sentence = words.count(
            report.looked_at,
            "Nothing is overdue on {day}; {n} open commitment was looked at.",
            "Nothing is overdue on {day}; {n} open commitments were looked at.",
            day=day,
        )
        return paint_line(sentence, screen)
    late_count = sum(1 for row in report.rows if row.days_late)
    heading = words.count(late_count, "{n} overdue on {day}", "{n} overdue on {day}", day=day)
    if report.within is not None:
        soon_count = len(report.rows) - late_count
        heading += ", " + words.count(
            soon_count, "{n} due within {days} days", "{n} due within {days} days", days=report.within
        )
    record_list = RecordList(report.rows, report.clock, registry, with_reasons=True)
    return "".join([paint_line(heading, screen), "\n", record_list_text(record_list, screen)])
