"""Names the groups of `status --by` and writes their counts. Counts nothing itself."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from operator import itemgetter
from typing import Any

from commitments.model.collation import sort_key
from commitments.model.lifecycle import Timeliness
from commitments.model.outline import Outline
from commitments.model.parties.party import Registry
from commitments.render.answer import Record, Screen
from commitments.render.columns import align_columns, display_width
from commitments.render.names.labels import KIND, STATUS, TIMELINESS
from commitments.render.paint import SIGNS, Piece, paint, paint_pieces, text
from commitments.render.records.record_keys import by_timeliness
from commitments.render.records.record_words import RecordWords
from commitments.render.records.status_notes import unlisted
from commitments.render.safe import one_line
from commitments.render.words import Words
from commitments.render.wrapped import fill_pieces, wrap_lines
from commitments.reports.status import CountGroup, JudgedRecord

NamedGroup = tuple[str, CountGroup]
"""The label of a group, and the group."""

_LEAST_LABEL = 30
"""Columns that the name of a group needs beside its counts."""


def named_groups(
    groups: Sequence[CountGroup],
    by: str,
    registry: Registry,
    titles: Mapping[str, Outline],
    members: Mapping[str, str],
    words: Words,
) -> list[NamedGroup]:
    """The groups with their labels, the worst first; the group without a key is last.

    `titles` are those of records, `members` the labels of the members of a roof, by their ids and names.
    Worse is a group with more overdue records, then with more that are due soon, then a larger one.
    """
    named = [(_group_label(group.key, by, registry, titles, members, words), group) for group in groups]
    return sorted(named, key=_group_order)


def _group_order(named: NamedGroup) -> tuple[Any, ...]:
    label, group = named
    late, soon = (
        group.counts.by_timeliness.get(state, 0) for state in (Timeliness.OVERDUE, Timeliness.DUE_SOON)
    )
    return (group.key is None, -late, -soon, -group.counts.total, sort_key(label), group.key or "")


def _group_label(
    key: str | None,
    by: str,
    registry: Registry,
    titles: Mapping[str, Outline],
    members: Mapping[str, str],
    words: Words,
) -> str:
    if key is None:
        return words.say("(none)") if by != "member" else words.say("(this register)")
    if by in ("party", "lead"):
        return registry.name(key, words.lang)
    if by == "member":
        return members.get(key, key)
    if by == "part_of":
        return titles[key].title(words.lang) if key in titles else key
    if by == "country":
        from commitments.render.names.countries import country_name  # a long table, for this key alone

        return country_name(key, words.lang)
    labels = {"kind": KIND, "status": STATUS, "timeliness": TIMELINESS}.get(by, {})
    return words.say(labels.get(key, key)) if labels else key


def short_groups(groups: Sequence[NamedGroup], by: str | None, record_words: RecordWords) -> list[NamedGroup]:
    """The groups with the short names of parties, as lists show them."""
    if by not in ("party", "lead"):
        return list(groups)
    return [
        (record_words.party_name(group.key) if group.key is not None else label, group)
        for label, group in groups
    ]


GROUP_ROW_KEYS = ("key", "label", "total", *(f"by_timeliness.{state.value}" for state in Timeliness))
"""The keys of a group's row in CSV."""


_UNTOLD: Mapping[str, int | None] = {state.value: None for state in Timeliness}


def group_rows(groups: Sequence[NamedGroup]) -> list[Record]:
    """The groups as rows with the keys of the contract."""
    return [
        {
            "key": group.key,
            "label": label,
            "total": group.counts.total if group.is_told else None,
            "by_timeliness": by_timeliness(group.counts) if group.is_told else _UNTOLD,
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
    if screen.narrow:
        return _group_cards(heads, lines, screen)
    needed = _LEAST_LABEL + sum(display_width(head) + 2 for head in heads)
    if screen.width is not None and screen.width < needed:
        legend = [f"{SIGNS[state]} {words.say(TIMELINESS[state])}" for state in used_states]
        signs = [words.say("total"), *(SIGNS[state] for state in used_states)]
        lines_of_legend = fill_pieces(legend, "  ", screen.width)
        return "".join(f"{line}\n" for line in lines_of_legend) + "\n" + _group_table(signs, lines, screen)
    return _group_table(heads, lines, screen)


_NO_COUNT = "–"
"""Stands where a count is not told."""


def _group_counts(group: CountGroup, used_states: Sequence[Timeliness]) -> list[int | None]:
    if not group.is_told:
        return [None] * (len(used_states) + 1)
    return [group.counts.total, *(group.counts.by_timeliness.get(state, 0) for state in used_states)]


def _count_text(count: int | None, words: Words, none: str = "") -> str:
    if count is None:
        return _NO_COUNT
    return words.number(count) if count else none


def _aligned_groups(heads: Sequence[str], lines: Sequence[tuple[str, list[int | None]]], words: Words) -> str:
    counts = {
        head.upper(): [_count_text(numbers[index], words, "0") for _, numbers in lines]
        for index, head in enumerate(heads)
    }
    return align_columns({**counts, words.say("Group").upper(): [one_line(label) for label, _ in lines]})


def _group_table(heads: Sequence[str], lines: Sequence[tuple[str, list[int | None]]], screen: Screen) -> str:
    """Numbers in columns under their heads, each group to the right of them."""
    words = screen.words
    numbers = [[_count_text(number, words) for number in row] for _, row in lines]
    widths = [max(map(display_width, column)) for column in zip(heads, *numbers, strict=True)]

    def row_text(cells: Sequence[str]) -> str:
        padded = (
            " " * (width - display_width(cell)) + cell for width, cell in zip(widths, cells, strict=True)
        )
        return "  ".join(padded)

    table: list[list[Piece]] = [[(row_text(heads), "bold"), (f"  {words.say('Group')}", "bold")]]
    margin = sum(widths) + 2 * len(widths)
    room = max(1, screen.width - margin) if screen.width else None
    for (label, _), cells in zip(lines, numbers, strict=True):
        first, *others = wrap_lines(one_line(label), room).split("\n") if room else [one_line(label)]
        table.append([(f"{row_text(cells)}  {first}", "")])
        table += [[(" " * margin + line, "")] for line in others]
    return paint_pieces(table, screen)


def _group_cards(heads: Sequence[str], lines: Sequence[tuple[str, list[int | None]]], screen: Screen) -> str:
    parts: list[Any] = []
    for label, numbers in lines:
        parts.append(text(one_line(label), "bold"))
        counts = (
            f"{head} {_count_text(number, screen.words)}"
            for head, number in zip(heads, numbers, strict=True)
            if number or (number is None and head == heads[0])
        )
        parts.append(text(" · ".join(counts) + "\n"))
    return paint(parts, screen)


def group_lists(
    groups: Sequence[NamedGroup],
    screen: Screen,
    list_text: Callable[[Sequence[JudgedRecord]], str],
) -> str:
    """The records of each group below its name; `list_text` writes a list."""
    parts = []
    for label, group in groups:
        if group.rows:
            heading = f"{one_line(label)}: {screen.words.number(len(group.rows) + group.hidden)}"
            foot = "".join(f"{line}\n" for line in unlisted(group.hidden, screen.words))
            parts.append(paint_pieces([[(heading, "bold")]], screen) + list_text(group.rows) + foot)
    return "\n".join(parts)
