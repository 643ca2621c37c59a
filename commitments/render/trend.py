"""How the answer of `trend` is written: numbers in columns, and on a screen a bar a day."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from operator import itemgetter
from typing import TYPE_CHECKING, Any

from commitments.model.lifecycle import Timeliness
from commitments.render.answer import Answer, Cells, Record, Screen
from commitments.render.columns import aligned, cells
from commitments.render.formats.markdown_text import markdown_table
from commitments.render.labels import TIMELINESS
from commitments.render.paint import STYLES, painted, painted_line, text
from commitments.render.records.record_keys import by_timeliness
from commitments.render.words import Words
from commitments.reports.trend import Point, Trend

if TYPE_CHECKING:
    from rich.text import Text

NAMES = ("date", "total", *(f"by_timeliness.{state.value}" for state in Timeliness), "unreadable")
"""The keys of a point as CSV has them."""

BLOCKS: Mapping[str, str] = {
    Timeliness.OVERDUE: "█",
    Timeliness.DUE_SOON: "▓",
    Timeliness.ON_TRACK: "▒",
    Timeliness.UNDATED: "░",
    Timeliness.SUSPENDED: "▌",
    Timeliness.DONE_ON_TIME: "▄",
    Timeliness.DONE_LATE: "▀",
    Timeliness.CLOSED: "─",
}
"""What a bar is drawn with, so that it reads without colour; all are in the fonts of every terminal."""

_UNREADABLE = "?"
_PAGE = 100
"""Columns of a picture whose reader's screen is not known."""
_LEAST_BAR = 24
"""Columns that a bar needs beside numbers under words; what is less goes under signs."""
_SHORT_BAR = 16
_LONGEST_BAR = 60


def trend_answer(trend: Trend, as_of: str, words: Words) -> Answer:
    """`trend` in every format."""

    def rows() -> list[Record]:
        return [_row(point) for point in trend.points]

    return Answer(
        "trend",
        as_of,
        "points",
        rows,
        lambda screen: _table(trend.points, screen),
        Cells(NAMES, rows),
        markdown_table(_columns(trend.points, words), rows),
    )


def _row(point: Point) -> Record:
    return {
        "date": point.day.isoformat(),
        "total": point.counts.total,
        "by_timeliness": by_timeliness(point.counts),
        "unreadable": point.unreadable,
    }


def _columns(points: Sequence[Point], words: Words) -> Mapping[str, Callable[[Record], Any]]:
    """What a Markdown table shows of a point."""
    counts = {words.say(TIMELINESS[state]): _count_of(state) for state in Timeliness}
    unreadable = {words.say("unreadable"): itemgetter("unreadable")} if _unreadable(points) else {}
    return {
        words.say("Date"): lambda row: words.date(row["date"]),
        words.say("total"): itemgetter("total"),
        **counts,
        **unreadable,
    }


def _count_of(timeliness: Timeliness) -> Callable[[Record], Any]:
    return lambda row: row["by_timeliness"][timeliness.value]


def _unreadable(points: Iterable[Point]) -> bool:
    return any(point.unreadable for point in points)


def _used(points: Sequence[Point]) -> list[Timeliness]:
    """A timeliness that no point has takes no column."""
    return [state for state in Timeliness if any(point.counts.by_timeliness.get(state) for point in points)]


def _table(points: Sequence[Point], screen: Screen) -> str:
    if screen.width is None and not screen.color:
        return _numbers(points, screen.words)
    if not any(point.counts.total or point.unreadable for point in points):
        first, last = (screen.words.date(point.day.isoformat()) for point in (points[0], points[-1]))
        return painted_line(
            screen.words.say("There is nothing to count from {first} to {last}.", first=first, last=last),
            screen,
        )
    return _picture(points, screen)


def _numbers(points: Sequence[Point], words: Words) -> str:
    columns = {words.say("Date"): [words.date(point.day.isoformat()) for point in points]}
    columns[words.say("total")] = [words.number(point.counts.total) for point in points]
    for kind in _used(points):
        columns[words.say(TIMELINESS[kind])] = [
            words.number(point.counts.by_timeliness.get(kind, 0)) for point in points
        ]
    if _unreadable(points):
        columns[words.say("unreadable")] = [words.number(point.unreadable) for point in points]
    first, *rest = [(head.upper(), column) for head, column in columns.items()]
    return aligned(dict([first, *(_to_the_right(*item) for item in rest)]))


def _to_the_right(head: str, column: list[str]) -> tuple[str, list[str]]:
    width = max(map(cells, [head, *column]))
    return " " * (width - cells(head)) + head, [item.rjust(width) for item in column]


class _Column:
    """Numbers of all points under one head."""

    def __init__(self, sign: str, word: str, style: str, numbers: Sequence[str]) -> None:
        self.sign, self.word, self.style, self.numbers = sign, word, style, numbers

    @property
    def named(self) -> str:
        """Sign and word."""
        return f"{self.sign} {self.word}" if self.sign else self.word

    def width(self, head: str) -> int:
        """What it takes with that head, with the gap before it."""
        return 2 + max(map(cells, [head, *self.numbers]))


def _number_columns(points: Sequence[Point], words: Words) -> list[_Column]:
    def shown(count: Callable[[Point], int]) -> list[str]:
        return [words.number(count(point)) if count(point) else "·" for point in points]

    found = [_Column("", words.say("total"), "bold", shown(lambda group: group.counts.total))]
    for kind in _used(points):
        found.append(_Column(BLOCKS[kind], words.say(TIMELINESS[kind]), STYLES[kind], shown(_count(kind))))
    if _unreadable(points):
        found.append(
            _Column(_UNREADABLE, words.say("unreadable"), "bold", shown(lambda state: state.unreadable))
        )
    return found


def _count(kind: Timeliness) -> Callable[[Point], int]:
    return lambda point: point.counts.by_timeliness.get(kind, 0)


def _picture(points: Sequence[Point], screen: Screen) -> str:
    """A line a point: its day, its bar, and as many of its numbers as there is room for."""
    width = screen.width or _PAGE
    days = [screen.words.date(point.day.isoformat()) for point in points]
    columns = _number_columns(points, screen.words)
    room = width - max(map(cells, days)) - 2
    for heads, least in (([item.named for item in columns], _LEAST_BAR), (_short(columns), _SHORT_BAR)):
        bar = room - sum(column.width(head) for column, head in zip(columns, heads, strict=True))
        if bar >= least:
            lines = _in_columns(points, days, columns, heads, min(bar, _LONGEST_BAR))
            legend = [] if least == _LEAST_BAR else _legend(columns, width)
            return painted([_joined([*legend, *lines])], screen)
    lines = _in_pairs(points, days, columns, room - columns[0].width(""), width)
    return painted([_joined([*_legend(columns, width), *lines])], screen)


def _short(columns: Sequence[_Column]) -> list[str]:
    return [column.sign or column.word for column in columns]


def _in_columns(
    points: Sequence[Point], days: Sequence[str], columns: Sequence[_Column], heads: Sequence[str], bar: int
) -> Iterable[Text]:
    first = max(map(cells, days))
    top = text(" " * (first + 2 + bar))
    for column, head in zip(columns, heads, strict=True):
        top.append(_rjust(head, column.width(head)), column.style)
    yield top
    most = max(item.counts.total for item in points)
    for place, point in enumerate(points):
        line = text(f"{_ljust(days[place], first)}  ") + _bar(point, most, bar)
        for column, head in zip(columns, heads, strict=True):
            number = column.numbers[place]
            line.append(_rjust(number, column.width(head)), "dim" if number == "·" else column.style)
        yield line


def _in_pairs(
    points: Sequence[Point], days: Sequence[str], columns: Sequence[_Column], bar: int, width: int
) -> Iterable[Text]:
    """Where the screen is narrow: the numbers of a point below its bar."""
    most = max(item.counts.total for item in points)
    first = max(map(cells, days))
    for place, point in enumerate(points):
        total = _rjust(columns[0].numbers[place], columns[0].width("")) + "  "
        yield text(_ljust(days[place], first)) + text(total, "bold") + _bar(point, most, max(bar, 1))
        shown = [column for column in columns[1:] if column.numbers[place] != "·"]
        pieces = [text(f"{item.sign}{item.numbers[place]}", item.style) for item in shown]
        yield from (text("  ") + line for line in _wrapped(pieces, width - 2))


def _legend(columns: Sequence[_Column], width: int) -> Iterable[Text]:
    yield from _wrapped([text(column.named, column.style) for column in columns if column.sign], width)
    yield text("")


def _wrapped(pieces: Sequence[Text], width: int) -> Iterable[Text]:
    """Pieces side by side, none of them broken."""
    line = text("")
    for piece in pieces:
        if line and line.cell_len + 2 + piece.cell_len > width:
            yield line
            line = text("")
        line.append("  " if line else "").append_text(piece)
    if line:
        yield line


def _joined(lines: Iterable[Text]) -> Text:
    return text("\n").join(lines)


def _bar(point: Point, most: int, width: int) -> Text:
    """The bar of one point, filled up to `width`; the fullest point fills all of it."""
    kinds = list(Timeliness)
    parts = lengths([point.counts.by_timeliness.get(item, 0) for item in kinds], most, width)
    line = text("")
    for kind, length in zip(kinds, parts, strict=True):
        line.append(BLOCKS[kind] * length, STYLES[kind])
    return line + text(" " * (width - sum(parts)))


def lengths(counts: Sequence[int], most: int, width: int) -> list[int]:
    """How long each part of a bar is, where a bar of `most` takes all of `width`.

    What is there at all takes one column at least, if only there are so many.
    """
    total = sum(counts)
    if not total:
        return [0] * len(counts)
    whole = max(round(total / most * width), min(width, sum(1 for count in counts if count)))
    exact = [count / total * whole for count in counts]
    found = [max(int(id), 1 if id else 0) for id in exact]
    while sum(found) < whole:
        found[max(range(len(found)), key=lambda at: exact[at] - found[at])] += 1
    while sum(found) > whole:
        wide = [at for at in range(len(found)) if found[at] > 1] or [
            at for at in range(len(found)) if found[at]
        ]
        found[min(wide, key=lambda at: exact[at] - found[at])] -= 1
    return found


def _ljust(content: str, width: int) -> str:
    return content + " " * (width - cells(content))


def _rjust(content: str, width: int) -> str:
    return " " * (width - cells(content)) + content
