"""Names the groups of `status --by` and writes their counts. Counts nothing itself."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from operator import itemgetter
from typing import Any

from commitments.model.collation import sort_key
from commitments.model.lifecycle import Timeliness
from commitments.model.outline import Outline
from commitments.model.party import Registry
from commitments.render.answer import Record, Screen
from commitments.render.columns import align_columns
from commitments.render.countries import country_name
from commitments.render.labels import KIND, STATUS, TIMELINESS
from commitments.render.paint import paint, text
from commitments.render.records.record_keys import by_timeliness
from commitments.render.safe import one_line
from commitments.render.words import Words
from commitments.reports.status import CountGroup

NamedGroup = tuple[str, CountGroup]
"""The label of a group, and the group."""

_LEAST_LABEL = 24
"""Columns that the name of a group needs beside its counts."""


def named_groups(
    groups: Sequence[CountGroup], by: str, registry: Registry, titles: Mapping[str, Outline], words: Words
) -> list[NamedGroup]:
    """The groups with their labels, sorted by label; the group without a key is last."""
    named = [(_group_label(group.key, by, registry, titles, words), group) for group in groups]
    return sorted(named, key=lambda pair: (pair[1].key is None, sort_key(pair[0]), pair[1].key or ""))


def _group_label(
    key: str | None, by: str, registry: Registry, titles: Mapping[str, Outline], words: Words
) -> str:
    if key is None:
        return words.say("(none)")
    if by in ("party", "lead"):
        return registry.name(key, words.lang)
    if by == "part_of":
        return titles[key].title(words.lang) if key in titles else key
    if by == "country":
        return country_name(key, words.lang)
    labels = {"kind": KIND, "status": STATUS, "timeliness": TIMELINESS}.get(by, {})
    return words.say(labels.get(key, key)) if labels else key


GROUP_ROW_KEYS = ("key", "label", "total", *(f"by_timeliness.{state.value}" for state in Timeliness))
"""The keys of a group's row in CSV."""


def group_rows(groups: Sequence[NamedGroup]) -> list[Record]:
    """The groups as rows with the keys of the contract."""
    return [
        {
            "key": group.key,
            "label": label,
            "total": group.counts.total,
            "by_timeliness": by_timeliness(group.counts),
        }
        for label, group in groups
    ]


def group_columns(words: Words) -> Mapping[str, Callable[[Record], Any]]:
    """The columns of a Markdown table of groups, each with its reader of a row."""
    counts = {words.say(TIMELINESS[state]): _row_count(state) for state in Timeliness}
    return {words.say("Group"): itemgetter("label"), words.say("total"): itemgetter("total"), **counts}


def _row_count(timeliness: Timeliness) -> Callable[[Record], Any]:
    return lambda row: row["by_timeliness"][timeliness.value]


def group_table(groups: Sequence[NamedGroup], screen: Screen) -> str:
    """A line for each group; a timeliness that no group has takes no column."""
    words = screen.words
    used_states = [
        state for state in Timeliness if any(group.counts.by_timeliness.get(state) for _, group in groups)
    ]
    heads = [words.say("total"), *(words.say(TIMELINESS[state]) for state in used_states)]
    lines = [(label, _group_counts(group, used_states)) for label, group in groups]
    if screen.width is None and not screen.color:
        return _aligned_groups(heads, lines, words)
    needed = _LEAST_LABEL + sum(len(head) + 2 for head in heads)
    cramped = screen.width is not None and screen.width < needed
    return _group_cards(heads, lines, screen) if cramped else _group_table(heads, lines, screen)


def _group_counts(group: CountGroup, used_states: Sequence[Timeliness]) -> list[int]:
    return [group.counts.total, *(group.counts.by_timeliness.get(state, 0) for state in used_states)]


def _aligned_groups(heads: Sequence[str], lines: Sequence[tuple[str, list[int]]], words: Words) -> str:
    counts = {
        head.upper(): [words.number(numbers[index]) for _, numbers in lines]
        for index, head in enumerate(heads)
    }
    return align_columns({**counts, words.say("Group").upper(): [one_line(label) for label, _ in lines]})


def _group_table(heads: Sequence[str], lines: Sequence[tuple[str, list[int]]], screen: Screen) -> str:
    from rich import box
    from rich.table import Table

    table = Table(box=box.SIMPLE_HEAD, pad_edge=False, show_edge=False)
    table.add_column(screen.words.say("Group"), overflow="fold")
    for head in heads:
        table.add_column(text(head), justify="right")
    for label, numbers in lines:
        cells = (text(screen.words.number(number) if number else "·") for number in numbers)
        table.add_row(text(one_line(label)), *cells)
    return paint([table], screen)


def _group_cards(heads: Sequence[str], lines: Sequence[tuple[str, list[int]]], screen: Screen) -> str:
    parts: list[Any] = []
    for label, numbers in lines:
        parts.append(text(one_line(label), "bold"))
        counts = (f"{head} {number}" for head, number in zip(heads, numbers, strict=True) if number)
        parts.append(text(" · ".join(counts) + "\n"))
    return paint(parts, screen)
