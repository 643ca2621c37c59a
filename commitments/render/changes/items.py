"""What is said of an item that came to a list of a record, or left it. Knows nothing of what only changed."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from commitments.errors import N_
from commitments.render.changes.values import Values, joined

Item = Mapping[str, Any]

WITHIN: Mapping[str, str] = {
    "milestones": N_("milestone {name}: {told}"),
    "updates": N_("update of {name}: {told}"),
    "repeats.held": N_("occurrence {name}: {told}"),
    "due_changes": N_("deadline move of {name}: {told}"),
    "evidence": N_("evidence {name}: {told}"),
}
"""What is said before what became of a field of an item."""


def _milestone(said: Values, item: Item, came: bool) -> str:
    words, name = said.words, str(item.get("id", ""))
    if came:
        head = words.say("milestone {name} added", name=name)
    else:
        head = words.say("milestone {name} dropped", name=name)
    details = [said.text(item.get("title"))]
    if item.get("status") not in (None, "scheduled"):
        details.append(said.value("status", item["status"]))
    elif item.get("due"):
        details.append(words.say("due {date}", date=said.value("due", item["due"])))
    return joined(head, ", ".join(filter(None, details)))


def _party(said: Values, item: Item, came: bool) -> str:
    words, party = said.words, said.value("party", item.get("party"))
    if not item.get("role"):
        return words.say("{party} joined", party=party) if came else words.say("{party} left", party=party)
    role = said.value("role", item["role"])
    if came:
        return words.say("{party} joined as {role}", party=party, role=role)
    return words.say("{party} left as {role}", party=party, role=role)


def _update(said: Values, item: Item, came: bool) -> str:
    when, note = said.value("date", item.get("date")), said.text(item.get("note"))
    if item.get("by"):
        when += f" ({said.value('by', item['by'])})"
    if came:
        told = said.words.say(WITHIN["updates"], name=when, told=note)
        return told if note else told.rstrip(": ")
    return joined(said.words.say("update of {date} dropped", date=when), note)


def _evidence(said: Values, item: Item, came: bool) -> str:
    name = next((name for name in ("title", "url", "date") if item.get(name)), "")
    head = said.words.say("evidence added") if came else said.words.say("evidence dropped")
    return joined(head, said.value(name, item.get(name)))


def _move(said: Values, item: Item, came: bool) -> str:
    words, reason = said.words, said.text(item.get("reason"))
    old, new = (said.value("due", item.get(name)) or "–" for name in ("from", "to"))
    if came:
        told = words.say("deadline move recorded: {old} → {new}", old=old, new=new)
    else:
        told = words.say("deadline move no longer recorded: {old} → {new}", old=old, new=new)
    return f"{told} ({reason})" if reason else told


def _held(said: Values, item: Item, came: bool) -> str:
    when, met = said.value("occurrence", item.get("occurrence")), item.get("met_on")
    if not came:
        return said.words.say("occurrence {date} no longer held", date=when)
    told = said.words.say("occurrence {date} held", date=when)
    return f"{told} ({said.value('met_on', met)})" if met and met != item.get("occurrence") else told


ITEMS: Mapping[str, Callable[[Values, Item, bool], str]] = {
    "milestones": _milestone,
    "parties": _party,
    "updates": _update,
    "evidence": _evidence,
    "due_changes": _move,
    "repeats.held": _held,
}
"""For each list a sentence about an item that came, or else went."""
