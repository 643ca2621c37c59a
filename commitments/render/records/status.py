"""Writes the answers of `status` and `overdue`. Counts and judges nothing."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import chain
from typing import Any

from commitments.model.events import NO_EVENTS, EventRegistry
from commitments.model.outline import Outline
from commitments.model.parties.party import Registry
from commitments.render.answer import Answer, Cells, Record, RoofView, Screen
from commitments.render.formats.markdown_text import markdown_table
from commitments.render.paint import paint_line
from commitments.render.records.groups import (
    GROUP_ROW_KEYS,
    NamedGroup,
    group_columns,
    group_lists,
    group_rows,
    group_table,
    named_groups,
    short_groups,
)
from commitments.render.records.record_keys import markdown_columns, record_cells, record_row, summary_keys
from commitments.render.records.record_list import aligned_records
from commitments.render.records.record_words import RecordWords
from commitments.render.records.screen_list import flat_list, group_name, screen_list
from commitments.render.records.status_notes import (
    closed_unlisted,
    judging_day,
    markdown_head,
    markdown_untold,
    nothing_matches,
    unlisted,
)
from commitments.render.records.summary import headline, summary
from commitments.render.safe import one_line
from commitments.render.untold_total import untold_total
from commitments.render.words import Words
from commitments.render.wrapped import fill_pieces, wrap_lines
from commitments.reports.overdue import OverdueReport
from commitments.reports.status import JudgedRecord, StatusReport
from commitments.reports.urgency import ListGroup


def status_answer(
    report: StatusReport,
    registry: Registry,
    outlines: Sequence[Outline],
    by: str | None,
    words: Words,
    events: EventRegistry = NO_EVENTS,
    with_lists: bool = False,
    roof: RoofView | None = None,
) -> Answer:
    """`status` in every format; `outlines` are all records looked at, whose titles may name groups."""
    is_told = roof is None or roof.is_whole
    groups: Sequence[NamedGroup] | None = None
    if report.groups is not None and by is not None:
        titles = {outline.id: outline for outline in outlines} if by == "part_of" else {}
        groups = named_groups(report.groups, by, registry, titles, _member_labels(roof, words), words)

    def head() -> dict[str, Any]:
        keys: dict[str, Any] = {"summary": summary_keys(report) if is_told else _untold_keys(report)}
        if groups is not None:
            keys["groups"] = group_rows(groups)
        return keys

    def rows() -> Iterator[Record]:
        return map(record_row, report.rows)

    cells, table_columns = record_cells(report.rows), markdown_columns(registry, report.clock, words, events)
    if groups is not None:
        cells, table_columns = Cells(GROUP_ROW_KEYS, lambda: group_rows(groups)), group_columns(words)
    return Answer(
        "status",
        report.clock.today.isoformat(),
        "records",
        rows,
        lambda screen: _status_text(
            report,
            RecordWords(words, report.clock, registry, events),
            groups,
            len(outlines),
            screen,
            by,
            with_lists,
        ),
        cells,
        markdown_table(
            table_columns, cells.rows, lambda screen: markdown_head(report, len(outlines), screen)
        ),
        head,
    )


def _member_labels(roof: RoofView | None, words: Words) -> Mapping[str, str]:
    """What the members of a roof are called beside their counts, by name."""
    if roof is None:
        return {}
    from commitments.render.roof import member_label  # a plain register needs none of it

    return {member.name: member_label(member, words) for member in roof.members}


def _untold_keys(report: StatusReport) -> Any:
    from commitments.render.roof import untold  # needed only where a member is not whole

    return untold(summary_keys(report))


def _status_text(
    report: StatusReport,
    record_words: RecordWords,
    groups: Sequence[NamedGroup] | None,
    looked_at: int,
    screen: Screen,
    by: str | None,
    with_lists: bool,
) -> str | Iterator[str]:
    words = screen.words
    if not report.counts.total and not report.rows and screen.tells_totals:
        return paint_line(nothing_matches(looked_at, words), screen)
    if untold := untold_total(screen):
        head = paint_line(untold[0], screen) + _lines(untold[1:], screen)
    elif report.counts.total:
        first = headline(report, judging_day(report.clock, screen), words)
        head = paint_line(first, screen) + summary(report, screen)
    else:
        head = paint_line(
            words.count(len(report.rows) + report.hidden, "{n} meeting", "{n} meetings"), screen
        )
    if groups is not None:
        groups = short_groups(groups, by, record_words)
        counts = f"{head}\n{group_table(groups, screen)}"
        if not with_lists:
            return counts
        return (
            f"{counts}\n"
            f"{group_lists(groups, screen, lambda rows: _plain_list(rows, report, record_words, screen))}"
        )
    foot = closed_unlisted(report, words)
    if not report.rows:
        return head + _lines(foot, screen)
    return chain((f"{head}\n",), _record_list(report, record_words, screen, head, foot))


def _record_list(
    report: StatusReport | OverdueReport,
    record_words: RecordWords,
    screen: Screen,
    head: str,
    foot: Sequence[str],
    with_reasons: bool = False,
) -> Iterator[str]:
    """The list below its head, in columns for a pipe, in groups for a terminal; then its foot."""
    rows = report.rows
    foot = [*unlisted(report.hidden, screen.words), *foot]
    if _is_plain(screen):
        yield from aligned_records(rows, record_words, with_reasons)
        if foot:
            yield f"\n{_lines(foot, screen)}"
        return
    last = list(foot)
    steps = "".join(f"{line}\n" for line in _next_steps(rows, screen))
    room = None
    if screen.height is not None:
        used = head.count("\n") + 1 + (_lines(last, screen) + steps).count("\n") + 1
        room = max(0, screen.height - 1 - used - 2)
    if not report.is_by_urgency:
        yield f"{flat_list(rows, record_words, screen)}\n{_lines(last, screen)}{steps}"
        return
    listed = screen_list(rows, record_words, screen, room)
    if listed.hidden:
        last.insert(0, _hidden_text(listed.hidden, record_words))
    yield f"{listed.text}\n{_lines(last, screen)}{steps}"


def _is_plain(screen: Screen) -> bool:
    """Whether records are listed in columns for a pipe."""
    return screen.width is None and not screen.color


def _plain_list(
    rows: Sequence[JudgedRecord], report: StatusReport, record_words: RecordWords, screen: Screen
) -> str:
    """A list without a head and a foot, of which nothing is cut."""
    if _is_plain(screen):
        return "".join(aligned_records(rows, record_words))
    if not report.is_by_urgency:
        return flat_list(rows, record_words, screen)
    return screen_list(rows, record_words, screen, None).text


def _hidden_text(hidden: Mapping[ListGroup, int], record_words: RecordWords) -> str:
    words = record_words.words
    names = (f"{group_name(group, record_words)} {words.number(count)}" for group, count in hidden.items())
    return words.say(
        "… and {n} more ({groups}): --limit 0", n=words.number(sum(hidden.values())), groups=", ".join(names)
    )


def _next_steps(rows: Sequence[JudgedRecord], screen: Screen) -> list[str]:
    """Commands to go on with, in as many lines as they need; none is broken, so that each can be copied."""
    id, words = one_line(rows[0].outline.id), screen.words
    commands = (f"`commit show {id}`", f"`commit update {id}`", "`commit overdue`")
    return fill_pieces(
        [words.say("Next: {commands}", commands=commands[0]), *commands[1:]], " · ", screen.width
    )


def _lines(sentences: Sequence[str], screen: Screen) -> str:
    """Sentences, each in lines of its own, that break between words and never inside a command."""
    if screen.width is None:
        return "".join(f"{sentence}\n" for sentence in sentences)
    return "".join(f"{wrap_lines(sentence, screen.width)}\n" for sentence in sentences)


def overdue_answer(
    report: OverdueReport,
    registry: Registry,
    words: Words,
    events: EventRegistry = NO_EVENTS,
) -> Answer:
    """`overdue` in every format."""

    def rows() -> Iterator[Record]:
        return map(record_row, report.rows)

    return Answer(
        "overdue",
        report.clock.today.isoformat(),
        "records",
        rows,
        lambda screen: _overdue_text(report, RecordWords(words, report.clock, registry, events), screen),
        record_cells(report.rows),
        markdown_table(markdown_columns(registry, report.clock, words, events), rows, markdown_untold),
    )


def _why_none(report: OverdueReport, words: Words) -> str:
    """Why no record can be late; empty where one can."""
    if report.dated or not report.looked_at:
        return ""
    sentence = words.say("None has a deadline that can pass, so none can be late.")
    if not report.waiting:
        return sentence
    waiting = words.count(report.waiting, "{n} waits for an event.", "{n} wait for an event.")
    return f"{sentence} {waiting}"


def _overdue_text(report: OverdueReport, record_words: RecordWords, screen: Screen) -> str | Iterator[str]:
    words, day = screen.words, judging_day(report.clock, screen)
    if untold := untold_total(screen):
        head = paint_line(untold[0], screen) + _lines(untold[1:], screen)
        if not report.rows:
            return head
        return chain((f"{head}\n",), _record_list(report, record_words, screen, head, (), with_reasons=True))
    if not report.rows:
        sentence = words.count(
            report.looked_at,
            "Nothing is overdue on {day}; {n} open record was checked.",
            "Nothing is overdue on {day}; {n} open records were checked.",
            day=day,
        )
        return paint_line(" ".join(filter(None, (sentence, _why_none(report, words)))), screen)
    late_count = report.late
    heading = words.count(late_count, "{n} overdue on {day}", "{n} overdue on {day}", day=day)
    if report.within is not None:
        soon_count = len(report.rows) + report.hidden - late_count
        heading += ", " + words.count(
            soon_count, "{n} due within {days} days", "{n} due within {days} days", days=report.within
        )
    head = paint_line(heading, screen)
    return chain((f"{head}\n",), _record_list(report, record_words, screen, head, (), with_reasons=True))
