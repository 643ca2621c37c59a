"""Checks which parties say that they are those of other registers under one roof. It reads no file."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping

from commitments.checks.cycles import cycles, ring_text
from commitments.model.nearest import Suggestions
from commitments.model.problem import Finding


def same_parties_exist(
    claims: Mapping[str, str], known: Collection[str], is_looked_at: Callable[[str], bool]
) -> Iterator[tuple[str, Finding]]:
    """Each party that a party says it is exists, and no such links form a ring.

    `claims` has the party that each says it is, `known` all parties, each behind its member and a colon.
    Yields each finding with the party that it is about; its pointer begins at the entry of that party.
    """
    suggestions = Suggestions(known)
    for party, target in claims.items():
        if target not in known and is_looked_at(target):
            values = {"party": target, "nearest": suggestions.nearest_to(target)}
            yield party, Finding("unknown-same-as", ("same_as",), values)
    for ring in cycles({party: [target] for party, target in claims.items()}):
        values = {"link": "same_as", "ring": ring_text(ring)}
        yield ring[0], Finding("link-cycle", ("same_as",), values)
