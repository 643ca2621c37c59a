"""Changes as a story by day: who did what to which record. For a terminal; a pipe has plain lines."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date
from itertools import groupby
from typing import Any, NamedTuple

from commitments.changes.change import Change, ChangeKind
from commitments.errors import N_
from commitments.model.party import Registry
from commitments.model.revision import Revision
from commitments.render.answer import Screen
from commitments.render.changes.sentences import ChangeWords
from commitments.render.paint import painted, text
from commitments.render.safe import one_line
from commitments.render.words import Words

SHOWN = 200
"""Changes that a terminal shows; older ones are counted."""

SHORT = 7
"""Digits of a commit's id that people are shown."""

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
"""A sign for what became of a record, so that colour is never the only difference."""

_UNCOMMITTED = N_("Working tree, not committed yet")
_BETWEEN = " · "


class _Line(NamedTuple):
    """A line before it is laid out: how deep it stands, its sign, and its texts with their styles."""

    depth: int
    sign: tuple[str, str]
    texts: Sequence[tuple[str, str]]


Day = Callable[[Revision], str]


def story(changes: Sequence[Change], registry: Registry, day: Day, screen: Screen) -> str:
    """The changes, oldest first; a terminal shows the newest of many."""
    if screen.width is None:
        return _endless(_days(changes, day, ChangeWords(screen.words, registry), screen.words))
    said = ChangeWords(screen.words, registry, max(60, 2 * (screen.width - 8)))
    shown = changes[-SHOWN:]
    parts = []
    if hidden := len(changes) - len(shown):
        older = screen.words.count(
            hidden,
            "{n} older change is not shown; narrow the question, or pipe it to see all.",
            "{n} older changes are not shown; narrow the question, or pipe it to see all.",
        )
        parts += [text(older, "dim"), text("")]
    for number, lines in enumerate(_days(shown, day, said, screen.words)):
        parts += [text("")] if number else []
        parts += _laid(lines, screen)
    return painted(parts, screen)


def _days(changes: Iterable[Change], day: Day, said: ChangeWords, words: Words) -> Iterator[Iterator[_Line]]:
    """The lines of each day; the working tree is told by itself."""
    for (committed, when), of_day in groupby(changes, lambda change: (bool(change.at.id), day(change.at))):
        yield _of_day(_heading(when, words) if committed else words.say(_UNCOMMITTED), of_day, said)


def _heading(day: str, words: Words) -> str:
    weekday = words.say(WEEKDAYS[date.fromisoformat(day).weekday()])
    return words.say("{weekday}, {date}", weekday=weekday, date=words.date(day))


def _of_day(heading: str, changes: Iterable[Change], said: ChangeWords) -> Iterator[_Line]:
    yield _Line(0, ("", ""), [(heading, "bold")])
    for at, of_commit in groupby(changes, lambda change: change.at):
        if at.id:
            told = [(one_line(at.author), "cyan"), (one_line(at.subject), ""), (at.id[:SHORT], "dim")]
            yield _Line(1, ("", ""), [sentence for sentence in told if sentence[0]])
        for _, of_record in groupby(of_commit, lambda file: (file.id, file.path)):
            yield from _of_record(list(of_record), said)


def _of_record(changes: Sequence[Change], said: ChangeWords) -> Iterator[_Line]:
    title = said.title(changes[0])
    names = [(title, "bold"), (one_line(changes[0].id), "dim" if title else "bold")]
    yield _Line(2, ("", ""), [name for name in names if name[0]])
    for change in changes:
        yield _Line(3, _sign(change), [(said.sentence(change), "")])


def _sign(change: Change) -> tuple[str, str]:
    if change.field and change.old == "null":
        return "+", "green"
    if change.field:
        return ("−", "red") if change.new == "null" else ("·", "dim")
    return _SIGNS[ChangeKind(change.kind)]


def _laid(lines: Iterable[_Line], screen: Screen) -> Iterator[Any]:
    """Lines as rich prints them: indented as far as the screen has room, and hanging where they wrap."""
    from rich.padding import Padding
    from rich.table import Table

    for signed, group in groupby(lines, lambda line: bool(line.sign[0])):
        for line in () if signed else group:
            yield Padding(_texts(line), (0, 0, 0, _indent(line, screen)))
        if signed:
            grid = Table.grid(padding=(0, 1, 0, 0))
            grid.add_column(no_wrap=True)
            grid.add_column(overflow="fold")
            for line in group:
                grid.add_row(text(*line.sign), _texts(line))
            yield Padding(grid, (0, 0, 0, _indent(line, screen)))


def _indent(line: _Line, screen: Screen) -> int:
    return max(line.depth - 1, 0) if screen.narrow else 2 * line.depth


def _texts(line: _Line) -> Any:
    return text(_BETWEEN).join([text(*item) for item in line.texts])


def _endless(days: Iterable[Iterable[_Line]]) -> str:
    """Coloured lines for a pipe: uncut, however many, and nothing to lay out."""
    from rich.color import ColorSystem
    from rich.style import Style

    def coloured(piece: tuple[str, str]) -> str:
        content, style = piece
        return Style.parse(style).render(content, color_system=ColorSystem.STANDARD) if style else content

    def shown(line: _Line) -> str:
        sign = f"{coloured(line.sign)} " if line.sign[0] else ""
        return f"{'  ' * line.depth}{sign}{_BETWEEN.join(map(coloured, line.texts))}".rstrip()

    return "\n".join("".join(f"{shown(line)}\n" for line in lines) for lines in days)
