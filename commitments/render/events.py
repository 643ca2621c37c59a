"""Writes the events that deadlines hang on, in every format. Looks for no record."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from commitments.errors import N_
from commitments.render.answer import Answer, Cells, Record, Screen
from commitments.render.columns import align_columns
from commitments.render.formats.markdown_text import markdown_table
from commitments.render.paint import paint, paint_line, text
from commitments.render.safe import one_line
from commitments.render.words import Words
from commitments.reports.events import EventRow

_HEADS = (N_("Date"), N_("Event"), N_("Id"), N_("Waiting for it"))


def events_answer(rows: Sequence[EventRow], as_of: str, words: Words) -> Answer:
    """`events` in every format."""

    def records() -> list[Record]:
        return [_row_keys(row) for row in rows]

    cells = Cells(("id", "name.en", "name.vi", "date", "cancelled", "records"), records)
    columns = {
        words.say("Date"): lambda row: words.date(row["date"]),
        words.say("Event"): lambda row: _name(row, words),
        words.say("Id"): lambda row: row["id"],
        words.say("Waiting for it"): lambda row: row["records"],
    }
    return Answer(
        "events",
        as_of,
        "events",
        records,
        lambda screen: _event_table(rows, screen),
        cells,
        markdown_table(columns, records),
    )


def _row_keys(row: EventRow) -> Record:
    event = row.event
    return {
        "id": event.id,
        "name": {"en": event.name.en, "vi": event.name.vi},
        "date": event.date.text if event.date else None,
        "cancelled": event.is_cancelled,
        "records": list(row.records),
    }


def _name(row: Record, words: Words) -> str:
    """The name of an event, with a word for a cancelled one."""
    names = row["name"]
    first, second = (names["vi"], names["en"]) if words.lang == "vi" else (names["en"], names["vi"])
    name = first or second or row["id"]
    return words.say("{event} (cancelled)", event=name) if row["cancelled"] else str(name)


def _event_table(rows: Sequence[EventRow], screen: Screen) -> str:
    words = screen.words
    if not rows:
        return paint_line(words.say("There is no event yet; `commit events add` adds one."), screen)
    lines = [_line(_row_keys(row), words) for row in rows]
    heads = [words.say(head) for head in _HEADS]
    if screen.width is None and not screen.color:
        return align_columns(
            {head.upper(): [line[place] for line in lines] for place, head in enumerate(heads)}
        )
    return paint(_cards(lines, heads) if screen.narrow else [_grid(lines, heads)], screen)


def _line(row: Record, words: Words) -> tuple[str, str, str, str]:
    date = words.date(row["date"]) or "–"
    return date, one_line(_name(row, words)), one_line(row["id"]), one_line(", ".join(row["records"]))


def _grid(lines: Sequence[Sequence[str]], heads: Sequence[str]) -> Any:
    from rich import box
    from rich.table import Table

    table = Table(box=box.SIMPLE_HEAD, pad_edge=False, padding=(0, 1), show_edge=False)
    for head, ratio in zip(heads, (2, 5, 3, 5), strict=True):
        table.add_column(head, ratio=ratio, overflow="fold")
    for line in lines:
        table.add_row(*(text(cell) for cell in line))
    return table


def _cards(lines: Sequence[Sequence[str]], heads: Sequence[str]) -> list[Any]:
    cards = []
    for date, name, id, records in lines:
        cards += [text(f"{date} · {name}", "bold"), text(id, "dim")]
        cards.append(text(f"{heads[-1]}: {records}\n" if records else ""))
    return cards
