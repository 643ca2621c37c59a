"""Writes the counts at the head of `status`: four cells that people know, and the others. Counts nothing."""

from __future__ import annotations

from typing import Any

from commitments.errors import N_
from commitments.model.lifecycle import Timeliness
from commitments.render.answer import Screen
from commitments.render.labels import TIMELINESS
from commitments.render.paint import STYLES, paint, text
from commitments.render.words import Words
from commitments.reports.status import Counts

FOUR_CELLS = (
    (N_("Done on time"), (Timeliness.DONE_ON_TIME,)),
    (N_("Done late"), (Timeliness.DONE_LATE,)),
    (N_("Open, within deadline"), (Timeliness.ON_TRACK, Timeliness.DUE_SOON)),
    (N_("Open, overdue"), (Timeliness.OVERDUE,)),
)
"""The four cells of Viet Nam's official reports."""

_OTHER_STATES = (
    Timeliness.DONE,
    Timeliness.AWAITING,
    Timeliness.UNDATED,
    Timeliness.SUSPENDED,
    Timeliness.CLOSED,
)


def summary(counts: Counts, screen: Screen) -> str:
    """The four cells, then the counts of records in none of them, so that all add up to the total."""
    words = screen.words
    four = [(words.say(name), _sum_counts(counts, kinds), kinds[-1]) for name, kinds in FOUR_CELLS]
    other_states = [
        f"{words.say(TIMELINESS[timeliness])} {words.number(counts.by_timeliness.get(timeliness, 0))}"
        for timeliness in _OTHER_STATES
    ]
    other_counts = " · ".join([*other_states, words.say("total {n}", n=words.number(counts.total))])
    if screen.width is None and not screen.color:
        four_counts = " | ".join(f"{name}: {words.number(count)}" for name, count, _ in four)
        return f"{four_counts}\n{other_counts}\n"
    if screen.narrow:
        lines = [text(f"{words.number(count):>6}  {name}", STYLES[kind]) for name, count, kind in four]
        return paint([*lines, text(other_counts, "dim")], screen)
    return paint([_four_cell_table(four, words), text(other_counts, "dim")], screen)


def _four_cell_table(four: list[tuple[str, int, Timeliness]], words: Words) -> Any:
    from rich import box
    from rich.table import Table

    table = Table(box=box.ROUNDED, padding=(0, 1))
    for name, _, _ in four:
        table.add_column(text(name), justify="center", ratio=1)
    table.add_row(*(text(words.number(count), f"bold {STYLES[kind]}") for _, count, kind in four))
    return table


def _sum_counts(counts: Counts, kinds: tuple[Timeliness, ...]) -> int:
    return sum(counts.by_timeliness.get(kind, 0) for kind in kinds)
