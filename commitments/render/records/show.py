"""Writes one record with everything known of it. Computes nothing of it."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from commitments.model.commitment import Commitment
from commitments.model.events import NO_EVENTS, EventRegistry
from commitments.model.fields import FIELDS, Field, Shape
from commitments.model.lifecycle import Kind, Status
from commitments.model.party import Registry
from commitments.render.answer import Answer, Cells, Screen
from commitments.render.changes.answer import change_rows
from commitments.render.event_words import due_event_text
from commitments.render.formats.markdown_text import markdown_table
from commitments.render.labels import KIND, MILESTONE_STATUS, TIMELINESS, status_label
from commitments.render.paint import STYLES, paint, state_label, text
from commitments.render.records.entry_lines import (
    Lines,
    change_texts,
    closing_lines,
    evidence_lines,
    field_label,
    in_language,
    list_items,
    list_lines,
    mappings,
    milestone_name,
    party_lines,
    prose_lines,
    update_lines,
)
from commitments.render.records.record_keys import ROW_KEYS, markdown_columns, record_row
from commitments.render.records.record_words import RecordWords
from commitments.render.records.standing_lines import lapsed_text, standing_lines
from commitments.render.records.timeline import timeline
from commitments.render.safe import one_line, visible
from commitments.render.words import Words
from commitments.reports.show import ShowReport

_FIELDS_WITH_LINES = frozenset(
    {
        *(
            "id",
            "summary",
            "parties",
            "made_on",
            "due",
            "due_basis",
            "due_event",
            "due_changes",
            "review_by",
            "met_on",
        ),
        *("milestones", "repeats", "part_of", "depends_on", "superseded_by", "updates", "evidence"),
        *("closing", "scope", "place", "source", "in_force", "deliverable"),
    }
)
"""Fields that have lines of their own."""


def show_answer(
    report: ShowReport, registry: Registry, words: Words, events: EventRegistry = NO_EVENTS
) -> Answer:
    """`show` in every format; a row-wise format has one row, the judged record."""
    computed = record_row(report.row, report.clock)

    def show_row() -> dict[str, Any]:
        return {
            "record": dict(report.commitment.data),
            "computed": {**computed, "next_occurrence": report.next_occurrence},
            "children": [record_row(row, report.clock) for row in report.children],
            "history": change_rows(report.history) if report.history else [],
        }

    return Answer(
        "show",
        report.clock.today.isoformat(),
        "record",
        lambda: [show_row()],
        lambda screen: _page_text(report, RecordWords(words, report.clock, registry, events), screen),
        Cells(ROW_KEYS, lambda: [computed]),
        markdown_table(markdown_columns(registry, report.clock, words), lambda: [computed]),
        single=True,
    )


def _page_text(report: ShowReport, record_words: RecordWords, screen: Screen) -> str:
    words, row = screen.words, report.row
    title = text(one_line(row.outline.title(words.lang)), "bold")
    style = STYLES[row.timeliness]
    status = _status_text(report, words) if row.outline.counts else ""
    status_and_kind = "".join(f" · {label}" for label in (status, words.say(KIND[row.outline.kind])) if label)
    state = text(state_label(row, words), style) + text(status_and_kind)
    head = [title, state, *_commit_line(report, screen), text("")]
    return paint([*head, _grid(list(_record_lines(report, record_words)), screen)], screen)


def _status_text(report: ShowReport, words: Words) -> str:
    """The status, where the timeliness does not say it already."""
    row, commitment = report.row, report.commitment
    status = status_label(row.outline.status, row.outline.kind, words)
    if _was_declined(commitment):
        status = words.say("declined")
    return "" if status == words.say(TIMELINESS[row.timeliness]) else status


def _was_declined(commitment: Commitment) -> bool:
    """Whether a request was dropped by the one who was asked."""
    closing = commitment.data.get("closing")
    by = closing.get("by") if isinstance(closing, dict) else None
    is_dropped = commitment.kind is Kind.REQUEST and commitment.status is Status.WITHDRAWN
    return is_dropped and by in commitment.leads()


def _commit_line(report: ShowReport, screen: Screen) -> Iterator[Any]:
    if screen.commit:
        words, day = screen.words, screen.words.date(report.clock.today.isoformat())
        sentence = words.say("as git had it, commit {commit}, judged on {day}", commit=screen.commit, day=day)
        yield text(sentence, "dim")


def _grid(lines: Sequence[tuple[str, str]], screen: Screen) -> Any:
    from rich.table import Table

    grid = Table.grid(padding=(0, 2, 0, 0))
    grid.add_column(style="dim" if screen.color else "", max_width=14 if screen.narrow else None)
    grid.add_column(overflow="fold")
    for label, content in lines:
        grid.add_row(text(one_line(label)), text(visible(content)))
    return grid


def _record_lines(report: ShowReport, record_words: RecordWords) -> Lines:
    data, words, registry = report.commitment.data, record_words.words, record_words.registry
    yield field_label("id", words), report.commitment.id
    yield from prose_lines(field_label("summary", words), data.get("summary"), words)
    yield from prose_lines(field_label("deliverable", words), data.get("deliverable"), words)
    yield from party_lines(data.get("parties"), report.commitment.kind, registry, words)
    yield from standing_lines(report, record_words)
    yield from _milestone_lines(data.get("milestones"), registry, record_words.events, words)
    yield from _occurrence_lines(data.get("repeats"), words)
    yield from _link_lines(report, words)
    yield from update_lines(data.get("updates"), registry, words)
    yield from evidence_lines(data, words)
    yield from closing_lines(data.get("closing"), registry, words)
    scope = [in_language(part, words) for part in list_items(data.get("scope"))]
    yield from list_lines(field_label("scope", words), scope)
    yield from prose_lines(field_label("place", words), data.get("place"), words)
    yield from _source_lines(data.get("source"), words)
    yield from _other_lines(data, words)
    if report.history:
        yield from list_lines(words.say("History"), timeline(report.history, data, registry, words))
    yield words.say("File"), report.commitment.path


def _milestone_lines(value: Any, registry: Registry, events: EventRegistry, words: Words) -> Lines:
    lines = []
    for milestone in mappings(value):
        status = str(milestone.get("status", "scheduled"))
        details = [words.say(MILESTONE_STATUS.get(status, status))]
        if milestone.get("met_on"):
            details.append(words.past(str(milestone["met_on"])))
        elif milestone.get("due"):
            details.append(words.say("due {date}", date=words.date(str(milestone["due"]))))
        sign = {"met": "✓", "scheduled": "○"}.get(status, "✗")
        lines.append(f"{sign} {milestone_name(milestone, words)} ({', '.join(details)})")
        basis = in_language(milestone.get("due_basis"), words)
        event = due_event_text(milestone.get("due_event"), events, words)
        moves = change_texts(milestone.get("due_changes"), registry, words)
        lines += [f"   {line}" for line in (basis, event, *moves) if line]
    yield from list_lines(field_label("milestones", words), lines)


def _occurrence_lines(value: Any, words: Words) -> Lines:
    if not isinstance(value, dict):
        return
    start = words.date(str(value.get("starts") or ""))
    rule = words.rule(str(value.get("rule", "")))
    yield (
        field_label("repeats", words),
        words.say("{rule}, from {start}", rule=rule, start=start) if start else rule,
    )
    occurrences = []
    for occurrence in mappings(value.get("held")):
        met_on = words.past(str(occurrence.get("met_on") or ""))
        detail = lapsed_text(occurrence, words) if "lapsed" in occurrence else met_on
        occurrences.append(
            words.date(str(occurrence.get("occurrence", ""))) + (f" ({detail})" if detail else "")
        )
    yield from list_lines(field_label("repeats.held", words), [", ".join(occurrences)] if occurrences else [])


def _link_lines(report: ShowReport, words: Words) -> Lines:
    parents = [f"{parent.title(words.lang)} [{parent.id}]" for parent in report.parents]
    yield from list_lines(
        field_label("part_of", words), parents or list(filter(None, [report.row.outline.part_of]))
    )
    parts = [
        f"{state_label(row, words)}: {row.outline.title(words.lang)} [{row.outline.id}]"
        for row in report.children
    ]
    yield from list_lines(words.say("Parts"), parts)
    links = [_link_text(report, id, words) for id in report.commitment.depends_on]
    yield from list_lines(field_label("depends_on", words), links)
    if report.commitment.superseded_by:
        yield field_label("superseded_by", words), _link_text(report, report.commitment.superseded_by, words)
    if report.next_occurrence:
        yield words.say("Next occurrence"), words.date(report.next_occurrence)


def _link_text(report: ShowReport, id: str, words: Words) -> str:
    other = report.linked.get(id)
    return f"{other.title(words.lang)} [{id}]" if other else id


def _source_lines(value: Any, words: Words) -> Lines:
    if not isinstance(value, dict):
        return
    parts = [str(value.get(name) or "") for name in ("title", "document", "publisher", "locator")]
    if value.get("published_on"):
        day = words.date(str(value["published_on"]))
        parts.append(words.say("published {date}", date=day))
    yield field_label("source", words), ", ".join(filter(None, parts))
    if value.get("url"):
        yield "", str(value["url"])
    yield from prose_lines("", value.get("note"), words)


def _other_lines(data: Mapping[str, Any], words: Words) -> Lines:
    """The fields without lines of their own, each with its value; then the workspace's own fields."""
    for field in FIELDS:
        if field.label and field.name not in _FIELDS_WITH_LINES and field.name in data:
            yield field_label(field.name, words), _value_text(data[field.name], field, words)
    for name, value in data.items():
        if name.startswith("x-"):
            yield name, value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)


def _value_text(value: Any, field: Field, words: Words) -> str:
    """The value of a field, in one line."""
    match value:
        case bool():
            return words.say("yes") if value else words.say("no")
        case list():
            return ", ".join(_value_text(item, field, words) for item in value)
        case dict() if field.parts:
            parts = [part for part in field.parts if part.name in value]
            return " · ".join(_value_text(value[part.name], part, words) for part in parts)
        case dict():
            return in_language(value, words)
        case _:
            return words.date(str(value)) if field.shape is Shape.DATE else str(value)
