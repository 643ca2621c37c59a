"""What people read of an import: row by row, with every fault at its cell. Decides nothing."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from itertools import islice
from typing import NamedTuple

from commitments.errors import N_
from commitments.model.party import Registry
from commitments.render.answer import Screen
from commitments.render.imports.words import ACTIONS, fault_words, record_summary, sentence, title
from commitments.render.paint import painted, text
from commitments.render.rule_sentences import message
from commitments.render.safe import one_line
from commitments.render.words import Words
from commitments.writing.import_table import Action, Fault, Import, Planned

SHOWN = 100
"""Rows that a terminal shows of those with faults, and of the others."""

_SIGNS: Mapping[Action, tuple[str, str]] = {
    Action.ADDED: ("+", "green"),
    Action.CHANGED: ("~", "yellow"),
    Action.UNCHANGED: ("=", "dim"),
    Action.FAULT: ("✗", "bold red"),
}


class Ran(NamedTuple):
    """What was asked of an import, as far as its answer depends on it."""

    file: str
    today: date
    write: bool
    skip_faulty: bool


class _Line(NamedTuple):
    indent: int
    pieces: tuple[tuple[str, str], ...]
    """Each text with its style."""


def report(found: Import, ran: Ran, registry: Registry, screen: Screen) -> str:
    """The rows and what comes of them all, as this screen reads them best."""
    chosen, hidden = _chosen(found, screen)
    lines = [line for item in chosen for line in _lines(item, found, registry, screen.words)]
    lines += [
        _Line(0, ((f"✗ {one_line(file.path)}: ", "bold red"), (message(file, screen.words), "")))
        for file in found.beside
    ]
    if hidden:
        more = screen.words.count(
            hidden,
            "{n} more row is not shown; pipe the answer to see all.",
            "{n} more rows are not shown; pipe the answer to see all.",
        )
        lines.append(_Line(0, ((more, "dim"),)))
    lines += [_Line(0, ((item, ""),)) for item in _total(found, ran, screen.words)]
    return _laid_out(lines, screen)


def _chosen(found: Import, screen: Screen) -> tuple[list[Planned], int]:
    """The rows that something is said of; on a terminal no more than it bears, those with faults first."""
    told = [row for row in found.rows if row.action is not Action.UNCHANGED or row.warnings]
    if screen.width is None:
        return told, 0
    kept = {item.row for item in islice((item for item in told if item.faults), SHOWN)}
    kept |= {item.row for item in islice((item for item in told if not item.faults), SHOWN)}
    shown = [item for item in told if item.row in kept]
    return shown, len(told) - len(shown)


def _lines(planned: Planned, found: Import, registry: Registry, words: Words) -> Iterator[_Line]:
    sign, style = _SIGNS[planned.action]
    row = words.say("row {row}", row=planned.row)
    head = f"{sign} {row}  {words.say(ACTIONS[planned.action])}"
    yield _Line(0, ((head, style), (f"  {one_line(planned.id)}" if planned.id else "", "bold")))
    if called := title(planned, words):
        yield _Line(2, ((called, ""),))
    if planned.action is Action.ADDED and (main := record_summary(planned.after, registry, words)):
        yield _Line(2, ((main, "dim"),))
    for change in planned.changes():
        at = found.table.cell_of_change(planned.row, change)
        yield _at(at, sentence(planned, change, registry, words), "")
    for fault in planned.faults:
        yield from _faulty(planned, fault, found, words, "")
    for fault in planned.warnings:
        yield from _faulty(planned, fault, found, words, words.say("warning"))


def _faulty(planned: Planned, fault: Fault, found: Import, words: Words, label: str) -> Iterator[_Line]:
    said, advice = fault_words(fault, words)
    yield _at(found.table.cell(planned.row, fault.field), f"{label}: {said}" if label else said, "")
    if advice:
        yield _Line(4, ((words.say("hint: {hint}", hint=advice), "cyan"),))


def _at(cell: str | None, said: str, style: str) -> _Line:
    return _Line(2, ((f"{one_line(cell)}: " if cell else "", "bold"), (said, style)))


def _total(found: Import, ran: Ran, words: Words) -> Iterator[str]:
    new, changed, same, faulty = (found.count(item) for item in Action)
    told = (
        words.count(new, "{n} new record", "{n} new records") if new else "",
        words.count(changed, "{n} record that changes", "{n} records that change") if changed else "",
        words.count(same, "{n} unchanged record", "{n} unchanged records") if same else "",
        words.count(faulty, "{n} row with faults", "{n} rows with faults") if faulty else "",
    )
    yield ", ".join(filter(None, told)) or words.say("The table holds no row of a record")
    yield _end(found, ran, words)


def _end(found: Import, ran: Ran, words: Words) -> str:
    """What was written, or what must be done so that it is."""
    if ran.write and (found.written or found.failure):
        return words.count(len(found.written), "{n} file written.", "{n} files written.")
    if found.beside or (found.faulty and not ran.skip_faulty):
        return words.say(
            "Nothing is written while there are faults. Put them right, or leave their rows out with "
            "--skip-faulty."
        )
    if not any(row.writes for row in found.rows):
        return words.say(_nothing(found))
    return words.say("Nothing is written yet: --write does it.")


def _nothing(found: Import) -> str:
    """Why no row is to be written."""
    if not found.count(Action.FAULT):
        return N_("Nothing changes: the records say all this already.")
    if found.count(Action.UNCHANGED):
        return N_("Nothing is written: the rows without faults say nothing new.")
    return N_("Nothing is written: every row has faults.")


def _laid_out(lines: list[_Line], screen: Screen) -> str:
    if screen.width is None and not screen.color:
        plain = (" " * line.indent + "".join(piece for piece, _ in line.pieces) for line in lines)
        return "".join(f"{item.rstrip()}\n" for item in plain)
    from rich.padding import Padding

    parts = [
        Padding(text("").join(text(*piece) for piece in line.pieces), (0, 0, 0, line.indent))
        for line in lines
    ]
    return painted(parts, screen)
