"""Writes one record as a Markdown document: headings, tables and lists. Computes nothing of it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from commitments.model.lifecycle import MilestoneStatus, UpdateTopic
from commitments.render.answer import Screen
from commitments.render.event_words import due_event_text
from commitments.render.formats.markdown_text import markdown_rows
from commitments.render.names.labels import MILESTONE_STATUS, TOPIC, role_label
from commitments.render.records.entry_lines import (
    TOPIC_LABELS,
    change_texts,
    field_label,
    in_language,
    mappings,
    milestone_name,
)
from commitments.render.records.record_lines import record_lines
from commitments.render.records.record_words import RecordWords
from commitments.render.records.standing_texts import past_state_texts, standing_texts
from commitments.render.safe import bounded_markdown, markdown
from commitments.render.words import Words
from commitments.reports.show import ShowReport


def record_document(report: ShowReport, record_words: RecordWords, screen: Screen) -> str:
    """The title, the standing, the fields, then a heading for each list."""
    lines = _document_lines(report, record_words, screen)
    return bounded_markdown(lines, screen.words.say("The record goes on; see `commit show`."))


def _document_lines(report: ShowReport, record_words: RecordWords, screen: Screen) -> Iterator[str]:
    words = screen.words
    yield f"# {markdown(report.row.outline.title(words.lang))}"
    yield ""
    yield markdown(" · ".join(standing_texts(report, words)))
    for sentence in past_state_texts(report, screen):
        yield f"\n{markdown(sentence)}"
    yield from _field_sections(report, record_words)
    data = report.commitment.data
    yield from _table_section(
        words.say("Parties"),
        [words.say("Party"), words.say("Role")],
        _party_rows(data.get("parties"), report.commitment.kind, record_words),
    )
    yield from _table_section(
        words.say("Milestones"),
        [
            words.say("Milestone"),
            words.say("Status"),
            words.say("Due"),
            words.say("Met on"),
            words.say("Deadline moved"),
        ],
        _milestone_rows(data.get("milestones"), record_words),
    )
    yield from _table_section(
        words.say("Updates"),
        [words.say("Date"), words.say("About"), words.say("By"), words.say("Note")],
        _update_rows(data.get("updates"), record_words),
    )
    yield from _list_sections(report, record_words)


def _field_sections(report: ShowReport, record_words: RecordWords) -> Iterator[str]:
    """The fields that hold no list, in a table."""
    words = record_words.words
    elsewhere = {*_table_labels(words), *_list_labels(words)}
    rows = [
        [label, " · ".join(texts)]
        for label, texts in _labelled_texts(report, record_words)
        if label not in elsewhere
    ]
    yield ""
    yield from markdown_rows([words.say("Field"), words.say("Value")], rows)


def _list_sections(report: ShowReport, record_words: RecordWords) -> Iterator[str]:
    """The evidence and the history, each below a heading."""
    labels = _list_labels(record_words.words)
    for label, texts in _labelled_texts(report, record_words):
        if label in labels:
            yield f"\n## {markdown(label)}\n"
            yield from (f"- {markdown(text)}" for text in texts)


def _labelled_texts(report: ShowReport, record_words: RecordWords) -> list[tuple[str, list[str]]]:
    """The lines of the page by their label."""
    labelled: list[tuple[str, list[str]]] = []
    for label, text in record_lines(report, record_words):
        if label or not labelled:
            labelled.append((label, []))
        labelled[-1][1].append(text)
    return labelled


def _table_labels(words: Words) -> set[str]:
    topics = (words.say(label) for label in TOPIC_LABELS.values())
    return {field_label("parties", words), field_label("milestones", words), *topics}


def _list_labels(words: Words) -> set[str]:
    return {field_label("evidence", words), words.say("History")}


def _table_section(title: str, heads: Sequence[str], rows: Iterable[Sequence[str]]) -> Iterator[str]:
    """A table below its heading; nothing where it has no row."""
    listed = list(rows)
    if listed:
        yield f"\n## {markdown(title)}\n"
        yield from markdown_rows(heads, listed)


def _party_rows(value: Any, kind: str, record_words: RecordWords) -> Iterator[list[str]]:
    registry, words = record_words.registry, record_words.words
    for party in mappings(value):
        name = registry.name(str(party.get("party", "")), words.lang)
        yield [name, role_label(str(party.get("role", "")), kind, words)]


def _milestone_rows(value: Any, record_words: RecordWords) -> Iterator[list[str]]:
    words, registry = record_words.words, record_words.registry
    for milestone in mappings(value):
        status = str(milestone.get("status", MilestoneStatus.SCHEDULED))
        basis = in_language(milestone.get("due_basis"), words)
        event = due_event_text(milestone.get("due_event"), record_words.events, words)
        due = words.date(str(milestone.get("due") or ""))
        yield [
            milestone_name(milestone, words),
            words.say(MILESTONE_STATUS.get(status, status)),
            " · ".join(filter(None, (due, basis, event))),
            words.past(str(milestone.get("met_on") or "")),
            " · ".join(change_texts(milestone.get("due_changes"), registry, words)),
        ]


def _update_rows(value: Any, record_words: RecordWords) -> Iterator[list[str]]:
    words, registry = record_words.words, record_words.registry
    for update in mappings(value):
        topic = str(update.get("about", UpdateTopic.PROGRESS))
        author = update.get("by")
        yield [
            words.date(str(update.get("date") or "")),
            words.say(TOPIC.get(topic, topic)),
            registry.name(str(author), words.lang) if author else "",
            in_language(update.get("note"), words),
        ]
