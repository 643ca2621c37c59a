"""Says which item was added to a list of a record, or removed. Knows nothing of items that only changed."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from commitments.errors import N_
from commitments.render.changes.values import FieldWords, with_detail

Item = Mapping[str, Any]

ITEM_FIELD_SENTENCES: Mapping[str, str] = {
    "milestones": N_("milestone {name}: {told}"),
    "updates": N_("update of {name}: {told}"),
    "repeats.held": N_("occurrence {name}: {told}"),
    "due_changes": N_("deadline move of {name}: {told}"),
    "in_force.changes": N_("change of the term {name}: {told}"),
    "evidence": N_("evidence {name}: {told}"),
}
"""For each list the sentence about a changed field of one of its items."""


def _milestone_sentence(field_words: FieldWords, item: Item, is_added: bool) -> str:
    words, id = field_words.words, str(item.get("id", ""))
    if is_added:
        head = words.say("milestone {name} added", name=id)
    else:
        head = words.say("milestone {name} dropped", name=id)
    details = [field_words.text(item.get("title"))]
    if item.get("status") not in (None, "scheduled"):
        details.append(field_words.value("status", item["status"]))
    if item.get("met_on"):
        details.append(field_words.part("met_on", item["met_on"]))
    if item.get("due"):
        details.append(words.say("due {date}", date=field_words.value("due", item["due"])))
    details += [
        field_words.part(field, item[field])
        for field in ("due_event", "due_basis", "due_changes", "evidence")
        if item.get(field)
    ]
    return with_detail(head, ", ".join(filter(None, details)))


def _party_sentence(field_words: FieldWords, item: Item, is_added: bool) -> str:
    words, party = field_words.words, field_words.value("party", item.get("party"))
    if not item.get("role"):
        if is_added:
            return words.say("{party} joined", party=party)
        return words.say("{party} left", party=party)
    role = field_words.value("role", item["role"])
    if is_added:
        return words.say("{party} joined as {role}", party=party, role=role)
    return words.say("{party} left as {role}", party=party, role=role)


def _update_sentence(field_words: FieldWords, item: Item, is_added: bool) -> str:
    heading, note = field_words.value("date", item.get("date")), field_words.text(item.get("note"))
    details = [field_words.value(field, item[field]) for field in ("by", "about") if item.get(field)]
    if details:
        heading += f" ({', '.join(details)})"
    if is_added:
        sentence = field_words.words.say(ITEM_FIELD_SENTENCES["updates"], name=heading, told=note)
        return sentence if note else sentence.rstrip(": ")
    return with_detail(field_words.words.say("update of {date} dropped", date=heading), note)


def _evidence_sentence(field_words: FieldWords, item: Item, is_added: bool) -> str:
    head = field_words.words.say("evidence added") if is_added else field_words.words.say("evidence dropped")
    return with_detail(head, field_words.evidence(item))


def _due_change_sentence(field_words: FieldWords, item: Item, is_added: bool) -> str:
    words = field_words.words
    old, new = (field_words.value("due", item.get(name)) or "–" for name in ("from", "to"))
    if is_added:
        sentence = words.say("deadline move recorded: {old} → {new}", old=old, new=new)
    else:
        sentence = words.say("deadline move no longer recorded: {old} → {new}", old=old, new=new)
    details = entry_details(field_words, item)
    return f"{sentence} ({details})" if details else sentence


def entry_details(field_words: FieldWords, entry: Item) -> str:
    """The reason of an entry that records a move, who agreed, and what moved it; empty without any."""
    reason = field_words.text(entry.get("reason"))
    named = ("agreed_by", "event", "by_instrument")
    parts = [field_words.part(field, entry[field]) for field in named if entry.get(field)]
    if reason and parts:
        reason = reason.removesuffix(".")
    return "; ".join(filter(None, [reason, *parts]))


def _occurrence_sentence(field_words: FieldWords, item: Item, is_added: bool) -> str:
    day, met_on = field_words.value("occurrence", item.get("occurrence")), item.get("met_on")
    if "lapsed" in item:
        return _lapsed_sentence(field_words, day, item, is_added)
    if not is_added:
        return field_words.words.say("occurrence {date} no longer held", date=day)
    sentence = field_words.words.say("occurrence {date} held", date=day)
    if met_on and met_on != item.get("occurrence"):
        sentence += f" ({field_words.value('met_on', met_on)})"
    evidence = item.get("evidence")
    return f"{sentence}; {field_words.part('evidence', evidence)}" if evidence else sentence


def _lapsed_sentence(field_words: FieldWords, day: str, item: Item, is_added: bool) -> str:
    words = field_words.words
    if is_added:
        return with_detail(words.say("occurrence {date} let go", date=day), field_words.text(item["lapsed"]))
    return words.say("occurrence {date} no longer let go", date=day)


def _term_change_sentence(field_words: FieldWords, item: Item, is_added: bool) -> str:
    words = field_words.words
    values = {
        "field": field_words.name(f"in_force.{item.get('field', '')}"),
        "old": field_words.value("due", item.get("from")) or "–",
        "new": field_words.value("due", item.get("to")) or "–",
    }
    if is_added:
        sentence = words.say("change of the term recorded: {field}: {old} → {new}", **values)
    else:
        sentence = words.say("change of the term no longer recorded: {field}: {old} → {new}", **values)
    details = entry_details(field_words, item)
    return f"{sentence} ({details})" if details else sentence


ITEM_SENTENCES: Mapping[str, Callable[[FieldWords, Item, bool], str]] = {
    "milestones": _milestone_sentence,
    "parties": _party_sentence,
    "updates": _update_sentence,
    "evidence": _evidence_sentence,
    "due_changes": _due_change_sentence,
    "repeats.held": _occurrence_sentence,
    "in_force.changes": _term_change_sentence,
}
"""For each list the function that writes the sentence about an added item, or a removed one."""
