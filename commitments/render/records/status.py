"""How the answers of `status` and `overdue` are written."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from commitments.model.lifecycle import Status
from commitments.model.outline import Outline
from commitments.model.party import Registry
from commitments.model.timeliness import Clock
from commitments.render.answer import Answer, Cells, Record, Screen
from commitments.render.formats.markdown_text import markdown_table
from commitments.render.paint import painted_line
from commitments.render.records.groups import (
    GROUP_NAMES,
    Named,
    group_columns,
    group_rows,
    group_table,
    named_groups,
)
from commitments.render.records.record_keys import NAMES, by_timeliness, columns, record_row
from commitments.render.records.record_list import RecordList, listed
from commitments.render.records.summary import summary
from commitments.render.words import Words
from commitments.reports.overdue import OverdueReport
from commitments.reports.status import StatusReport


def status_answer(
    report: StatusReport, registry: Registry, every: Sequence[Outline], by: str | None, words: Words
) -> Answer:
    """`status` in every format; `every` record that was looked at, of which groups may bear the names."""
    groups: Sequence[Named] | None = None
    if report.groups is not None and by is not None:
        titles = {item.id: item for item in every} if by == "part_of" else {}
        groups = named_groups(report.groups, by, registry, titles, words)

    def head() -> dict[str, Any]:
        found: dict[str, Any] = {
            "summary": {
                "total": report.counts.total,
                "by_timeliness": by_timeliness(report.counts),
                "by_status": {status.value: report.by_status.get(status, 0) for status in Status},
            }
        }
        if groups is not None:
            found["groups"] = group_rows(groups)
        return found

    def rows() -> list[Record]:
        return [record_row(row, report.clock) for row in report.rows]

    cells, shown = Cells(NAMES, rows), columns(registry, report.clock, words)
    if groups is not None:
        cells, shown = Cells(GROUP_NAMES, lambda: group_rows(groups)), group_columns(words)
    return Answer(
        "status",
        report.clock.today.isoformat(),
        "records",
        rows,
        lambda screen: _status_table(report, registry, groups, len(every), screen),
        cells,
        markdown_table(shown, cells.rows),
        head,
    )


def _status_table(
    report: StatusReport,
    registry: Registry,
    groups: Sequence[Named] | None,
    looked_at: int,
    screen: Screen,
) -> str:
    words, day = screen.words, _day(report.clock, screen)
    if not report.counts.total and not report.rows:
        nothing = words.count(
            looked_at,
            "Nothing matches this question; {n} record was looked at.",
            "Nothing matches this question; {n} records were looked at.",
        )
        return painted_line(nothing, screen)
    if not report.counts.total:
        meetings = words.count(len(report.rows), "{n} meeting", "{n} meetings")
        return (
            painted_line(meetings, screen)
            + "\n"
            + listed(RecordList(report.rows, report.clock, registry), screen)
        )
    top = words.count(report.counts.total, "{n} commitment on {day}", "{n} commitments on {day}", day=day)
    parts = [painted_line(top, screen), "\n", summary(report.counts, screen), "\n"]
    if groups is not None:
        return "".join([*parts, group_table(groups, screen)])
    if report.rows:
        return "".join([*parts, listed(RecordList(report.rows, report.clock, registry), screen)])
    closed = words.say("None of them is open; --all shows the closed ones.")
    return "".join([*parts, painted_line(closed, screen)])


def _day(clock: Clock, screen: Screen) -> str:
    """The day of judging, and whose state was judged where it is not today's."""
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
        lambda screen: _overdue_table(report, registry, screen),
        Cells(NAMES, rows),
        markdown_table(columns(registry, report.clock, words), rows),
    )


def _overdue_table(report: OverdueReport, registry: Registry, screen: Screen) -> str:
    words, day = screen.words, _day(report.clock, screen)
    if not report.rows:
        nothing = words.count(
            report.looked_at,
            "Nothing is overdue on {day}; {n} open commitment was looked at.",
            "Nothing is overdue on {day}; {n} open commitments were looked at.",
            day=day,
        )
        return painted_line(nothing, screen)
    late = sum(1 for row in report.rows if row.days_late)
    top = words.count(late, "{n} overdue on {day}", "{n} overdue on {day}", day=day)
    if report.within is not None:
        soon = len(report.rows) - late
        top += ", " + words.count(
            soon, "{n} due within {days} days", "{n} due within {days} days", days=report.within
        )
    late_ones = RecordList(report.rows, report.clock, registry, with_reasons=True)
    return "".join([painted_line(top, screen), "\n", listed(late_ones, screen)])
