"""Writes the answer of `parties`: the registry with the records of each party. Counts nothing."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date
from typing import Any

from commitments.errors import N_
from commitments.model.lifecycle import Timeliness
from commitments.model.names import Prose
from commitments.render.answer import Answer, Cells, Record, Screen
from commitments.render.columns import align_columns
from commitments.render.formats.markdown_text import markdown_table
from commitments.render.names.labels import PARTY_KIND
from commitments.render.names.party_names import listed_name
from commitments.render.paint import STYLES, paint, paint_line, text
from commitments.render.safe import one_line
from commitments.render.words import Words
from commitments.reports.parties import PartiesReport, PartyCounts

ROW_KEYS = (
    "id",
    "name.en",
    "name.vi",
    "short.en",
    "short.vi",
    "aliases",
    "kind",
    "country",
    "part_of",
    "until",
    "succeeded_by",
    "records",
    "open",
    "overdue",
    "heard_on",
)
"""The keys of a party's row in CSV."""


def parties_answer(report: PartiesReport, words: Words) -> Answer:
    """`parties` in every format."""

    def rows() -> list[Record]:
        return [_party_row(row) for row in report.rows]

    def cell_rows() -> list[Record]:
        return [{**row, "short": row["short"] or _texts(Prose())} for row in rows()]

    return Answer(
        "parties",
        report.clock.today.isoformat(),
        "parties",
        rows,
        lambda screen: _parties_text(report, screen),
        Cells(ROW_KEYS, cell_rows),
        markdown_table(_markdown_columns(report, words), rows),
    )


def _party_row(row: PartyCounts) -> Record:
    party = row.party
    return {
        "id": party.id,
        "name": _texts(party.name),
        "short": _texts(party.short) if any(party.short) else None,
        "aliases": list(party.aliases),
        "kind": party.kind or None,
        "country": party.country,
        "part_of": party.part_of,
        "until": party.until,
        "succeeded_by": list(party.succeeded_by),
        "records": row.records,
        "open": row.open,
        "overdue": row.overdue,
        "heard_on": _heard_on(row),
    }


def _heard_on(row: PartyCounts) -> str | None:
    return date.fromordinal(row.heard).isoformat() if row.heard else None


def _texts(prose: Prose) -> Record:
    return {"en": prose.en, "vi": prose.vi}


def _markdown_columns(report: PartiesReport, words: Words) -> Mapping[str, Callable[[Record], Any]]:
    """The columns of a Markdown table, each with its reader of a row."""
    return {
        words.say("Id"): lambda row: row["id"],
        words.say("Party"): lambda row: listed_name(report.registry, row["id"], words),
        words.say("Kind"): lambda row: _kind(row["kind"] or "", words),
        words.say("Country"): lambda row: row["country"],
        words.say("Records"): lambda row: row["records"],
        words.say("Open"): lambda row: row["open"],
        words.say("Overdue"): lambda row: row["overdue"],
        words.say("Latest news"): lambda row: words.date(row["heard_on"]),
    }


def _kind(kind: str, words: Words) -> str:
    return words.say(PARTY_KIND[kind]) if kind in PARTY_KIND else one_line(kind)


def _parties_text(report: PartiesReport, screen: Screen) -> str:
    if not report.rows:
        return paint_line(screen.words.say("The registry of parties is empty."), screen)
    if screen.width is None and not screen.color:
        return _aligned_parties(report, screen.words)
    if screen.narrow:
        return paint([part for row in report.rows for part in _card(row, report, screen.words)], screen)
    return paint([_party_table(report, screen.words)], screen)


def _aligned_parties(report: PartiesReport, words: Words) -> str:
    rows = report.rows
    columns = {
        N_("Id"): [one_line(row.party.id) for row in rows],
        N_("Records"): [_number(row.records, words) for row in rows],
        N_("Open"): [_number(row.open, words) for row in rows],
        N_("Overdue"): [_number(row.overdue, words) for row in rows],
        N_("Latest news"): [words.date(_heard_on(row)) for row in rows],
        N_("Kind"): [_kind(row.party.kind, words) for row in rows],
        N_("Country"): [one_line(row.party.country or "") for row in rows],
        N_("Part of"): [one_line(row.party.part_of or "") for row in rows],
        N_("Party"): [listed_name(report.registry, row.party.id, words) for row in rows],
    }
    return align_columns({words.say(head).upper(): column for head, column in columns.items()})


def _number(number: int | None, words: Words) -> str:
    return "–" if number is None else words.number(number)


def _party_table(report: PartiesReport, words: Words) -> Any:
    from rich import box
    from rich.table import Table

    table = Table(box=box.SIMPLE_HEAD, pad_edge=False, padding=(0, 1), show_edge=False)
    table.add_column(words.say("Party"), ratio=1, overflow="fold")
    for head in _COUNT_HEADS:
        table.add_column(words.say(head), justify="right", max_width=13)
    for row in report.rows:
        name = text(listed_name(report.registry, row.party.id, words), "bold")
        table.add_row(name + text(f"\n{_detail_line(row, words)}", "dim"), *_count_cells(row, words))
    return table


_COUNT_HEADS = (N_("Records"), N_("Open"), N_("Overdue"))


def _count_cells(row: PartyCounts, words: Words) -> Sequence[Any]:
    numbers = (row.records, row.open, row.overdue)
    styles = ("", "", STYLES[Timeliness.OVERDUE])
    return [
        text("·" if number == 0 else _number(number, words), style if number else "dim")
        for number, style in zip(numbers, styles, strict=True)
    ]


def _card(row: PartyCounts, report: PartiesReport, words: Words) -> Iterator[Any]:
    yield text(listed_name(report.registry, row.party.id, words), "bold")
    numbers = zip(_COUNT_HEADS, (row.records, row.open, row.overdue), strict=True)
    yield text(" · ".join(f"{words.say(head)}: {_number(number, words)}" for head, number in numbers))
    yield text(f"{_detail_line(row, words)}\n", "dim")


def _detail_line(row: PartyCounts, words: Words) -> str:
    """The line below a name: id, whole name behind a short one, kind, country, body above, news."""
    party = row.party
    name = one_line(party.name.in_language(words.lang)) if any(party.short) else ""
    above = words.say("part of {id}", id=one_line(party.part_of)) if party.part_of else ""
    news = words.say("latest news {date}", date=words.date(_heard_on(row))) if row.heard else ""
    pieces = (one_line(party.id), name, _kind(party.kind, words), one_line(party.country or ""), above, news)
    return " · ".join(filter(None, pieces))
