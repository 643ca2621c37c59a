"""Writes the lists of a record for `show`: parties, updates, evidence, moved deadlines. Lays out nothing.

A record need not be valid: a value of another type than the schema wants has no line.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from commitments.errors import N_
from commitments.model.fields import BY_PATH
from commitments.model.lifecycle import UpdateTopic
from commitments.model.parties.party import Registry
from commitments.model.record import read_prose
from commitments.render.names.labels import role_label
from commitments.render.words import Words

Lines = Iterator[tuple[str, str]]
"""A label and the text beside it; an empty label continues the one above."""


def field_label(path: str, words: Words) -> str:
    """The label of a field, by its path as in `repeats.held`."""
    return words.say(BY_PATH[path].label)


def list_lines(label: str, lines: Sequence[str]) -> Lines:
    """Lines under one label."""
    for index, line in enumerate(lines):
        yield ("" if index else label), line


def list_items(value: Any) -> list[Any]:
    """The items of a list; none of any other value."""
    return value if isinstance(value, list) else []


def mappings(value: Any) -> list[Mapping[str, Any]]:
    """The items of a list that are mappings."""
    return [item for item in list_items(value) if isinstance(item, dict)]


def in_language(value: Any, words: Words) -> str:
    """Prose in the language of the reader, if it has that language."""
    return read_prose(value).in_language(words.lang)


def prose_lines(label: str, value: Any, words: Words) -> Lines:
    """A line of prose; none where it is empty."""
    if prose_text := in_language(value, words):
        yield label, prose_text.strip()


def party_lines(value: Any, kind: str, registry: Registry, words: Words) -> Lines:
    """A line for each party, with its role."""
    lines = []
    for party in mappings(value):
        role = str(party.get("role", ""))
        name = registry.name(str(party.get("party", "")), words.lang)
        lines.append(f"{name} ({role_label(role, kind, words)})")
    yield from list_lines(field_label("parties", words), lines)


def change_texts(value: Any, registry: Registry, words: Words) -> list[str]:
    """A text for each entry of `due_changes`, or of the changes of a term: the day, the dates, the reason."""
    lines = []
    for move in mappings(value):
        before, after = (words.date(str(move.get(name) or "")) for name in ("from", "to"))
        when, why = words.date(str(move.get("date") or "")), in_language(move.get("reason"), words)
        agreed = party_suffix(move.get("agreed_by"), registry, words)
        field = _term_field(move, words)
        lines.append(f"{when}{agreed}: {field}{before or '–'} → {after or '–'}. {why}".strip())
    return lines


def _term_field(move: Mapping[str, Any], words: Words) -> str:
    """Which day of a term moved; empty for a deadline."""
    path = f"in_force.{move.get('field', '')}"
    return f"{words.say(BY_PATH[path].noun)} " if path in BY_PATH else ""


def party_suffix(party: Any, registry: Registry, words: Words) -> str:
    """The name of a party in parentheses, after a space; empty without a party."""
    return f" ({registry.name(str(party), words.lang)})" if party else ""


def milestone_name(milestone: Mapping[str, Any], words: Words) -> str:
    """The title of a milestone, else its id."""
    return in_language(milestone.get("title"), words) or str(milestone.get("id", ""))


TOPIC_LABELS: Mapping[str, str] = {
    UpdateTopic.PROGRESS: N_("Updates"),
    UpdateTopic.OBSTACLE: N_("Obstacles"),
    UpdateTopic.NEXT_STEP: N_("Next steps"),
    UpdateTopic.RECOMMENDATION: N_("Recommendations"),
    UpdateTopic.REMINDER: N_("Reminders"),
    UpdateTopic.ANSWER: N_("Answers"),
}
"""The labels of updates, by what they are about."""


def update_lines(value: Any, registry: Registry, words: Words) -> Lines:
    """A line for each update, by what it is about: its day, its author, its note."""
    texts: dict[str, list[str]] = {topic: [] for topic in TOPIC_LABELS}
    for update in mappings(value):
        topic = str(update.get("about", UpdateTopic.PROGRESS))
        author = party_suffix(update.get("by"), registry, words)
        day = words.date(str(update.get("date") or ""))
        texts.get(topic, texts[UpdateTopic.PROGRESS]).append(
            f"{day}{author}: {in_language(update.get('note'), words)}"
        )
    for topic, label in TOPIC_LABELS.items():
        yield from list_lines(words.say(label), texts[topic])


def evidence_lines(data: Mapping[str, Any], words: Words) -> Lines:
    """A line for each piece of evidence of a record, of its milestones and of its occurrences."""
    evidence = [("", document) for document in mappings(data.get("evidence"))]
    for milestone in mappings(data.get("milestones")):
        evidence += [
            (milestone_name(milestone, words), document) for document in mappings(milestone.get("evidence"))
        ]
    for occurrence in _occurrences(data):
        heading = words.date(str(occurrence.get("occurrence", "")))
        evidence += [(heading, document) for document in mappings(occurrence.get("evidence"))]
    lines = []
    for heading, document in evidence:
        day, title, url = (str(document.get(name) or "") for name in ("date", "title", "url"))
        parts = " · ".join(filter(None, (words.date(day), title, url)))
        lines.append(f"{heading}: {parts}" if heading else parts)
    yield from list_lines(field_label("evidence", words), lines)


def _occurrences(data: Mapping[str, Any]) -> list[Mapping[str, Any]]:
    repeats = data.get("repeats")
    return mappings(repeats.get("held")) if isinstance(repeats, dict) else []


def closing_lines(value: Any, registry: Registry, words: Words) -> Lines:
    """The day, the doer and the reason of a closing."""
    if isinstance(value, dict):
        day, by = words.date(str(value.get("date") or "")), party_suffix(value.get("by"), registry, words)
        reason = in_language(value.get("reason"), words)
        yield field_label("closing", words), ": ".join(filter(None, (f"{day}{by}".strip(), reason)))
