"""Writes changes as a story by day: who did what to which record. Knows no format but the table."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date
from itertools import groupby
from typing import Any, NamedTuple

from commitments.changes.change import Change, ChangeKind
from commitments.errors import N_
from commitments.model.events import NO_EVENTS, EventRegistry
from commitments.model.parties.party import Registry
from commitments.model.revision import Revision
from commitments.render.answer import SHORT_ID, Screen
from commitments.render.changes.sentences import ChangeWords
from commitments.render.paint import paint, text
from commitments.render.safe import one_line
from commitments.render.words import Words

MOST_SHOWN = 200
"""Changes that a terminal shows; older ones are counted."""

WEEKDAYS = (
    N_("Monday"),
    N_("Tuesday"),
    N_("Wednesday"),
    N_("Thursday"),
    N_("Friday"),
    N_("Saturday"),
    N_("Sunday"),
)

_SIGNS = {
    ChangeKind.ADDED: ("+", "green"),
    ChangeKind.REMOVED: ("−", "red"),
    ChangeKind.RENAMED: ("→", "cyan"),
    ChangeKind.UNREADABLE: ("✗", "bold red"),
    ChangeKind.READABLE: ("✓", "green"),
}
"""A sign for each kind of change of a record, so that colour is never the only difference."""

_UNCOMMITTED = N_("Working tree, not committed yet")
_BETWEEN = " · "


class _Line(NamedTuple):
    """A line before it is laid out: its depth, its sign, and its texts, each with a style."""

    depth: int
    sign: tuple[str, str]
    texts: Sequence[tuple[str, str]]


Day = Callable[[Revision], str]


def story(
    changes: Sequence[Change],
    registry: Registry,
    day: Day,
    screen: Screen,
    events: EventRegistry = NO_EVENTS,
) -> str:
    """The changes, oldest first; a terminal shows the newest of many."""
    if screen.width is None:
        change_words = ChangeWords(screen.words, registry, events=events)
        return _coloured_text(_lines_by_day(changes, day, change_words, screen.words))
    change_words = ChangeWords(screen.words, registry, max(60, 2 * (screen.width - 8)), events=events)
    newest = changes[-MOST_SHOWN:]
    parts = []
    if hidden := len(changes) - len(newest):
        older = screen.words.count(
            hidden,
            "{n} older change is not shown; narrow the question, or write all to a file with --output.",
            "{n} older changes are not shown; narrow the question, or write all to a file with --output.",
        )
        parts += [text(older, "dim"), text("")]
    for number, lines in enumerate(_lines_by_day(newest, day, change_words, screen.words)):
        parts += [text("")] if number else []
        parts += _lay_out(lines, screen)
    return paint(parts, screen)


def _lines_by_day(
    changes: Iterable[Change], day: Day, change_words: ChangeWords, words: Words
) -> Iterator[Iterator[_Line]]:
    """The lines of each day; the working tree is a day of its own."""
    for (is_committed, date_text), day_changes in groupby(
        changes, lambda change: (bool(change.at.id), day(change.at))
    ):
        yield _day_lines(
            _heading(date_text, words) if is_committed else words.say(_UNCOMMITTED), day_changes, change_words
        )


def _heading(day: str, words: Words) -> str:
    weekday = words.say(WEEKDAYS[date.fromisoformat(day).weekday()])
    return words.say("{weekday}, {date}", weekday=weekday, date=words.date(day))


def _day_lines(heading: str, changes: Iterable[Change], change_words: ChangeWords) -> Iterator[_Line]:
    yield _Line(0, ("", ""), [(heading, "bold")])
    for revision, commit_changes in groupby(changes, lambda change: change.at):
        if revision.id:
            pieces = [
                (one_line(revision.author), "cyan"),
                (one_line(revision.subject), ""),
                (revision.id[:SHORT_ID], "dim"),
            ]
            yield _Line(1, ("", ""), [piece for piece in pieces if piece[0]])
        for _, record_changes in groupby(commit_changes, lambda change: (change.id, change.path)):
            yield from _record_lines(list(record_changes), change_words)


def _record_lines(changes: Sequence[Change], change_words: ChangeWords) -> Iterator[_Line]:
    title = change_words.title(changes[0])
    pieces = [(title, "bold"), (one_line(changes[0].id), "dim" if title else "bold")]
    yield _Line(2, ("", ""), [piece for piece in pieces if piece[0]])
    for change in changes:
        yield _Line(3, _sign(change), [(change_words.sentence(change), "")])


def _sign(change: Change) -> tuple[str, str]:
    if change.field and change.old == "null":
        return "+", "green"
    if change.field:
        return ("−", "red") if change.new == "null" else ("·", "dim")
    return _SIGNS[ChangeKind(change.kind)]


def _lay_out(lines: Iterable[_Line], screen: Screen) -> Iterator[Any]:
    """The parts that rich prints: lines indented as far as there is room, and hanging where they wrap."""
    from rich.padding import Padding
    from rich.table import Table

    for has_sign, group in groupby(lines, lambda line: bool(line.sign[0])):
        for line in () if has_sign else group:
            yield Padding(_joined_pieces(line), (0, 0, 0, _indent(line, screen)))
        if has_sign:
            grid = Table.grid(padding=(0, 1, 0, 0))
            grid.add_column(no_wrap=True)
            grid.add_column(overflow="fold")
            for line in group:
                grid.add_row(text(*line.sign), _joined_pieces(line))
            yield Padding(grid, (0, 0, 0, _indent(line, screen)))


def _indent(line: _Line, screen: Screen) -> int:
    return max(line.depth - 1, 0) if screen.narrow else 2 * line.depth


def _joined_pieces(line: _Line) -> Any:
    return text(_BETWEEN).join([text(*piece) for piece in line.texts])


def _coloured_text(days: Iterable[Iterable[_Line]]) -> str:
    """Coloured lines for a pipe, uncut and without layout."""
    from rich.color import ColorSystem
    from rich.style import Style

    def coloured(piece: tuple[str, str]) -> str:
        content, style = piece
        return Style.parse(style).render(content, color_system=ColorSystem.STANDARD) if style else content

    def line_text(line: _Line) -> str:
        sign = f"{coloured(line.sign)} " if line.sign[0] else ""
        return f"{'  ' * line.depth}{sign}{_BETWEEN.join(map(coloured, line.texts))}".rstrip()

    return "\n".join("".join(f"{line_text(line)}\n" for line in lines) for lines in days)
