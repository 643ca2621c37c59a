"""Checks what registers under one roof say of the same parties. It reads no file."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping

from commitments.checks.cycles import cycles, ring_text
from commitments.model.members import id_in_member, member_of
from commitments.model.nearest import Suggestions
from commitments.model.parties.party import Party
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


def same_parties_agree(parties: Mapping[str, Party]) -> Iterator[tuple[str, Finding]]:
    """Registers that have one party, by equal id and names, say the same of it, unless the roof has it too.

    `parties` are by their ids behind the member and a colon, in the order of the members; those of the roof
    itself have no member. Their bodies above and successors have the names of the roof. Yields each finding
    with the later party.
    """
    settled = {(id, party.name) for id, party in parties.items() if member_of(id) is None}
    firsts: dict[object, tuple[str, Party]] = {}
    for name, party in parties.items():
        key, member = (id_in_member(name), party.name), member_of(name)
        if member is None or party.same_as or key in settled or not any(party.name):
            continue
        first_member, first = firsts.setdefault(key, (member, party))
        if fields := [field for field in _TOLD if _is_told_apart(field, party, first)]:
            values = {"party": key[0], "register": first_member, "fields": ", ".join(fields)}
            yield name, Finding("party-differs", (fields[0],), values)


_TOLD = ("kind", "country", "part_of", "until", "succeeded_by", "short")
"""What the first register says of a party for all."""
_ENDS = frozenset({"until", "succeeded_by"})
"""What says that a body stands where it is not filled in."""


def _is_told_apart(field: str, party: Party, first: Party) -> bool:
    """Whether two registers say different things; one that is silent contradicts only an end."""
    own, other = getattr(party, field), getattr(first, field)
    is_filled = field in _ENDS or all(
        any(value) if isinstance(value, tuple) else value for value in (own, other)
    )
    return is_filled and own != other
