"""Counts by a key, for people. Names the groups; counts nothing itself."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from operator import itemgetter
from typing import Any

from commitments.model.collation import sort_key
from commitments.model.lifecycle import Timeliness
from commitments.model.outline import Outline
from commitments.model.party import Registry
from commitments.render.answer import Record, Screen
from commitments.render.columns import aligned
from commitments.render.labels import KIND, STATUS, TIMELINESS
from commitments.render.paint import painted, text
from commitments.render.records.record_keys import by_timeliness
from commitments.render.safe import one_line
from commitments.render.words import Words
from commitments.reports.status import CountGroup

Named = tuple[str, CountGroup]

_LEAST_LABEL = 24
"""Columns that the name of a group needs beside its counts."""


def named_groups(
    groups: Sequence[CountGroup], by: str, registry: Registry, titles: Mapping[str, Outline], words: Words
) -> list[Named]:
    """The groups with their names in a language, by name; those without a key last."""
    named = [(_label(group.key, by, registry, titles, words), group) for group in groups]
    return sorted(named, key=lambda item: (item[1].key is None, sort_key(item[0]), item[1].key or ""))


def _label(key: str | None, by: str, registry: Registry, titles: Mapping[str, Outline], words: Words) -> str:
    if key is None:
        return words.say("(none)")
    if by in ("party", "lead"):
        return registry.name(key, words.lang)
    if by == "part_of":
        return titles[key].title(words.lang) if key in titles else key
    return words.say({"kind": KIND, "status": STATUS}.get(by, {}).get(key, key))


GROUP_NAMES = ("key", "label", "total", *(f"by_timeliness.{state.value}" for state in Timeliness))
"""The keys of a group's row as CSV has them."""


def group_rows(groups: Sequence[Named]) -> list[Record]:
    """The groups as the contract names their keys."""
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
    """What a Markdown table shows of a group's row."""
    counts = {words.say(TIMELINESS[state]): _count_of(state) for state in Timeliness}
    return {words.say("Group"): itemgetter("label"), words.say("total"): itemgetter("total"), **counts}


def _count_of(timeliness: Timeliness) -> Callable[[Record], Any]:
    return lambda row: row["by_timeliness"][timeliness.value]


def group_table(groups: Sequence[Named], screen: Screen) -> str:
    """A line a group; a timeliness that no group has takes no column."""
    words = screen.words
    used = [
        state for state in Timeliness if any(group.counts.by_timeliness.get(state) for _, group in groups)
    ]
    heads = [words.say("total"), *(words.say(TIMELINESS[name]) for name in used)]
    lines = [(label, _numbers(group, used)) for label, group in groups]
    if screen.width is None and not screen.color:
        return _columns(heads, lines, words)
    needed = _LEAST_LABEL + sum(len(head) + 2 for head in heads)
    cramped = screen.width is not None and screen.width < needed
    return _cards(heads, lines, screen) if cramped else _table(heads, lines, screen)


def _numbers(group: CountGroup, used: Sequence[Timeliness]) -> list[int]:
    return [group.counts.total, *(group.counts.by_timeliness.get(name, 0) for name in used)]


def _columns(heads: Sequence[str], lines: Sequence[tuple[str, list[int]]], words: Words) -> str:
    counts = {
        head.upper(): [words.number(numbers[at]) for _, numbers in lines] for at, head in enumerate(heads)
    }
    return aligned({**counts, words.say("Group").upper(): [one_line(label) for label, _ in lines]})


def _table(heads: Sequence[str], lines: Sequence[tuple[str, list[int]]], screen: Screen) -> str:
    from rich import box
    from rich.table import Table

    table = Table(box=box.SIMPLE_HEAD, pad_edge=False, show_edge=False)
    table.add_column(screen.words.say("Group"), overflow="fold")
    for name in heads:
        table.add_column(text(name), justify="right")
    for label, numbers in lines:
        shown = (text(screen.words.number(number) if number else "·") for number in numbers)
        table.add_row(text(one_line(label)), *shown)
    return painted([table], screen)


def _cards(heads: Sequence[str], lines: Sequence[tuple[str, list[int]]], screen: Screen) -> str:
    parts: list[Any] = []
    for label, numbers in lines:
        parts.append(text(one_line(label), "bold"))
        told = (f"{name} {number}" for name, number in zip(heads, numbers, strict=True) if number)
        parts.append(text(" · ".join(told) + "\n"))
    return painted(parts, screen)
