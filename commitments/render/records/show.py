"""Writes one record with everything known of it. Computes nothing of it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from commitments.model.events import NO_EVENTS, EventRegistry
from commitments.model.parties.party import Registry
from commitments.render.answer import Answer, Screen
from commitments.render.changes.answer import change_rows
from commitments.render.paint import STYLES, paint, text
from commitments.render.records.record_cells import record_cells
from commitments.render.records.record_document import record_document
from commitments.render.records.record_keys import record_row
from commitments.render.records.record_lines import record_lines
from commitments.render.records.record_words import RecordWords
from commitments.render.records.standing_texts import past_state_texts, standing_texts
from commitments.render.safe import one_line, visible
from commitments.render.words import Words
from commitments.reports.show import ShowReport


def show_answer(
    report: ShowReport, registry: Registry, words: Words, events: EventRegistry = NO_EVENTS
) -> Answer:
    """`show` in every format."""
    computed = record_row(report.row)

    def show_row() -> dict[str, Any]:
        return {
            "record": dict(report.commitment.data),
            "computed": {**computed, "next_occurrence": report.next_occurrence},
            "children": [record_row(row) for row in report.children],
            "history": list(change_rows(report.history)) if report.history else [],
        }

    return Answer(
        "show",
        report.clock.today.isoformat(),
        "record",
        lambda: [show_row()],
        lambda screen: _page_text(report, RecordWords(words, report.clock, registry, events), screen),
        record_cells(report, {**computed, "next_occurrence": report.next_occurrence}),
        lambda screen: record_document(report, RecordWords(words, report.clock, registry, events), screen),
        single=True,
    )


def _page_text(report: ShowReport, record_words: RecordWords, screen: Screen) -> str:
    words, row = screen.words, report.row
    title = text(one_line(row.outline.title(words.lang)), "bold")
    state, *others = standing_texts(report, words)
    standing = text(state, STYLES[row.timeliness]) + text("".join(f" · {label}" for label in others))
    past = [text(sentence, "dim") for sentence in past_state_texts(report, screen)]
    return paint(
        [title, standing, *past, text(""), _grid(list(record_lines(report, record_words)), screen)], screen
    )


def _grid(lines: Sequence[tuple[str, str]], screen: Screen) -> Any:
    from rich.table import Table

    grid = Table.grid(padding=(0, 2, 0, 0))
    grid.add_column(style="dim" if screen.color else "", max_width=14 if screen.narrow else None)
    grid.add_column(overflow="fold")
    for label, content in lines:
        grid.add_row(text(one_line(label)), text(visible(content)))
    return grid
