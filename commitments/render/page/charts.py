"""Draws how records stood over time and when deadlines come, as SVG beside tables. Counts nothing."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from typing import NamedTuple

from commitments.errors import N_
from commitments.model.lifecycle import Timeliness
from commitments.render.page.both_languages import Text
from commitments.render.page.context import PageContext
from commitments.render.page.markup import Html
from commitments.reports.overview.coming_deadlines import MonthOfDeadlines
from commitments.reports.trend import TrendPoint

_HEIGHT = 120
_BAR = 16
_STEP = 20


class _Band(NamedTuple):
    """States that share a band of a bar."""

    name: str
    label: str
    states: Sequence[Timeliness]


_BANDS = (
    _Band("overdue", N_("overdue"), (Timeliness.OVERDUE,)),
    _Band("open", N_("open, within deadline"), (Timeliness.DUE_SOON, Timeliness.ON_TRACK)),
    _Band(
        "waiting",
        N_("awaiting, undated or suspended"),
        (Timeliness.AWAITING, Timeliness.UNDATED, Timeliness.SUSPENDED),
    ),
    _Band("done", N_("done"), (Timeliness.DONE_ON_TIME, Timeliness.DONE_LATE, Timeliness.DONE)),
    _Band("closed", N_("closed"), (Timeliness.CLOSED,)),
)
"""From the foot of a bar up."""


def trend_chart(page: PageContext) -> Html | None:
    """A bar for each month, with its legend and its table."""
    trend, words, element = page.content.trend, page.words, page.markup.element
    if trend is None or len(trend.points) < 2 or not any(point.counts.total for point in trend.points):
        return None
    points = trend.points
    months = words.count(len(points), "{n} month", "{n} months")
    heads = [words.say("Day"), words.say("Total"), *(words.say(band.label) for band in _BANDS)]
    table = page.table(
        "trend-table", words.say("Trend"), heads, (_trend_row(page, point) for point in points)
    )
    unreadable = sum(1 for point in points if point.unreadable)
    note = None
    if unreadable:
        sentence = words.count(
            unreadable,
            "On {n} of these days some records could not be read; they are not counted.",
            "On {n} of these days some records could not be read; they are not counted.",
        )
        note = element("p", sentence, class_="note")
    return page.section(
        "trend",
        words.say("Trend of {months}", months=months),
        element("div", _bars(page, points), _axis(page, points), class_="chart"),
        _legend(page),
        element("details", element("summary", words.say("The numbers")), table),
        note,
    )


def _count(point: TrendPoint, band: _Band) -> int:
    return sum(point.counts.by_timeliness.get(state, 0) for state in band.states)


def _trend_row(page: PageContext, point: TrendPoint) -> list[Html | Text | str]:
    number = page.words.number
    counts = [number(_count(point, band)) for band in _BANDS]
    return [page.words.date(point.day.isoformat()), number(point.counts.total), *counts]


def _bars(page: PageContext, points: Sequence[TrendPoint]) -> Html:
    element, first, last = page.markup.element, points[0], points[-1]
    label = page.words.say(
        "Records on {first}: {before}, on {last}: {after}",
        first=page.words.date(first.day.isoformat()),
        before=page.words.number(first.counts.total),
        last=page.words.date(last.day.isoformat()),
        after=page.words.number(last.counts.total),
    )
    highest = max(point.counts.total for point in points)
    bars = [part for place, point in enumerate(points) for part in _bar(page, point, place, highest)]
    return element(
        "svg",
        _patterns(page),
        *bars,
        viewBox=f"0 0 {len(points) * _STEP} {_HEIGHT}",
        preserveAspectRatio="none",
        role="img",
        aria_label=label,
    )


def _bar(page: PageContext, point: TrendPoint, place: int, highest: int) -> Iterator[Html]:
    """The bands of one bar, each above the other; the coordinates are whole hundredths, equal everywhere."""
    below = 0
    for band in _BANDS:
        if count := _count(point, band):
            foot, top = (_HEIGHT - _HEIGHT * number / highest for number in (below, below + count))
            below += count
            yield page.markup.element(
                "rect",
                x=place * _STEP + (_STEP - _BAR) // 2,
                y=f"{top:.2f}",
                width=_BAR,
                height=f"{foot - top:.2f}",
                fill=f"url(#p-{band.name})",
            )


_STRIPES = {
    "overdue": "M0 0L8 8M-2 6L2 10M6 -2L10 2",
    "open": "",
    "waiting": "M2 2h1M6 6h1",
    "done": "M0 4h8",
    "closed": "M4 0v8",
}


def _patterns(page: PageContext) -> Html:
    """The pattern of each band, so that colour is never the only difference."""
    element = page.markup.element
    return element(
        "defs",
        *(
            element(
                "pattern",
                element("rect", width=8, height=8, class_=f"f-{band.name}"),
                element("path", d=_STRIPES[band.name], class_="stripe") if _STRIPES[band.name] else None,
                id=f"p-{band.name}",
                width=8,
                height=8,
                patternUnits="userSpaceOnUse",
            )
            for band in _BANDS
        ),
    )


def _axis(page: PageContext, points: Sequence[TrendPoint]) -> Html:
    """The first, the middle and the last day below the bars."""
    places = sorted({0, len(points) // 2, len(points) - 1})
    days = [page.words.date(points[place].day.isoformat()) for place in places]
    spans = [page.markup.element("span", day) for day in days]
    return page.markup.element("p", *spans, class_="axis", aria_hidden="true")


def _legend(page: PageContext) -> Html:
    element = page.markup.element
    items = [
        element(
            "li",
            element(
                "svg",
                element("rect", width=16, height=16, fill=f"url(#p-{band.name})"),
                viewBox="0 0 16 16",
                aria_hidden="true",
            ),
            page.words.say(band.label),
        )
        for band in reversed(_BANDS)
    ]
    return element("ul", *items, class_="legend")


def coming_deadlines(page: PageContext) -> Html | None:
    """The deadlines of the next months: a table of which each row is a bar."""
    coming, words = page.content.overview.coming, page.words
    if not any(_total(month) for month in coming.months):
        return None
    highest = max(1, *(_total(month) for month in coming.months))
    heads = [words.say("Month"), words.say("Records"), words.say("Milestones"), words.say("Together")]
    rows = (_month_row(page, month, highest) for month in coming.months)
    sentence = words.say(
        "Past: {past}. Later than these months: {later}.",
        past=words.number(coming.past),
        later=words.number(coming.later),
    )
    return page.section(
        "coming",
        words.say("Deadlines of the next twelve months"),
        page.table("months", words.say("Deadlines of the next twelve months"), heads, rows),
        page.markup.element("p", sentence, class_="note"),
    )


def _total(month: MonthOfDeadlines) -> int:
    return month.records + month.milestones


def _month_row(page: PageContext, month: MonthOfDeadlines, highest: int) -> list[Html | Text | str]:
    element, number, total = page.markup.element, page.words.number, _total(month)
    bar = element(
        "svg",
        element("rect", width=f"{100 * total / highest:.2f}", height=10, class_="f-done"),
        viewBox="0 0 100 10",
        preserveAspectRatio="none",
        aria_hidden="true",
    )
    shown = page.markup.join([element("span", number(total)), bar])
    return [page.words.date(_month(month.first)), number(month.records), number(month.milestones), shown]


def _month(first: date) -> str:
    return f"{first.year:04}-{first.month:02}"
