"""Writes each line of a record for `show`: a label and the text beside it. Lays out nothing."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from commitments.model.events import EventRegistry
from commitments.model.fields import FIELDS, Field, Shape
from commitments.model.parties.party import Registry
from commitments.render.event_words import due_event_text
from commitments.render.names.labels import MILESTONE_STATUS
from commitments.render.paint import state_label
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
from commitments.render.records.record_words import RecordWords
from commitments.render.records.standing_lines import lapsed_text, standing_lines
from commitments.render.records.timeline import timeline
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


def record_lines(report: ShowReport, record_words: RecordWords) -> Lines:
    """Every line of a record, in the order of its page."""
    data, words, registry = report.commitment.data, record_words.words, record_words.registry
    yield field_label("id", words), report.commitment.id
    yield from prose_lines(field_label("summary", words), data.get("summary"), words)
    yield from prose_lines(field_label("deliverable", words), data.get("deliverable"), words)
    yield from party_lines(data.get("parties"), report.commitment.kind, registry, words)
    yield from standing_lines(report, record_words)
    yield from milestone_lines(data.get("milestones"), registry, record_words.events, words)
    yield from occurrence_lines(data.get("repeats"), words)
    yield from _link_lines(report, words)
    yield from update_lines(data.get("updates"), registry, words)
    yield from evidence_lines(data, words)
    yield from closing_lines(data.get("closing"), registry, words)
    scope = [in_language(part, words) for part in list_items(data.get("scope"))]
    yield from list_lines(field_label("scope", words), scope)
    yield from prose_lines(field_label("place", words), data.get("place"), words)
    yield from source_lines(data.get("source"), words)
    yield from other_lines(data, words)
    yield from own_lines(data)
    if report.history:
        yield from list_lines(
            words.say("History"), timeline(report.history, data, registry, words, record_words.events)
        )
    yield words.say("File"), report.commitment.path


def milestone_lines(value: Any, registry: Registry, events: EventRegistry, words: Words) -> Lines:
    """Each milestone with its sign, its date and how it moved."""
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


def occurrence_lines(value: Any, words: Words) -> Lines:
    """How a commitment recurs, and what took place."""
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


def source_lines(value: Any, words: Words) -> Lines:
    """The source, its address, and what is unclear there."""
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


def other_lines(data: Mapping[str, Any], words: Words) -> Lines:
    """The fields without lines of their own, each with its value."""
    for field in FIELDS:
        if field.label and field.name not in _FIELDS_WITH_LINES and field.name in data:
            yield field_label(field.name, words), _value_text(data[field.name], field, words)


def own_lines(data: Mapping[str, Any]) -> Lines:
    """The workspace's own fields."""
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
