"""Says what a record is that came or went: its kind, status, lead, deadline and source. Judges nothing."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from commitments.changes.list_entries import mappings
from commitments.render.changes.sentences import ChangeWords
from commitments.render.changes.values import FieldWords
from commitments.render.safe import one_line


def new_record(record: Any, standing: str, change_words: ChangeWords) -> tuple[str, str]:
    """A new record in one safe line, and the line for many of its kind, status and source."""
    field_words = change_words.field_words
    data = record if isinstance(record, dict) else {}
    kinds = [_kind_and_status(data, standing, field_words)]
    source = _source(data, field_words)
    alike = _with_parts(field_words.words.say("new record"), [*kinds, source])
    parts = [*kinds, *_lead_and_due(data, field_words), source, *_counts(data, field_words)]
    return _with_parts(field_words.words.say("new record"), parts), alike


def removed_record(record: Any, standing: str, change_words: ChangeWords) -> str:
    """A removed record in one safe line: how it stood."""
    field_words = change_words.field_words
    data = record if isinstance(record, dict) else {}
    parts = [_kind_and_status(data, standing, field_words), *_lead_and_due(data, field_words)]
    parts += _counts(data, field_words)
    return _with_parts(field_words.words.say("record removed"), parts)


def _with_parts(head: str, parts: list[str]) -> str:
    detail = "; ".join(filter(None, parts))
    return one_line(f"{head}: {detail}" if detail else head)


def _kind_and_status(record: Mapping[str, Any], standing: str, field_words: FieldWords) -> str:
    """The kind, the status and the timeliness of a record, as far as they are known."""
    texts = [field_words.value(name, record[name]) for name in ("kind", "status") if record.get(name)]
    return ", ".join(filter(None, [*texts, standing]))


def _lead_and_due(record: Mapping[str, Any], field_words: FieldWords) -> Iterator[str]:
    leads = [item.get("party") for item in mappings(record.get("parties")) if item.get("role") == "lead"]
    if leads:
        names = ", ".join(field_words.value("party", lead) for lead in leads)
        yield f"{field_words.value('role', 'lead')}: {names}"
    for name in ("due", "due_event", "repeats"):
        if record.get(name):
            yield field_words.part(name, record[name])


def _source(record: Mapping[str, Any], field_words: FieldWords) -> str:
    """The document of the source and the place in it."""
    source = record.get("source")
    if not isinstance(source, dict):
        return ""
    texts = [
        field_words.value(f"source.{name}", source[name])
        for name in ("document", "locator")
        if source.get(name)
    ]
    return field_words.words.say("source: {source}", source=", ".join(texts)) if texts else ""


def _counts(record: Mapping[str, Any], field_words: FieldWords) -> Iterator[str]:
    words = field_words.words
    milestones, updates, evidence = (
        len(mappings(record.get(name))) for name in ("milestones", "updates", "evidence")
    )
    if milestones:
        yield words.count(milestones, "{n} milestone", "{n} milestones")
    if updates:
        yield words.count(updates, "{n} update", "{n} updates")
    if evidence:
        yield words.count(evidence, "{n} piece of evidence", "{n} pieces of evidence")
