"""Writes the answer of `trend`: numbers in columns, and on a screen a bar for each day. Counts nothing."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from operator import itemgetter
from typing import TYPE_CHECKING, Any

from commitments.model.lifecycle import Timeliness
from commitments.render.answer import Answer, Cells, Record, Screen
from commitments.render.columns import align_columns, display_width
from commitments.render.formats.markdown_text import markdown_table
from commitments.render.names.labels import TIMELINESS
from commitments.render.paint import STYLES, paint, paint_line, text
from commitments.render.records.record_keys import by_timeliness
from commitments.render.roof import untold
from commitments.render.untold_total import untold_total
from commitments.render.words import Words
from commitments.reports.trend import Trend, TrendPoint

if TYPE_CHECKING:
    from rich.text import Text

ROW_KEYS = ("date", "total", *(f"by_timeliness.{state.value}" for state in Timeliness), "unreadable")
"""The keys of a point in CSV."""

BLOCKS: Mapping[str, str] = {
    Timeliness.OVERDUE: "█",
    Timeliness.DUE_SOON: "▓",
    Timeliness.ON_TRACK: "▒",
    Timeliness.AWAITING: "┄",
    Timeliness.UNDATED: "░",
    Timeliness.SUSPENDED: "▌",
    Timeliness.DONE_ON_TIME: "▄",
    Timeliness.DONE_LATE: "▀",
    Timeliness.DONE: "■",
    Timeliness.CLOSED: "─",
}
"""The blocks of a bar, which differ without colour; the fonts of all terminals have them."""

_UNREADABLE_SIGN = "?"
_UNTOLD = "–"
"""Stands for the numbers of a day that is not known."""
_DEFAULT_WIDTH = 100
"""Columns of a picture for a screen of unknown width."""
_LEAST_BAR = 24
"""Columns that a bar needs beside numbers under words; with less room they stand under signs."""
_SHORT_BAR = 16
"""Columns that a bar needs beside numbers under signs; with less room they stand below the bar."""
_LONGEST_BAR = 60


def trend_answer(trend: Trend, as_of: str, words: Words) -> Answer:
    """`trend` in every format."""

    def rows() -> list[Record]:
        return [_point_row(point) for point in trend.points]

    return Answer(
        "trend",
        as_of,
        "points",
        rows,
        lambda screen: _trend_text(trend.points, screen),
        Cells(ROW_KEYS, rows),
        markdown_table(_markdown_columns(trend.points, words), rows),
    )


def _point_row(point: TrendPoint) -> Record:
    numbers = {
        "total": point.counts.total,
        "by_timeliness": by_timeliness(point.counts),
        "unreadable": point.unreadable,
    }
    return {"date": point.day.isoformat(), **(numbers if point.is_told else untold(numbers))}


def _markdown_columns(points: Sequence[TrendPoint], words: Words) -> Mapping[str, Callable[[Record], Any]]:
    """The columns of a Markdown table, each with its reader of a row."""
    counts = {words.say(TIMELINESS[state]): _row_count(state) for state in Timeliness}
    unreadable = {words.say("unreadable"): itemgetter("unreadable")} if _has_unreadable(points) else {}
    return {
        words.say("Date"): lambda row: words.date(row["date"]),
        words.say("total"): itemgetter("total"),
        **counts,
        **unreadable,
    }


def _row_count(timeliness: Timeliness) -> Callable[[Record], Any]:
    return lambda row: row["by_timeliness"][timeliness.value]


def _has_unreadable(points: Iterable[TrendPoint]) -> bool:
    return any(point.unreadable for point in points)


def _used_states(points: Sequence[TrendPoint]) -> list[Timeliness]:
    """The states that some point has; only these take a column."""
    return [state for state in Timeliness if any(point.counts.by_timeliness.get(state) for point in points)]


def _trend_text(points: Sequence[TrendPoint], screen: Screen) -> str:
    if untold := untold_total(screen):
        return "".join(paint_line(line, screen) for line in untold)
    if screen.width is None and not screen.color:
        return _aligned_numbers(points, screen.words)
    if not any(point.counts.total or point.unreadable or not point.is_told for point in points):
        first_day, last_day = (screen.words.date(point.day.isoformat()) for point in (points[0], points[-1]))
        return paint_line(
            screen.words.say(
                "There is nothing to count from {first} to {last}.", first=first_day, last=last_day
            ),
            screen,
        )
    return _picture(points, screen)


def _aligned_numbers(points: Sequence[TrendPoint], words: Words) -> str:
    columns = {words.say("Date"): [words.date(point.day.isoformat()) for point in points]}

    def numbers(count: Callable[[TrendPoint], int]) -> list[str]:
        return [words.number(count(point)) if point.is_told else _UNTOLD for point in points]

    columns[words.say("total")] = numbers(lambda point: point.counts.total)
    for state in _used_states(points):
        columns[words.say(TIMELINESS[state])] = numbers(_point_count(state))
    if _has_unreadable(points):
        columns[words.say("unreadable")] = numbers(lambda point: point.unreadable)
    day_column, *number_columns = [(head.upper(), column) for head, column in columns.items()]
    return align_columns(dict([day_column, *(_right_aligned(*column) for column in number_columns)]))


def _right_aligned(head: str, column: list[str]) -> tuple[str, list[str]]:
    width = max(map(display_width, [head, *column]))
    return " " * (width - display_width(head)) + head, [number.rjust(width) for number in column]


class _NumberColumn:
    """The numbers of all points under one head."""

    def __init__(self, sign: str, word: str, style: str, numbers: Sequence[str]) -> None:
        self.sign, self.word, self.style, self.numbers = sign, word, style, numbers

    @property
    def label(self) -> str:
        """The sign and the word."""
        return f"{self.sign} {self.word}" if self.sign else self.word

    def width(self, head: str) -> int:
        """Columns that it takes under this head, with the gap before it."""
        return 2 + max(map(display_width, [head, *self.numbers]))


def _number_columns(points: Sequence[TrendPoint], words: Words) -> list[_NumberColumn]:
    def number_column(sign: str, word: str, style: str, count: Callable[[TrendPoint], int]) -> _NumberColumn:
        numbers = [
            _UNTOLD if not point.is_told else words.number(count(point)) if count(point) else "·"
            for point in points
        ]
        return _NumberColumn(sign, word, style, numbers)

    columns = [number_column("", words.say("total"), "bold", lambda point: point.counts.total)]
    for state in _used_states(points):
        word = words.say(TIMELINESS[state])
        columns.append(number_column(BLOCKS[state], word, STYLES[state], _point_count(state)))
    if _has_unreadable(points):
        word = words.say("unreadable")
        columns.append(number_column(_UNREADABLE_SIGN, word, "bold", lambda point: point.unreadable))
    return columns


def _point_count(state: Timeliness) -> Callable[[TrendPoint], int]:
    return lambda point: point.counts.by_timeliness.get(state, 0)


def _picture(points: Sequence[TrendPoint], screen: Screen) -> str:
    """A line for each point: its day, its bar, and its numbers where they fit."""
    width = screen.width or _DEFAULT_WIDTH
    days = [screen.words.date(point.day.isoformat()) for point in points]
    columns = _number_columns(points, screen.words)
    room = width - max(map(display_width, days)) - 2
    for heads, least_bar in (
        ([column.label for column in columns], _LEAST_BAR),
        (_short_heads(columns), _SHORT_BAR),
    ):
        bar = room - sum(column.width(head) for column, head in zip(columns, heads, strict=True))
        if bar >= least_bar:
            lines = _wide_lines(points, days, columns, heads, min(bar, _LONGEST_BAR))
            legend = [] if least_bar == _LEAST_BAR else _legend(columns, width)
            return paint([_join_lines([*legend, *lines])], screen)
    lines = _narrow_lines(points, days, columns, room - columns[0].width(""), width)
    return paint([_join_lines([*_legend(columns, width), *lines])], screen)


def _short_heads(columns: Sequence[_NumberColumn]) -> list[str]:
    return [column.sign or column.word for column in columns]


def _wide_lines(
    points: Sequence[TrendPoint],
    days: Sequence[str],
    columns: Sequence[_NumberColumn],
    heads: Sequence[str],
    bar: int,
) -> Iterable[Text]:
    day_width = max(map(display_width, days))
    top = text(" " * (day_width + 2 + bar))
    for column, head in zip(columns, heads, strict=True):
        top.append(_rjust(head, column.width(head)), column.style)
    yield top
    highest_total = max(point.counts.total for point in points)
    for index, point in enumerate(points):
        line = text(f"{_ljust(days[index], day_width)}  ") + _bar(point, highest_total, bar)
        for column, head in zip(columns, heads, strict=True):
            number = column.numbers[index]
            line.append(_rjust(number, column.width(head)), "dim" if number == "·" else column.style)
        yield line


def _narrow_lines(
    points: Sequence[TrendPoint], days: Sequence[str], columns: Sequence[_NumberColumn], bar: int, width: int
) -> Iterable[Text]:
    """For a narrow screen: the numbers of a point below its bar."""
    highest_total = max(point.counts.total for point in points)
    day_width = max(map(display_width, days))
    for index, point in enumerate(points):
        total = _rjust(columns[0].numbers[index], columns[0].width("")) + "  "
        yield (
            text(_ljust(days[index], day_width))
            + text(total, "bold")
            + _bar(point, highest_total, max(bar, 1))
        )
        filled_columns = [column for column in columns[1:] if column.numbers[index] != "·"]
        pieces = [text(f"{column.sign}{column.numbers[index]}", column.style) for column in filled_columns]
        yield from (text("  ") + line for line in _wrap_pieces(pieces, width - 2))


def _legend(columns: Sequence[_NumberColumn], width: int) -> Iterable[Text]:
    yield from _wrap_pieces([text(column.label, column.style) for column in columns if column.sign], width)
    yield text("")


def _wrap_pieces(pieces: Sequence[Text], width: int) -> Iterable[Text]:
    """Lines of pieces side by side, none of them broken."""
    line = text("")
    for piece in pieces:
        if line and line.cell_len + 2 + piece.cell_len > width:
            yield line
            line = text("")
        line.append("  " if line else "").append_text(piece)
    if line:
        yield line


def _join_lines(lines: Iterable[Text]) -> Text:
    return text("\n").join(lines)


def _bar(point: TrendPoint, highest_total: int, width: int) -> Text:
    """The bar of one point, padded to `width` columns; the point with the highest total fills them."""
    states = list(Timeliness)
    parts = bar_lengths([point.counts.by_timeliness.get(state, 0) for state in states], highest_total, width)
    line = text("")
    for state, length in zip(states, parts, strict=True):
        line.append(BLOCKS[state] * length, STYLES[state])
    return line + text(" " * (width - sum(parts)))


def bar_lengths(counts: Sequence[int], highest_total: int, width: int) -> list[int]:
    """The columns of each part of a bar, where a bar of `highest_total` takes all of `width`.

    A count above zero takes one column at least, if there are enough of them.
    """
    total = sum(counts)
    if not total:
        return [0] * len(counts)
    bar_length = max(round(total / highest_total * width), min(width, sum(1 for count in counts if count)))
    exact_lengths = [count / total * bar_length for count in counts]
    part_lengths = [max(int(length), 1 if length else 0) for length in exact_lengths]
    while sum(part_lengths) < bar_length:
        indexes = range(len(part_lengths))
        part_lengths[max(indexes, key=lambda index: exact_lengths[index] - part_lengths[index])] += 1
    while sum(part_lengths) > bar_length:
        wide = [index for index, length in enumerate(part_lengths) if length > 1] or [
            index for index, length in enumerate(part_lengths) if length
        ]
        part_lengths[min(wide, key=lambda index: exact_lengths[index] - part_lengths[index])] -= 1
    return part_lengths


def _ljust(content: str, width: int) -> str:
    return content + " " * (width - display_width(content))


def _rjust(content: str, width: int) -> str:
    return " " * (width - display_width(content)) + content
