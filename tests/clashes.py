"""Pairs of edits that clash in one field and bring news on both sides. It asserts nothing."""

from __future__ import annotations

import copy
from random import Random
from typing import Any, NamedTuple

from drafts import draft
from handwriting import write

VALUES: dict[str, tuple[Any, Any]] = {
    "status": ("in_progress", "withdrawn"),
    "kind": ("treaty", "contract"),
    "due": ("2027-03", "2027-Q4"),
    "title": ({"en": "Ours"}, {"vi": "Của họ"}),
    "x-own": (5, [7]),
}
"""By field: what our side and their side make of it."""


class Clash(NamedTuple):
    """A record and what two people made of it."""

    field: str
    base: bytes
    ours: bytes
    theirs: bytes
    news: tuple[str, ...]
    """The notes that one of them added."""


def clash(chance: Random) -> Clash:
    """A record at random, one field that both sides changed, and news of each."""
    base = draft(chance)
    updates = base.value.pop("updates", None) or [{"date": "2026-01-01", "note": {"en": "Begun"}}]
    base.value["updates"] = sorted(updates, key=lambda update: str(update["date"]))
    field = chance.choice(list(VALUES))
    sides = []
    notes: list[str] = []
    for place, name in enumerate(("ours", "theirs")):
        side = copy.deepcopy(base)
        side.value[field] = VALUES[field][place]
        added = [f"{name} {number}" for number in range(chance.randint(1, 3))]
        side.value["updates"] += [
            _update(note, number) for number, note in enumerate(added, chance.randint(5, 7))
        ]
        notes += added
        sides.append(write(side))
    return Clash(field, write(base), *sides, tuple(notes))


def _update(note: str, month: int) -> dict[str, Any]:
    return {"date": f"2026-{month:02}-11", "note": {"en": note}}
