"""Writes the name of a party as lists show it: short, and with the body that took over. Lists nothing."""

from __future__ import annotations

from commitments.model.parties.party import Registry
from commitments.render.safe import one_line
from commitments.render.words import Words


def listed_name(registry: Registry, party: str, words: Words) -> str:
    """The short name of a party, else its name, and the one body that took over: `MIC (now MoST)`."""
    name = one_line(registry.short_name(party, words.lang))
    successor = registry.successor(party)
    if successor is None:
        return name
    return words.say(
        "{name} (now {successor})",
        name=name,
        successor=one_line(registry.short_name(successor, words.lang)),
    )
